#include "model/assist/EditImpact.h"
#include "model/edit/PartUpdate.h"
#include "tests/views/SamplePlan.h"
#include <QtTest>
#include <algorithm>

using namespace millwright;

namespace
{

PartPtr withFigure(const Part& part, FieldKey key, double number)
{
    Part copy = part;
    std::erase_if(copy.fields, [key](const Field& field) { return field.key == key; });
    Field field;
    field.key = key;
    field.number = number;
    copy.fields.push_back(field);
    return finishPart(std::move(copy));
}

const MetricChange* changeOf(const EditImpact& impact, std::string_view id)
{
    for (const MetricChange& change : impact.metrics)
        if (change.metric->id == id)
            return &change;
    return nullptr;
}

} // namespace

/// What an update of parts says that it changes.
class TestEditImpact : public QObject
{
    Q_OBJECT
private slots:
    void sameProjectHasNone()
    {
        const Project project = samplePlan();
        const auto impact = impactOf(project, project);
        QVERIFY(impact.isOk());
        QVERIFY(impact->isEmpty());
    }

    void changedPowerMovesTheSums()
    {
        const Project before = samplePlan();
        const Part& node = *before.parts.find("node");
        const double power = node.figures.powerMax.si();
        QVERIFY(power > 0.0);
        Draft draft(before);
        const std::vector<PartPtr> parts{withFigure(node, FieldKey::PowerMax, power + 100.0)};
        QCOMPARE(*updateParts(draft, parts), std::size_t{1});
        const auto impact = impactOf(before, draft.project());
        QVERIFY(impact.isOk());
        const MetricChange* it = changeOf(*impact, "power.it");
        QVERIFY(it && it->before && it->after);
        double nodes = 0;
        for (const Device& device : before.blueprint().table<Device>())
            nodes += device.part == Symbol("node") ? 1 : 0;
        QCOMPARE(*it->after - *it->before, 100.0 * nodes); // every node draws 100 W more
        QVERIFY(!changeOf(*impact, "space.racks"));
        for (const MetricChange& change : impact->metrics)
            QVERIFY(change.before != change.after);
    }

    void findingsComeAndGo()
    {
        const Project before = samplePlan();
        Draft draft(before);
        // A node of 30 U does not fit above the one in unit 1.
        const std::vector<PartPtr> parts{
            withFigure(*before.parts.find("node"), FieldKey::RackUnits, 30.0)};
        QVERIFY(updateParts(draft, parts).isOk());
        const auto forth = impactOf(before, draft.project());
        QVERIFY(forth.isOk());
        QVERIFY(!forth->added.empty());
        QVERIFY(std::ranges::any_of(forth->added, [](const Finding& finding) {
            return finding.severity == Severity::Error;
        }));
        const auto back = impactOf(draft.project(), before);
        QCOMPARE(back->gone.size(), forth->added.size());
        QCOMPARE(back->added.size(), forth->gone.size());
    }
};

QTEST_APPLESS_MAIN(TestEditImpact)
#include "tst_edit_impact.moc"

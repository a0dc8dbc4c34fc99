#include "model/analysis/Metric.h"
#include "model/edit/EditMessages.h"
#include "model/edit/FieldActions.h"
#include "model/edit/NetworkActions.h"
#include "model/edit/PlaceActions.h"
#include "tests/views/CanvasFixture.h"
#include "views/panels/InspectorCombo.h"
#include "views/panels/InspectorDesign.h"
#include "views/panels/InspectorEntityList.h"
#include "views/panels/InspectorForm.h"
#include "views/panels/InspectorPanel.h"
#include "views/panels/InspectorParameters.h"
#include "views/panels/InspectorPosition.h"
#include "views/panels/InspectorRows.h"
#include "views/widgets/QuantityField.h"
#include <QCheckBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

using namespace millwright;

namespace
{

struct Fixture {
    explicit Fixture(ThemeManager& themes) : session(&source), panel(session, themes)
    {
        panel.resize(320, 900);
        panel.show();
        session.reset(samplePlan());
        QApplication::processEvents();
    }
    EntityId id(const char* label) const { return labelled(session.project(), label); }
    void select(std::initializer_list<const char*> labels)
    {
        std::vector<EntityId> ids;
        for (const char* label : labels)
            ids.push_back(id(label));
        session.setSelection(Selection(ids));
        QApplication::processEvents();
    }
    /// Types into a field and presses Enter.
    void type(QuantityField& field, const char* text)
    {
        field.setFocus();
        field.selectAll();
        QTest::keyClicks(&field, QString::fromUtf8(text));
        QTest::keyClick(&field, Qt::Key_Return);
        QApplication::processEvents();
    }
    Rect bounds(const char* label) const
    {
        return bodyOf(*placedThing(session.blueprint(), id(label)), session.project().parts)
            .bounds();
    }
    const InspectorFact* fact(const char* label)
    {
        for (const InspectorFact& row : panel.load().facts())
            if (row.label == QString::fromUtf8(label))
                return &row;
        return nullptr;
    }

    SampleSource source;
    Session session;
    InspectorPanel panel;
};

} // namespace

/// The inspector: place, load, fields of one and many things, inputs of the design.
class TestInspector : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void headNamesTheThing();
    void expressionMovesTheEdge();
    void wallDistanceKeepsTheFrontsWay();
    void manyThingsShowMixedAndChangeTogether();
    void lockedThingsStay();
    void fieldsOfEveryKindWriteOneStep();
    void refusedValuesComeBack();
    void loadAgainstLimits();
    void feedsAndTheirWay();
    void nothingSelectedShowsTheDesign();
    void listsAddAndRemoveInOneStep();
    void assumptionsChangeAndGoBack();
    void metricsAreExplainable();
    void unitsComeFromTheKeys();
    void everyEntityHasWords();

private:
    ThemeManager* m_themes = nullptr;
};

void TestInspector::initTestCase()
{
    m_themes = new ThemeManager(*qApp);
    registerEditMessages();
    registerRuleMessages();
    registerUnitMessages();
}

void TestInspector::headNamesTheThing()
{
    Fixture f(*m_themes);
    QVERIFY(f.panel.showsDesign());
    f.select({"A06"});
    QCOMPARE(f.panel.title(), QStringLiteral("A06"));
    QCOMPARE(f.panel.subtitle(), QStringLiteral("42 U · Rack 800 x 1200"));
    f.select({"A06", "A07", "CRAH-1"});
    QCOMPARE(f.panel.title(), QStringLiteral("3 selected"));
    QVERIFY(f.panel.subtitle().contains(QStringLiteral("2 Rack")));
}

void TestInspector::expressionMovesTheEdge()
{
    Fixture f(*m_themes);
    f.select({"A06"});
    const Project before = f.session.project();
    QCOMPARE(f.panel.position().x().value().value(), 7.0); // centre 7.4 m, 800 mm wide
    QCOMPARE(f.panel.position().y().value().value(), 1.5);
    f.type(f.panel.position().y(), "4*600 mm");
    QCOMPARE(f.bounds("A06").top.millimetres(), 2400.0);
    QCOMPARE(f.bounds("A06").left.millimetres(), 7000.0);
    QCOMPARE(f.session.undoStack().count(), 1);
    f.session.undoStack().undo();
    QVERIFY(f.session.project() == before);
    QApplication::processEvents();
    QCOMPARE(f.panel.position().y().value().value(), 1.5);
}

void TestInspector::wallDistanceKeepsTheFrontsWay()
{
    Fixture f(*m_themes);
    f.select({"A06"}); // faces up
    QCOMPARE(f.panel.position().wall().value().value(), 1.5);
    f.type(f.panel.position().wall(), "1800");
    QCOMPARE(f.bounds("A06").top.millimetres(), 1800.0);
    f.select({"B02"}); // faces down, the hall is 12 m deep
    const double gap = 12.0 - f.bounds("B02").bottom.metres();
    QVERIFY(std::abs(f.panel.position().wall().value().value() - gap) < 1e-9);
    f.type(f.panel.position().wall(), "7 m");
    QCOMPARE(f.bounds("B02").bottom.millimetres(), 5000.0);
}

void TestInspector::manyThingsShowMixedAndChangeTogether()
{
    Fixture f(*m_themes);
    f.select({"A01", "A02", "A03"});
    QVERIFY(!f.panel.position().x().value());
    QCOMPARE(f.panel.position().x().placeholderText(), QStringLiteral("mixed"));
    QVERIFY(f.panel.position().y().value());
    QVERIFY(f.panel.position().wall().isHidden());
    const Project before = f.session.project();
    f.type(f.panel.position().y(), "1600");
    for (const char* label : {"A01", "A02", "A03"})
        QCOMPARE(f.bounds(label).top.millimetres(), 1600.0);
    QCOMPARE(f.session.undoStack().count(), 1);
    f.session.undoStack().undo();
    QVERIFY(f.session.project() == before);
    // Racks and CRAHs have the part in common, but not the loop that serves a rack.
    f.select({"A01"});
    QVERIFY(f.panel.form().editor("loop"));
    f.select({"A01", "CRAH-1"});
    QVERIFY(!f.panel.form().editor("loop"));
    QVERIFY(f.panel.form().editor("part"));
    QVERIFY(!f.panel.form().editor("label"));
}

void TestInspector::lockedThingsStay()
{
    Fixture f(*m_themes);
    f.select({"A06"});
    QToolButton* lock = nullptr;
    for (QToolButton* button : f.panel.findChildren<QToolButton*>())
        if (button->accessibleName() == QStringLiteral("Lock"))
            lock = button;
    QVERIFY(lock && lock->isVisible());
    QTest::mouseClick(lock, Qt::LeftButton);
    QApplication::processEvents();
    QVERIFY(f.session.blueprint().find(Id<Rack>(f.id("A06")))->isLocked);
    QVERIFY(!f.panel.position().x().isEnabled());
    QTest::mouseClick(lock, Qt::LeftButton);
    QVERIFY(!f.session.blueprint().find(Id<Rack>(f.id("A06")))->isLocked);
}

void TestInspector::fieldsOfEveryKindWriteOneStep()
{
    Fixture f(*m_themes);
    f.session.perform({"edit.add-loop", {}}, [](Draft& draft) {
        addLoop(draft, LoopKind::Technology);
        return Result<void>();
    });
    const Project before = f.session.project();
    f.select({"UPS-A"});
    InspectorForm& form = f.panel.form();
    const auto ups = [&] { return *f.session.blueprint().find(Id<PowerPart>(f.id("UPS-A"))); };
    f.type(*qobject_cast<QuantityField*>(form.editor("ratingOverride_W")), "400");
    QCOMPARE(ups().ratingOverride.si(), 400e3); // a bare number means kW
    f.type(*qobject_cast<QuantityField*>(form.editor("modules")), "2+3");
    QCOMPARE(ups().modules, 5);
    auto* policy = qobject_cast<InspectorCombo*>(form.editor("policy"));
    policy->setCurrentIndex(1);
    emit policy->activated(1);
    QVERIFY(ups().policy == InputPolicy::Transfer);
    auto* label = qobject_cast<QLineEdit*>(form.editor("label"));
    label->selectAll();
    QTest::keyClicks(label, QStringLiteral("UPS-Z"));
    QTest::keyClick(label, Qt::Key_Return);
    const Id<PowerPart> renamed(f.id("UPS-Z"));
    QVERIFY(renamed.isSet());
    f.select({"CRAH-1"});
    auto* standby = qobject_cast<QCheckBox*>(form.editor("isStandby"));
    QTest::mouseClick(standby, Qt::LeftButton, {}, QPoint(8, standby->height() / 2));
    QVERIFY(f.session.blueprint().find(Id<CoolingPart>(f.id("CRAH-1")))->isStandby);
    f.select({"A01"});
    auto* loop = qobject_cast<InspectorCombo*>(form.editor("loop"));
    QCOMPARE(loop->count(), 2); // none, and the one
    emit loop->activated(1);
    QVERIFY(f.session.blueprint().find(Id<Rack>(f.id("A01")))->loop.isSet());
    QCOMPARE(f.session.undoStack().count(), 7);
    for (int i = 0; i < 6; ++i)
        f.session.undoStack().undo();
    QVERIFY(f.session.project() == before);
}

void TestInspector::refusedValuesComeBack()
{
    Fixture f(*m_themes);
    f.session.setSelection(Selection({f.session.blueprint().table<Device>().begin()->id.value()}));
    QApplication::processEvents();
    auto* unit = qobject_cast<QuantityField*>(f.panel.form().editor("unit"));
    QVERIFY(unit);
    QCOMPARE(unit->value().value(), 1.0);
    QSignalSpy messages(&f.session, &Session::message);
    f.type(*unit, "40"); // an 8 U node ends above 42 U
    QCOMPARE(messages.count(), 1);
    QCOMPARE(f.session.undoStack().count(), 0);
    QCOMPARE(unit->value().value(), 1.0);
    f.type(*unit, "30");
    QCOMPARE(f.session.blueprint().table<Device>().begin()->unit, 30);
}

void TestInspector::loadAgainstLimits()
{
    Fixture f(*m_themes);
    f.select({"A01"});
    const InspectorFact* power = f.fact("Power");
    QVERIFY(power);
    QCOMPARE(power->number, QStringLiteral("20.4")); // two nodes of 10.2 kW
    QCOMPARE(power->unit, QStringLiteral("kW"));
    const InspectorFact* units = f.fact("Units");
    QVERIFY(units && units->meter);
    QCOMPARE(units->meter->value, 16.0);
    QCOMPARE(units->meter->limit.value(), 42.0);
    QVERIFY(units->suffix.contains(QStringLiteral("42")));
    f.select({"A01", "A02"});
    QVERIFY(f.fact("Power, all"));
    QCOMPARE(f.fact("Power, all")->number, QStringLiteral("40.8"));
}

void TestInspector::feedsAndTheirWay()
{
    Fixture f(*m_themes);
    const EntityId rack = f.id("A01"), panelId = f.id("RPP-1A");
    f.session.perform({"edit.connect", {}}, [&](Draft& draft) -> Result<void> {
        Feed feed;
        feed.source = Id<PowerPart>(panelId);
        feed.target = rack;
        feed.side = Side::A;
        feed.breaker = 32.0;
        const auto made = connectFeed(draft, feed);
        return made ? Result<void>() : Result<void>(made.error());
    });
    f.select({"A01"});
    const InspectorFact* found = nullptr;
    for (const InspectorFact& row : f.panel.connections().facts())
        if (row.target == panelId)
            found = &row;
    QVERIFY(found);
    QVERIFY2(found->number.contains(QStringLiteral("32")), qPrintable(found->number));
    QSignalSpy reveals(&f.panel, &InspectorPanel::revealRequested);
    emit f.panel.connections().targetChosen(panelId);
    QCOMPARE(f.session.selection().first(), panelId);
    QCOMPARE(reveals.count(), 1);
}

void TestInspector::nothingSelectedShowsTheDesign()
{
    Fixture f(*m_themes);
    InspectorDesign& design = f.panel.design();
    QVERIFY(design.isVisible());
    QCOMPARE(design.halls().count(), 1);
    InspectorForm& hall = design.halls().open(0);
    f.type(*qobject_cast<QuantityField*>(hall.editor("floorLimit_kg_per_m2")), "1500");
    QCOMPARE(f.session.blueprint().table<Hall>().begin()->floorLimit, 1500.0);
    f.select({"A01"});
    QVERIFY(design.isHidden());
    f.session.setSelection({});
    QVERIFY(design.isVisible());
}

void TestInspector::listsAddAndRemoveInOneStep()
{
    Fixture f(*m_themes);
    InspectorEntityList& workloads = f.panel.design().workloads();
    QCOMPARE(workloads.count(), 0);
    const Project before = f.session.project();
    QPushButton* serving = nullptr;
    for (QPushButton* button : workloads.findChildren<QPushButton*>())
        if (button->text() == QStringLiteral("Serving"))
            serving = button;
    QVERIFY(serving != nullptr);
    serving->click();
    QApplication::processEvents();
    QCOMPARE(workloads.count(), 1);
    InspectorForm& form = workloads.open(0);
    auto* model = qobject_cast<InspectorCombo*>(form.editor("model"));
    QVERIFY(model && model->count() > 10); // the model library
    QVERIFY(form.editor("ttftLimit_s"));
    QVERIFY(!form.editor("trainingTokens")); // not for serving
    f.type(*qobject_cast<QuantityField*>(form.editor("ttftLimit_s")), "1500 ms");
    QCOMPARE(f.session.blueprint().table<Workload>().begin()->ttftLimit, 1.5);
    workloads.removeAt(0);
    QApplication::processEvents();
    QCOMPARE(workloads.count(), 0);
    QCOMPARE(f.session.undoStack().count(), 3);
    while (f.session.undoStack().canUndo())
        f.session.undoStack().undo();
    QVERIFY(f.session.blueprint() == before.blueprint());
}

void TestInspector::assumptionsChangeAndGoBack()
{
    Fixture f(*m_themes);
    InspectorParameters& parameters = f.panel.design().parameters();
    parameters.show();
    QApplication::processEvents();
    QuantityField* aisle = parameters.field(Parameter::AisleCold);
    QVERIFY(aisle);
    QCOMPARE(aisle->value().value(), 1.2);
    f.type(*aisle, "1500");
    QCOMPARE(ParameterValues(f.session.blueprint())[Parameter::AisleCold], 1.5);
    QCOMPARE(parameters.changedCount(), 1);
    parameters.reset(Parameter::AisleCold);
    QApplication::processEvents();
    QCOMPARE(aisle->value().value(), 1.2);
    QCOMPARE(parameters.changedCount(), 0);
    QVERIFY(f.session.blueprint().table<Assumption>().isEmpty());
}

void TestInspector::metricsAreExplainable()
{
    Fixture f(*m_themes);
    QSignalSpy explained(&f.panel, &InspectorPanel::explainRequested);
    int numbers = 0;
    for (const InspectorRows* rows : f.panel.design().findChildren<InspectorRows*>())
        for (const InspectorFact& fact : rows->facts())
            if (!fact.metric.isEmpty()) {
                ++numbers;
                QVERIFY(findMetric(fact.metric.toStdString()));
            }
    QVERIFY(numbers >= 3);
    auto* rows = f.panel.design().findChild<InspectorRows*>();
    emit rows->explainRequested(QStringLiteral("power.it"));
    QCOMPARE(explained.count(), 1);
}

void TestInspector::unitsComeFromTheKeys()
{
    QCOMPARE(unitOfKey("utilityCapacity_W"), std::string("W"));
    QCOMPARE(unitOfKey("supply_C"), std::string("degC"));
    QCOMPARE(unitOfKey("floorLimit_kg_per_m2"), std::string("kg/m2"));
    QCOMPARE(unitOfKey("energyPrice_USD_per_kWh"), std::string("USD/kWh"));
    QCOMPARE(unitOfKey("modules"), std::string("1"));
    QCOMPARE(bareUnitOf("m"), std::string("mm"));
    QCOMPARE(propertyLabel("temperatureRise_K"), QStringLiteral("Temperature rise"));
    QCOMPARE(propertyLabel("weightFormat"), QStringLiteral("Weight format"));
    QCOMPARE(spokenName("rail-optimised"), QStringLiteral("Rail optimised"));
}

void TestInspector::everyEntityHasWords()
{
    // Every field that a row shows has a label of its own and, if it is a choice, what it holds.
    Project project = samplePlan();
    project.blueprint().forEachTable([&]<class T>(const Table<T>& rows) {
        if (rows.isEmpty())
            return;
        const EntityId id = rows.begin()->id.value();
        QSet<QString> labels;
        for (const PropertyRow& row : commonProperties(project, {&id, 1})) {
            QVERIFY2(!row.label.isEmpty() && !labels.contains(row.label), row.key.c_str());
            labels.insert(row.label);
            QVERIFY(row.value.has_value());
            if (row.editor != PropertyEditor::Choice)
                continue;
            const bool isListed =
                std::ranges::any_of(row.choices, [&](const PropertyChoice& choice) {
                    return choice.value == *row.value;
                });
            QVERIFY2(isListed, row.key.c_str());
        }
    });
}

QTEST_MAIN(TestInspector)
#include "tst_inspector.moc"

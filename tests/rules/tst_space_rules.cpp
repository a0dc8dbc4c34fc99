#include "model/analysis/RecalculationGraph.h"
#include "tests/support/Builder.h"
#include <QTest>
#include <algorithm>
#include <set>

using namespace millwright;
using millwright::test::Builder;

namespace {

/// How one rule ended on a design.
RuleOutcome outcome(const Project& project, std::string_view rule)
{
    RecalculationGraph graph = RecalculationGraph::create().value();
    graph.update(project, ChangeSet::everything(), true);
    RuleRunner runner;
    runner.update({project, project.blueprint(), graph.parameters(), graph.results()}, ChangeSet::everything());
    for (const RuleOutcome& o : runner.outcomes())
        if (o.rule->id == rule)
            return o;
    return {};
}

/// A hall with limits, a door and two facing rows of two racks; every space and rack rule holds.
struct GoodHall : Builder {
    Symbol rackPart, server;
    std::vector<Id<Rack>> racks;
    Id<Device> device;
    Id<PowerPart> rpp;

    GoodHall()
    {
        rackPart = part("rack", PartKind::Rack, {{FieldKey::Width, 600}, {FieldKey::Depth, 1200}, {FieldKey::Height, 2000}, {FieldKey::Mass, 120},
                                                 {FieldKey::InternalUnits, 42}, {FieldKey::MountingDepth, 1000}, {FieldKey::LoadLimit, 1400}, {FieldKey::ClearanceFront, 900}});
        server = part("server", PartKind::System, {{FieldKey::RackUnits, 8}, {FieldKey::Depth, 900}, {FieldKey::Mass, 130}, {FieldKey::PowerMax, 10200}, {FieldKey::AcceleratorCount, 8}});
        edit(hall(), [](Hall& h) {
            h.floorLimit = 1200;
            h.casterLimit = 600;
            h.rollingLimit = 1500;
        });
        Feature door;
        door.id = Id<Feature>(next());
        door.hall = hall();
        door.kind = FeatureKind::Door;
        door.a = {Length::metres(10), Length{}};
        door.b = {Length::metres(11.2), Length{}};
        door.height = Length::metres(2.3);
        put(door);
        for (int i = 0; i < 4; ++i) {
            const auto id = rack(rackPart);
            edit(id, [i](Rack& r) {
                r.at.centre = {Length::metres(20.0 + 0.6 * (i % 2)), Length::metres(i < 2 ? 20.0 : 22.7)};
                r.at.rotation = i < 2 ? 180.0 : 0.0;
            });
            racks.push_back(id);
        }
        device = Builder::device(racks[0], server, 1);
        Builder::device(racks[0], server, 9);
        const Symbol panel = part("rpp", PartKind::Rpp, {{FieldKey::Width, 600}, {FieldKey::Depth, 600}, {FieldKey::Height, 2000}});
        rpp = power(panel);
        edit(rpp, [](PowerPart& p) { p.at.centre = {Length::metres(40), Length::metres(40)}; });
    }
};

} // namespace

class SpaceRulesTest : public QObject {
    Q_OBJECT

private slots:
    void goodHallPasses_data();
    void goodHallPasses();
    void badHallIsFound_data();
    void badHallIsFound();
    void waiversHoldUntilItGetsWorse();
    void everyRuleHasWords();
    void rulesCanBeSwitchedOff();
};

static const char* const spaceAndRackRules[] = {"space.overlap", "space.clearance", "space.aisle-width", "space.aisle-orientation", "space.floor-load", "space.delivery",
                                                "space.electrical-clearance", "space.height", "rack.units", "rack.depth", "rack.mass", "rack.part"};

void SpaceRulesTest::goodHallPasses_data()
{
    QTest::addColumn<QString>("rule");
    for (const char* rule : spaceAndRackRules)
        QTest::newRow(rule) << QString(rule);
}

void SpaceRulesTest::goodHallPasses()
{
    QFETCH(QString, rule);
    const GoodHall good;
    const RuleOutcome o = outcome(good.project, rule.toStdString());
    QVERIFY(o.rule);
    for (const Finding& f : o.findings)
        qWarning("%s", formatMessage(f.message).c_str());
    QCOMPARE(int(o.state), int(RuleState::Passed));
}

using Damage = void (*)(GoodHall&);
Q_DECLARE_METATYPE(Damage)

void SpaceRulesTest::badHallIsFound_data()
{
    QTest::addColumn<QString>("rule");
    QTest::addColumn<Damage>("damage");
    QTest::addColumn<double>("measured");
    const auto row = [](const char* rule, Damage damage, double measured) { QTest::newRow(rule) << QString(rule) << damage << measured; };
    row("space.overlap", [](GoodHall& g) { g.edit(g.racks[1], [](Rack& r) { r.at.centre.x = Length::metres(20.5); }); }, 0.1);
    row("space.clearance", [](GoodHall& g) { g.edit(g.racks[2], [](Rack& r) { r.at.centre.y = Length::metres(21.9); }); }, 0.2);
    row("space.aisle-width", [](GoodHall& g) {
        for (const auto id : {g.racks[2], g.racks[3]})
            g.edit(id, [](Rack& r) { r.at.centre.y = Length::metres(22.2); });
    }, 1.0);
    row("space.aisle-orientation", [](GoodHall& g) {
        for (const auto id : {g.racks[2], g.racks[3]})
            g.edit(id, [](Rack& r) { r.at.rotation = 180.0; });
    }, 1.0);
    // 120 + 2 x 130 kg on 0.72 m2 = 527.8 kg/m2.
    row("space.floor-load", [](GoodHall& g) { g.edit(g.hall(), [](Hall& h) { h.floorLimit = 500; }); }, 380.0 / 0.72);
    row("space.delivery", [](GoodHall& g) { g.edit(g.hall(), [](Hall& h) { h.rollingLimit = 100; }); }, 120.0);
    row("space.electrical-clearance", [](GoodHall& g) {
        g.edit(g.rpp, [](PowerPart& p) { p.at.centre = {Length::metres(20), Length::metres(24.3)}; }); // 24.0 front, rear of the row at 23.3
    }, 0.7);
    row("space.height", [](GoodHall& g) { g.edit(g.hall(), [](Hall& h) { h.height = Length::metres(2.2); }); }, 2.3);
    row("rack.units", [](GoodHall& g) { g.edit(g.device, [](Device& d) { d.unit = 5; }); }, 1.0);
    row("rack.depth", [](GoodHall& g) { g.part("server", PartKind::System, {{FieldKey::RackUnits, 8}, {FieldKey::Depth, 1050}, {FieldKey::Mass, 130}}); }, 1.05);
    row("rack.mass", [](GoodHall& g) { g.part("server", PartKind::System, {{FieldKey::RackUnits, 8}, {FieldKey::Depth, 900}, {FieldKey::Mass, 800}}); }, 1600.0);
    row("rack.part", [](GoodHall& g) { g.project.parts.remove("server"); }, 1.0);
}

void SpaceRulesTest::badHallIsFound()
{
    QFETCH(QString, rule);
    QFETCH(Damage, damage);
    QFETCH(double, measured);
    GoodHall bad;
    damage(bad);
    const RuleOutcome o = outcome(bad.project, rule.toStdString());
    QCOMPARE(int(o.state), int(RuleState::Found));
    const bool isMeasured = std::any_of(o.findings.begin(), o.findings.end(), [&](const Finding& f) { return std::abs(f.measured - measured) < 1e-6; });
    QVERIFY2(isMeasured, qPrintable(QString("measured %1").arg(o.findings.front().measured)));
}

void SpaceRulesTest::waiversHoldUntilItGetsWorse()
{
    GoodHall g;
    g.edit(g.hall(), [](Hall& h) { h.floorLimit = 500; });
    const Finding found = outcome(g.project, "space.floor-load").findings.front();
    Waiver waiver;
    waiver.id = Id<Waiver>(g.next());
    waiver.finding = found.key();
    waiver.reason = "plates under the casters";
    waiver.measured = found.measured;
    g.put(waiver);
    QVERIFY(outcome(g.project, "space.floor-load").findings.front().isWaived);
    g.Builder::device(g.racks[0], g.server, 20); // heavier than when it was accepted
    const Finding worse = outcome(g.project, "space.floor-load").findings.front();
    QVERIFY(!worse.isWaived);
    QVERIFY(worse.hasStaleWaiver);
}

void SpaceRulesTest::everyRuleHasWords()
{
    registerRuleMessages();
    std::set<std::string_view> ids;
    for (const Rule* rule : allRules()) {
        QVERIFY2(ids.insert(rule->id).second, rule->id.data());
        QVERIFY2(!messagePattern(rule->label).empty(), rule->label.data());
        QVERIFY2(rule->id.find('.') != std::string_view::npos, rule->id.data());
    }
    QVERIFY(ids.size() >= 25);
}

void SpaceRulesTest::rulesCanBeSwitchedOff()
{
    GoodHall g;
    g.edit(g.hall(), [](Hall& h) { h.floorLimit = 500; });
    Assumption off;
    off.id = Id<Assumption>(g.next());
    off.key = "rule.space.floor-load";
    off.value = 0.0;
    g.put(off);
    QCOMPARE(int(outcome(g.project, "space.floor-load").state), int(RuleState::Disabled));
}

QTEST_APPLESS_MAIN(SpaceRulesTest)
#include "tst_space_rules.moc"

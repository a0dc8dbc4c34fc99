#include "model/assist/Assist.h"
#include "model/edit/Document.h"
#include "tests/support/Builder.h"
#include <QtTest>
#include <set>

using namespace millwright;
using namespace millwright::test;

namespace
{

/// Eight racks with a server of eight 400G ports each, a network rack, an empty rack, panels of
/// both sides.
struct Hall8 {
    Builder b;
    Symbol rackPart, server, switchPart, panel;
    std::vector<Id<Rack>> racks;
    Id<Rack> networkRack, emptyRack;
    Id<Fabric> fabric;
    Id<PowerPart> panelA, panelB;

    Hall8()
    {
        using enum FieldKey;
        rackPart =
            b.part("rack", PartKind::Rack, {{InternalUnits, 42}, {Width, 600}, {Depth, 1200}});
        server = b.part("server", PartKind::System,
                        {{RackUnits, 8},
                         {PowerMax, 10200},
                         {AcceleratorCount, 8},
                         {ComputePorts, 8},
                         {ComputePortSpeed, 400}});
        switchPart =
            b.part("switch", PartKind::Switch,
                   {{RackUnits, 1}, {PowerMax, 1720}, {SwitchPorts, 64}, {SwitchPortSpeed, 400}});
        panel = b.part("panel", PartKind::Rpp, {{RatedPower, 272}, {OutputVoltage, 415}});
        for (int i = 0; i < 31; ++i) {
            racks.push_back(b.rack(rackPart));
            b.device(racks.back(), server, 1);
        }
        emptyRack = b.rack(rackPart);
        networkRack = b.rack(rackPart);
        panelA = b.power(panel, Side::A);
        panelB = b.power(panel, Side::B);
        Fabric row;
        row.id = Id<Fabric>(b.next());
        row.name = "Compute";
        row.switchPart = switchPart;
        row.sizedNodes = 32;
        row.managerPorts = 4;
        fabric = b.put(row);
    }
};

/// Runs a helper as one step and checks that undo gives the project back and redo the change.
template <class Helper>
Project asOneStep(const Project& project, Helper&& helper, Message* summary = nullptr)
{
    Document document(project);
    Transaction transaction(document, {"test", {}});
    const Result<Message> result = helper(transaction);
    if (!result) {
        QTest::qFail(qPrintable(QString::fromStdString(formatMessage(result.error().message))),
                     __FILE__, __LINE__);
        return project;
    }
    if (summary)
        *summary = *result;
    const auto edit = transaction.commit();
    if (!edit) {
        QTest::qFail("nothing was changed", __FILE__, __LINE__);
        return project;
    }
    const Project after = document.project();
    document.undo(*edit);
    if (!(document.blueprint() == project.blueprint()))
        QTest::qFail("undo does not restore the design", __FILE__, __LINE__);
    document.redo(*edit);
    if (!(document.blueprint() == after.blueprint()))
        QTest::qFail("redo does not repeat the change", __FILE__, __LINE__);
    return after;
}

std::int64_t number(const Message& message, std::size_t index)
{
    return std::get<std::int64_t>(message.arguments.at(index));
}

} // namespace

class TestAssist : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { registerAssistMessages(); }
    void fabricIsWiredIntoNetworkRacksFirst();
    void plainSwitchesGetTheirRoles();
    void missingRacksAreCounted();
    void everyLoadGetsBothSides();
    void panelsAreNotOverbooked();
    void breakersFollowTheCode();
    void coolingFindsItsLoops();
    void rowIsFilledUpToTheColumn();
    void racksAreNumberedByRow();
};

void TestAssist::fabricIsWiredIntoNetworkRacksFirst()
{
    Hall8 hall;
    hall.b.device(hall.networkRack, hall.switchPart, 40);
    Message summary;
    const Project after = asOneStep(
        hall.b.project, [&](Draft& draft) { return wireFabric(draft, hall.fabric, nullptr); },
        &summary);
    // 31 nodes sized as 32 on 64 ports: 8 leaf and 4 spine (NVIDIA DGX SuperPOD H100 reference
    // architecture).
    QCOMPARE(number(summary, 1), 8);
    QCOMPARE(number(summary, 2), 4);
    QCOMPARE(number(summary, 5), 0);
    int leaf = 0, spine = 0;
    std::set<int> units;
    for (const Device& device : after.blueprint().table<Device>()) {
        if (device.fabric != hall.fabric)
            continue;
        QCOMPARE(device.rack, hall.networkRack);
        QVERIFY(units.insert(device.unit).second);
        leaf += device.role == DeviceRole::Leaf;
        spine += device.role == DeviceRole::Spine;
    }
    QCOMPARE(leaf, 8);
    QCOMPARE(spine, 4);
    QVERIFY(!units.contains(40));
}

void TestAssist::plainSwitchesGetTheirRoles()
{
    Hall8 hall;
    for (int i = 0; i < 12; ++i)
        hall.b.edit(hall.b.device(hall.networkRack, hall.switchPart, i + 1),
                    [&](Device& row) { row.fabric = hall.fabric; });
    const Project after = asOneStep(
        hall.b.project, [&](Draft& draft) { return wireFabric(draft, hall.fabric, nullptr); });
    int leaf = 0, spine = 0;
    for (const Device& device : after.blueprint().table<Device>()) {
        leaf += device.role == DeviceRole::Leaf;
        spine += device.role == DeviceRole::Spine;
    }
    QCOMPARE(leaf, 8);
    QCOMPARE(spine, 4);
    QCOMPARE(after.blueprint().table<Device>().size(),
             hall.b.project.blueprint().table<Device>().size());
}

void TestAssist::missingRacksAreCounted()
{
    Hall8 hall;
    for (const Id<Rack> rack : {hall.networkRack, hall.emptyRack})
        hall.b.blueprint().table<Rack>().remove(rack);
    Draft draft(hall.b.project);
    const auto result = wireFabric(draft, hall.fabric, nullptr);
    QVERIFY(!result);
    QVERIFY(result.error().message.id == "assist.no-room");
    QCOMPARE(std::get<std::int64_t>(result.error().message.arguments.at(1)), 12);
    QCOMPARE(std::get<std::int64_t>(result.error().message.arguments.at(2)), 1);
    QVERIFY(wireFabric(draft, Id<Fabric>(999999), nullptr).error().message.id ==
            "assist.no-fabric");
}

void TestAssist::everyLoadGetsBothSides()
{
    Hall8 hall;
    for (std::size_t i = 20; i < hall.racks.size();
         ++i) // 20 racks of 10.2 kW fit on one pair of 272 kW
        hall.b.blueprint().table<Rack>().remove(hall.racks[i]);
    Message summary;
    const Project after = asOneStep(
        hall.b.project, [](Draft& draft) { return connectPower(draft); }, &summary);
    QCOMPARE(number(summary, 0), 40);
    QCOMPARE(number(summary, 2), 0);
    std::map<EntityId, std::set<Id<PowerPart>>> sources;
    for (const Feed& feed : after.blueprint().table<Feed>()) {
        sources[feed.target].insert(feed.source);
        QCOMPARE(feed.voltage, 415.0);
        QCOMPARE(feed.breaker, 16.0); // 10.2 kW: sqrt(3) x 415 V x 16 A x 0.95 = 10.9 kW
    }
    QCOMPARE(sources.size(), std::size_t{20});
    for (const auto& [load, from] : sources)
        QCOMPARE(from, (std::set{hall.panelA, hall.panelB}));
    // Nothing is left to do.
    Draft again(after);
    const auto second = connectPower(again);
    QVERIFY(second);
    QCOMPARE(number(*second, 0), 0);
}

void TestAssist::panelsAreNotOverbooked()
{
    Hall8 hall; // 31 x 10.2 = 316 kW on panels of 272 kW: 26 racks fit
    Message summary;
    const Project after = asOneStep(
        hall.b.project, [](Draft& draft) { return connectPower(draft); }, &summary);
    QCOMPARE(number(summary, 1), 26);
    QCOMPARE(number(summary, 2), 5);
    QVERIFY(summary.id == "assist.connect-power.partly");
    QCOMPARE(after.blueprint().table<Feed>().size(), std::size_t{52});
}

void TestAssist::breakersFollowTheCode()
{
    Hall8 hall;
    hall.b.edit(hall.b.site(), [](Site& row) { row.code = ElectricalCode::Nec; });
    const Project after =
        asOneStep(hall.b.project, [](Draft& draft) { return connectPower(draft); });
    for (const Feed& feed : after.blueprint().table<Feed>())
        QCOMPARE(feed.breaker,
                 20.0); // 80 % of 20 A: 10.9 kW; 15 A would be 8.2 kW (NEC 210.20(A), 240.6(A))
}

void TestAssist::coolingFindsItsLoops()
{
    Builder b;
    using enum FieldKey;
    const Symbol liquid = b.part("nvl72", PartKind::RackSystem,
                                 {{PowerMax, 132000}, {LiquidShare, 0.87}, {AcceleratorCount, 72}});
    const Symbol cdu = b.part("cdu", PartKind::Cdu, {{CoolingCapacity, 1000}, {RatedFlow, 1000}});
    const Symbol dry = b.part("dry", PartKind::DryCooler, {{CoolingCapacity, 1000}});
    const Symbol crah = b.part("crah", PartKind::Crah, {{CoolingCapacity, 100}, {RatedFlow, 240}});
    const Symbol chiller = b.part("chiller", PartKind::Chiller, {{CoolingCapacity, 500}});
    const auto rack = b.rack(liquid);
    const auto cduId = b.cooling(cdu);
    const auto dryId = b.cooling(dry);
    const auto crahId = b.cooling(crah);
    const auto chillerId = b.cooling(chiller);
    const Project after = asOneStep(b.project, [](Draft& draft) { return connectCooling(draft); });
    const Blueprint& p = after.blueprint();
    const auto kind = [&](Id<Loop> loop) { return p.find(loop)->kind; };
    QVERIFY(kind(p.find(rack)->loop) == LoopKind::Technology);
    QCOMPARE(p.find(cduId)->serves, p.find(rack)->loop);
    QVERIFY(kind(p.find(cduId)->source) == LoopKind::Facility);
    QCOMPARE(p.find(dryId)->serves, p.find(cduId)->source);
    QVERIFY(kind(p.find(crahId)->source) == LoopKind::ChilledWater);
    QCOMPARE(p.find(chillerId)->serves, p.find(crahId)->source);
    // Nobody's heat is left without a way out.
    Builder c = b;
    c.project = after;
    QVERIFY(c.facility().cooling->unserved.empty());
}

void TestAssist::rowIsFilledUpToTheColumn()
{
    Hall8 hall;
    const Id<Rack> first = hall.racks.front();
    hall.b.edit(first, [](Rack& row) {
        row.at.centre = {Length::metres(3.3), Length::metres(90.0)};
    });
    Feature column;
    column.id = Id<Feature>(hall.b.next());
    column.hall = hall.b.hall();
    column.a = {Length::metres(6.7), Length::metres(89.8)};
    column.b = {Length::metres(7.1), Length::metres(90.2)};
    hall.b.put(column);
    Message summary;
    const Project after = asOneStep(
        hall.b.project, [&](Draft& draft) { return fillRow(draft, first, 0); }, &summary);
    QCOMPARE(number(summary, 0), 5); // from 3.6 m to 6.6 m
    QCOMPARE(after.blueprint().table<Rack>().size(),
             hall.b.project.blueprint().table<Rack>().size() + 5);
    QCOMPARE(after.blueprint().table<Device>().size(),
             hall.b.project.blueprint().table<Device>().size() + 5);
    Draft draft(after);
    QVERIFY(fillRow(draft, Id<Rack>(424242), 1).error().message.id == "assist.no-rack");
}

void TestAssist::racksAreNumberedByRow()
{
    Builder b;
    const Symbol part =
        b.part("rack", PartKind::Rack, {{FieldKey::Width, 600}, {FieldKey::Depth, 1200}});
    std::vector<Id<Rack>> racks;
    for (const auto& [x, y] : {std::pair{5.0, 8.0}, {3.0, 8.1}, {4.0, 2.0}, {3.0, 2.0}}) {
        racks.push_back(b.rack(part));
        b.edit(racks.back(), [&](Rack& row) {
            row.at.centre = {Length::metres(x), Length::metres(y)};
        });
    }
    const Project after = asOneStep(b.project, [](Draft& draft) { return renumber(draft, {}); });
    const auto label = [&](std::size_t i) {
        return QString::fromStdString(after.blueprint().find(racks[i])->label);
    };
    QCOMPARE(label(3), QString("A01"));
    QCOMPARE(label(2), QString("A02"));
    QCOMPARE(label(1), QString("B01"));
    QCOMPARE(label(0), QString("B02"));
}

QTEST_APPLESS_MAIN(TestAssist)
#include "tst_assist.moc"

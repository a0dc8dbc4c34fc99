#include "model/edit/NetworkActions.h"
#include "tests/edit/EditFixture.h"

using namespace millwright;
using namespace millwright::testing;

/// Loops, fabrics, workloads and features: what they begin with, their names, and the way back.
class TestNetworkActions : public QObject
{
    Q_OBJECT
private slots:
    void loopsBeginWithTheirKindsTemperatures();
    void namesAreFree();
    void secondWorkloadTakesWhatIsLeft();
    void featuresStandInTheMiddleOfTheirHall();
    void removingALoopUnsetsItWhereItIsNamed();
    void eachIsOneStepAndGoesBack();
};

void TestNetworkActions::loopsBeginWithTheirKindsTemperatures()
{
    Draft draft{Project{}};
    const Loop technology = *draft.find(addLoop(draft, LoopKind::Technology));
    QCOMPARE(technology.supply, 32.0); // ASHRAE TC 9.9 class S32
    QCOMPARE(technology.fluid.str(), std::string("PG25"));
    const Loop chilled = *draft.find(addLoop(draft, LoopKind::ChilledWater));
    QCOMPARE(chilled.supply, 18.0);
    QCOMPARE(chilled.temperatureRise, 8.0);
    QCOMPARE(chilled.fluid.str(), std::string("water"));
    QVERIFY(draft.find(addFabric(draft, FabricKind::Compute))->topology == Topology::RailOptimised);
    QVERIFY(draft.find(addFabric(draft, FabricKind::Storage))->topology == Topology::FatTree);
}

void TestNetworkActions::namesAreFree()
{
    Draft draft{Project{}};
    addFabric(draft, FabricKind::OutOfBand);
    const Id<Fabric> second = addFabric(draft, FabricKind::OutOfBand);
    QCOMPARE(draft.find(second)->name, std::string("Out of band fabric 2"));
    addLoop(draft, LoopKind::Facility);
    QCOMPARE(draft.find(addLoop(draft, LoopKind::Facility))->name, std::string("Facility loop 2"));
}

void TestNetworkActions::secondWorkloadTakesWhatIsLeft()
{
    Draft draft{Project{}};
    const Id<Workload> first = addWorkload(draft, WorkloadKind::Serve, "llama-3.1-70b");
    QCOMPARE(draft.find(first)->poolShare, 1.0);
    draft.change(first, [](Workload& row) { row.poolShare = 0.7; });
    const Id<Workload> second = addWorkload(draft, WorkloadKind::Train, "llama-3.1-70b");
    QVERIFY(std::abs(draft.find(second)->poolShare - 0.3) < 1e-12);
    QVERIFY(draft.find(second)->trainingTokens > 0.0); // else there is nothing to train
    draft.change(first, [](Workload& row) { row.poolShare = 1.0; });
    QCOMPARE(draft.find(addWorkload(draft, WorkloadKind::Serve, "x"))->poolShare, 0.0);
}

void TestNetworkActions::featuresStandInTheMiddleOfTheirHall()
{
    Draft draft{Project{}};
    Hall hall;
    hall.outline = {at(2, 0), at(12, 0), at(12, 6), at(2, 6)};
    const Id<Hall> id = draft.add(hall);
    const Feature column = *draft.find(addFeature(draft, id, FeatureKind::Column));
    QVERIFY(column.hall == id);
    QCOMPARE(column.a.x.millimetres(), 6700.0);
    QCOMPARE(column.b.y.millimetres(), 3300.0);
    const Feature door = *draft.find(addFeature(draft, id, FeatureKind::Door));
    QCOMPARE((door.b.x - door.a.x).millimetres(), 1000.0);
    QCOMPARE(door.a.y.micrometres(), door.b.y.micrometres());
}

void TestNetworkActions::removingALoopUnsetsItWhereItIsNamed()
{
    Draft draft{Project{}};
    const Id<Loop> loop = addLoop(draft, LoopKind::Technology);
    Rack rack;
    rack.loop = loop;
    const Id<Rack> id = draft.add(rack);
    const EntityId gone = loop.value();
    QCOMPARE(deleteEntities(draft, {&gone, 1}), std::size_t(1));
    QVERIFY(!draft.find(id)->loop.isSet());
}

void TestNetworkActions::eachIsOneStepAndGoesBack()
{
    Document document{Project{}};
    const Project before = document.project();
    const std::function<void(Draft&)> actions[] = {
        [](Draft& d) { addLoop(d, LoopKind::Facility); },
        [](Draft& d) { addFabric(d, FabricKind::Compute); },
        [](Draft& d) { addWorkload(d, WorkloadKind::Serve, "llama-3.1-8b"); },
        [](Draft& d) { addFeature(d, {}, FeatureKind::Tray); }};
    for (const auto& action : actions) {
        Transaction transaction(document, {"edit.add-loop", {}});
        action(transaction);
        const auto edit = transaction.commit();
        QVERIFY(edit.has_value());
        QVERIFY(!sameDesign(document.project(), before));
        document.undo(*edit);
        QVERIFY(sameDesign(document.project(), before));
    }
}

QTEST_APPLESS_MAIN(TestNetworkActions)
#include "tst_network_actions.moc"

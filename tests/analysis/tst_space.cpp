#include "model/analysis/RecalculationGraph.h"
#include "model/edit/Document.h"
#include "model/edit/PlaceActions.h"
#include "tests/support/Builder.h"
#include <QTest>
#include <random>

using namespace millwright;
using millwright::test::Builder;

namespace {

Results evaluate(const Project& project)
{
    RecalculationGraph graph = RecalculationGraph::create().value();
    graph.update(project, ChangeSet::everything(), true);
    return graph.results();
}

Symbol rackPart(Builder& b)
{
    return b.part("rack", PartKind::Rack, {{FieldKey::Width, 600}, {FieldKey::Depth, 1200}, {FieldKey::Height, 2000}, {FieldKey::Mass, 100}, {FieldKey::InternalUnits, 42}});
}

Id<Rack> rackAt(Builder& b, Symbol part, double x, double y, double rotation = 0.0)
{
    const Id<Rack> id = b.rack(part);
    b.edit(id, [&](Rack& rack) {
        rack.at.centre = {Length::metres(x), Length::metres(y)};
        rack.at.rotation = rotation;
    });
    return id;
}

} // namespace

class SpaceTest : public QObject {
    Q_OBJECT

private slots:
    void touchingRacksDoNotClash();
    void overlapIsMeasured();
    void bodiesOutsideTheirHallAreFound();
    void columnsAreKeepOuts();
    void clearanceIsOneSided();
    void aislesAreMeasuredAndOriented();
    void incrementalEqualsFull();
};

void SpaceTest::touchingRacksDoNotClash()
{
    Builder b;
    const Symbol part = rackPart(b);
    rackAt(b, part, 10.0, 10.0);
    rackAt(b, part, 10.6, 10.0);
    QVERIFY(evaluate(b.project).space->clashes.empty());
}

void SpaceTest::overlapIsMeasured()
{
    Builder b;
    const Symbol part = rackPart(b);
    const auto first = rackAt(b, part, 10.0, 10.0);
    const auto second = rackAt(b, part, 10.42, 10.0);
    const auto clashes = evaluate(b.project).space->clashes;
    QCOMPARE(clashes.size(), std::size_t(1));
    QCOMPARE(clashes[0].first, first.value());
    QCOMPARE(clashes[0].second, second.value());
    QVERIFY(std::abs(clashes[0].depth - 0.18) < 1e-9);
}

void SpaceTest::bodiesOutsideTheirHallAreFound()
{
    Builder b;
    const auto id = rackAt(b, rackPart(b), 0.2, 10.0); // 0.3 m half width: 0.1 m over the wall
    const auto clashes = evaluate(b.project).space->clashes;
    QCOMPARE(clashes.size(), std::size_t(1));
    QVERIFY(clashes[0].kind == Clash::Kind::OutsideHall);
    QCOMPARE(clashes[0].first, id.value());
    QVERIFY(std::abs(clashes[0].depth - 0.1) < 1e-9);
}

void SpaceTest::columnsAreKeepOuts()
{
    Builder b;
    Feature column;
    column.id = Id<Feature>(b.next());
    column.hall = b.hall();
    column.kind = FeatureKind::Column;
    column.a = {Length::metres(10.2), Length::metres(9.9)};
    column.b = {Length::metres(10.6), Length::metres(10.3)};
    b.put(column);
    rackAt(b, rackPart(b), 10.0, 10.0); // right edge at 10.3: 0.1 m into the column
    const auto clashes = evaluate(b.project).space->clashes;
    QCOMPARE(clashes.size(), std::size_t(1));
    QVERIFY(clashes[0].kind == Clash::Kind::KeepOut);
    QVERIFY(std::abs(clashes[0].depth - 0.1) < 1e-9);
}

void SpaceTest::clearanceIsOneSided()
{
    Builder b;
    const Symbol part = b.part("crah", PartKind::Crah, {{FieldKey::Width, 2000}, {FieldKey::Depth, 900}, {FieldKey::ClearanceFront, 900}});
    const Symbol rack = rackPart(b);
    CoolingPart unit;
    unit.id = Id<CoolingPart>(b.next());
    unit.at = {b.hall(), {Length::metres(20), Length::metres(20)}, 0.0}; // front faces up: zone y 18.65 .. 19.55
    unit.part = part;
    b.put(unit);
    const auto behind = rackAt(b, rack, 20.0, 21.3); // behind it: no clearance there
    QVERIFY(evaluate(b.project).space->clashes.empty());
    b.edit(behind, [](Rack& r) { r.at.centre.y = Length::metres(18.5); }); // 17.9 .. 19.1: 0.45 m into the zone
    const auto clashes = evaluate(b.project).space->clashes;
    QCOMPARE(clashes.size(), std::size_t(1));
    QVERIFY(clashes[0].kind == Clash::Kind::Clearance);
    QCOMPARE(clashes[0].first, unit.id.value());
    QVERIFY(std::abs(clashes[0].depth - 0.45) < 1e-9);
}

void SpaceTest::aislesAreMeasuredAndOriented()
{
    Builder b;
    const Symbol part = rackPart(b);
    for (int i = 0; i < 4; ++i) {
        rackAt(b, part, 10.0 + 0.6 * i, 20.0, 180.0);  // front faces down
        rackAt(b, part, 10.0 + 0.6 * i, 22.7, 0.0);    // front faces up: cold aisle of 1.5 m between them
    }
    auto aisles = evaluate(b.project).space->aisles;
    const auto cold = std::find_if(aisles.begin(), aisles.end(), [](const Aisle& a) { return a.isCold && !a.facesWall; });
    QVERIFY(cold != aisles.end());
    QVERIFY(std::abs(cold->width - 1.5) < 1e-9);
    QVERIFY(!cold->isMixed);
    QCOMPARE(cold->racks.size(), std::size_t(4));
    // The lower row turned around: its rears now face the upper row's fronts.
    for (const Rack& rack : b.blueprint().table<Rack>())
        if (rack.at.centre.y > Length::metres(22))
            b.edit(rack.id, [](Rack& r) { r.at.rotation = 180.0; });
    aisles = evaluate(b.project).space->aisles;
    const auto mixed = std::find_if(aisles.begin(), aisles.end(), [](const Aisle& a) { return a.isMixed && a.isCold; });
    QVERIFY(mixed != aisles.end());
}

void SpaceTest::incrementalEqualsFull()
{
    Builder b;
    const Symbol part = rackPart(b);
    for (int row = 0; row < 6; ++row)
        for (int i = 0; i < 12; ++i)
            rackAt(b, part, 5.0 + 0.6 * i, 5.0 + 2.6 * row, row % 2 ? 0.0 : 180.0);
    Document document(b.project);
    RecalculationGraph graph = RecalculationGraph::create().value();
    graph.update(document.project(), ChangeSet::everything(), true);
    document.changed.connect([&](const ChangeSet& changes) { graph.update(document.project(), changes, true); });
    std::vector<EntityId> ids;
    for (const Rack& rack : document.blueprint().table<Rack>())
        ids.push_back(rack.id.value());
    std::mt19937 random(7);
    const auto offset = [&] { return Length::millimetres(static_cast<double>(random() % 1800) - 900.0); };
    std::vector<Edit> edits;
    for (int step = 0; step < 150; ++step) {
        const EntityId id = ids[random() % ids.size()];
        if (step % 5 == 4 && !edits.empty()) {
            document.undo(edits.back());
            edits.pop_back();
        } else {
            Transaction tx(document, {"test", {}});
            if (step % 7 == 3)
                deleteEntities(tx, std::span(&id, 1));
            else if (step % 7 == 5)
                duplicatePlaced(tx, std::span(&id, 1), {offset(), offset()});
            else
                movePlaced(tx, std::span(&id, 1), {offset(), offset()});
            if (auto edit = tx.commit())
                edits.push_back(std::move(*edit));
        }
        const Results full = evaluate(document.project());
        QVERIFY(*graph.results().space == *full.space);
        QVERIFY(*graph.results().inventory == *full.inventory);
        QVERIFY(*graph.results().power == *full.power);
        QVERIFY(*graph.results().cooling == *full.cooling);
        QVERIFY(*graph.results().network == *full.network);
        QVERIFY(*graph.results().cost == *full.cost);
    }
}

QTEST_APPLESS_MAIN(SpaceTest)
#include "tst_space.moc"

#include "model/blueprint/PlacedThing.h"
#include <QtTest>
#include <cmath>
#include <random>

using namespace millwright;

namespace
{

Point at(double x, double y)
{
    return {Length::metres(x), Length::metres(y)};
}

OrientedBox box(double x, double y, double width, double depth, double rotation = 0)
{
    return {at(x, y), Length::metres(width), Length::metres(depth), rotation};
}

/// An L: 10 x 10 m without its lower right quarter (y runs downwards).
const std::vector<Point> lShape{at(0, 0), at(10, 0), at(10, 5), at(5, 5), at(5, 10), at(0, 10)};
/// A U whose slot from (4, 0) to (6, 8) comes in from the top.
const std::vector<Point> uShape{at(0, 0), at(4, 0),  at(4, 8),   at(6, 8),
                                at(6, 0), at(10, 0), at(10, 10), at(0, 10)};

} // namespace

class TestGeometry : public QObject
{
    Q_OBJECT
private slots:
    void touchingBodiesDoNotClash()
    {
        QVERIFY(!box(0, 0, 0.6, 1.2).penetration(box(0.6, 0, 0.6, 1.2)));
        QVERIFY(!box(0, 0, 0.6, 1.2).penetration(box(0.5996, 0, 0.6, 1.2))); // 0.4 mm
        const auto depth = box(0, 0, 0.6, 1.2).penetration(box(0.599, 0, 0.6, 1.2));
        QVERIFY(depth && std::fabs(*depth - 0.001) < 1e-9);
        QVERIFY(!box(0, 0, 1, 1).penetration(box(5, 5, 1, 1)));
    }

    void penetrationOfTurnedBodies()
    {
        // A unit square turned by 45 degrees reaches sqrt(2)/2 to the side.
        const double reach = std::sqrt(2.0) / 2;
        const auto depth = box(0, 0, 1, 1, 45).penetration(box(0.5 + reach - 0.1, 0, 1, 1));
        QVERIFY(depth && std::fabs(*depth - 0.1) < 1e-5);
        // Corner to corner: the upright bounds overlap, the bodies do not.
        const OrientedBox a = box(0, 0, 1, 1, 45);
        const OrientedBox b = box(1.1, 1.1, 1, 1, 45);
        QVERIFY(a.bounds().overlaps(b.bounds()));
        QVERIFY(!a.penetration(b));
    }

    void penetrationIsSymmetric()
    {
        std::mt19937 random(3);
        std::uniform_real_distribution<double> place(-1, 1), size(0.1, 1.5), angle(-400, 400);
        int clashes = 0;
        for (int i = 0; i < 500; ++i) {
            const OrientedBox a =
                box(place(random), place(random), size(random), size(random), angle(random));
            const OrientedBox b =
                box(place(random), place(random), size(random), size(random), angle(random));
            const auto ab = a.penetration(b);
            const auto ba = b.penetration(a);
            QCOMPARE(ab.has_value(), ba.has_value());
            if (ab) {
                ++clashes;
                QVERIFY(std::fabs(*ab - *ba) < 1e-9);
                QVERIFY(a.bounds().expanded(Length::micrometres(2)).overlaps(b.bounds()));
            }
        }
        QVERIFY(clashes > 100 && clashes < 500);
    }

    void boundsAreExactOnQuarterTurns()
    {
        QCOMPARE(box(3, 4, 0.6, 1.2).bounds(),
                 (Rect{at(2.7, 3.4).x, at(2.7, 3.4).y, at(3.3, 4.6).x, at(3.3, 4.6).y}));
        QCOMPARE(box(3, 4, 0.6, 1.2, 270).bounds(), box(3, 4, 1.2, 0.6).bounds());
        QCOMPARE(box(3, 4, 0.6, 1.2, -90).bounds(), box(3, 4, 1.2, 0.6).bounds());
        QVERIFY(box(0, 0, 1, 1, -90).isAxisAligned());
        QVERIFY(!box(0, 0, 1, 1, 90.5).isAxisAligned());
    }

    void zonesLieBeforeTheirSides()
    {
        const OrientedBox rack = box(10, 10, 0.6, 1.2);
        const Length reach = Length::metres(0.8);
        // Front faces up (-y) at 0 degrees: half the depth and half the reach away.
        QCOMPARE(rack.zone(0, reach).centre, at(10, 9));
        QCOMPARE(rack.zone(2, reach).centre, at(10, 11));
        QCOMPARE(rack.zone(1, reach).centre, at(10.7, 10));
        QCOMPARE(rack.zone(3, reach).centre, at(9.3, 10));
        QCOMPARE(rack.zone(0, reach).depth, reach);
        QCOMPARE(rack.zone(0, reach).width, rack.width);
        QCOMPARE(rack.zone(1, reach).width, reach);
        // Turned clockwise by 90 degrees the front looks to the right.
        OrientedBox turned = rack;
        turned.rotation = 90;
        QCOMPARE(turned.zone(0, reach).centre, at(11, 10));
        QCOMPARE(turned.zone(1, reach).centre, at(10, 10.7));
        for (int side = 0; side < 4; ++side)
            QVERIFY(!rack.zone(side, reach).penetration(rack));
    }

    void polygonContainsBox_data()
    {
        QTest::addColumn<bool>("isU");
        QTest::addColumn<double>("x");
        QTest::addColumn<double>("y");
        QTest::addColumn<double>("width");
        QTest::addColumn<double>("depth");
        QTest::addColumn<double>("rotation");
        QTest::addColumn<bool>("expected");
        QTest::newRow("in the arm") << false << 7.5 << 2.5 << 4.0 << 4.0 << 0.0 << true;
        QTest::newRow("in the missing quarter")
            << false << 7.5 << 7.5 << 1.0 << 1.0 << 0.0 << false;
        QTest::newRow("over the inner corner") << false << 5.0 << 5.0 << 1.0 << 1.0 << 0.0 << false;
        QTest::newRow("against the walls") << false << 0.5 << 0.5 << 1.0 << 1.0 << 0.0 << true;
        QTest::newRow("against the inner corner")
            << false << 4.5 << 5.5 << 1.0 << 1.0 << 0.0 << true;
        QTest::newRow("a hair outside") << false << 0.4999 << 5.0 << 1.0 << 1.0 << 0.0 << true;
        QTest::newRow("1 mm outside") << false << 0.499 << 5.0 << 1.0 << 1.0 << 0.0 << false;
        QTest::newRow("whole hall") << false << 5.0 << 5.0 << 10.0 << 10.0 << 0.0 << false;
        QTest::newRow("across the slot") << true << 5.0 << 4.0 << 8.0 << 1.0 << 0.0 << false;
        QTest::newRow("below the slot") << true << 5.0 << 9.0 << 8.0 << 1.0 << 0.0 << true;
        QTest::newRow("across the slot, turned")
            << true << 5.0 << 4.0 << 1.0 << 8.0 << 90.0 << false;
        QTest::newRow("turned in the left arm") << true << 2.0 << 4.0 << 2.0 << 2.0 << 45.0 << true;
        QTest::newRow("turned, corner in the slot")
            << true << 2.0 << 4.0 << 3.0 << 3.0 << 45.0 << false;
        QTest::newRow("around the slot's end") << true << 5.0 << 6.0 << 3.0 << 7.0 << 0.0 << false;
        QTest::newRow("slot filled exactly") << true << 5.0 << 4.0 << 2.0 << 8.0 << 0.0 << false;
        QTest::newRow("from wall to wall across the slot")
            << true << 5.0 << 5.0 << 10.0 << 10.0 << 0.0 << false;
    }
    void polygonContainsBox()
    {
        QFETCH(const bool, isU);
        QFETCH(const double, x);
        QFETCH(const double, y);
        QFETCH(const double, width);
        QFETCH(const double, depth);
        QFETCH(const double, rotation);
        QFETCH(const bool, expected);
        const OrientedBox body = box(x, y, width, depth, rotation);
        QCOMPARE(millwright::polygonContainsBox(isU ? uShape : lShape, body), expected);
        // The direction of the outline does not matter.
        std::vector<Point> reversed = isU ? uShape : lShape;
        std::reverse(reversed.begin(), reversed.end());
        QCOMPARE(millwright::polygonContainsBox(reversed, body), expected);
    }

    void containmentAgreesWithSamples()
    {
        std::mt19937 random(5);
        std::uniform_real_distribution<double> place(0, 10), size(0.2, 4), angle(0, 360);
        int inside = 0;
        for (int i = 0; i < 2000; ++i) {
            const OrientedBox body =
                box(place(random), place(random), size(random), size(random), angle(random));
            const auto corners = body.corners();
            bool isInside = true;
            for (int u = 0; u <= 12; ++u)
                for (int v = 0; v <= 12; ++v) {
                    const double s = u / 12.0;
                    const double t = v / 12.0;
                    const double x = corners[0].first + s * (corners[1].first - corners[0].first) +
                                     t * (corners[3].first - corners[0].first);
                    const double y = corners[0].second +
                                     s * (corners[1].second - corners[0].second) +
                                     t * (corners[3].second - corners[0].second);
                    isInside = isInside && polygonContains(uShape, x, y);
                }
            const bool claimed = millwright::polygonContainsBox(uShape, body, 0.0);
            // Samples may miss a sliver, so they only refute.
            if (claimed)
                QVERIFY2(isInside, std::to_string(i).c_str());
            inside += claimed;
            // What lies inside by 20 mm all round has to be accepted.
            OrientedBox wide = body;
            wide.width += Length::millimetres(40);
            wide.depth += Length::millimetres(40);
            if (millwright::polygonContainsBox(uShape, wide))
                QVERIFY(claimed);
        }
        QVERIFY(inside > 100);
    }

    void areaAndBounds()
    {
        QCOMPARE(polygonArea_m2(lShape), 75.0);
        QCOMPARE(polygonArea_m2(uShape), 84.0);
        QCOMPARE(polygonArea_m2({}), 0.0);
        QCOMPARE(polygonBounds(lShape), (Rect{at(0, 0).x, at(0, 0).y, at(10, 10).x, at(10, 10).y}));
        QVERIFY(!polygonContains({}, 0, 0));
        QVERIFY(!millwright::polygonContainsBox(std::vector<Point>{at(0, 0), at(1, 1)},
                                                box(0, 0, 1, 1)));
    }

    void bodiesOfPlacedThings()
    {
        Project project;
        Part part;
        part.id = "wide";
        part.kind = PartKind::Rack;
        part.fields.push_back({FieldKey::Width, 800, "", "", nullptr, "", Confidence::Verified});
        part.fields.push_back({FieldKey::Depth, 1200, "", "", nullptr, "", Confidence::Verified});
        project.parts.put(finishPart(part));
        Rack rack;
        rack.id = Id<Rack>(2);
        rack.at = {Id<Hall>(1), at(4, 4), 90};
        rack.part = "wide";
        project.blueprint().table<Rack>().put(rack);
        CoolingPart door;
        door.id = Id<CoolingPart>(3);
        door.at.hall = Id<Hall>(1);
        door.rack = rack.id;
        project.blueprint().table<CoolingPart>().put(door);
        const auto thing = placedThing(project.blueprint(), 2);
        QVERIFY(thing && thing->kind == EntityKind::Rack);
        QCOMPARE(bodyOf(*thing, project.parts).bounds(), box(4, 4, 1.2, 0.8).bounds());
        QVERIFY(!placedThing(project.blueprint(), 3)); // hangs on its rack
        QVERIFY(!placedThing(project.blueprint(), 9));
        int count = 0;
        forEachPlaced(project.blueprint(), [&](const PlacedThing&) { ++count; });
        QCOMPARE(count, 1);
        project.parts.remove("wide");
        QCOMPARE(bodyOf(*thing, project.parts).width, Length::millimetres(600));
    }
};

QTEST_APPLESS_MAIN(TestGeometry)
#include "tst_geometry.moc"

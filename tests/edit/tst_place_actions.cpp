#include "model/edit/Clipboard.h"
#include "model/edit/FieldActions.h"
#include "model/edit/Labels.h"
#include "tests/edit/EditFixture.h"
#include <set>

using namespace millwright;
using namespace millwright::testing;

namespace
{

using Ids = std::vector<EntityId>;

std::set<std::string> rackLabels(const Blueprint& blueprint)
{
    std::set<std::string> labels;
    for (const Rack& rack : blueprint.table<Rack>())
        labels.insert(rack.label);
    return labels;
}

} // namespace

class TestPlaceActions : public QObject
{
    Q_OBJECT
private slots:
    void placingTakesTheRightTableLabelAndPart()
    {
        EditFixture f;
        const EntityId rack = f.place(rackPart(), at(1, 1), 450);
        QCOMPARE(f.blueprint().find(Id<Rack>(rack))->label, std::string("A01"));
        QCOMPARE(f.rotation(rack), 90.0);
        QVERIFY(f.document.project().parts.find("rack-48"));
        QCOMPARE(f.blueprint().find(Id<Rack>(f.place(rackPart(), at(2, 1))))->label,
                 std::string("A02"));
        const EntityId ups = f.place(upsPart(), at(3, 3));
        QCOMPARE(f.blueprint().find(Id<PowerPart>(ups))->label, std::string("UPS-A"));
        QCOMPARE(f.blueprint().find(Id<PowerPart>(f.place(upsPart(), at(5, 3))))->label,
                 std::string("UPS-B"));
        const EntityId crah = f.place(crahPart(), at(8, 3));
        QCOMPARE(f.blueprint().find(Id<CoolingPart>(crah))->label, std::string("CRAH-1"));
        QCOMPARE(f.blueprint().find(Id<PowerPart>(f.place(pduPart(), at(9, 9))))->label,
                 std::string("PDU-1"));
    }

    void whatGoesIntoRacksDoesNotStandOnTheFloor()
    {
        EditFixture f;
        Transaction transaction(f.document, {});
        const auto node = placePart(transaction, nodePart(), {f.hall, at(1, 1), 0});
        QVERIFY(!node && node.error().message.id == "place.not-on-floor");
        const auto door = placePart(transaction, doorPart(), {f.hall, at(1, 1), 0});
        QVERIFY(!door && door.error().message.id == "place.not-on-floor");
        const auto nowhere = placePart(transaction, rackPart(), {Id<Hall>(99), at(1, 1), 0});
        QVERIFY(!nowhere && nowhere.error().message.id == "place.no-hall");
        QVERIFY(!transaction.commit());
    }

    void labelsGoOn()
    {
        EditFixture f;
        const EntityId rack = f.place(rackPart(), at(1, 1));
        f.step([&](Draft& d) {
            millwright::setProperty(d, Ids{rack}, "label", std::string("B09")).value();
        });
        QCOMPARE(nextLabel(f.blueprint(), PartKind::RackSystem), std::string("B10"));
        f.step([&](Draft& d) {
            millwright::setProperty(d, Ids{rack}, "label", std::string("R-099")).value();
        });
        QCOMPARE(nextLabel(f.blueprint(), PartKind::Rack), std::string("R-100"));
        f.step([&](Draft& d) {
            millwright::setProperty(d, Ids{rack}, "label", std::string("Corner")).value();
        });
        QCOMPARE(nextLabel(f.blueprint(), PartKind::Rack), std::string("A01"));
        QCOMPARE(nextLabel(f.blueprint(), PartKind::System), std::string("NODE-1"));
        QCOMPARE(nextLabel(f.blueprint(), PartKind::Cdu), std::string("CDU-1"));
        QCOMPARE(joinLabel("UPS-", 27, 0, true), std::string("UPS-27"));
        QCOMPARE(splitLabel("UPS-C").number, std::uint64_t(3));
        QCOMPARE(splitLabel("12345678901234567890").number, std::uint64_t(0));
        QCOMPARE(splitLabel("").series, std::string_view());
    }

    void movingLeavesLockedAndUnplacedThings()
    {
        EditFixture f;
        const EntityId a = f.place(rackPart(), at(1, 1));
        const EntityId b = f.place(rackPart(), at(2, 1));
        QVERIFY(f.step([&](Draft& d) { QCOMPARE(setLocked(d, Ids{b}, true), std::size_t(1)); }));
        std::size_t moved = 0;
        QVERIFY(f.step([&](Draft& d) { moved = movePlaced(d, Ids{a, b, a, 4, 77}, at(0.5, 2)); }));
        QCOMPARE(moved, std::size_t(1));
        QCOMPARE(f.centre(a), at(1.5, 3));
        QCOMPARE(f.centre(b), at(2, 1));
        QVERIFY(!f.step([&](Draft& d) { movePlaced(d, Ids{a}, {}); }));
        QVERIFY(!f.step([&](Draft& d) { rotatePlaced(d, Ids{b}, 90, false); }));
        QVERIFY(f.step([&](Draft& d) { setLocked(d, Ids{b}, false); }));
        QVERIFY(f.step([&](Draft& d) { movePlaced(d, Ids{b}, at(1, 0)); }));
    }

    void rotatingAboutOwnAndCommonCentre()
    {
        EditFixture f;
        const EntityId a = f.place(rackPart(), at(1, 1));
        const EntityId b = f.place(rackPart(), at(3, 1), 270);
        QVERIFY(f.step([&](Draft& d) {
            QCOMPARE(rotatePlaced(d, Ids{a, b}, 90, false), std::size_t(2));
        }));
        QCOMPARE(f.centre(a), at(1, 1));
        QCOMPARE(f.rotation(a), 90.0);
        QCOMPARE(f.rotation(b), 0.0);
        // Both upright again, the common centre is (2, 1): clockwise on a plan whose y runs down.
        f.step([&](Draft& d) { rotatePlaced(d, Ids{a}, -90, false); });
        QVERIFY(f.step([&](Draft& d) { rotatePlaced(d, Ids{a, b}, 90, true); }));
        QCOMPARE(f.centre(a), at(2, 0));
        QCOMPARE(f.centre(b), at(2, 2));
        QCOMPARE(f.rotation(a), 90.0);
        for (int i = 0; i < 3; ++i)
            f.step([&](Draft& d) { rotatePlaced(d, Ids{a, b}, 90, true); });
        QCOMPARE(f.centre(a), at(1, 1));
        QCOMPARE(f.centre(b), at(3, 1));
        // 45 degrees: (-1, 0) about the centre becomes (-0.7071, -0.7071).
        f.step([&](Draft& d) { rotatePlaced(d, Ids{a, b}, 45, true); });
        QCOMPARE(f.centre(a), at(2 - std::sqrt(0.5), 1 - std::sqrt(0.5)));
    }

    void duplicatesAreConnectedAsTheirOriginals()
    {
        EditFixture f;
        const EntityId pdu = f.place(pduPart(), at(10, 1));
        const EntityId rack = f.place(rackPart(), at(1, 1));
        f.mount(rack, nodePart(), 1);
        f.mount(rack, nodePart(), 9);
        f.step([&](Draft& d) {
            const Id<Loop> loop = d.add(named<Loop>("TCS"));
            d.change(Id<Rack>(rack), [&](Rack& r) { r.loop = loop; });
            hangOnRack(d, Id<Rack>(rack), doorPart()).value();
            connectFeed(d, feedOf(pdu, rack, 63)).value();
            setLocked(d, Ids{rack}, true);
        });
        Ids copies;
        QVERIFY(f.step([&](Draft& d) { copies = duplicatePlaced(d, Ids{rack}, at(0.6, 0)); }));
        QCOMPARE(copies.size(), std::size_t(1));
        const Rack& copy = *f.blueprint().find(Id<Rack>(copies[0]));
        QCOMPARE(copy.label, std::string("A02"));
        QCOMPARE(copy.at.centre, at(1.6, 1));
        QVERIFY(copy.loop.isSet() && !copy.isLocked);
        QCOMPARE(f.blueprint().table<Device>().size(), std::size_t(4));
        QCOMPARE(f.blueprint().table<CoolingPart>().size(), std::size_t(2));
        std::set<std::string> deviceLabels;
        int inCopy = 0;
        for (const Device& device : f.blueprint().table<Device>()) {
            deviceLabels.insert(device.label);
            inCopy += device.rack == copy.id;
        }
        QCOMPARE(inCopy, 2);
        QCOMPARE(deviceLabels.size(), std::size_t(4));
        int fed = 0;
        for (const Feed& feed : f.blueprint().table<Feed>())
            fed += feed.target == copies[0] && feed.source.value() == pdu && feed.breaker == 63;
        QCOMPARE(fed, 1);
        // With its source the circuit goes between the copies.
        Ids both;
        f.step([&](Draft& d) { both = duplicatePlaced(d, Ids{pdu, rack}, at(0, 5)); });
        bool isInner = false;
        for (const Feed& feed : f.blueprint().table<Feed>())
            isInner = isInner || (feed.source.value() == both[0] && feed.target == both[1]);
        QVERIFY(isInner);
        QCOMPARE(f.blueprint().table<Feed>().size(), std::size_t(3));
    }

    void arraysCountAndNumber()
    {
        EditFixture f;
        const EntityId a = f.place(rackPart(), at(1, 1));
        const EntityId b = f.place(rackPart(), at(1, 4), 180);
        Ids made;
        QVERIFY(f.step([&](Draft& d) { made = arrayPlaced(d, Ids{a, b}, at(0.6, 0), 9); }));
        QCOMPARE(made.size(), std::size_t(18));
        QCOMPARE(f.centre(made[16]), at(6.4, 1));
        QCOMPARE(f.centre(made[17]), at(6.4, 4));
        QCOMPARE(rackLabels(f.blueprint()).size(), std::size_t(20));
        QVERIFY(rackLabels(f.blueprint()).contains("A20"));
        QVERIFY(!f.step([&](Draft& d) { arrayPlaced(d, Ids{a}, at(1, 0), 0); }));
        QVERIFY(!f.step([&](Draft& d) { duplicatePlaced(d, Ids{4, 999}, at(1, 0)); }));
    }

    void deletingTakesWhatHangsOnIt()
    {
        EditFixture f;
        const EntityId pdu = f.place(pduPart(), at(10, 1));
        const EntityId rack = f.place(rackPart(), at(1, 1));
        const EntityId other = f.place(rackPart(), at(2, 1));
        const Id<Device> device = f.mount(rack, switchPart(), 1);
        Id<Loop> loop;
        Id<Fabric> fabric;
        f.step([&](Draft& d) {
            loop = d.add(named<Loop>("TCS"));
            fabric = d.add(named<Fabric>("Compute"));
            hangOnRack(d, Id<Rack>(rack), doorPart()).value();
            connectFeed(d, feedOf(pdu, rack)).value();
            connectFeed(d, feedOf(pdu, other)).value();
            d.change(Id<Rack>(other), [&](Rack& r) { r.loop = loop; });
            d.change(device, [&](Device& r) { r.fabric = fabric; });
            Feature column;
            column.hall = f.hall;
            d.add(column);
        });
        QVERIFY(f.step([&](Draft& d) { deleteEntities(d, Ids{loop.value(), fabric.value()}); }));
        QVERIFY(!f.blueprint().find(Id<Rack>(other))->loop.isSet());
        QVERIFY(!f.blueprint().find(device)->fabric.isSet());
        std::size_t gone = 0;
        QVERIFY(f.step([&](Draft& d) { gone = deleteEntities(d, Ids{rack}); }));
        QCOMPARE(gone, std::size_t(4)); // rack, device, door, circuit
        QVERIFY(f.blueprint().table<Device>().isEmpty() &&
                f.blueprint().table<CoolingPart>().isEmpty());
        QCOMPARE(f.blueprint().table<Feed>().size(), std::size_t(1));
        QVERIFY(f.step([&](Draft& d) { deleteEntities(d, Ids{pdu}); }));
        QVERIFY(f.blueprint().table<Feed>().isEmpty());
        QVERIFY(f.step([&](Draft& d) { deleteEntities(d, Ids{f.hall.value()}); }));
        QVERIFY(f.blueprint().table<Feature>().isEmpty());
        QVERIFY(!f.blueprint().find(Id<Rack>(other))->at.hall.isSet());
        QVERIFY(f.step([&](Draft& d) { deleteEntities(d, Ids{1}); }));
        QVERIFY(!f.blueprint().find(Id<Building>(2))->site.isSet());
    }

    void lockedThingsAreNotDeleted()
    {
        EditFixture f;
        const EntityId rack = f.place(rackPart(), at(1, 1));
        f.mount(rack, switchPart(), 1);
        f.step([&](Draft& d) { setLocked(d, Ids{rack}, true); });
        QVERIFY(!f.step([&](Draft& d) {
            QCOMPARE(deleteEntities(d, Ids{rack, 12345}), std::size_t(0));
        }));
        QCOMPARE(f.blueprint().table<Device>().size(), std::size_t(1));
    }

    void aligning_data()
    {
        QTest::addColumn<int>("alignment");
        QTest::addColumn<double>("x");
        QTest::addColumn<double>("y");
        // A rack of 0.6 x 1.2 m at (1, 2); the UPS of 1.2 x 0.9 m stood at (5, 6).
        QTest::newRow("left") << int(Alignment::Left) << 1.3 << 6.0;
        QTest::newRow("right") << int(Alignment::Right) << 0.7 << 6.0;
        QTest::newRow("top") << int(Alignment::Top) << 5.0 << 1.85;
        QTest::newRow("bottom") << int(Alignment::Bottom) << 5.0 << 2.15;
        QTest::newRow("centre x") << int(Alignment::CentreX) << 1.0 << 6.0;
        QTest::newRow("centre y") << int(Alignment::CentreY) << 5.0 << 2.0;
    }
    void aligning()
    {
        QFETCH(const int, alignment);
        QFETCH(const double, x);
        QFETCH(const double, y);
        EditFixture f;
        const EntityId rack = f.place(rackPart(), at(1, 2));
        const EntityId ups = f.place(upsPart(), at(5, 6));
        QVERIFY(f.step([&](Draft& d) {
            QCOMPARE(alignPlaced(d, Ids{rack, ups}, static_cast<Alignment>(alignment)),
                     std::size_t(1));
        }));
        QCOMPARE(f.centre(ups), at(x, y));
        QCOMPARE(f.centre(rack), at(1, 2));
    }

    void distributingMakesEvenGaps()
    {
        EditFixture f;
        const EntityId a = f.place(rackPart(), at(1, 1));
        const EntityId ups = f.place(upsPart(), at(2.5, 3)); // 1.2 m wide
        const EntityId b = f.place(rackPart(), at(9, 5));
        const EntityId c = f.place(rackPart(), at(4, 5));
        QVERIFY(f.step([&](Draft& d) {
            QCOMPARE(distributePlaced(d, Ids{b, a, ups, c}, true), std::size_t(2));
        }));
        QCOMPARE(f.centre(a), at(1, 1));
        QCOMPARE(f.centre(b), at(9, 5));
        // 8.6 m from edge to edge less 3.0 m of bodies leaves three gaps of 1.866667 m.
        QVERIFY(std::fabs(f.centre(ups).x.metres() - (1.3 + 5.6 / 3 + 0.6)) < 2e-6);
        QVERIFY(std::fabs(f.centre(c).x.metres() - (1.3 + 2 * 5.6 / 3 + 1.2 + 0.3)) < 2e-6);
        QCOMPARE(f.centre(ups).y, at(0, 3).y);
        QVERIFY(!f.step([&](Draft& d) { distributePlaced(d, Ids{a, b}, true); }));
    }

    void clipboardWorksAcrossProjects()
    {
        EditFixture f;
        const EntityId rack = f.place(rackPart(), at(1, 1));
        const EntityId crah = f.place(crahPart(), at(5, 1));
        f.mount(rack, nodePart(), 1);
        f.step([&](Draft& d) {
            const Id<Loop> loop = d.add(named<Loop>("TCS"));
            d.change(Id<Rack>(rack), [&](Rack& r) { r.loop = loop; });
            hangOnRack(d, Id<Rack>(rack), doorPart()).value();
        });
        const Clip clip = copyEntities(f.document.project(), Ids{rack, crah});
        QCOMPARE(clip.parts.size(), std::size_t(4));
        QCOMPARE(clip.bounds.left, Length::metres(0.7));
        QCOMPARE(clip.bounds.right, Length::metres(6));
        EditFixture other;
        Ids pasted;
        QVERIFY(other.step([&](Draft& d) { pasted = pasteClip(d, clip, other.hall, at(10, 10)); }));
        QCOMPARE(pasted.size(), std::size_t(2));
        QVERIFY(other.document.project().parts.find("node"));
        QCOMPARE(other.blueprint().table<Device>().size(), std::size_t(1));
        QCOMPARE(other.blueprint().table<CoolingPart>().size(), std::size_t(2));
        QCOMPARE(other.centre(pasted[1]) - other.centre(pasted[0]), at(4, 0));
        QCOMPARE(other.centre(pasted[0]), at(10 - 2.35, 10));
        QVERIFY(!other.blueprint().find(Id<Rack>(pasted[0]))->loop.isSet());
        // In its own project the loop means something.
        QVERIFY(f.step([&](Draft& d) { pasted = pasteClip(d, clip, f.hall, at(10, 10)); }));
        QVERIFY(f.blueprint().find(Id<Rack>(pasted[0]))->loop.isSet());
        QCOMPARE(f.blueprint().find(Id<Rack>(pasted[0]))->label, std::string("A02"));
        QVERIFY(!f.step([&](Draft& d) { pasteClip(d, Clip{}, f.hall, at(1, 1)); }));
    }

    void devicesArePastedIntoTheRackUnderThePoint()
    {
        EditFixture f;
        const EntityId rack = f.place(rackPart(), at(1, 1));
        const EntityId target = f.place(rackPart(), at(5, 1));
        const Id<Device> device = f.mount(rack, nodePart(), 9);
        f.mount(target, nodePart(), 1);
        const Clip clip = copyEntities(f.document.project(), Ids{device.value()});
        QVERIFY(!clip.isEmpty());
        QVERIFY(!f.step([&](Draft& d) { pasteClip(d, clip, f.hall, at(20, 15)); }));
        QVERIFY(f.step([&](Draft& d) { pasteClip(d, clip, f.hall, at(5, 1.2)); }));
        int found = 0;
        for (const Device& d : f.blueprint().table<Device>())
            if (d.rack.value() == target && d.unit == 9)
                ++found;
        QCOMPARE(found, 1);
    }
};

QTEST_APPLESS_MAIN(TestPlaceActions)
#include "tst_place_actions.moc"

#include "model/edit/EditMessages.h"
#include "model/edit/FieldActions.h"
#include "tests/edit/EditFixture.h"

using namespace millwright;
using namespace millwright::testing;

class TestRackActions : public QObject
{
    Q_OBJECT

    static std::string errorOf(const EditFixture& f, EntityId rack, const PartPtr& part, int unit,
                               Id<Device> ignored = {})
    {
        const auto result = checkMount(f.document.project(), Id<Rack>(rack), *part, unit, ignored);
        return result ? std::string() : result.error().message.id;
    }

private slots:
    void mountingCounts()
    {
        EditFixture f;
        const EntityId rack = f.place(rackPart(), at(1, 1));
        QCOMPARE(f.blueprint().find(f.mount(rack, nodePart(), 0))->unit, 1);
        const Id<Device> second = f.mount(rack, nodePart(), 0);
        QCOMPARE(f.blueprint().find(second)->unit, 9);
        QCOMPARE(f.blueprint().find(second)->label, std::string("NODE-2"));
        QVERIFY(f.document.project().parts.find("node"));
        QCOMPARE(findFreeUnit(f.document.project(), Id<Rack>(rack), *switchPart()).value(), 17);
    }

    void mountErrors()
    {
        EditFixture f;
        const EntityId rack = f.place(rackPart(), at(1, 1));
        const Id<Device> node = f.mount(rack, nodePart(), 10);
        QCOMPARE(errorOf(f, rack, nodePart(), 3), std::string("rack.units-taken"));
        QCOMPARE(errorOf(f, rack, nodePart(), 2), std::string());
        QCOMPARE(errorOf(f, rack, nodePart(), 17), std::string("rack.units-taken"));
        QCOMPARE(errorOf(f, rack, nodePart(), 18), std::string());
        QCOMPARE(errorOf(f, rack, nodePart(), 12, node), std::string());
        QCOMPARE(errorOf(f, rack, nodePart(), 41), std::string());
        QCOMPARE(errorOf(f, rack, nodePart(), 42), std::string("rack.outside-units"));
        QCOMPARE(errorOf(f, rack, nodePart(), 0), std::string("rack.outside-units"));
        QCOMPARE(errorOf(f, rack, nodePart(), -3), std::string("rack.outside-units"));
        QCOMPARE(errorOf(f, rack, nodePart(), 2147483647), std::string("rack.outside-units"));
        QCOMPARE(errorOf(f, rack, upsPart(), 1), std::string("rack.not-mountable"));
        QCOMPARE(errorOf(f, 999, nodePart(), 1), std::string("rack.no-rack"));
        const PartPtr deep = makePart({"deep", PartKind::System, 1, 482.6, 1001, 10});
        QCOMPARE(errorOf(f, rack, deep, 1), std::string("rack.too-deep"));
        const PartPtr heavy = makePart({"heavy", PartKind::System, 1, 482.6, 900, 1371});
        QCOMPARE(errorOf(f, rack, heavy, 1),
                 std::string("rack.too-heavy")); // 130 + 1,371 > 1,500 kg
        const PartPtr limit = makePart({"limit", PartKind::System, 1, 482.6, 900, 1370});
        QCOMPARE(errorOf(f, rack, limit, 1), std::string());
    }

    void zeroUnitPartsHangBesideTheUnits()
    {
        EditFixture f;
        const EntityId rack = f.place(rackPart(), at(1, 1));
        const PartPtr pdu = makePart({"rack-pdu", PartKind::RackPdu, 0, 60, 60, 5});
        QCOMPARE(f.blueprint().find(f.mount(rack, pdu, 0))->unit, 0);
        QCOMPARE(f.blueprint().find(f.mount(rack, pdu, 7))->unit, 0);
        QCOMPARE(findFreeUnit(f.document.project(), Id<Rack>(rack), *pdu).value(), 0);
    }

    void fullRacksSaySo()
    {
        EditFixture f;
        const EntityId rack = f.place(rackPart(), at(1, 1));
        for (int i = 0; i < 6; ++i)
            f.mount(rack, nodePart(), 0);
        const auto free = findFreeUnit(f.document.project(), Id<Rack>(rack), *switchPart());
        QVERIFY(!free && free.error().message.id == "rack.full");
        Transaction transaction(f.document, {});
        QVERIFY(!mountDevice(transaction, Id<Rack>(rack), switchPart(), 0));
        QVERIFY(!mountDevice(transaction, Id<Rack>(rack), switchPart(), 5));
        QVERIFY(!mountDevice(transaction, Id<Rack>(rack), nullptr, 5));
        QVERIFY(transaction.changes().isEmpty());
    }

    void frontAndRearShareUnitsWhileTheyHaveDepth()
    {
        EditFixture f;
        const EntityId rack = f.place(rackPart(), at(1, 1));        // 1,000 mm to mount in
        const Id<Device> shallow = f.mount(rack, switchPart(), 40); // 500 mm
        QVERIFY(f.step([&](Draft& d) {
            millwright::setProperty(d, std::vector{shallow.value()}, "isRear", true).value();
        }));
        QCOMPARE(errorOf(f, rack, switchPart(), 40), std::string());
        QCOMPARE(errorOf(f, rack, nodePart(), 40), std::string("rack.units-taken")); // 900 + 500 mm
    }

    void movingDevicesIsChecked()
    {
        EditFixture f;
        const EntityId a = f.place(rackPart(), at(1, 1));
        const EntityId b = f.place(rackPart(), at(2, 1));
        const Id<Device> node = f.mount(a, nodePart(), 1);
        f.mount(b, nodePart(), 1);
        QVERIFY(f.step([&](Draft& d) {
            QVERIFY(moveDevice(d, node, Id<Rack>(a), 5));
        })); // over its own old units
        QVERIFY(!f.step([&](Draft& d) {
            const auto moved = moveDevice(d, node, Id<Rack>(b), 8);
            QVERIFY(!moved && moved.error().message.id == "rack.units-taken");
        }));
        QVERIFY(f.step([&](Draft& d) { QVERIFY(moveDevice(d, node, Id<Rack>(b), 9)); }));
        QCOMPARE(f.blueprint().find(node)->rack.value(), b);
        QVERIFY(
            !f.step([&](Draft& d) { QVERIFY(!moveDevice(d, Id<Device>(999), Id<Rack>(b), 9)); }));
        QVERIFY(!f.step([&](Draft& d) { QVERIFY(!moveDevice(d, node, Id<Rack>(999), 9)); }));
    }

    void doorsHangOnce()
    {
        EditFixture f;
        const EntityId rack = f.place(rackPart(), at(1, 1));
        QVERIFY(f.step([&](Draft& d) { QVERIFY(hangOnRack(d, Id<Rack>(rack), doorPart())); }));
        QVERIFY(!f.step([&](Draft& d) {
            QCOMPARE(hangOnRack(d, Id<Rack>(rack), doorPart()).error().message.id,
                     std::string("rack.has-door"));
            QCOMPARE(hangOnRack(d, Id<Rack>(rack), crahPart()).error().message.id,
                     std::string("rack.not-hangable"));
            QCOMPARE(hangOnRack(d, Id<Rack>(99), doorPart()).error().message.id,
                     std::string("rack.no-rack"));
        }));
    }

    void everyErrorHasAPattern()
    {
        registerEditMessages();
        for (const char* id : {"rack.units-taken",  "rack.outside-units",  "rack.too-deep",
                               "rack.too-heavy",    "rack.not-mountable",  "rack.no-rack",
                               "rack.no-device",    "rack.full",           "rack.not-hangable",
                               "rack.has-door",     "place.not-on-floor",  "place.no-hall",
                               "property.unknown",  "property.wrong-type", "property.out-of-range",
                               "parameter.unknown", "feed.no-source",      "feed.no-target",
                               "feed.would-loop",   "variant.missing",     "variant.last",
                               "part.unsuitable"})
            QVERIFY2(!messagePattern(id).empty(), id);
        EditFixture f;
        const EntityId rack = f.place(rackPart(), at(1, 1));
        const auto outside = checkMount(f.document.project(), Id<Rack>(rack), *nodePart(), 42);
        QCOMPARE(formatMessage(outside.error().message),
                 std::string("node needs 8 U from unit 42; A01 has 48 units."));
    }
};

QTEST_APPLESS_MAIN(TestRackActions)
#include "tst_rack_actions.moc"

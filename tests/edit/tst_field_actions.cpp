#include "model/blueprint/EntityFields.h"
#include "model/edit/FieldActions.h"
#include "tests/blueprint/SampleProject.h"
#include "tests/edit/EditFixture.h"
#include <limits>

using namespace millwright;
using namespace millwright::testing;

namespace
{

using Ids = std::vector<EntityId>;

std::string errorOf(EditFixture& f, Ids ids, std::string_view name, PropertyValue value)
{
    std::string id;
    const bool isChanged = f.step([&](Draft& d) {
        if (const auto result = millwright::setProperty(d, ids, name, value); !result)
            id = result.error().message.id;
    });
    return isChanged ? "changed" : id;
}

} // namespace

class TestFieldActions : public QObject
{
    Q_OBJECT
private slots:
    /// Each field of each kind of entity takes what property() gives of another entity of its kind.
    void everyFieldCanBeSetByItsKey()
    {
        Sampler sampler(11);
        Project project = sampler.project(4);
        int set = 0;
        project.blueprint().forEachTable([&]<class T>(const Table<T>& rows) {
            const T from = *rows.begin();
            const T to = *std::next(rows.begin());
            forEachField(from, [&](std::string_view key, const auto& value) {
                if (key == "part" || (std::is_same_v<T, Device> &&
                                      (key == "rack" || key == "unit" || key == "isRear")))
                    return; // these ask for room in a rack; tested below
                if (std::is_same_v<T, Feed> && (key == "source" || key == "target"))
                    return; // may close a ring; tested below
                Draft draft(project);
                if constexpr (requires { to.isLocked; })
                    draft.change(to.id, [](T& row) { row.isLocked = false; });
                if constexpr (std::is_same_v<T, CoolingPart>)
                    draft.change(to.id, [](T& row) { row.rack = {}; });
                const auto given = millwright::property(draft.blueprint(), from.id.value(), key);
                QVERIFY2(given, std::string(key).c_str());
                const auto result = millwright::setProperty(draft, Ids{to.id.value()}, key, *given);
                QVERIFY2(
                    result.isOk(),
                    (std::string(entityKindName(entityKind<T>)) + "." + std::string(key)).c_str());
                forEachField(*draft.find(to.id), [&](std::string_view other, const auto& now) {
                    if constexpr (std::is_same_v<decltype(now), decltype(value)>)
                        if (other == key)
                            QVERIFY2(now == value, std::string(key).c_str());
                });
                ++set;
            });
        });
        QVERIFY(set > 90);
    }

    void placesByTheirNames()
    {
        EditFixture f;
        const EntityId rack = f.place(rackPart(), at(1, 1));
        const EntityId ups = f.place(upsPart(), at(5, 1));
        QCOMPARE(errorOf(f, {rack, ups}, "y", 7.25), std::string("changed"));
        QCOMPARE(f.centre(rack), at(1, 7.25));
        QCOMPARE(f.centre(ups), at(5, 7.25));
        QCOMPARE(errorOf(f, {rack}, "x", std::int64_t{3}), std::string("changed"));
        QCOMPARE(errorOf(f, {rack}, "rotation", -90.0), std::string("changed"));
        QCOMPARE(f.rotation(rack), 270.0);
        QCOMPARE(millwright::property(f.blueprint(), rack, "x"), std::optional<PropertyValue>(3.0));
        QCOMPARE(millwright::property(f.blueprint(), rack, "rotation"),
                 std::optional<PropertyValue>(270.0));
        QCOMPARE(millwright::property(f.blueprint(), rack, "hall"),
                 std::optional<PropertyValue>(std::int64_t{4}));
        QCOMPARE(errorOf(f, {rack}, "at", std::string("4 2.5 3.5 360")), std::string("changed"));
        QCOMPARE(f.centre(rack), at(2.5, 3.5));
        QCOMPARE(f.rotation(rack), 0.0);
        f.step([&](Draft& d) { QVERIFY(millwright::setProperty(d, Ids{rack}, "isLocked", true)); });
        QCOMPARE(errorOf(f, {rack}, "x", 9.0), std::string()); // stays, without an error
        QCOMPARE(f.centre(rack), at(2.5, 3.5));
        QCOMPARE(errorOf(f, {rack}, "label", std::string("Z1")), std::string("changed"));
    }

    void valuesThatCannotBe_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("name");
        QTest::addColumn<double>("value");
        const double nan = std::numeric_limits<double>::quiet_NaN();
        QTest::newRow("negative height") << "hall"
                                         << "height" << -1.0;
        QTest::newRow("tile of nothing") << "hall"
                                         << "tile_m" << 0.0;
        QTest::newRow("NaN") << "hall"
                             << "airSupply" << nan;
        QTest::newRow("below absolute zero") << "hall"
                                             << "airSupply" << -300.0;
        QTest::newRow("infinite x") << "rack"
                                    << "x" << std::numeric_limits<double>::infinity();
        QTest::newRow("NaN rotation") << "rack"
                                      << "rotation" << nan;
        QTest::newRow("x beyond the earth") << "rack"
                                            << "x" << 1e9;
        QTest::newRow("loop that is none") << "rack"
                                           << "loop" << 4.0;
        QTest::newRow("hall that is none") << "rack"
                                           << "hall" << 1.0;
        QTest::newRow("half a module") << "power"
                                       << "modules" << 2.5;
        QTest::newRow("negative modules") << "power"
                                          << "modules" << -1.0;
        QTest::newRow("negative rating") << "power"
                                         << "ratingOverride_W" << -1.0;
        QTest::newRow("four phases") << "feed"
                                     << "phases" << 4.0;
        QTest::newRow("no volts") << "feed"
                                  << "voltage" << 0.0;
        QTest::newRow("circuit to nothing") << "feed"
                                            << "target" << 0.0;
        QTest::newRow("circuit to a hall") << "feed"
                                           << "target" << 4.0;
        QTest::newRow("unit outside") << "device"
                                      << "unit" << 99.0;
        QTest::newRow("rack that is none") << "device"
                                           << "rack" << 4.0;
    }
    void valuesThatCannotBe()
    {
        QFETCH(const QString, kind);
        QFETCH(const QString, name);
        QFETCH(const double, value);
        EditFixture f;
        const EntityId rack = f.place(rackPart(), at(1, 1));
        const EntityId power = f.place(pduPart(), at(5, 1));
        const EntityId device = f.mount(rack, nodePart(), 1).value();
        Id<Feed> feed;
        f.step([&](Draft& d) { feed = connectFeed(d, feedOf(power, rack)).value(); });
        const std::map<QString, EntityId> ids{{"hall", 4},
                                              {"rack", rack},
                                              {"power", power},
                                              {"device", device},
                                              {"feed", feed.value()}};
        const std::string error = errorOf(f, {ids.at(kind)}, name.toStdString(), value);
        QVERIFY2(error == "property.out-of-range" || error == "rack.outside-units", error.c_str());
    }

    void wrongTypesAndNames()
    {
        EditFixture f;
        const EntityId rack = f.place(rackPart(), at(1, 1));
        QCOMPARE(errorOf(f, {rack}, "colour", 1.0), std::string("property.unknown"));
        QCOMPARE(errorOf(f, {}, "label", std::string("x")), std::string("property.unknown"));
        QCOMPARE(errorOf(f, {999}, "label", std::string("x")), std::string("property.unknown"));
        QCOMPARE(errorOf(f, {rack}, "label", 1.0), std::string("property.wrong-type"));
        QCOMPARE(errorOf(f, {rack}, "isLocked", std::int64_t{1}),
                 std::string("property.wrong-type"));
        QCOMPARE(errorOf(f, {rack}, "x", std::string("1")), std::string("property.wrong-type"));
        QCOMPARE(errorOf(f, {rack}, "x", true), std::string("property.wrong-type"));
        QCOMPARE(errorOf(f, {1}, "code", 1.0), std::string("property.wrong-type"));
        QCOMPARE(errorOf(f, {1}, "code", std::string("NEC")), std::string("property.out-of-range"));
        QCOMPARE(errorOf(f, {1}, "code", std::string("nec")), std::string("changed"));
        QCOMPARE(errorOf(f, {4}, "outline", std::string("0 0, 1 0, 2 0")),
                 std::string("property.out-of-range"));
        QCOMPARE(errorOf(f, {4}, "outline", std::string("0 0, 1 0, 1")),
                 std::string("property.wrong-type"));
        QCOMPARE(errorOf(f, {4}, "outline", std::string("0 0, 9 0, 9 9")), std::string("changed"));
    }

    void anErrorHalfWayLeavesAll()
    {
        EditFixture f;
        const EntityId a = f.place(rackPart(), at(1, 1));
        const Id<Device> low = f.mount(a, nodePart(), 1);
        const Id<Device> high = f.mount(a, nodePart(), 20);
        // Both to unit 30: the second one has no room.
        QCOMPARE(errorOf(f, {low.value(), high.value()}, "unit", std::int64_t{30}),
                 std::string("rack.units-taken"));
        QCOMPARE(f.blueprint().find(low)->unit, 1);
        QCOMPARE(errorOf(f, {low.value()}, "unit", std::int64_t{30}), std::string("changed"));
    }

    void parameters()
    {
        EditFixture f;
        QVERIFY(
            f.step([&](Draft& d) { QVERIFY(setParameter(d, "space.aisle.cold", 1.5, "client")); }));
        QVERIFY(!f.step(
            [&](Draft& d) { QVERIFY(setParameter(d, "space.aisle.cold", 1.5, "client")); }));
        QVERIFY(
            f.step([&](Draft& d) { QVERIFY(setParameter(d, "space.aisle.cold", 1.8, "client")); }));
        QCOMPARE(f.blueprint().table<Assumption>().size(), std::size_t(1));
        QCOMPARE(ParameterValues(f.blueprint())[Parameter::AisleCold], 1.8);
        Transaction transaction(f.document, {});
        QCOMPARE(setParameter(transaction, "no.such", 1, "").error().message.id,
                 std::string("parameter.unknown"));
        QVERIFY(!setParameter(transaction, "space.aisle.cold", std::nan(""), ""));
        QVERIFY(!transaction.commit());
        QVERIFY(f.step([&](Draft& d) { resetParameter(d, "space.aisle.cold"); }));
        QVERIFY(ParameterValues(f.blueprint()).isDefault(Parameter::AisleCold));
        QVERIFY(!f.step([&](Draft& d) { resetParameter(d, "space.aisle.cold"); }));
    }

    void circuits()
    {
        EditFixture f;
        const EntityId ups = f.place(upsPart(), at(1, 1));
        const EntityId pdu = f.place(pduPart(), at(4, 1));
        const EntityId rack = f.place(rackPart(), at(8, 1));
        Id<Feed> first, again;
        QVERIFY(f.step([&](Draft& d) {
            connectFeed(d, feedOf(ups, pdu)).value();
            first = connectFeed(d, feedOf(pdu, rack, 32)).value();
        }));
        QVERIFY(f.step([&](Draft& d) { again = connectFeed(d, feedOf(pdu, rack, 63)).value(); }));
        QVERIFY(first == again);
        QCOMPARE(f.blueprint().find(first)->breaker, 63.0);
        QVERIFY(!f.step([&](Draft& d) {
            QCOMPARE(connectFeed(d, feedOf(pdu, ups)).error().message.id,
                     std::string("feed.would-loop"));
            QCOMPARE(connectFeed(d, feedOf(pdu, pdu)).error().message.id,
                     std::string("feed.would-loop"));
            QCOMPARE(connectFeed(d, feedOf(rack, pdu)).error().message.id,
                     std::string("feed.no-source"));
            QCOMPARE(connectFeed(d, feedOf(pdu, 4)).error().message.id,
                     std::string("feed.no-target"));
        }));
        // The same by hand: turning the circuit of the rack round to the UPS would close the ring.
        QCOMPARE(errorOf(f, {first.value()}, "target", static_cast<std::int64_t>(ups)),
                 std::string("feed.would-loop"));
    }

    void waiversReplaceEachOther()
    {
        EditFixture f;
        Id<Waiver> a, b;
        f.step([&](Draft& d) {
            a = waiveFinding(d, {{}, "aisle:3", "old hall", "me", "2026-01-01", 1.1});
        });
        QVERIFY(f.step([&](Draft& d) {
            b = waiveFinding(d, {{}, "aisle:3", "still", "me", "2026-02-01", 1.0});
        }));
        QVERIFY(a == b);
        QCOMPARE(f.blueprint().find(a)->reason, std::string("still"));
        f.step([&](Draft& d) { waiveFinding(d, {{}, "aisle:4", "", "", "", 0}); });
        QCOMPARE(f.blueprint().table<Waiver>().size(), std::size_t(2));
    }

    void describing()
    {
        EditFixture f;
        QVERIFY(f.step([&](Draft& d) { describeProject(d, "P", "C", "A"); }));
        QCOMPARE(f.document.project().customer, std::string("C"));
        QVERIFY(!f.step([&](Draft& d) { describeProject(d, "P", "C", "A"); }));
    }

    void variants()
    {
        EditFixture f;
        f.place(rackPart(), at(1, 1));
        QVERIFY(f.step([&](Draft& d) { addVariant(d, "Liquid"); }));
        QCOMPARE(f.document.project().active, std::size_t(1));
        f.place(rackPart(), at(2, 1));
        QCOMPARE(f.blueprint().table<Rack>().size(), std::size_t(2));
        QVERIFY(f.step([&](Draft& d) { QVERIFY(activateVariant(d, 0)); }));
        QCOMPARE(f.blueprint().table<Rack>().size(), std::size_t(1));
        QVERIFY(!f.step([&](Draft& d) { QVERIFY(activateVariant(d, 0)); }));
        QVERIFY(f.step([&](Draft& d) { addVariant(d, "Liquid"); }));
        QCOMPARE(f.document.project().variants[2].name, std::string("Liquid 2"));
        QVERIFY(f.step([&](Draft& d) { QVERIFY(renameVariant(d, 0, "Air")); }));
        QVERIFY(f.step([&](Draft& d) { QVERIFY(deleteVariant(d, 1)); }));
        QCOMPARE(f.document.project().active, std::size_t(1));
        QCOMPARE(f.document.project().variants[1].name, std::string("Liquid 2"));
        QVERIFY(f.step([&](Draft& d) { QVERIFY(deleteVariant(d, 1)); }));
        QCOMPARE(f.document.project().active, std::size_t(0));
        QVERIFY(!f.step([&](Draft& d) {
            QCOMPARE(deleteVariant(d, 0).error().message.id, std::string("variant.last"));
            QCOMPARE(activateVariant(d, 7).error().message.id, std::string("variant.missing"));
            QCOMPARE(renameVariant(d, 7, "x").error().message.id, std::string("variant.missing"));
        }));
    }

    void deletingTheFirstVariantWhileItIsActive()
    {
        EditFixture f;
        f.step([&](Draft& d) { addVariant(d, "B"); });
        f.step([&](Draft& d) { QVERIFY(activateVariant(d, 0)); });
        f.step([&](Draft& d) { QVERIFY(deleteVariant(d, 0)); });
        QCOMPARE(f.document.project().variants[f.document.project().active].name, std::string("B"));
    }

    void changingParts()
    {
        EditFixture f;
        const EntityId rack = f.place(rackPart(), at(1, 1));
        const EntityId ups = f.place(upsPart(), at(5, 1));
        f.mount(rack, nodePart(), 41);
        const PartPtr tall =
            makePart({"rack-52", PartKind::Rack, 0, 800, 1200, 160, 52, 1000, 1500});
        const PartPtr low =
            makePart({"rack-42", PartKind::Rack, 0, 600, 1200, 140, 42, 1000, 1500});
        QVERIFY(f.step(
            [&](Draft& d) { QCOMPARE(changePart(d, Ids{rack}, tall).value(), std::size_t(1)); }));
        QVERIFY(f.document.project().parts.find("rack-52"));
        QVERIFY(!f.step([&](Draft& d) {
            QCOMPARE(changePart(d, Ids{rack}, low).error().message.id,
                     std::string("rack.outside-units"));
            QCOMPARE(changePart(d, Ids{rack, ups}, tall).error().message.id,
                     std::string("part.unsuitable"));
            QCOMPARE(changePart(d, Ids{rack}, tall).value(), std::size_t(0));
        }));
        QCOMPARE(errorOf(f, {rack}, "part", std::string("rack-48")), std::string("changed"));
        QCOMPARE(errorOf(f, {rack}, "part", std::string("no-such")),
                 std::string("property.out-of-range"));
        QCOMPARE(errorOf(f, {rack}, "part", std::string("ups")), std::string("part.unsuitable"));
    }
};

QTEST_APPLESS_MAIN(TestFieldActions)
#include "tst_field_actions.moc"

#include "model/blueprint/ChangeSet.h"
#include "model/blueprint/Project.h"
#include <QtTest>
#include <map>
#include <random>
#include <set>

using namespace millwright;

namespace
{

Rack rackOf(EntityId id, std::string label)
{
    Rack rack;
    rack.id = Id<Rack>(id);
    rack.label = std::move(label);
    return rack;
}

bool equals(const Table<Rack>& table, const std::map<EntityId, std::string>& expected)
{
    if (table.size() != expected.size())
        return false;
    auto at = expected.begin();
    for (const Rack& rack : table) {
        if (at == expected.end() || rack.id.value() != at->first || rack.label != at->second)
            return false;
        ++at;
    }
    return at == expected.end();
}

} // namespace

class TestTable : public QObject
{
    Q_OBJECT
private slots:
    void emptyTableHoldsNothing()
    {
        Table<Rack> table;
        QVERIFY(table.isEmpty());
        QVERIFY(table.begin() == table.end());
        QVERIFY(!table.find(Id<Rack>(1)));
        QVERIFY(!table.remove(Id<Rack>(1)));
        table.put(rackOf(1, "a"));
        QVERIFY(table.remove(Id<Rack>(1)));
        QVERIFY(table.begin() == table.end());
        QVERIFY(table == Table<Rack>());
    }

    void randomWorkEqualsMap_data()
    {
        QTest::addColumn<unsigned>("seed");
        QTest::addColumn<int>("range");
        for (unsigned seed = 1; seed <= 6; ++seed)
            QTest::addRow("seed %u", seed) << seed << (seed % 2 ? 700 : 20000);
    }
    void randomWorkEqualsMap()
    {
        QFETCH(const unsigned, seed);
        QFETCH(const int, range);
        std::mt19937 random(seed);
        Table<Rack> table;
        std::map<EntityId, std::string> map;
        std::vector<std::pair<Table<Rack>, std::map<EntityId, std::string>>> snapshots;
        for (int step = 0; step < 6000; ++step) {
            const EntityId id = 1 + random() % static_cast<unsigned>(range);
            if (random() % 3 != 0) {
                const std::string label = "L" + std::to_string(step);
                table.put(rackOf(id, label));
                map[id] = label;
            } else {
                QCOMPARE(table.remove(Id<Rack>(id)), map.erase(id) == 1);
            }
            const auto found = map.find(id);
            const Rack* row = table.find(Id<Rack>(id));
            QCOMPARE(row != nullptr, found != map.end());
            if (step % 400 == 0)
                snapshots.emplace_back(table, map);
        }
        QVERIFY(equals(table, map));
        for (const auto& [snapshot, expected] : snapshots)
            QVERIFY(equals(snapshot, expected));
    }

    void snapshotStaysWhileTheTableChanges()
    {
        Table<Rack> table;
        for (EntityId id = 1; id <= 1000; ++id)
            table.put(rackOf(id, "old"));
        const Table<Rack> snapshot = table;
        QVERIFY(snapshot.isSameAs(table));
        table.put(rackOf(500, "new"));
        QVERIFY(!snapshot.isSameAs(table));
        QCOMPARE(snapshot.find(Id<Rack>(500))->label, std::string("old"));
        QCOMPARE(table.find(Id<Rack>(500))->label, std::string("new"));
        // Far rows are still shared, those near the write are not.
        QVERIFY(snapshot.find(Id<Rack>(1)) == table.find(Id<Rack>(1)));
        QVERIFY(snapshot.find(Id<Rack>(501)) != table.find(Id<Rack>(501)));
        Table<Rack> third = snapshot;
        third.remove(Id<Rack>(1));
        QCOMPARE(snapshot.size(), std::size_t(1000));
        QCOMPARE(table.size(), std::size_t(1000));
        QCOMPARE(third.size(), std::size_t(999));
    }

    void rowsComeByRisingIdWhateverTheOrderOfPuts()
    {
        Table<Rack> table;
        for (EntityId id = 5000; id >= 1; --id)
            table.put(rackOf(id, "x"));
        EntityId last = 0;
        for (const Rack& rack : table) {
            QCOMPARE(rack.id.value(), last + 1);
            last = rack.id.value();
        }
        QCOMPARE(last, EntityId(5000));
    }

    void assignSortsAndEqualsPuts()
    {
        std::vector<Rack> rows;
        Table<Rack> put;
        for (EntityId i = 0; i < 1000; ++i) {
            rows.push_back(rackOf((i * 7919) % 1009 + 1, "r"));
            put.put(rows.back());
        }
        Table<Rack> assigned;
        assigned.assign(rows);
        QVERIFY(assigned == put);
        put.put(rackOf(3, "changed"));
        QVERIFY(!(assigned == put));
    }

    void hundredThousandRows()
    {
        constexpr EntityId count = 100000;
        Table<Rack> table;
        for (EntityId id = 1; id <= count; ++id)
            table.put(rackOf(id, {}));
        QCOMPARE(table.size(), std::size_t(count));
        for (EntityId id = 1; id <= count; id += 97)
            QVERIFY(table.find(Id<Rack>(id)));
        QVERIFY(!table.find(Id<Rack>(count + 1)));
        // A write beside a snapshot costs one chunk: 1,000 of them stay far below a copy of
        // everything each.
        const Table<Rack> snapshot = table;
        for (EntityId i = 0; i < 1000; ++i) {
            const Table<Rack> held = table;
            table.put(rackOf(1 + i * 100, "w"));
            QVERIFY(held.find(Id<Rack>(1 + i * 100))->label.empty());
        }
        QVERIFY(snapshot.find(Id<Rack>(1))->label.empty());
        for (EntityId id = 2; id <= count; id += 2)
            QVERIFY(table.remove(Id<Rack>(id)));
        QCOMPARE(table.size(), std::size_t(count / 2));
    }

    void changeSetKeepsWhatWasTouched()
    {
        ChangeSet changes;
        QVERIFY(changes.isEmpty());
        for (int i = 0; i < 3; ++i)
            changes.touch(EntityKind::Rack, 7);
        changes.touch(EntityKind::Rack, 8);
        QCOMPARE(changes.ids<Rack>(), (std::vector<EntityId>{7, 8}));
        QVERIFY(!changes.touches<Device>());
        ChangeSet other;
        other.touch(EntityKind::Device, 9);
        other.touchParts();
        changes.merge(other);
        QVERIFY(changes.touches<Device>() && changes.hasParts() && !changes.isEverything());
        changes.merge(ChangeSet::everything());
        QVERIFY(changes.isEverything() && changes.touches<Feed>() && !changes.isEmpty());
    }

    void kindsAndLabels()
    {
        Blueprint blueprint;
        blueprint.table<Rack>().put(rackOf(4, "A01"));
        Loop loop;
        loop.id = Id<Loop>(5);
        loop.name = "TCS";
        blueprint.table<Loop>().put(loop);
        QVERIFY(blueprint.kindOf(4) == EntityKind::Rack);
        QVERIFY(blueprint.kindOf(5) == EntityKind::Loop);
        QVERIFY(!blueprint.kindOf(6));
        QCOMPARE(blueprint.labelOf(4), std::string("A01"));
        QCOMPARE(blueprint.labelOf(5), std::string("TCS"));
        QCOMPARE(blueprint.labelOf(6), std::string("#6"));
        std::set<std::string_view> names;
        for (std::size_t i = 0; i < entityKindCount; ++i)
            names.insert(entityKindName(static_cast<EntityKind>(i)));
        QCOMPARE(names.size(), entityKindCount);
        QCOMPARE(entityKindName(EntityKind::PowerPart), std::string_view("power-part"));
        QCOMPARE(entityKindName(EntityKind::BillItem), std::string_view("bill-item"));
    }
};

QTEST_APPLESS_MAIN(TestTable)
#include "tst_table.moc"

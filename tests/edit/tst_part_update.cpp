#include "model/blueprint/PartUses.h"
#include "model/edit/PartUpdate.h"
#include "tests/edit/EditFixture.h"

using namespace millwright;
using namespace millwright::testing;

namespace
{

/// A catalog of the parts that it is given.
class ListedParts : public PartSource
{
public:
    explicit ListedParts(std::vector<PartPtr> parts) : m_parts(std::move(parts)) {}
    std::vector<PartSummary> search(const PartQuery&) const override { return {}; }
    PartPtr part(std::string_view id) const override
    {
        for (const PartPtr& part : m_parts)
            if (part->id == id)
                return part;
        return nullptr;
    }
    std::size_t count() const override { return m_parts.size(); }

private:
    std::vector<PartPtr> m_parts;
};

PartPtr heavier(const PartPtr& part)
{
    Part copy = *part;
    for (Field& field : copy.fields)
        if (field.key == FieldKey::Mass)
            field.number *= 2.0;
    return finishPart(std::move(copy));
}

} // namespace

/// Parts of a design that the catalog holds otherwise, and where a part is used.
class TestPartUpdate : public QObject
{
    Q_OBJECT
private slots:
    void differingPartsAreFoundAndUpdatedInOneStep()
    {
        EditFixture f;
        const EntityId rack = f.place(rackPart(), at(5, 5));
        f.mount(rack, nodePart(), 1);
        f.place(upsPart(), at(15, 10));
        Part revised = *upsPart(); // only the number of the revision differs
        revised.revision = 9;
        const ListedParts catalog({rackPart(), heavier(nodePart()), finishPart(revised)});
        const auto outdated = outdatedParts(f.document.project().parts, catalog);
        QCOMPARE(outdated.size(), std::size_t{1});
        QCOMPARE(outdated[0].own->id, std::string("node"));
        QCOMPARE(outdated[0].difference.fields.size(), std::size_t{1});

        const std::vector<PartPtr> parts{outdated[0].catalog, switchPart()}; // that one is not used
        QVERIFY(f.step([&](Draft& draft) { QCOMPARE(*updateParts(draft, parts), std::size_t{1}); }));
        QCOMPARE(f.document.project().parts.find("node")->figures.mass.si(), 260.0);
        QVERIFY(!f.document.project().parts.find("switch"));
        QVERIFY(outdatedParts(f.document.project().parts, catalog).empty());
        QVERIFY(!f.step([&](Draft& draft) { // a second time there is nothing to do
            QCOMPARE(*updateParts(draft, parts), std::size_t{0});
        }));
    }

    void partThatBecameAnotherKindIsRefused()
    {
        EditFixture f;
        f.place(upsPart(), at(15, 10));
        Part other = *upsPart();
        other.kind = PartKind::System;
        const std::vector<PartPtr> parts{rackPart(), finishPart(other)};
        const Project before = f.document.project();
        Draft draft(before);
        const auto done = updateParts(draft, parts);
        QVERIFY(!done.isOk());
        QCOMPARE(done.error().message.id, std::string("part.unsuitable"));
        QVERIFY(draft.project() == before);
        other.kind = PartKind::Bess; // stands as a UPS does
        QVERIFY(updateParts(draft, std::vector<PartPtr>{finishPart(other)}).isOk());
    }

    void usesAreFoundInEveryTable()
    {
        EditFixture f;
        const EntityId rack = f.place(rackPart(), at(5, 5));
        Part system = *nodePart();
        Field chip;
        chip.key = FieldKey::AcceleratorPart;
        chip.text = "chip";
        Field eight;
        eight.key = FieldKey::AcceleratorCount;
        eight.number = 8;
        system.fields.insert(system.fields.end(), {chip, eight});
        const PartPtr node = finishPart(system);
        const auto device = f.mount(rack, node, 1);
        f.step([&](Draft& draft) {
            Fabric fabric;
            fabric.switchPart = "switch";
            draft.add(fabric);
            BillItem item;
            item.part = "node";
            item.quantity = 3;
            draft.add(item);
        });
        const auto uses = [&](const char* id) {
            return usesOfPart(f.blueprint(), f.document.project().parts, id);
        };
        QCOMPARE(uses("node").size(), std::size_t{2});
        QCOMPARE(uses("node")[0].id, device.value());
        QCOMPARE(uses("node")[0].rack, rack);
        QCOMPARE(uses("node")[1].quantity, 3.0);
        QVERIFY(uses("switch")[0].kind == EntityKind::Fabric);
        QCOMPARE(uses("switch")[0].quantity, 0.0); // intent, no piece
        QCOMPARE(uses("chip").size(), std::size_t{2});
        QVERIFY(uses("chip")[0].isInside);
        QCOMPARE(uses("chip")[0].quantity + uses("chip")[1].quantity, 8.0 + 24.0);
        QVERIFY(uses("rack-48").size() == 1 && uses("nobody").empty());
    }
};

QTEST_APPLESS_MAIN(TestPartUpdate)
#include "tst_part_update.moc"

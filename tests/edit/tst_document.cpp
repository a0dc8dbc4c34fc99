#include "model/edit/Clipboard.h"
#include "model/edit/FieldActions.h"
#include "tests/edit/EditFixture.h"
#include <random>

using namespace millwright;
using namespace millwright::testing;

namespace
{

using Ids = std::vector<EntityId>;

/// One random action on a random choice of things; what it makes of them is its own tests' concern.
void act(Draft& draft, Id<Hall> hall, std::mt19937& random)
{
    const auto below = [&](int limit) {
        return static_cast<int>(random() % static_cast<unsigned>(limit));
    };
    const auto where = [&] { return at(below(3000) / 100.0, below(2000) / 100.0); };
    Ids all;
    draft.blueprint().forEachTable([&](const auto& rows) {
        for (const auto& row : rows)
            if (row.id.value() > 4)
                all.push_back(row.id.value());
    });
    Ids some;
    for (int i = 0; i < 4 && !all.empty(); ++i)
        some.push_back(all[static_cast<std::size_t>(below(static_cast<int>(all.size())))]);
    const EntityId one = some.empty() ? 0 : some.front();
    const PartPtr placed[] = {rackPart(), rackPart(), upsPart(), pduPart(), crahPart()};
    switch (below(18)) {
    case 0:
    case 1:
    case 2:
        (void)placePart(draft, placed[below(5)], {hall, where(), 90.0 * below(4)});
        break;
    case 3:
        movePlaced(draft, some, where());
        break;
    case 4:
        rotatePlaced(draft, some, 45.0 * below(8), below(2) == 0);
        break;
    case 5:
        duplicatePlaced(draft, some, at(1, 0));
        break;
    case 6:
        arrayPlaced(draft, Ids{one}, at(0.6, 0), below(4));
        break;
    case 7:
        deleteEntities(draft, Ids{one});
        break;
    case 8:
        alignPlaced(draft, some, static_cast<Alignment>(below(6)));
        break;
    case 9:
        distributePlaced(draft, some, below(2) == 0);
        break;
    case 10:
        setLocked(draft, Ids{one}, below(2) == 0);
        break;
    case 11:
        pasteClip(draft, copyEntities(draft.project(), some), hall, where());
        break;
    case 12:
    case 13:
        for (const EntityId id : some)
            (void)mountDevice(draft, Id<Rack>(id), below(2) ? nodePart() : switchPart(), below(49));
        break;
    case 14:
        (void)connectFeed(draft, feedOf(one, some.empty() ? 0 : some.back()));
        break;
    case 15:
        (void)millwright::setProperty(draft, some, "label",
                                      std::string("L") + std::to_string(below(100)));
        break;
    case 16:
        (void)setParameter(draft, "space.aisle.hot", below(100) / 50.0, "");
        break;
    case 17:
        if (below(3) == 0)
            addVariant(draft, "V");
        else
            (void)activateVariant(draft, static_cast<std::size_t>(below(3)));
        break;
    }
}

} // namespace

class TestDocument : public QObject
{
    Q_OBJECT
private slots:
    void aTransactionWithoutCommitLeavesNoTrace()
    {
        EditFixture f;
        const Project before = f.document.project();
        int told = 0;
        f.document.changed.connect([&](const ChangeSet&) { ++told; });
        {
            Transaction transaction(f.document, {"edit.place", {}});
            QVERIFY(placePart(transaction, rackPart(), {f.hall, at(1, 1), 0}));
            QCOMPARE(transaction.blueprint().table<Rack>().size(), std::size_t(1));
            QVERIFY(f.document.project() == before);
        }
        QVERIFY(f.document.project() == before);
        QCOMPARE(told, 0);
    }

    void anEmptyTransactionIsNoStep()
    {
        EditFixture f;
        Transaction transaction(f.document, {});
        QVERIFY(!transaction.commit());
    }

    void anEditTellsWhatChanged()
    {
        EditFixture f;
        const EntityId rack = f.place(rackPart(), at(1, 1));
        Transaction transaction(f.document, {"edit.move", {std::int64_t{1}}});
        movePlaced(transaction, Ids{rack}, at(1, 0));
        ChangeSet seen;
        f.document.changed.connect([&](const ChangeSet& changes) { seen = changes; });
        const auto edit = transaction.commit();
        QVERIFY(edit);
        QCOMPARE(edit->title.id, std::string("edit.move"));
        QCOMPARE(edit->changes.ids<Rack>(), Ids{rack});
        QVERIFY(!edit->changes.touches<Device>() && !edit->changes.hasParts());
        QCOMPARE(seen.ids<Rack>(), Ids{rack});
        QVERIFY(edit->before.blueprint().find(Id<Rack>(rack))->at.centre == at(1, 1));
    }

    void idsAreNotUsedTwiceAfterUndo()
    {
        EditFixture f;
        Transaction first(f.document, {});
        const EntityId a = placePart(first, rackPart(), {f.hall, at(1, 1), 0}).value();
        const auto edit = first.commit();
        f.document.undo(*edit);
        Transaction second(f.document, {});
        const EntityId b = placePart(second, rackPart(), {f.hall, at(1, 1), 0}).value();
        QVERIFY(b > a);
    }

    void aPreviewLeavesTheDocumentUntouched()
    {
        EditFixture f;
        const EntityId rack = f.place(rackPart(), at(1, 1));
        const Project before = f.document.project();
        int told = 0;
        f.document.changed.connect([&](const ChangeSet&) { ++told; });
        {
            Preview preview(f.document, {"edit.move", {}});
            movePlaced(preview, Ids{rack}, at(3, 3));
            QCOMPARE(preview.find(Id<Rack>(rack))->at.centre, at(4, 4));
            preview.restart();
            QCOMPARE(preview.find(Id<Rack>(rack))->at.centre, at(1, 1));
            QVERIFY(preview.changes().touches<Rack>());
            QVERIFY(f.document.project() == before);
        }
        QVERIFY(f.document.project() == before);
        QCOMPARE(told, 0);
        {
            Preview preview(f.document, {"edit.move", {}});
            movePlaced(preview, Ids{rack}, at(3, 3));
            const auto edit = preview.apply();
            QVERIFY(edit);
            QVERIFY(!preview.apply());
            f.document.undo(*edit);
        }
        QVERIFY(sameDesign(f.document.project(), before));
    }

    void aPreviewThatComesBackIsNoStep()
    {
        EditFixture f;
        const EntityId rack = f.place(rackPart(), at(1, 1));
        Preview preview(f.document, {});
        movePlaced(preview, Ids{rack}, at(3, 3));
        duplicatePlaced(preview, Ids{rack}, at(1, 0));
        preview.restart();
        QVERIFY(!preview.apply());
    }

    void aTransactionDuringAPreviewIsRefused()
    {
        EditFixture f;
        const EntityId rack = f.place(rackPart(), at(1, 1));
        Transaction transaction(f.document, {});
        movePlaced(transaction, Ids{rack}, at(1, 1));
        {
            const Preview preview(f.document, {});
            QVERIFY(!transaction.commit());
            QCOMPARE(f.centre(rack), at(1, 1));
        }
        QVERIFY(transaction.commit());
        QCOMPARE(f.centre(rack), at(2, 2));
    }

    void anOutdatedTransactionDoesNotOverwrite()
    {
        EditFixture f;
        const EntityId rack = f.place(rackPart(), at(1, 1));
        Transaction old(f.document, {});
        movePlaced(old, Ids{rack}, at(5, 5));
        QVERIFY(f.step([&](Draft& d) {
            (void)millwright::setProperty(d, Ids{rack}, "label", std::string("kept"));
        }));
        QVERIFY(!old.commit());
        QCOMPARE(f.blueprint().find(Id<Rack>(rack))->label, std::string("kept"));
        QCOMPARE(f.centre(rack), at(1, 1));
        Preview preview(f.document, {});
        movePlaced(preview, Ids{rack}, at(5, 5));
        f.document.reset(EditFixture::start());
        QVERIFY(!preview.apply());
    }

    void usedPartsKeepTheirRevision()
    {
        EditFixture f;
        f.place(rackPart(), at(1, 1));
        Part changed = *rackPart();
        changed.revision = 9;
        const PartPtr newer = finishPart(changed);
        QVERIFY(f.step([&](Draft& d) { (void)placePart(d, newer, {f.hall, at(3, 3), 0}); }));
        QCOMPARE(f.document.project().parts.find("rack-48")->revision, std::int64_t(1));
        QVERIFY(f.step([&](Draft& d) { d.replacePart(newer); }));
        QCOMPARE(f.document.project().parts.find("rack-48")->revision, std::int64_t(9));
    }

    /// Random actions, undone to any depth and redone, always meet the states that were there.
    void randomActionsUndoToTheStart_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= 8; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
    void randomActionsUndoToTheStart()
    {
        QFETCH(const unsigned, seed);
        std::mt19937 random(seed);
        EditFixture f;
        const Project start = f.document.project();
        std::vector<Edit> done;
        std::vector<Project> states{start};
        std::size_t place = 0;
        for (int i = 0; i < 150; ++i) {
            if (place > 0 && random() % 8 == 0) {
                for (std::size_t back = random() % 3 + 1; back > 0 && place > 0; --back)
                    f.document.undo(done[--place]);
                QVERIFY(sameDesign(f.document.project(), states[place]));
                if (random() % 2 == 0 && place < done.size())
                    f.document.redo(done[place++]);
                QVERIFY(sameDesign(f.document.project(), states[place]));
                continue;
            }
            Transaction transaction(f.document, {});
            act(transaction, f.hall, random);
            if (auto edit = transaction.commit()) {
                done.resize(place);
                states.resize(place + 1);
                done.push_back(std::move(*edit));
                states.push_back(f.document.project());
                ++place;
            }
        }
        QVERIFY(place > 20);
        QVERIFY(!f.blueprint().table<Rack>().isEmpty() ||
                !f.blueprint().table<PowerPart>().isEmpty());
        const Project end = f.document.project();
        for (std::size_t i = place; i > 0; --i) {
            QVERIFY(sameDesign(f.document.project(), states[i]));
            f.document.undo(done[i - 1]);
        }
        QVERIFY(sameDesign(f.document.project(), start));
        for (std::size_t i = 0; i < place; ++i)
            f.document.redo(done[i]);
        QVERIFY(f.document.project() == end);
    }

    /// Whatever the actions do, no device stands in the air and no circuit ends nowhere.
    void randomActionsLeaveNoDanglingReference()
    {
        std::mt19937 random(99);
        EditFixture f;
        for (int i = 0; i < 400; ++i) {
            Transaction transaction(f.document, {});
            act(transaction, f.hall, random);
            transaction.commit();
            const Blueprint& b = f.blueprint();
            for (const Device& device : b.table<Device>())
                QVERIFY(b.find(device.rack));
            for (const Feed& feed : b.table<Feed>()) {
                QVERIFY(b.find(feed.source));
                QVERIFY(b.kindOf(feed.target));
            }
            for (const CoolingPart& part : b.table<CoolingPart>())
                QVERIFY(!part.rack.isSet() || b.find(part.rack));
        }
    }
};

QTEST_APPLESS_MAIN(TestDocument)
#include "tst_document.moc"

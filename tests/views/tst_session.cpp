#include "model/edit/EditMessages.h"
#include "model/edit/PlaceActions.h"
#include "model/io/ProjectFile.h"
#include "tests/views/SamplePlan.h"
#include "views/session/ProjectStore.h"
#include <QtTest>

using namespace millwright;

namespace
{

Session::Action moveA01(const Project& project)
{
    return [id = labelled(project, "A01")](Draft& draft) -> Result<void> {
        const EntityId ids[] = {id};
        movePlaced(draft, ids, {Length::metres(1), {}});
        return {};
    };
}

} // namespace

/// The bridge between document and views, and the file behind it.
class TestSession : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void performIsOneUndoStep();
    void failedActionLeavesNoTrace();
    void actionWithoutChangeLeavesNoStep();
    void previewLeavesTheDocumentAlone();
    void performEndsAPreview();
    void selectionForgetsWhatIsGone();
    void followingResultsArrive();
    void saveAndOpen();
    void newerEditsAutosave();
    void secondInstanceOpensReadOnly();
};

void TestSession::initTestCase()
{
    registerEditMessages();
    registerSessionMessages();
}

void TestSession::performIsOneUndoStep()
{
    Session session;
    session.reset(samplePlan());
    const Project before = session.project();
    QSignalSpy changed(&session, &Session::projectChanged);
    QSignalSpy results(&session, &Session::resultsChanged);
    QVERIFY(session.perform({"edit.move", {std::int64_t(1)}}, moveA01(before)));
    QCOMPARE(changed.size(), 1);
    QVERIFY(results.size() >= 1);
    QVERIFY(session.isDirty());
    QCOMPARE(session.undoStack().undoText(), QStringLiteral("Move 1 things"));
    session.undoStack().undo();
    QVERIFY(session.blueprint() == before.blueprint());
    QVERIFY(!session.isDirty());
    session.undoStack().redo();
    QVERIFY(!(session.blueprint() == before.blueprint()));
}

void TestSession::failedActionLeavesNoTrace()
{
    Session session;
    session.reset(samplePlan());
    const Project before = session.project();
    QSignalSpy said(&session, &Session::message);
    const bool isDone = session.perform({"edit.move", {}}, [&](Draft& draft) -> Result<void> {
        std::ignore = moveA01(before)(draft);
        return fail("rack.no-rack");
    });
    QVERIFY(!isDone);
    QCOMPARE(said.size(), 1);
    QVERIFY(session.project() == before);
    QCOMPARE(session.undoStack().count(), 0);
}

void TestSession::actionWithoutChangeLeavesNoStep()
{
    Session session;
    QVERIFY(session.perform({"edit.move", {}}, [](Draft&) { return Result<void>(); }));
    QCOMPARE(session.undoStack().count(), 0);
}

void TestSession::previewLeavesTheDocumentAlone()
{
    Session session;
    session.reset(samplePlan());
    const Project before = session.project();
    QVERIFY(session.beginPreview({"edit.move", {}}));
    QVERIFY(session.updatePreview(moveA01(before)).isOk());
    QVERIFY(session.updatePreview(moveA01(before)).isOk()); // each step starts from the document
    QVERIFY(session.project() == before);
    const Id<Rack> rack(labelled(before, "A01"));
    const Length moved = session.shownProject().blueprint().find(rack)->at.centre.x -
                         before.blueprint().find(rack)->at.centre.x;
    QCOMPARE(moved.micrometres(), 1000000);
    QSignalSpy shown(&session, &Session::previewChanged);
    QVERIFY(shown.wait(1000)); // the analyses of the preview ran when the queue was idle
    QVERIFY(session.shownLive().results().space != session.results().space);
    QVERIFY(session.applyPreview());
    QCOMPARE(session.undoStack().count(), 1);
    QVERIFY(!session.hasPreview());
}

void TestSession::performEndsAPreview()
{
    Session session;
    session.reset(samplePlan());
    session.beginPreview({"edit.move", {}});
    QVERIFY(session.perform({"edit.move", {}}, moveA01(session.project())));
    QVERIFY(!session.hasPreview());
    QVERIFY(!session.applyPreview());
    QCOMPARE(session.undoStack().count(), 1);
}

void TestSession::selectionForgetsWhatIsGone()
{
    Session session;
    session.reset(samplePlan());
    const EntityId a = labelled(session.project(), "A01");
    const EntityId b = labelled(session.project(), "B01");
    session.setSelection(Selection({b, a, b}));
    QCOMPARE(session.selection().ids(), (std::vector<EntityId>{b, a}));
    QSignalSpy changed(&session, &Session::selectionChanged);
    session.perform({"edit.delete", {}}, [b](Draft& draft) -> Result<void> {
        const EntityId ids[] = {b};
        deleteEntities(draft, ids);
        return {};
    });
    QCOMPARE(session.selection().ids(), std::vector<EntityId>{a});
    QCOMPARE(changed.size(), 1);
}

void TestSession::followingResultsArrive()
{
    Session session;
    QSignalSpy calculating(&session, &Session::calculatingChanged);
    session.reset(samplePlan());
    QTRY_VERIFY(!session.isCalculating() && !session.live().isStale());
    QVERIFY(calculating.size() >= 2);
    QCOMPARE(calculating.back().front().toBool(), false);
}

void TestSession::saveAndOpen()
{
    QTemporaryDir directory;
    const QString path = directory.filePath("plan.millwright");
    Session session;
    ProjectStore store(session, directory.filePath("state"));
    store.start(samplePlan());
    QCOMPARE(store.save().error().message.id, std::string("session.no-path"));
    session.perform({"edit.move", {}}, moveA01(session.project()));
    QVERIFY(store.saveAs(path).isOk());
    QVERIFY(!session.isDirty());
    QCOMPARE(session.filePath(), path);
    session.undoStack().undo();
    QVERIFY(session.isDirty());
    QVERIFY(store.save().isOk());
    const Project saved = session.project();
    store.start(Project{});
    QVERIFY(store.open(path).isOk());
    QVERIFY(session.blueprint() == saved.blueprint());
    QVERIFY(!session.isReadOnly());
    QVERIFY(!store.open(directory.filePath("none.millwright")).isOk());
    QVERIFY(session.blueprint() == saved.blueprint()); // a failed open changes nothing
}

void TestSession::newerEditsAutosave()
{
    QTemporaryDir directory;
    const QString state = directory.filePath("state");
    Session session;
    ProjectStore store(session, state);
    store.start(samplePlan());
    session.perform({"edit.move", {}}, moveA01(session.project()));
    QSignalSpy autosaved(&store, &ProjectStore::autosaved);
    store.autosaveNow();
    QVERIFY(autosaved.wait(5000));
    // Another process would find it once this one is gone; here it is read by its name.
    const auto files = QDir(state).entryList(QDir::Files);
    QVERIFY(!files.isEmpty());
    const Project work = session.project();
    bool isFound = false;
    for (const QString& name : files)
        if (const auto loaded = readProject((state + "/" + name).toStdString());
            loaded && loaded->project.blueprint() == work.blueprint())
            isFound = true;
    QVERIFY(isFound);
    QVERIFY(store.saveAs(directory.filePath("x.millwright")).isOk());
    QVERIFY(store.recoverable().empty());
}

void TestSession::secondInstanceOpensReadOnly()
{
    QTemporaryDir directory;
    const QString path = directory.filePath("plan.millwright");
    Session first;
    ProjectStore firstStore(first, {});
    firstStore.start(samplePlan());
    QVERIFY(firstStore.saveAs(path).isOk());
    Session second;
    ProjectStore secondStore(second, {});
    QSignalSpy said(&second, &Session::message);
    QVERIFY(secondStore.open(path).isOk());
    QVERIFY(second.isReadOnly());
    QVERIFY(said.size() >= 1);
    QCOMPARE(secondStore.save().error().message.id, std::string("session.read-only"));
    QVERIFY(secondStore.saveAs(directory.filePath("copy.millwright")).isOk());
    QVERIFY(!second.isReadOnly());
}

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"

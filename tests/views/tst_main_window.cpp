#include "model/base/Units.h"
#include "model/edit/EditMessages.h"
#include "model/export/BillExport.h"
#include "model/io/FileLock.h"
#include "model/io/IoMessages.h"
#include "model/rules/Rule.h"
#include "tests/views/SamplePlan.h"
#include "tests/views/WindowFixture.h"
#include "views/ActionRegistry.h"
#include "views/DesignArea.h"
#include "views/DocumentController.h"
#include "views/FileCommands.h"
#include "views/MainWindow.h"
#include "views/ThemeChoice.h"
#include "views/ViewMessages.h"
#include "views/canvas/PlanCanvas.h"
#include "views/panels/KpiPanel.h"
#include "views/panels/NoticeBar.h"
#include "views/panels/PalettePanel.h"
#include "views/panels/ShortcutDialog.h"
#include "views/panels/WorkloadPanel.h"
#include "views/panels/WorkloadsWorkspace.h"
#include "views/session/Session.h"
#include "views/theme/ThemeManager.h"
#include "views/widgets/CommandPalette.h"
#include "views/widgets/Toast.h"
#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QDropEvent>
#include <QListView>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QScrollBar>
#include <QtTest>
#include <fstream>

using namespace millwright;

namespace
{

/// A catalog of a few parts that finds by the beginning of a word of the name.
class WordSource : public PartSource
{
public:
    WordSource()
        : m_parts{
              samplePart({"gpu-rack", "GPU rack", PartKind::RackSystem, 800, 1200, 20400, 760000}),
              samplePart({"rack-52u", "Rack 52 U", PartKind::Rack, 600, 1200, 0, 2400, 52}),
              samplePart({"node", "Server node", PartKind::System, 482.6, 800, 800, 9000, 2}),
              samplePart({"leaf", "Leaf switch", PartKind::Switch, 482.6, 600, 900, 30000, 1}),
              samplePart({"fan-wall", "Fan wall", PartKind::Crah, 2200, 900, 5000, 39000})}
    {
    }
    std::vector<PartSummary> search(const PartQuery& query) const override
    {
        std::vector<PartSummary> found;
        for (const PartPtr& part : m_parts)
            if (query.text.empty() ||
                QString::fromStdString(part->name)
                    .contains(QString::fromStdString(query.text), Qt::CaseInsensitive))
                found.push_back(summaryOf(*part));
        return found;
    }
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

/// The window over a few parts, with a folder of its own for files and autosaves.
struct Parts : TestFolder {
    WordSource source;
};
class Fixture : public Parts, public WindowFixture
{
public:
    explicit Fixture(ThemeManager& themes) : WindowFixture(themes, folder.filePath("state"), &source) {}

    /// The sample plan written to a file and opened from it.
    QString openSample(const QString& name = QStringLiteral("plan.millwright"))
    {
        const QString path = file(name);
        const auto written = writeProject(toPath(path), samplePlan());
        Q_ASSERT(written.isOk());
        window.files().openPath(path);
        QApplication::processEvents();
        return path;
    }
    void select(const char* label)
    {
        session.setSelection(Selection({labelled(session.project(), label)}));
    }
    std::size_t racks() const { return session.blueprint().table<Rack>().size(); }
    PalettePanel& palette() { return window.area().palette(); }
    void waitForSearch() { QTRY_VERIFY(!palette().isSearching()); }
};

} // namespace

class TestMainWindow : public QObject
{
    Q_OBJECT
public:
    explicit TestMainWindow(ThemeManager& themes) : m_themes(themes) {}

private slots:
    void init() { QSettings().clear(); }

    void whatIsNotSeenIsNotEdited()
    {
        Fixture f(m_themes);
        f.openSample();
        f.select("A06");
        QVERIFY(f.action("edit.rotate")->isEnabled() && f.action("edit.delete")->isEnabled());
        const std::size_t racks = f.racks();
        const int index = f.session.undoStack().index();
        f.window.showWorkspace(DesignArea::workloadWorkspace);
        for (const char* id : {"edit.rotate", "edit.delete", "edit.cut", "edit.duplicate",
                               "edit.select-all", "edit.lock"})
            QVERIFY2(!f.action(id)->isEnabled(), id);
        for (const Qt::Key key : {Qt::Key_R, Qt::Key_Delete})
            QTest::keyClick(&f.window, key);
        QCOMPARE(f.racks(), racks);
        QCOMPARE(f.session.undoStack().index(), index);
        // With the focus in the list of jobs, Delete means a job.
        WorkloadPanel& jobs = f.window.area().workloads().panel();
        jobs.add(WorkloadKind::Serve);
        jobs.list().setFocus();
        QTRY_VERIFY(jobs.list().hasFocus());
        f.window.actions().refresh();
        QTest::keyClick(&jobs.list(), Qt::Key_Delete);
        QVERIFY(f.session.blueprint().table<Workload>().isEmpty());
        QCOMPARE(f.racks(), racks);
        f.window.showWorkspace(DesignArea::planWorkspace);
        QVERIFY(f.action("edit.rotate")->isEnabled());
    }

    void startsOnTheStartPage()
    {
        Fixture f(m_themes);
        QVERIFY(!f.window.showsDesign());
        QCOMPARE(f.window.windowTitle(), QStringLiteral("Millwright"));
        QVERIFY(!f.action("file.save")->isEnabled());
        QVERIFY(!f.action("view.fit")->isEnabled());
        QVERIFY(f.action("file.new")->isEnabled());
    }

    void newDesignHasAHall()
    {
        Fixture f(m_themes);
        QVERIFY(f.run("file.new"));
        QVERIFY(f.window.showsDesign());
        QVERIFY(f.session.activeHall().isSet());
        QVERIFY(!f.window.isWindowModified());
        QVERIFY(f.action("file.save")->isEnabled());
    }

    void titleNamesTheFile()
    {
        Fixture f(m_themes);
        f.openSample(QStringLiteral("halden.millwright"));
        QCOMPARE(f.window.windowTitle(), QStringLiteral("halden.millwright[*] – Millwright"));
        QVERIFY(!f.window.isWindowModified());
        f.select("A06");
        QVERIFY(f.run("edit.delete"));
        QVERIFY(f.window.isWindowModified());
        QVERIFY(f.run("edit.undo"));
        QVERIFY(!f.window.isWindowModified());
    }

    void statesFollowTheSelection()
    {
        Fixture f(m_themes);
        f.openSample();
        QVERIFY(!f.action("edit.delete")->isEnabled());
        QVERIFY(!f.action("edit.undo")->isEnabled());
        f.select("A06");
        QVERIFY(f.action("edit.delete")->isEnabled());
        QVERIFY(!f.action("edit.align-left")->isEnabled()); // needs two
        QVERIFY(f.action("edit.copy")->isEnabled());
        QVERIFY(!f.action("edit.paste")->isEnabled());
        QVERIFY(f.run("edit.copy"));
        QVERIFY(f.action("edit.paste")->isEnabled());
    }

    void savesAndReopensEqual()
    {
        Fixture f(m_themes);
        const QString path = f.openSample();
        const std::size_t before = f.racks();
        f.select("A06");
        QVERIFY(f.run("edit.duplicate"));
        QCOMPARE(f.racks(), before + 1);
        QVERIFY(f.run("file.save"));
        QVERIFY(!f.session.isDirty());
        const Project saved = f.session.project();
        f.window.files().openPath(path);
        QVERIFY(f.session.project() == saved);
        QCOMPARE(f.racks(), before + 1);
    }

    void saveAsGoesOnWithTheNewFile()
    {
        Fixture f(m_themes);
        const QString first = f.openSample();
        const QString second = f.file(QStringLiteral("copy.millwright"));
        f.select("A06");
        QVERIFY(f.run("edit.delete"));
        QVERIFY(f.window.documents().saveAs(second));
        QCOMPARE(f.session.filePath(), second);
        const auto original = readProject(toPath(first));
        QVERIFY(original.isOk());
        QVERIFY(original->project == samplePlan());
        // The first file is free for others again, the second one is held.
        QVERIFY(FileLock::acquire(toPath(first)).isOk());
        QVERIFY(!FileLock::acquire(toPath(second)).isOk());
    }

    void searchAndEnterPlace()
    {
        Fixture f(m_themes);
        f.openSample();
        const std::size_t before = f.racks();
        f.waitForSearch();
        QCOMPARE(f.palette().model().catalogSize(), 5);
        QVERIFY(f.run("place.search"));
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("gpu"));
        f.waitForSearch();
        QCOMPARE(f.palette().model().matchCount(), 1);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        PlanCanvas& canvas = f.window.area().canvas();
        QCOMPARE(canvas.toolKind(), ToolKind::Place);
        const Hall* hall = canvas.scene().hall();
        QVERIFY(hall);
        // The strip between row C and the lower wall is free in the sample.
        const QPoint at = canvas.view().toScreen(QPointF(6.0, 10.8)).toPoint();
        QTest::mouseMove(&canvas, at);
        QTest::mouseClick(&canvas, Qt::LeftButton, {}, at);
        QCOMPARE(f.racks(), before + 1);
        QVERIFY(f.run("edit.undo"));
        QCOMPARE(f.racks(), before);
        QCOMPARE(QSettings().value("palette/recent").toStringList(),
                 QStringList{QStringLiteral("gpu-rack")});
    }

    void devicesGoIntoTheSelectedRack()
    {
        Fixture f(m_themes);
        f.run("file.new");
        f.window.placePart(QStringLiteral("node"));
        QVERIFY(f.window.toast().text().contains(QStringLiteral("Select the rack")));
        const Id<Hall> hall = f.session.activeHall();
        const PartPtr rack = f.source.part("rack-52u");
        QVERIFY(f.session.perform({"edit.place", {rack->name}}, [&](Draft& draft) {
            Rack row;
            row.at.hall = hall;
            row.at.centre = {Length::metres(2), Length::metres(2)};
            row.part = rack->id;
            draft.usePart(rack);
            f.session.setSelection(Selection({draft.add(std::move(row)).value()}));
            return Result<void>();
        }));
        f.session.setSelection(
            Selection({f.session.blueprint().table<Rack>().begin()->id.value()}));
        f.window.placePart(QStringLiteral("node"));
        QCOMPARE(f.session.blueprint().table<Device>().size(), std::size_t{1});
    }

    void closeAsksAboutUnsavedWork()
    {
        Fixture f(m_themes);
        f.openSample();
        f.select("A06");
        f.run("edit.delete");
        answerQuestion(QStringLiteral("Cancel"));
        QVERIFY(!f.window.close());
        QVERIFY(f.window.isVisible());
        answerQuestion(QStringLiteral("Save"));
        QVERIFY(f.window.close());
        const auto saved = readProject(toPath(f.file(QStringLiteral("plan.millwright"))));
        QVERIFY(saved.isOk());
        QCOMPARE(saved->project.blueprint().table<Rack>().size() + 1,
                 samplePlan().blueprint().table<Rack>().size());
    }

    void closeWithoutSavingLeavesTheFile()
    {
        Fixture f(m_themes);
        const QString path = f.openSample();
        f.select("A06");
        f.run("edit.delete");
        answerQuestion(QStringLiteral("Do not save"));
        QVERIFY(f.window.close());
        QVERIFY(readProject(toPath(path))->project == samplePlan());
    }

    void commandPaletteRunsActionsAndFindsObjects()
    {
        Fixture f(m_themes);
        f.openSample();
        QVERIFY(f.run("view.commands"));
        CommandPalette& palette = f.window.commandPalette();
        QVERIFY(palette.isVisible());
        palette.setFilter(QStringLiteral("select all"));
        QCOMPARE(palette.resultTitle(0), QStringLiteral("Select all"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QVERIFY(f.session.selection().size() > 10);
        f.run("view.commands");
        palette.setFilter(QStringLiteral("A06"));
        QCOMPARE(palette.resultTitle(0), QStringLiteral("A06"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(f.session.selection().ids(),
                 std::vector<EntityId>{labelled(f.session.project(), "A06")});
    }

    void themeIsSwitchedAndKept()
    {
        Fixture f(m_themes);
        QVERIFY(f.run("view.theme-light"));
        QCOMPARE(m_themes.mode(), ThemeMode::Light);
        QVERIFY(f.action("view.theme-light")->isChecked());
        QCOMPARE(ThemeChoice::startMode(ThemeMode::Dark), ThemeMode::Light);
        QVERIFY(f.run("view.theme-toggle"));
        QCOMPARE(m_themes.mode(), ThemeMode::Dark);
        QVERIFY(f.run("view.theme-system")); // the fixture's desktop is dark
        QCOMPARE(m_themes.mode(), ThemeMode::Dark);
    }

    void secondEditorIsReadOnly()
    {
        Fixture f(m_themes);
        const QString path = f.file(QStringLiteral("held.millwright"));
        QVERIFY(writeProject(toPath(path), samplePlan()).isOk());
        const auto held = FileLock::acquire(toPath(path));
        QVERIFY(held.isOk());
        f.window.files().openPath(path);
        QVERIFY(f.session.isReadOnly());
        QVERIFY(f.window.noticeBar().text().contains(QStringLiteral("read-only")));
        f.select("A06");
        QVERIFY(!f.action("edit.delete")->isEnabled());
        QVERIFY(!f.window.documents().save());
    }

    void newerFileIsReadOnly()
    {
        Fixture f(m_themes);
        QString text = QString::fromStdString(projectText(samplePlan()));
        text.replace(QRegularExpression(QStringLiteral("\"version\":\\s*1\\b")),
                     QStringLiteral("\"version\":99"));
        const QString path = f.file(QStringLiteral("newer.millwright"));
        std::ofstream(toPath(path)) << text.toStdString();
        f.window.files().openPath(path);
        QVERIFY(f.session.isReadOnly());
        QVERIFY(f.window.noticeBar().text().contains(QStringLiteral("99")));
    }

    void damagedFileIsRefusedAndTheDesignStays()
    {
        Fixture f(m_themes);
        f.openSample();
        const QString path = f.file(QStringLiteral("bad.millwright"));
        std::ofstream(toPath(path)) << "{\"format\":\"millwright\",\"version\":1,\"vari";
        f.window.files().openPath(path);
        QVERIFY(f.window.toast().text().contains(QStringLiteral("bad.millwright")));
        QVERIFY(f.session.project() == samplePlan());
    }

    void changeByAnotherProgramIsNoticed()
    {
        Fixture f(m_themes);
        const QString path = f.openSample();
        Project other = samplePlan();
        other.name = "Changed elsewhere";
        QVERIFY(writeProject(toPath(path), other).isOk());
        f.select("A06");
        QVERIFY(f.run("edit.delete"));
        QVERIFY(!f.window.documents().save()); // would overwrite the other's work
        QVERIFY(f.window.documents().notice().has_value());
        QCOMPARE(f.window.documents().notice()->choices.size(), std::size_t{2});
        QVERIFY(readProject(toPath(path))->project.name == "Changed elsewhere");
        const auto keep = f.window.documents().notice()->choices[1].run;
        keep();
        QVERIFY(!f.session.isDirty());
        QVERIFY(readProject(toPath(path))->project == f.session.project());
    }

    void recoveredWorkIsUnsaved()
    {
        Fixture f(m_themes);
        const QString path = f.openSample();
        f.window.documents().newDocument();
        Project edited = samplePlan();
        edited.name = "Edited before the crash";
        const auto autosaved = toPath(f.file(QStringLiteral("autosave.millwright")));
        QVERIFY(writeProject(autosaved, edited).isOk());
        QVERIFY(f.window.documents().recover({autosaved, toPath(path), {}}));
        QCOMPARE(f.session.filePath(), path);
        QVERIFY(f.window.documents().hasUnsavedWork());
        QVERIFY(f.window.isWindowModified());
        QVERIFY(f.run("file.save"));
        QVERIFY(!f.window.documents().hasUnsavedWork());
        QVERIFY(readProject(toPath(path))->project == edited);
    }

    void droppedFileOpens()
    {
        Fixture f(m_themes);
        const QString path = f.file(QStringLiteral("dropped.millwright"));
        QVERIFY(writeProject(toPath(path), samplePlan()).isOk());
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        QDragEnterEvent enter(QPoint(400, 400), Qt::CopyAction, &data, Qt::LeftButton,
                              Qt::NoModifier);
        QApplication::sendEvent(&f.window, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(400, 400), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&f.window, &drop);
        QCOMPARE(f.session.filePath(), path);
    }

    void exportsAreWritten()
    {
        Fixture f(m_themes);
        f.openSample();
        QTRY_VERIFY(!f.session.isCalculating());
        for (const char* name : {"bill.csv", "bill.xlsx", "bill.json"})
            QVERIFY(f.window.files().exportBillTo(f.file(QLatin1String(name))));
        for (const char* name : {"plan.png", "plan.svg", "plan.pdf"}) {
            QVERIFY(f.window.files().exportPlanTo(f.file(QLatin1String(name)), Overlay::Power));
            QVERIFY(QFileInfo(f.file(QLatin1String(name))).size() > 2000);
        }
        const QImage plan(f.file(QStringLiteral("plan.png")));
        QCOMPARE(plan.size(), QSize(2400, 1500));
        QVERIFY(!f.window.files().exportPlanTo(f.file(QStringLiteral("plan.xyz")), Overlay::None));
        QVERIFY(!f.window.toast().text().isEmpty());
    }

    void kpisShowTheChange()
    {
        Fixture f(m_themes);
        f.openSample();
        QTRY_VERIFY(!f.session.isCalculating());
        KpiCell* load = f.window.area().kpis().strip().cells().front();
        QCOMPARE(load->value().metric, QStringLiteral("power.it"));
        QVERIFY(load->value().number != QStringLiteral("–"));
        QVERIFY(load->value().change.isEmpty());
        f.select("A06");
        f.run("edit.delete");
        QCOMPARE(load->value().direction, -1);
        QVERIFY(load->value().change.contains(QStringLiteral("20.4")));
        f.run("edit.undo");
        QCOMPARE(load->value().direction, 1);
    }

    void shortcutsCanBeChanged()
    {
        Fixture f(m_themes);
        ActionRegistry& actions = f.window.actions();
        ShortcutDialog dialog(actions, m_themes, &f.window);
        dialog.selectAction(QStringLiteral("edit.rotate"));
        QVERIFY(!dialog.assign(QKeySequence(Qt::CTRL | Qt::Key_K))); // the command palette's
        QVERIFY(dialog.assign(QKeySequence(Qt::Key_T)));
        QCOMPARE(actions.action(QStringLiteral("edit.rotate"))->shortcut(),
                 QKeySequence(Qt::Key_T));
        Fixture second(m_themes);
        QCOMPARE(second.action("edit.rotate")->shortcut(), QKeySequence(Qt::Key_T));
        actions.resetShortcuts();
        QCOMPARE(actions.action(QStringLiteral("edit.rotate"))->shortcut(),
                 QKeySequence(Qt::Key_R));
    }

    void noTwoActionsShareAShortcut()
    {
        Fixture f(m_themes);
        QHash<QString, QString> seen;
        for (const auto& entry : f.window.actions().entries())
            for (const QKeySequence& keys : entry.action->shortcuts()) {
                const QString text = keys.toString();
                QVERIFY2(!seen.contains(text), qPrintable(text + u' ' + entry.spec.id));
                seen.insert(text, entry.spec.id);
            }
        QVERIFY(seen.size() > 30);
    }

    void everyControlHasANameAndFocusOrder()
    {
        Fixture f(m_themes);
        f.openSample();
        for (QWidget* widget : f.window.findChildren<QWidget*>()) {
            if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus) ||
                qobject_cast<QScrollBar*>(widget) || qobject_cast<QMenuBar*>(widget))
                continue;
            auto* interface = QAccessible::queryAccessibleInterface(widget);
            QVERIFY(interface);
            QVERIFY2(!interface->text(QAccessible::Name).isEmpty(),
                     qPrintable(QStringLiteral("%1 in %2")
                                    .arg(QLatin1String(widget->metaObject()->className()),
                                         QLatin1String(
                                             widget->parentWidget()->metaObject()->className()))));
        }
    }

    void paletteModelHolds()
    {
        PaletteModel model;
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        WordSource source;
        model.setCatalog(source.search({}));
        QCOMPARE(model.rowCount(), 5 + 4); // compute, network, cooling, structure
        model.setRecent({QStringLiteral("leaf")});
        QCOMPARE(model.rowCount(), 5 + 4 + 2);
        model.toggleSection(model.index(0));
        QCOMPARE(model.rowCount(), 5 + 4 + 1);
        model.setFamily(PartFamily::Network);
        QCOMPARE(model.matchCount(), 1);
        model.setFamily(std::nullopt);
        model.setFavourites({QStringLiteral("node")});
        model.setScope(PaletteScope::Favourites);
        QCOMPARE(model.rowCount(), 2);
        QVERIFY(model.firstPart().data(PaletteModel::IsFavouriteRole).toBool());
        model.setScope(PaletteScope::InDesign);
        QCOMPARE(model.rowCount(), 0);
        model.setUsed({summaryOf(*source.part("leaf"))});
        QCOMPARE(model.rowCount(), 2);
        model.setScope(PaletteScope::All);
        PartQuery query;
        query.text = "rack";
        model.setMatches(source.search(query));
        QCOMPARE(model.matchCount(), 2);
        const std::unique_ptr<QMimeData> data(model.mimeData({model.firstPart()}));
        QCOMPARE(data->data(QLatin1String(partMimeType)), QByteArray("gpu-rack"));
    }

    void tenThousandPartsAreListedAtOnce()
    {
        PaletteModel model;
        std::vector<PartSummary> parts(10000);
        for (std::size_t i = 0; i < parts.size(); ++i) {
            parts[i].id = "part-" + std::to_string(i);
            parts[i].name = "Part " + std::to_string(i);
            parts[i].kind = static_cast<PartKind>(i % static_cast<std::size_t>(PartKind::Count));
        }
        QListView list;
        list.setModel(&model);
        list.resize(272, 800);
        list.show();
        QElapsedTimer timer;
        timer.start();
        model.setCatalog(std::move(parts));
        list.grab();
        qInfo("10,000 parts listed and painted in %lld ms", timer.elapsed());
        QVERIFY(timer.elapsed() < 1000); // an unoptimised build on a busy machine
    }

    void startupBenchmark()
    {
        QElapsedTimer timer;
        timer.start();
        Fixture f(m_themes);
        QVERIFY(QTest::qWaitForWindowExposed(&f.window));
        f.window.grab();
        qInfo("window built and painted in %lld ms", timer.elapsed());
        QVERIFY(timer.elapsed() < 5000); // the goal of 350 ms is held by the benchmark of a release
    }

private:
    ThemeManager& m_themes;
};

int main(int argc, char** argv)
{
    QTemporaryDir home; // no test reads or leaves a person's settings
    for (const char* variable : {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"})
        qputenv(variable, QFile::encodeName(home.filePath(QLatin1String(variable))));
    QCoreApplication::setOrganizationName(QStringLiteral("millwright"));
    QCoreApplication::setApplicationName(QStringLiteral("tst_main_window"));
    QApplication application(argc, argv);
    registerUnitMessages();
    registerEditMessages();
    registerIoMessages();
    registerRuleMessages();
    registerExportMessages();
    registerViewMessages();
    registerSessionMessages();
    ThemeManager themes(application);
    TestMainWindow test(themes);
    return QTest::qExec(&test, argc, argv);
}

#include "tst_main_window.moc"

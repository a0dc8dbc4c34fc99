#include "catalog/Catalog.h"
#include "catalog/CatalogBuilder.h"
#include "catalog/CatalogLocation.h"
#include "catalog/PartImport.h"
#include "model/base/Csv.h"
#include "model/base/Units.h"
#include "model/edit/EditMessages.h"
#include "model/io/IoMessages.h"
#include "model/io/ProjectFile.h"
#include "model/rules/Rule.h"
#include "tests/views/SamplePlan.h"
#include "tests/views/WindowFixture.h"
#include "views/ActionRegistry.h"
#include "views/DesignArea.h"
#include "views/DocumentController.h"
#include "views/FileCommands.h"
#include "views/MainActions.h"
#include "views/MainWindow.h"
#include "views/ThemeChoice.h"
#include "views/ViewMessages.h"
#include "views/panels/NoticeBar.h"
#include "views/panels/PaletteFilterButton.h"
#include "views/panels/PalettePanel.h"
#include "views/parts/ColumnMappingPage.h"
#include "views/parts/ImportReportModel.h"
#include "views/parts/PartCommands.h"
#include "views/parts/PartCompareDialog.h"
#include "views/parts/PartCompareModel.h"
#include "views/parts/PartEditor.h"
#include "views/parts/PartFieldTree.h"
#include "views/parts/PartImportDialog.h"
#include "views/parts/PartReviewDialog.h"
#include "views/parts/WhereUsedDialog.h"
#include "views/session/Session.h"
#include "views/theme/ThemeManager.h"
#include "views/widgets/Buttons.h"
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QTableView>
#include <QTreeWidget>
#include <QtTest>
#include <filesystem>

using namespace millwright;

namespace
{

/// A real catalog: a small shipped one with the parts of the sample plan, and the user's own in a
/// database of its own.
struct Catalogs : TestFolder {
    Catalogs() : catalog(openCatalog()) {}

    /// Builds the shipped catalog with this power of the node.
    void buildShipped(int power_W)
    {
        const QString seed = file("seed.csv",
                                  "id,vendor,name,kind,rackUnits_U,width_mm,depth_mm,mass_kg,"
                                  "powerMax_W,price_USD,source,date,confidence\n"
                                  "server,Maker,Server node,system,2,482.6,800,30," +
                                      QByteArray::number(power_W) +
                                      ",9000,data sheet,2025,verified\n"
                                      "server-2,Maker,Other node,system,2,482.6,800,34,1200,12000,"
                                      "list,2024,unverified\n"
                                      "leaf,Net,Leaf switch,switch,1,482.6,600,9,900,30000,"
                                      "data sheet,2025,secondary\n");
        CatalogBuilder builder;
        builder.addPartFile(toPath(seed));
        if (!builder.write(toPath(folder.filePath("shipped.db"))).isOk())
            qFatal("no shipped catalog");
    }
    std::unique_ptr<Catalog> openCatalog()
    {
        if (!QFile::exists(folder.filePath("shipped.db")))
            buildShipped(1000);
        auto opened = Catalog::open(toPath(folder.filePath("shipped.db")),
                                    toPath(folder.filePath("own.db")));
        return opened ? std::move(*opened) : nullptr;
    }

    std::unique_ptr<Catalog> catalog;
    CatalogImporter importer;
};

/// The window over it.
class Fixture : public Catalogs, public WindowFixture
{
public:
    explicit Fixture(ThemeManager& themes)
        : WindowFixture(themes, folder.filePath("state"), catalog.get(), catalog.get(), &importer)
    {
        waitForPalette();
    }

    void waitForPalette()
    {
        static_cast<void>(
            QTest::qWaitFor([this] { return !window.area().palette().isSearching(); }));
    }
    /// A design with one rack and two nodes whose copies of the parts are as the catalog has them.
    QString openDesign(const char* name = "design.millwright")
    {
        Project project = samplePlan();
        const PartPtr node = catalog->part("server");
        project.parts.put(node);
        for (const int unit : {21, 25}) {
            Device device;
            device.id = Id<Device>(++project.lastId);
            device.rack = Id<Rack>(labelled(project, "A06"));
            device.part = "server";
            device.label = "N" + std::to_string(unit);
            device.unit = unit;
            project.blueprint().table<Device>().put(device);
        }
        const QString path = folder.filePath(QLatin1String(name));
        if (!writeProject(toPath(path), project).isOk())
            qFatal("cannot write the design");
        window.files().openPath(path);
        static_cast<void>(QTest::qWaitFor([this] { return !window.parts().isCheckingDesign(); }));
        QApplication::processEvents();
        return path;
    }
    template <class Dialog> Dialog* dialog()
    {
        for (QWidget* widget : QApplication::topLevelWidgets())
            if (auto* found = qobject_cast<Dialog*>(widget); found && found->isVisible())
                return found;
        return nullptr;
    }
    Part changedServer(double power_W)
    {
        Part part = *catalog->part("server");
        for (Field& field : part.fields)
            if (field.key == FieldKey::PowerMax)
                field.number = power_W;
        return part;
    }
};

/// Types into the cell of a field as a person does: Enter opens it, Enter ends it.
void typeInto(PartFieldTree& tree, FieldKey key, PartFieldTree::Column column, const QString& text,
              bool isEnded = true)
{
    tree.setCurrentItem(tree.fieldItem(key), column);
    tree.setFocus();
    QTest::keyClick(&tree, Qt::Key_Return);
    auto* editor = tree.viewport()->findChild<QLineEdit*>();
    QVERIFY(editor);
    editor->selectAll();
    QTest::keyClicks(editor, text);
    if (!isEnded)
        return;
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_VERIFY(!tree.viewport()->findChild<QLineEdit*>());
    QTest::qWait(20);
}

bool hasProblem(PartEditor& editor, const QString& rule)
{
    for (int i = 0; i < editor.problems().count(); ++i)
        if (editor.problems().item(i)->text().contains(rule))
            return true;
    return false;
}

QPushButton* buttonOf(QWidget& dialog, const QString& text)
{
    for (QPushButton* button : dialog.findChildren<QPushButton*>())
        if (button->text().startsWith(text))
            return button;
    return nullptr;
}

} // namespace

class TestPartDialogs : public QObject
{
    Q_OBJECT
public:
    explicit TestPartDialogs(ThemeManager& themes) : m_themes(themes) {}

private slots:
    void init() { QSettings().clear(); }

    void everyActionIsInTheMenuAndTheCommandPalette()
    {
        Fixture f(m_themes);
        f.openDesign();
        f.window.area().palette().list().setCurrentIndex(
            f.window.area().palette().model().firstPart());
        f.window.area().palette().list().setFocus();
        f.window.actions().refresh();
        QMenu menu;
        f.window.actions().fill(menu, ActionMenu::Parts);
        for (const char* id : {"parts.new", "parts.edit", "parts.copy", "parts.where-used",
                               "parts.compare", "parts.favourite", "parts.review",
                               "parts.import-table", "parts.import-type", "parts.import-types"}) {
            QAction* action = f.window.actions().action(QLatin1String(id));
            QVERIFY2(action && action->isEnabled(), id);
            QVERIFY2(menu.actions().contains(action), id);
            bool isCommand = false;
            for (const Command& command : f.window.actions().commands())
                isCommand = isCommand || command.title == plainActionText(action->text());
            QVERIFY2(isCommand, id);
        }
        QVERIFY(!f.window.actions().action("parts.delete")->isEnabled()); // a shipped part
        QMenu context;
        fillPartMenu(context, f.window.actions(), f.window.parts(), {"server"});
        QVERIFY(context.findChild<QAction*>("parts.edit"));
        context.findChild<QAction*>("parts.edit")->trigger();
        QVERIFY(f.dialog<PartEditor>());
    }

    void typedFiguresAreJudgedAndStored()
    {
        Fixture f(m_themes);
        f.window.parts().edit("server");
        auto* editor = f.dialog<PartEditor>();
        QVERIFY(editor);
        PartFieldTree& tree = editor->fields();
        QVERIFY(tree.fieldItem(FieldKey::PowerMax) && !tree.fieldItem(FieldKey::PeakBf16));
        // While a mass of zero is typed the rule answers; nothing is taken yet.
        typeInto(tree, FieldKey::Mass, PartFieldTree::ValueColumn, "0", false);
        QVERIFY(hasProblem(*editor, "mass-zero"));
        QCOMPARE(tree.viewport()->findChild<QLineEdit*>()->text(), QString("0"));
        QCOMPARE(editor->draft().part().number(FieldKey::Mass).value(), 30.0);
        QTest::keyClick(tree.viewport()->findChild<QLineEdit*>(), Qt::Key_Return);
        QTest::qWait(20);
        QVERIFY(!buttonOf(*editor, "Save part")->isEnabled());
        QTRY_VERIFY(tree.fieldItem(FieldKey::Mass)
                        ->data(PartFieldTree::ValueColumn, PartFieldTree::RefusedRole)
                        .toBool());
        QVERIFY(editor->isVisible());
        typeInto(tree, FieldKey::Mass, PartFieldTree::ValueColumn, "heavy"); // stays to be mended
        QVERIFY(editor->fields().unread().contains(FieldKey::Mass));
        QTRY_COMPARE(tree.fieldItem(FieldKey::Mass)->text(PartFieldTree::ValueColumn),
                     QString("heavy"));
        typeInto(tree, FieldKey::Mass, PartFieldTree::ValueColumn, "31500 g");
        QVERIFY(editor->fields().unread().empty());
        typeInto(tree, FieldKey::PowerMax, PartFieldTree::ValueColumn, "1.1 kW");
        typeInto(tree, FieldKey::PowerMax, PartFieldTree::BasisColumn, "measured here");
        const Field* power = editor->draft().part().field(FieldKey::PowerMax);
        QCOMPARE(power->number, 1100.0);
        QCOMPARE(power->basis, std::string("measured here"));
        QCOMPARE(*power->source, std::string("entered by the user")); // no longer the data sheet
        QVERIFY(power->confidence == Confidence::Unverified);
        QCOMPARE(editor->draft().others(FieldKey::PowerMax).size(), std::size_t{1});
        QTest::mouseClick(buttonOf(*editor, "Save part"), Qt::LeftButton);
        QTRY_VERIFY(!f.dialog<PartEditor>());
        QCOMPARE(f.catalog->part("server")->figures.powerMax.si(), 1100.0);
        QCOMPARE(f.catalog->part("server")->figures.mass.si(), 31.5);
        QVERIFY((f.catalog->part("server")->flags & PartUserOwned) != 0);
    }

    void otherSourceBecomesTheDefault()
    {
        Fixture f(m_themes);
        Part part = *f.catalog->part("server");
        Field other = *part.field(FieldKey::PowerMax);
        other.number = 950.0;
        other.source = std::make_shared<const std::string>("second lab");
        part.otherValues.push_back(other);
        QVERIFY(f.catalog->changePart(part).isOk());
        f.window.parts().edit("server");
        auto* editor = f.dialog<PartEditor>();
        PartFieldTree& tree = editor->fields();
        QTreeWidgetItem* row = tree.fieldItem(FieldKey::PowerMax)->child(0);
        QVERIFY(row);
        QCOMPARE(row->text(PartFieldTree::SourceColumn), QString("second lab"));
        tree.setCurrentItem(row, PartFieldTree::ValueColumn);
        tree.setFocus();
        QTest::keyClick(&tree, Qt::Key_Return);
        QTest::qWait(20);
        QCOMPARE(editor->draft().part().field(FieldKey::PowerMax)->number, 950.0);
        QCOMPARE(editor->draft().others(FieldKey::PowerMax)[0]->number, 1000.0);
        answerQuestion("Go on editing"); // Esc with changes asks
        QTest::keyClick(editor, Qt::Key_Escape);
        QVERIFY(editor->isVisible());
        answerQuestion("Discard");
        QTest::keyClick(editor, Qt::Key_Escape);
        QTRY_VERIFY(!f.dialog<PartEditor>());
        QCOMPARE(f.catalog->part("server")->figures.powerMax.si(), 1000.0);
    }

    void refusedStoreKeepsWhatWasTyped()
    {
        Fixture f(m_themes);
        f.window.parts().create();
        auto* editor = f.dialog<PartEditor>();
        QVERIFY(!buttonOf(*editor, "Save part")->isEnabled()); // it has no name
        for (QLineEdit* field : editor->findChildren<QLineEdit*>())
            if (field->accessibleName() == "Name")
                QTest::keyClicks(field, "Our box");
        QCOMPARE(editor->draft().part().id, std::string("our-box"));
        typeInto(editor->fields(), FieldKey::PowerMax, PartFieldTree::ValueColumn, "700");
        f.catalog->close(fail("catalog.unreadable", {std::string("own.db"), std::string("I/O")}));
        QVERIFY(!editor->save());
        QVERIFY(editor->isVisible());
        QVERIFY(hasProblem(*editor, "cannot be stored"));
        QCOMPARE(editor->draft().part().field(FieldKey::PowerMax)->number, 700.0);
        answerQuestion("Discard");
        editor->reject();
    }

    void newerShippedPartIsTold()
    {
        Fixture f(m_themes);
        QVERIFY(f.catalog->changePart(f.changedServer(1100)).isOk());
        const std::filesystem::path own = toPath(f.folder.filePath("own.db"));
        f.buildShipped(1300);
        const auto upgraded =
            Catalog::open(toPath(f.folder.filePath("shipped.db")), own).value();
        QCOMPARE(upgraded->part("server")->figures.powerMax.si(), 1100.0); // the user's stays
        PartEditor editor(*upgraded, m_themes, *upgraded->part("server"), PartEditor::Mode::Change);
        editor.show();
        QVERIFY2(editor.noticeText().contains("has changed"), qPrintable(editor.noticeText()));
        QTreeWidgetItem* power = editor.fields().fieldItem(FieldKey::PowerMax);
        QTreeWidgetItem* shipped = power->child(power->childCount() - 1);
        QCOMPARE(shipped->text(PartFieldTree::ValueColumn), QString("1,300 W"));
        editor.fields().setCurrentItem(shipped, PartFieldTree::ValueColumn);
        editor.fields().setFocus();
        QTest::keyClick(&editor.fields(), Qt::Key_Return);
        QCOMPARE(editor.draft().part().field(FieldKey::PowerMax)->number, 1300.0);
        QVERIFY(editor.save());
        QVERIFY(!upgraded->shippedPart("server").isNewer);
    }

    void editOffersToUpdateTheDesign()
    {
        Fixture f(m_themes);
        f.openDesign();
        const double before = f.session.project().parts.find("server")->figures.powerMax.si();
        QCOMPARE(before, 1000.0);
        f.window.parts().edit("server");
        typeInto(f.dialog<PartEditor>()->fields(), FieldKey::PowerMax, PartFieldTree::ValueColumn,
                 "1500");
        QVERIFY(f.dialog<PartEditor>()->save());
        QTRY_VERIFY(f.dialog<PartReviewDialog>());
        auto* review = f.dialog<PartReviewDialog>();
        // Nothing has changed by itself; the summary tells what would.
        QCOMPARE(f.session.project().parts.find("server")->figures.powerMax.si(), 1000.0);
        QTRY_VERIFY_WITH_TIMEOUT(!review->isCalculating(), 20000);
        bool hasPower = false;
        for (int i = 0; i < review->impactList().topLevelItemCount(); ++i)
            hasPower = hasPower || review->impactList().topLevelItem(i)->text(0).contains(
                                       "power", Qt::CaseInsensitive);
        QVERIFY(hasPower);
        QTest::mouseClick(&review->updateButton(), Qt::LeftButton);
        QCOMPARE(f.session.project().parts.find("server")->figures.powerMax.si(), 1500.0);
        QCOMPARE(f.session.undoStack().count(), 1);
        f.session.undoStack().undo();
        QCOMPARE(f.session.project().parts.find("server")->figures.powerMax.si(), 1000.0);
    }

    void openingADesignOffersNewerParts()
    {
        Fixture f(m_themes);
        const QString path = f.openDesign();
        QVERIFY(f.window.noticeBar().text().isEmpty()); // all as in the catalog
        QVERIFY(f.catalog->changePart(f.changedServer(1400)).isOk());
        f.window.files().openPath(path);
        QTRY_VERIFY(!f.window.noticeBar().text().isEmpty());
        QVERIFY(f.window.noticeBar().text().endsWith("1"));
        QTest::mouseClick(buttonOf(f.window.noticeBar(), "Review"), Qt::LeftButton);
        auto* review = f.dialog<PartReviewDialog>();
        QVERIFY(review);
        QCOMPARE(review->list().topLevelItemCount(), 1);
        bool hasField = false;
        QTreeWidgetItem* part = review->list().topLevelItem(0);
        for (int i = 0; i < part->childCount(); ++i)
            hasField = hasField || (part->child(i)->text(1) == "1,000 W" &&
                                    part->child(i)->text(2) == "1,400 W");
        QVERIFY(hasField);
        review->list().setFocus(); // the space bar takes the part out
        QTest::keyClick(&review->list(), Qt::Key_Space);
        QVERIFY(!review->updateButton().isEnabled());
        QTest::keyClick(&review->list(), Qt::Key_Space);
        QVERIFY(review->updateButton().isEnabled());
        QVERIFY(review->updateDesign());
        QCOMPARE(f.session.undoStack().count(), 1);
        QVERIFY(f.window.noticeBar().text().isEmpty());
        review->accept();
    }

    void partsStandSideBySide()
    {
        Fixture f(m_themes);
        f.window.parts().compare({"server"});
        auto* dialog = f.dialog<PartCompareDialog>();
        QVERIFY(dialog);
        QAbstractItemModelTester tester(&dialog->model());
        auto* search = dialog->findChild<QLineEdit*>();
        search->setFocus();
        QTest::keyClicks(search, "other");
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(dialog->partIds(), (QStringList{"server", "server-2"}));
        QVERIFY(!dialog->addPart("server")); // twice
        QVERIFY(dialog->addPart("leaf"));
        int best = 0, unknown = 0;
        for (int row = 0; row < dialog->model().rowCount(); ++row)
            for (int column = 2; column < dialog->model().columnCount(); ++column) {
                const QModelIndex cell = dialog->model().index(row, column);
                best += cell.data(PartCompareModel::IsBestRole).toBool() ? 1 : 0;
                unknown += cell.data().toString() == "not known" ? 1 : 0;
            }
        QVERIFY(best > 0); // the price of the node
        QCOMPARE(unknown, 0);
        const int all = dialog->model().rowCount();
        dialog->model().setOnlyDifferent(true);
        QVERIFY(dialog->model().rowCount() < all); // the width is the same
        QTest::mouseClick(buttonOf(*dialog, "Copy as CSV"), Qt::LeftButton);
        const auto table = readCsv(QGuiApplication::clipboard()->text().toStdString(), "clipboard");
        QVERIFY(table.isOk());
        QCOMPARE(table->header().size(), std::size_t{9});
        dialog->removePart("leaf");
        QCOMPARE(dialog->partIds().size(), 2);
    }

    void whereUsedLeadsToThePlan()
    {
        Fixture f(m_themes);
        const QString other = f.openDesign("other.millwright");
        f.openDesign();
        const QString broken = f.file("broken.millwright", "not a design");
        QSettings().setValue("files/recent", QStringList{f.session.filePath(), other, broken});
        f.window.parts().whereUsed("server");
        auto* dialog = f.dialog<WhereUsedDialog>();
        QVERIFY(dialog);
        QCOMPARE(dialog->designList().topLevelItemCount(), 2);
        QTreeWidgetItem* row = dialog->designList().topLevelItem(0);
        QVERIFY(row->text(0).startsWith("A06"));
        const QRect place = dialog->designList().visualItemRect(row);
        QTest::mouseClick(dialog->designList().viewport(), Qt::LeftButton, {}, place.center());
        QCOMPARE(f.session.selection().size(), std::size_t{1});
        QCOMPARE(QString::fromStdString(
                     f.session.blueprint().labelOf(f.session.selection().first())),
                 QString("N21"));
        QTRY_VERIFY_WITH_TIMEOUT(!dialog->isScanning(), 20000);
        QTRY_COMPARE(dialog->fileList().topLevelItemCount(), 2); // the other one and the broken one
        dialog->close();
        // A scan that is stopped reads no further file.
        QStringList many;
        for (int i = 0; i < 200; ++i)
            many << other;
        WhereUsedDialog stopped(f.session, f.catalog->part("server"), many);
        stopped.cancelScan();
        QTRY_VERIFY_WITH_TIMEOUT(!stopped.isScanning(), 20000);
        QVERIFY(stopped.fileList().topLevelItemCount() < 200);
    }

    void tableIsMappedReadAndStored()
    {
        Fixture f(m_themes);
        const QString path = f.file("ours.csv", "What,Made by,Draw\nBox,Us,900\nBad,Us,-5\n");
        f.window.parts().importPath(path);
        auto* dialog = f.dialog<PartImportDialog>();
        QVERIFY(dialog);
        QTRY_VERIFY(dialog->mapping());
        QVERIFY(!dialog->mainButton().isEnabled()); // no column is the name
        dialog->mapping()->setMeaning("What", "name");
        dialog->mapping()->setMeaning("Made by", "vendor");
        dialog->mapping()->setMeaning("Draw", "vendor");
        dialog->mapping()->setDefaultKind(PartKind::System);
        QVERIFY(!dialog->mapping()->problem().isEmpty()); // two columns cannot mean the same
        dialog->mapping()->setMeaning("Draw", "powerMax_W");
        QVERIFY(dialog->mainButton().isEnabled());
        QTest::mouseClick(&dialog->mainButton(), Qt::LeftButton);
        QTRY_VERIFY(!dialog->isWorking());
        QVERIFY(!f.catalog->part("us-box")); // the report comes before anything is stored
        QAbstractItemModelTester tester(&dialog->report());
        QCOMPARE(dialog->report().rowCount(), 1);
        QCOMPARE(dialog->report().index(0, ImportReportModel::LineColumn).data().toString(),
                 QString("3"));
        QCOMPARE(dialog->report().index(0, ImportReportModel::RuleColumn).data().toString(),
                 QString("out-of-range"));
        QTest::mouseClick(&dialog->mainButton(), Qt::LeftButton);
        QTRY_VERIFY(!f.dialog<PartImportDialog>());
        QCOMPARE(f.catalog->part("us-box")->figures.powerMax.si(), 900.0);
        f.waitForPalette();
        QTRY_VERIFY(f.window.area().palette().model().find("us-box")); // and is there at once
        // The next table with these headers needs no choice.
        f.window.parts().importPath(path);
        auto* again = f.dialog<PartImportDialog>();
        QTRY_VERIFY(again->mapping());
        QCOMPARE(again->mapping()->meaning("Draw"), QString("powerMax_W"));
        QVERIFY(again->mainButton().isEnabled());
        QTest::keyClick(again, Qt::Key_Escape);
    }

    void deviceTypesAreReadOnAWorker()
    {
        Fixture f(m_themes);
        const QByteArray head = "manufacturer: Maker\nu_height: 1\nis_full_depth: true\n";
        for (int i = 0; i < 60; ++i) {
            const QByteArray name = "t" + QByteArray::number(i);
            f.file("types/" + name + ".yaml", head + "model: " + name + "\nslug: " + name + "\n");
        }
        f.file("types/deep.yaml", QByteArray("- ").repeated(40) + "x\n");
        const std::size_t before = f.catalog->count();
        {
            PartImportDialog cancelled({f.importer, *f.catalog, m_themes},
                                       f.folder.filePath("types"));
            cancelled.cancelReading();
            QTRY_VERIFY(!cancelled.isWorking());
        }
        QCOMPARE(f.catalog->count(), before);
        f.window.parts().importPath(f.folder.filePath("types"));
        auto* dialog = f.dialog<PartImportDialog>();
        QTRY_VERIFY(!dialog->isWorking());
        QTRY_VERIFY(dialog->summaryText().startsWith("Can be taken: 60,"));
        QCOMPARE(f.catalog->count(), before);
        // A store that cannot be written says so and keeps what was read.
        f.catalog->close(fail("catalog.unreadable", {std::string("own.db"), std::string("full")}));
        QTest::mouseClick(&dialog->mainButton(), Qt::LeftButton);
        QTRY_VERIFY(!dialog->isWorking());
        QVERIFY(dialog->isVisible());
        QVERIFY(dialog->mainButton().isEnabled());
        QCOMPARE(f.catalog->count(), before);
        dialog->reject();
    }

    void paletteFiltersAndKeepsFavourites()
    {
        {
            Fixture f(m_themes);
            PalettePanel& palette = f.window.area().palette();
            auto* filter = palette.findChild<PaletteFilterButton*>();
            QCOMPARE(palette.model().matchCount(), 3);
            PaletteFilter wanted;
            wanted.worst = Confidence::Derived;
            filter->setFilter(wanted);
            QCOMPARE(palette.model().matchCount(), 2); // one is unverified
            QVERIFY(f.catalog->changePart(f.changedServer(1100)).isOk());
            QTRY_VERIFY(palette.model().find("server")->flags & PartUserOwned);
            wanted.onlyOwn = true;
            filter->setFilter(wanted);
            QCOMPARE(palette.model().matchCount(), 1);
            palette.toggleFavourite("leaf");
            QVERIFY(palette.isFavourite("leaf"));
        }
        Fixture again(m_themes); // both are the person's, not the design's
        QVERIFY(again.window.area().palette().model().filter().onlyOwn);
        QVERIFY(again.window.area().palette().isFavourite("leaf"));
    }

    void ownPartIsDeletedAfterAQuestion()
    {
        Fixture f(m_themes);
        QVERIFY(f.catalog->changePart(f.changedServer(1100)).isOk());
        QTRY_VERIFY(f.window.parts().isOwn("server"));
        answerQuestion("Cancel");
        f.window.parts().remove("server");
        QCOMPARE(f.catalog->part("server")->figures.powerMax.si(), 1100.0);
        answerQuestion("Delete");
        f.window.parts().remove("server");
        QCOMPARE(f.catalog->part("server")->figures.powerMax.si(), 1000.0); // the shipped one
        QTRY_VERIFY(!f.window.parts().isOwn("server"));
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
    QCoreApplication::setApplicationName(QStringLiteral("tst_part_dialogs"));
    QApplication application(argc, argv);
    registerUnitMessages();
    registerCsvMessages();
    registerEditMessages();
    registerIoMessages();
    registerRuleMessages();
    registerCatalogMessages();
    registerViewMessages();
    registerSessionMessages();
    ThemeManager themes(application);
    TestPartDialogs test(themes);
    return QTest::qExec(&test, argc, argv);
}

#include "tst_part_dialogs.moc"

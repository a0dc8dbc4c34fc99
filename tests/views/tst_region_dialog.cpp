#include "model/blueprint/SiteFigures.h"
#include "model/edit/EditMessages.h"
#include "tests/views/CanvasFixture.h"
#include "views/ActionRegistry.h"
#include "views/DesignArea.h"
#include "views/DesignCommands.h"
#include "views/MainWindow.h"
#include "views/ThemeChoice.h"
#include "views/models/PropertyTable.h"
#include "views/panels/InspectorDesign.h"
#include "views/panels/InspectorEntityList.h"
#include "views/panels/InspectorForm.h"
#include "views/panels/InspectorPanel.h"
#include "views/panels/RegionDialog.h"
#include <QAction>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTreeWidget>

using namespace millwright;

namespace
{

/// Two countries: of one most is known, of the other only its carbon.
class TwoRegions : public RegionSource
{
public:
    std::vector<RegionSummary> regions() const override
    {
        return {{"DEU", "Germany", "Frankfurt"}, {"ISL", "Iceland", "Reykjavik"}};
    }
    std::optional<Region> region(std::string_view code) const override
    {
        const auto figure = [](RegionKey key, double value) {
            return RegionFigure{key, value, value * 0.9, {}, "2024", "Office of " + std::string(
                                regionKeyInfo(key).name), Confidence::Secondary};
        };
        if (code == "ISL")
            return Region{"ISL", "Iceland", "Reykjavik", "iec",
                          {figure(RegionKey::GridCarbon, 0.028)}, {}};
        if (code != "DEU")
            return std::nullopt;
        Region region{"DEU", "Germany", "Frankfurt", "iec", {}, {}};
        region.figures = {figure(RegionKey::EnergyRetail, 0.21), figure(RegionKey::GridCarbon, 0.34),
                          figure(RegionKey::BuildCost, 11.1), figure(RegionKey::TypicalYear, 8760.0)};
        region.weather = {{0.0, -1.0, 4000.0}, {20.0, 15.0, 4760.0}};
        return region;
    }
};

Project planWithSite()
{
    Project project = samplePlan();
    Site site;
    site.id = Id<Site>(++project.lastId);
    site.name = "Site";
    project.blueprint().table<Site>().put(site);
    return project;
}

struct Fixture {
    explicit Fixture(bool hasRegions = true) : session(&parts)
    {
        if (hasRegions)
            session.setRegions(&regions);
        session.reset(planWithSite());
        QApplication::processEvents();
    }
    const Site& site() const { return *session.blueprint().table<Site>().begin(); }

    SampleSource parts;
    TwoRegions regions;
    Session session;
};

/// The row of a figure by its name in both groups.
QTreeWidgetItem* rowOf(RegionDialog& dialog, RegionKey key)
{
    const std::string_view label = regionKeyInfo(key).label;
    const auto found = dialog.figures().findItems(
        QString::fromUtf8(label.data(), static_cast<qsizetype>(label.size())),
        Qt::MatchExactly | Qt::MatchRecursive);
    return found.size() == 1 ? found.front() : nullptr;
}

} // namespace

class TestRegionDialog : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        m_themes = new ThemeManager(*qApp);
        registerEditMessages();
    }

    void everyFigureWithItsSourceOrUnknown()
    {
        Fixture f;
        RegionDialog dialog(f.session, *m_themes, nullptr);
        dialog.pick("DEU");
        for (std::size_t i = 0; i < regionKeyCount; ++i) {
            const auto key = static_cast<RegionKey>(i);
            QTreeWidgetItem* row = rowOf(dialog, key);
            QVERIFY2(row, regionKeyInfo(key).name.data());
            if (!f.regions.region("DEU")->figure(key)) {
                QCOMPARE(row->text(1), QStringLiteral("unknown"));
                QCOMPARE(row->text(5), QString());
                continue;
            }
            QVERIFY(!row->text(1).isEmpty() && row->text(1) != QStringLiteral("unknown"));
            QCOMPARE(row->text(3), QStringLiteral("2024"));
            QVERIFY(row->text(5).startsWith(QStringLiteral("Office of")));
        }
        QVERIFY(rowOf(dialog, RegionKey::GridCarbon)->text(1).startsWith(QStringLiteral("0.34")));
        QCOMPARE(rowOf(dialog, RegionKey::GridCarbon)->parent()->text(0),
                 QStringLiteral("Goes into the design"));
        QCOMPARE(rowOf(dialog, RegionKey::WaterPrice)->parent()->text(0),
                 QStringLiteral("For information"));
    }

    void searchFindsByNameCityAndCode()
    {
        Fixture f;
        RegionDialog dialog(f.session, *m_themes, nullptr);
        for (const char* text : {"ice", "REYK", "isl"}) {
            dialog.search().setText(QString::fromLatin1(text));
            QVERIFY(dialog.regions().topLevelItem(0)->isHidden());
            QVERIFY(!dialog.regions().topLevelItem(1)->isHidden());
            QCOMPARE(dialog.regions().currentItem(), dialog.regions().topLevelItem(1));
        }
        dialog.search().setText(QStringLiteral("nowhere"));
        QVERIFY(!dialog.applyButton().isEnabled());
        QVERIFY(!dialog.apply());
    }

    void applyIsOneUndoStepWithASummary()
    {
        Fixture f;
        const Project before = f.session.project();
        QSignalSpy said(&f.session, &Session::message);
        RegionDialog dialog(f.session, *m_themes, nullptr);
        dialog.pick("DEU");
        dialog.show();
        QTest::mouseClick(&dialog.applyButton(), Qt::LeftButton);
        QCOMPARE(dialog.result(), static_cast<int>(QDialog::Accepted));
        QCOMPARE(f.site().region, Symbol("DEU"));
        QCOMPARE(f.site().energyPrice, 0.21);
        QCOMPARE(weatherOf(f.site()).size(), std::size_t{2});
        QCOMPARE(f.session.undoStack().count(), 1);
        QCOMPARE(f.session.undoStack().undoText(), QStringLiteral("Apply region Germany"));
        QCOMPARE(said.count(), 1);
        const QString summary =
            QString::fromStdString(formatMessage(said[0][0].value<Message>()));
        QVERIFY2(summary.contains("Germany") && summary.contains("Unknown"), qPrintable(summary));
        f.session.undoStack().undo();
        Project after = f.session.project();
        after.lastId = before.lastId;
        QVERIFY(after == before);
    }

    void opensOnTheSitesRegion()
    {
        Fixture f;
        QVERIFY(DesignCommands::applyRegion(f.session, f.site().id, *f.regions.region("ISL")));
        RegionDialog dialog(f.session, *m_themes, nullptr);
        QCOMPARE(dialog.regions().currentItem()->text(0), QStringLiteral("Iceland"));
    }

    void nothingToApplyTo()
    {
        Fixture none(false);
        RegionDialog empty(none.session, *m_themes, nullptr);
        QCOMPARE(empty.regions().topLevelItemCount(), 0);
        QVERIFY(!empty.apply());
        Fixture f;
        f.session.setReadOnly(true);
        RegionDialog dialog(f.session, *m_themes, nullptr);
        dialog.pick("DEU");
        QVERIFY(!dialog.applyButton().isEnabled());
        QVERIFY(!dialog.apply());
        QCOMPARE(f.session.undoStack().count(), 0);
    }

    /// The inspector's field names the source until somebody types another value.
    void fieldsNameTheirSource()
    {
        Fixture f;
        InspectorPanel panel(f.session, *m_themes);
        panel.resize(320, 900);
        panel.show();
        QApplication::processEvents();
        InspectorForm& form = panel.design().sites().open(0);
        const auto hint = [&] { return form.editor("gridCarbon_kg_per_kWh")->toolTip(); };
        QVERIFY(!hint().contains("Office"));
        QVERIFY(DesignCommands::applyRegion(f.session, f.site().id, *f.regions.region("DEU")));
        QTRY_COMPARE(hint(), QStringLiteral("Office of gridCarbon (2024, secondary)"));
        QVERIFY(form.change("gridCarbon_kg_per_kWh", 0.4));
        QTRY_VERIFY(!hint().contains("Office"));
        QVERIFY(!form.editor("sources") && !form.editor("weatherHours_h"));
    }

    void reachableFromMenuPaletteAndInspector()
    {
        Fixture f;
        QTemporaryDir folder;
        ThemeChoice choice(*m_themes, ThemeMode::Dark);
        MainWindow window({f.session, *m_themes, choice,
                           std::filesystem::path(folder.path().toStdString())});
        window.show();
        window.showWorkspace(0);
        window.actions().refresh();
        QAction* action = window.actions().action(QStringLiteral("design.region"));
        QVERIFY(action && action->isEnabled());
        action->trigger();
        QPointer<RegionDialog> dialog = window.findChild<RegionDialog*>();
        QVERIFY(dialog && dialog->isVisible());
        dialog->reject();
        QTRY_VERIFY(!dialog);
        const auto buttons = window.area().inspector().design().sites().findChildren<QPushButton*>();
        const auto button = std::ranges::find_if(
            buttons, [](QPushButton* b) { return b->text() == QStringLiteral("Region…"); });
        QVERIFY(button != buttons.end());
        (*button)->click();
        dialog = window.findChild<RegionDialog*>();
        QVERIFY(dialog && dialog->isVisible());
        dialog->pick("ISL");
        QVERIFY(dialog->apply());
        QCOMPARE(f.site().gridCarbon, 0.028);
        f.session.setRegions(nullptr);
        window.actions().refresh();
        QVERIFY(!action->isEnabled());
    }

private:
    ThemeManager* m_themes = nullptr;
};

QTEST_MAIN(TestRegionDialog)
#include "tst_region_dialog.moc"

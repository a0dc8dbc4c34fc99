#include "model/analysis/Metric.h"
#include "model/edit/FieldActions.h"
#include "views/ActionRegistry.h"
#include "views/DesignArea.h"
#include "views/DesignCommands.h"
#include "views/MainActions.h"
#include "views/MainWindow.h"
#include "views/PriceCommands.h"
#include "views/panels/PalettePanel.h"
#include <QCoreApplication>
#include <QDockWidget>
#include <algorithm>

namespace millwright
{
namespace
{

QString tr(const char* text)
{
    return QCoreApplication::translate("DesignActions", text);
}

QString fromView(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

void addPlace(ActionRegistry& actions, MainWindow& window)
{
    const auto hasDesign = [&window] { return window.showsDesign(); };
    const auto search = [&window](std::optional<PartFamily> family) {
        window.area().leftDock().show();
        window.area().palette().setFamily(family);
        window.area().palette().focusSearch();
    };
    actions.add({.id = QStringLiteral("place.search"),
                 .menu = ActionMenu::Place,
                 .text = tr("&Search parts…"),
                 .icon = Icon::Search,
                 .shortcuts = {QKeySequence(Qt::CTRL | Qt::Key_F)},
                 .run = [search] { search(std::nullopt); },
                 .isEnabled = hasDesign});
    for (int i = 0; i < 7; ++i) {
        const auto family = static_cast<PartFamily>(i);
        actions.add({.id = QStringLiteral("place.family-%1").arg(i + 1),
                     .menu = ActionMenu::Place,
                     .text = fromView(partFamilyLabel(family)) + QStringLiteral("…"),
                     .icon = familyIcon(family),
                     .run = [search, family] { search(family); },
                     .isEnabled = hasDesign,
                     .beginsGroup = i == 0});
    }
}

void addHelpers(ActionRegistry& actions, MainWindow& window)
{
    Session& session = window.session();
    struct HelperRow {
        const char* id;
        const char* text;
        Icon icon;
        bool needsRack;
        bool (*run)(Session&);
    };
    static constexpr HelperRow rows[] = {
        {"design.fill-row", QT_TRANSLATE_NOOP("DesignActions", "&Fill row"), Icon::Row, true,
         DesignCommands::fillRow},
        {"design.connect-power", QT_TRANSLATE_NOOP("DesignActions", "Connect &power"), Icon::Bolt,
         false, DesignCommands::connectPower},
        {"design.connect-cooling", QT_TRANSLATE_NOOP("DesignActions", "Connect &cooling"),
         Icon::Drop, false, DesignCommands::connectCooling},
        {"design.wire-fabric", QT_TRANSLATE_NOOP("DesignActions", "&Wire fabric"), Icon::Network,
         false, DesignCommands::wireFabrics},
        {"design.renumber", QT_TRANSLATE_NOOP("DesignActions", "Re&number racks"), Icon::Tag, false,
         DesignCommands::renumber}};
    for (const HelperRow& row : rows)
        actions.add({.id = QString::fromLatin1(row.id),
                     .menu = ActionMenu::Design,
                     .text = tr(row.text),
                     .icon = row.icon,
                     .run = [&session, run = row.run] { run(session); },
                     .isEnabled =
                         [&window, &session, needsRack = row.needsRack] {
                             return window.showsDesign() && !session.isReadOnly() &&
                                    (!needsRack || DesignCommands::hasRackSelected(session));
                         }});
}

void addRegion(ActionRegistry& actions, MainWindow& window)
{
    Session& session = window.session();
    actions.add({.id = QStringLiteral("design.region"),
                 .menu = ActionMenu::Design,
                 .text = tr("Apply &region…"),
                 .icon = Icon::Pin,
                 .run = [&window] { window.area().chooseRegion(); },
                 .isEnabled =
                     [&window, &session] {
                         return window.showsDesign() && !session.isReadOnly() &&
                                session.regions() != nullptr;
                     },
                 .beginsGroup = true});
}

void addVariants(ActionRegistry& actions, MainWindow& window)
{
    Session& session = window.session();
    const auto canChange = [&window, &session] {
        return window.showsDesign() && !session.isReadOnly();
    };
    const auto hasMany = [canChange, &session] {
        return canChange() && session.project().variants.size() > 1;
    };
    actions.add({.id = QStringLiteral("design.variant-add"),
                 .menu = ActionMenu::Design,
                 .text = tr("New &variant from this one"),
                 .icon = Icon::Variant,
                 .run =
                     [&session] {
                         // A, B, C ...: the next letter that is free.
                         std::string name = "A";
                         const auto& variants = session.project().variants;
                         while (std::any_of(variants.begin(), variants.end(),
                                            [&](const Variant& v) { return v.name == name; }) &&
                                name[0] < 'Z')
                             ++name[0];
                         session.perform({"edit.variant-add", {name}}, [&](Draft& draft) {
                             addVariant(draft, name);
                             return Result<void>();
                         });
                     },
                 .isEnabled = canChange,
                 .beginsGroup = true});
    actions.add({.id = QStringLiteral("design.variant-next"),
                 .menu = ActionMenu::Design,
                 .text = tr("Show the next variant"),
                 .shortcuts = {QKeySequence(Qt::CTRL | Qt::Key_Period)},
                 .run =
                     [&session] {
                         const Project& project = session.project();
                         const std::size_t next = (project.active + 1) % project.variants.size();
                         session.perform(
                             {"edit.variant-activate", {project.variants[next].name}},
                             [next](Draft& draft) { return activateVariant(draft, next); });
                     },
                 .isEnabled = hasMany});
    actions.add(
        {.id = QStringLiteral("design.variant-delete"),
         .menu = ActionMenu::Design,
         .text = tr("Delete this variant"),
         .run =
             [&session] {
                 const Project& project = session.project();
                 session.perform(
                     {"edit.variant-delete", {project.variants[project.active].name}},
                     [at = project.active](Draft& draft) { return deleteVariant(draft, at); });
             },
         .isEnabled = hasMany});
}

void addDeal(ActionRegistry& actions, MainWindow& window)
{
    actions.add({.id = QStringLiteral("design.price-book"),
                 .menu = ActionMenu::Design,
                 .text = tr("Price &book…"),
                 .icon = Icon::Money,
                 .shortcuts = {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_B)},
                 .run = [&window] { PriceCommands::openPriceBook(window); },
                 .isEnabled = [&window] { return window.showsDesign(); },
                 .beginsGroup = true});
}

/// The figures of the strip, which stand in the menu; the others are found by name.
bool isKeyFigure(std::string_view id)
{
    constexpr std::string_view ids[] = {"power.it",
                                        "power.facility",
                                        "cooling.pue.peak",
                                        "cooling.margin",
                                        "cost.capex",
                                        "cost.opexPerYear",
                                        "carbon.perYear",
                                        "serve.tokensPerSecond",
                                        "cost.perMillionTokens",
                                        "schedule.goLive"};
    return std::find(std::begin(ids), std::end(ids), id) != std::end(ids);
}

void addAnalyze(ActionRegistry& actions, MainWindow& window)
{
    const auto hasDesign = [&window] { return window.showsDesign(); };
    actions.add({.id = QStringLiteral("analyze.findings"),
                 .menu = ActionMenu::Analyze,
                 .text = tr("&Findings"),
                 .icon = Icon::List,
                 .shortcuts = {QKeySequence(Qt::Key_F8)},
                 .run = [&window] { window.area().showFindings(); },
                 .isEnabled = hasDesign});
    bool isFirst = true;
    for (const Metric* metric : allMetrics()) {
        const bool isKey = isKeyFigure(metric->id);
        actions.add({.id = QStringLiteral("analyze.explain.") + fromView(metric->id),
                     .menu = isKey ? ActionMenu::Analyze : ActionMenu::Hidden,
                     .text = tr("Explain %1").arg(fromView(metric->label)),
                     .run = [&window, id = fromView(metric->id)] { window.explain(id); },
                     .isEnabled = hasDesign,
                     .beginsGroup = isKey && isFirst});
        isFirst = isFirst && !isKey;
    }
}

void addHelp(ActionRegistry& actions, MainWindow& window)
{
    actions.add({.id = QStringLiteral("help.shortcuts"),
                 .menu = ActionMenu::Help,
                 .text = tr("&Shortcuts…"),
                 .icon = Icon::Keyboard,
                 .shortcuts = {QKeySequence(Qt::Key_F1)},
                 .run = [&window] { window.showShortcuts(); }});
    actions.add({.id = QStringLiteral("help.about"),
                 .menu = ActionMenu::Help,
                 .text = tr("&About Millwright"),
                 .run = [&window] { window.showAbout(); },
                 .beginsGroup = true});
}

} // namespace

void addDesignActions(ActionRegistry& actions, MainWindow& window)
{
    addPlace(actions, window);
    addHelpers(actions, window);
    addRegion(actions, window);
    addVariants(actions, window);
    addDeal(actions, window);
    addAnalyze(actions, window);
    addHelp(actions, window);
}

} // namespace millwright

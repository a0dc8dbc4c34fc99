#include "views/panels/PaletteFilterButton.h"
#include "views/theme/Icon.h"
#include "views/theme/ThemeManager.h"
#include <QActionGroup>
#include <QMenu>
#include <QSettings>

namespace millwright
{
namespace
{

const QString confidenceKey = QStringLiteral("palette/worstConfidence");
const QString flagsKey = QStringLiteral("palette/hiddenFlags");
const QString ownKey = QStringLiteral("palette/onlyOwn");

PaletteFilter keptFilter()
{
    const QSettings settings;
    PaletteFilter filter;
    const int worst = settings.value(confidenceKey, static_cast<int>(Confidence::Suspect)).toInt();
    if (worst >= 0 && worst <= static_cast<int>(Confidence::Suspect))
        filter.worst = static_cast<Confidence>(worst);
    filter.hiddenFlags = static_cast<std::uint8_t>(settings.value(flagsKey, 0).toUInt());
    filter.onlyOwn = settings.value(ownKey, false).toBool();
    return filter;
}

} // namespace

PaletteFilterButton::PaletteFilterButton(const ThemeManager& themes, QWidget* parent)
    : QToolButton(parent), m_filter(keptFilter())
{
    const auto accent = [](const Theme& theme) { return theme.accent; };
    setIcon(symbolIcon(Icon::Filter, themes, {}, accent));
    setIconSize({16, 16});
    setCheckable(true);
    setAutoRaise(true);
    setFixedHeight(metrics::buttonHeight);
    setToolTip(tr("Filter parts by confidence and state"));
    setAccessibleName(toolTip());
    setPopupMode(QToolButton::InstantPopup);
    setMenu(new QMenu(this));
    setChecked(!(m_filter == PaletteFilter{}));
    connect(menu(), &QMenu::aboutToShow, this, &PaletteFilterButton::fillMenu);
    connect(menu(), &QMenu::aboutToHide, this, [this] { setChecked(!(m_filter == PaletteFilter{})); });
}

void PaletteFilterButton::setFilter(const PaletteFilter& filter)
{
    setChecked(!(filter == PaletteFilter{}));
    if (filter == m_filter)
        return;
    m_filter = filter;
    QSettings settings;
    settings.setValue(confidenceKey, static_cast<int>(filter.worst));
    settings.setValue(flagsKey, filter.hiddenFlags);
    settings.setValue(ownKey, filter.onlyOwn);
    emit filterChanged(m_filter);
}

void PaletteFilterButton::fillMenu()
{
    menu()->clear();
    auto* levels = new QActionGroup(menu());
    const auto addLevel = [&](const QString& text, Confidence worst) {
        QAction* action = menu()->addAction(text, this, [this, worst] {
            PaletteFilter filter = m_filter;
            filter.worst = worst;
            setFilter(filter);
        });
        action->setCheckable(true);
        action->setChecked(m_filter.worst == worst);
        levels->addAction(action);
    };
    addLevel(tr("Figures of any confidence"), Confidence::Suspect);
    addLevel(tr("Without unverified figures"), Confidence::Derived);
    addLevel(tr("Verified figures only"), Confidence::Verified);
    menu()->addSeparator();
    const auto addFlag = [&](const QString& text, PartFlag flag) {
        QAction* action = menu()->addAction(text, this, [this, flag] {
            PaletteFilter filter = m_filter;
            filter.hiddenFlags = static_cast<std::uint8_t>(filter.hiddenFlags ^ flag);
            setFilter(filter);
        });
        action->setCheckable(true);
        action->setChecked((m_filter.hiddenFlags & flag) != 0);
    };
    addFlag(tr("Hide announced parts"), PartAnnounced);
    addFlag(tr("Hide discontinued parts"), PartDiscontinued);
    addFlag(tr("Hide parts of clouds only"), PartCloudOnly);
    addFlag(tr("Hide planning classes"), PartArchetype);
    menu()->addSeparator();
    QAction* own = menu()->addAction(tr("Only my own parts"), this, [this] {
        PaletteFilter filter = m_filter;
        filter.onlyOwn = !filter.onlyOwn;
        setFilter(filter);
    });
    own->setCheckable(true);
    own->setChecked(m_filter.onlyOwn);
    menu()->addSeparator();
    menu()->addAction(tr("Show all"), this, [this] { setFilter({}); })
        ->setEnabled(!(m_filter == PaletteFilter{}));
}

} // namespace millwright

#include "views/theme/Icon.h"
#include "views/theme/MillwrightStyle.h"
#include "views/theme/Paint.h"
#include "views/theme/ThemeManager.h"
#include <QPainter>
#include <QStyleOption>

// Buttons, tabs, bars and headers.
namespace millwright
{

void MillwrightStyle::drawControl(ControlElement element, const QStyleOption* option,
                                  QPainter* painter, const QWidget* widget) const
{
    const Theme& t = theme();
    if (drawBar(element, option, painter) || drawMenu(element, option, painter))
        return;
    switch (element) {
    case CE_PushButton:
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option)) {
            drawButtonPanel(option, *painter, widget);
            drawButtonLabel(*button, *painter, widget);
            return;
        }
        break;
    case CE_PushButtonLabel:
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option)) {
            drawButtonLabel(*button, *painter, widget);
            return;
        }
        break;
    case CE_TabBarTabShape:
        return; // the label draws the line under itself
    case CE_TabBarTabLabel:
        if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option)) {
            drawTab(*tab, *painter);
            return;
        }
        break;
    case CE_HeaderLabel:
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option)) {
            QStyleOptionHeader copy = *header;
            copy.palette.setColor(QPalette::ButtonText, t.text2);
            painter->setFont(uiFont(type::hint));
            QProxyStyle::drawControl(element, &copy, painter, widget);
            return;
        }
        break;
    case CE_ToolButtonLabel:
        if (const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option)) {
            QStyleOptionToolButton copy = *button;
            const bool isOn = option->state & State_On;
            copy.palette.setColor(QPalette::ButtonText,
                                  isOn ? t.accentText : copy.palette.color(QPalette::ButtonText));
            copy.state &= ~(State_Sunken); // no shifting of the label
            QProxyStyle::drawControl(element, &copy, painter, widget);
            return;
        }
        break;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void MillwrightStyle::drawButtonLabel(const QStyleOptionButton& button, QPainter& painter,
                                      const QWidget* widget) const
{
    const Theme& t = theme();
    const bool isEnabled = button.state & State_Enabled, isOn = button.state & State_On;
    QColor ink = isEnabled ? t.text : t.text3;
    if (isEnabled && widget && widget->property(primaryButtonProperty).toBool())
        ink = t.onAccent;
    else if (isEnabled && isOn)
        ink = widget && widget->property(alarmButtonProperty).toBool() ? t.status(Status::Error)
                                                                       : t.accentText;
    const bool hasMenu = button.features & QStyleOptionButton::HasMenu;
    const QSize iconSize = button.icon.isNull() ? QSize(0, 0) : button.iconSize;
    const int gap = !button.icon.isNull() && !button.text.isEmpty() ? 6 : 0;
    const int menuWidth = hasMenu ? 16 : 0;
    painter.setFont(widget ? widget->font() : uiFont());
    const int flags = Qt::TextShowMnemonic | Qt::AlignVCenter | Qt::AlignLeft;
    const int textWidth = button.fontMetrics.size(Qt::TextShowMnemonic, button.text).width();
    const int space = button.rect.width() - 12;
    const int total = std::min(space, iconSize.width() + gap + textWidth + menuWidth);
    int x = button.rect.x() + (button.rect.width() - total) / 2;
    if (!button.icon.isNull()) {
        const QRect place(
            QPoint(x, button.rect.y() + (button.rect.height() - iconSize.height()) / 2), iconSize);
        button.icon.paint(&painter, place, Qt::AlignCenter,
                          isEnabled ? QIcon::Normal : QIcon::Disabled,
                          isOn ? QIcon::On : QIcon::Off);
        x += iconSize.width() + gap;
    }
    painter.setPen(ink);
    const int textSpace = std::max(0, total - iconSize.width() - gap - menuWidth);
    const QRect place(x, button.rect.y(), textSpace + 1, button.rect.height());
    painter.drawText(
        place, flags,
        painter.fontMetrics().elidedText(button.text, Qt::ElideRight, textSpace + 1, flags));
    if (hasMenu)
        paintIcon(painter, QRect(x + textSpace + 2, button.rect.center().y() - 7, 16, 16),
                  Icon::ChevronDown, t.text2);
}

void MillwrightStyle::drawTab(const QStyleOptionTab& tab, QPainter& painter) const
{
    const Theme& t = theme();
    const bool isSelected = tab.state & State_Selected, isEnabled = tab.state & State_Enabled;
    const bool isHovered = isEnabled && tab.state & State_MouseOver;
    painter.setFont(uiFont(type::body, isSelected ? QFont::DemiBold : QFont::Medium));
    painter.setPen(isSelected || isHovered ? t.text : isEnabled ? t.text2 : t.bodyEdge);
    painter.drawText(tab.rect, Qt::AlignCenter | Qt::TextShowMnemonic, tab.text);
    if (isSelected)
        painter.fillRect(tab.rect.x() + 4, tab.rect.bottom() - 1, tab.rect.width() - 8, 2,
                         t.accent);
    if (tab.state & State_HasFocus)
        paintFocus(painter, tab.rect.adjusted(2, 4, -2, -4), t.accent, metrics::controlRadius);
}

bool MillwrightStyle::drawBar(ControlElement element, const QStyleOption* option,
                              QPainter* painter) const
{
    const Theme& t = theme();
    const QRect& rect = option->rect;
    switch (element) {
    case CE_ToolBar:
        painter->fillRect(rect, t.panel);
        painter->fillRect(rect.x(), rect.bottom(), rect.width(), 1, t.line);
        return true;
    case CE_Splitter:
        painter->fillRect(rect, t.panel);
        if (option->state & State_Horizontal)
            painter->fillRect(rect.center().x(), rect.y(), 1, rect.height(), t.line);
        else
            painter->fillRect(rect.x(), rect.center().y(), rect.width(), 1, t.line);
        return true;
    case CE_DockWidgetTitle:
        if (const auto* dock = qstyleoption_cast<const QStyleOptionDockWidget*>(option)) {
            painter->setFont(uiFont(type::head, QFont::DemiBold));
            painter->setPen(t.text);
            paintText(*painter, rect.adjusted(metrics::panelPadding, 0, -48, 0),
                      Qt::AlignVCenter | Qt::AlignLeft, dock->title);
        }
        return true;
    case CE_HeaderSection:
    case CE_HeaderEmptyArea:
        painter->fillRect(rect, t.panel);
        painter->fillRect(rect.x(), rect.bottom(), rect.width(), 1, t.line2);
        return true;
    case CE_ProgressBarGroove:
        paintBox(*painter,
                 QRect(rect.x(), rect.center().y() - 2, rect.width(), metrics::meterHeight), t.chip,
                 {}, 3);
        return true;
    case CE_ProgressBarContents:
        if (const auto* bar = qstyleoption_cast<const QStyleOptionProgressBar*>(option)) {
            const bool isBusy = bar->maximum <= bar->minimum;
            const double share =
                isBusy ? 0.3 : (bar->progress - bar->minimum) / double(bar->maximum - bar->minimum);
            const int width = static_cast<int>(rect.width() * std::clamp(share, 0.0, 1.0));
            if (width > 0)
                paintBox(*painter,
                         QRect(rect.x(), rect.center().y() - 2, width, metrics::meterHeight),
                         t.accent, {}, 3);
        }
        return true;
    case CE_ProgressBarLabel:
        return true; // said beside the bar
    case CE_SizeGrip:
        return true;
    default:
        return false;
    }
}

} // namespace millwright

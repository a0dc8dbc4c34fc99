#include "views/theme/Icon.h"
#include "views/theme/MillwrightStyle.h"
#include "views/theme/Paint.h"
#include "views/theme/ThemeManager.h"
#include <QPainter>
#include <QStyleOption>

// Menus, scroll bars, combo boxes, spin boxes and sliders.
namespace millwright
{

bool MillwrightStyle::drawMenu(ControlElement element, const QStyleOption* option,
                               QPainter* painter) const
{
    const Theme& t = theme();
    const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
    const QRect& rect = option->rect;
    switch (element) {
    case CE_MenuBarEmptyArea:
        painter->fillRect(rect, t.panel);
        return true;
    case CE_MenuBarItem:
        painter->fillRect(rect, t.panel);
        if (option->state & (State_Selected | State_Sunken) && option->state & State_Enabled)
            paintBox(*painter, rect.adjusted(0, 3, 0, -3), t.hover, {}, metrics::controlRadius);
        painter->setPen(option->state & State_Enabled ? t.text : t.text3);
        if (item)
            painter->drawText(rect, Qt::AlignCenter | Qt::TextShowMnemonic, item->text);
        return true;
    case CE_MenuItem:
        if (item)
            drawMenuItem(*item, *painter);
        return item != nullptr;
    case CE_MenuEmptyArea:
        return true;
    default:
        return false;
    }
}

void MillwrightStyle::drawMenuItem(const QStyleOptionMenuItem& item, QPainter& painter) const
{
    const Theme& t = theme();
    const QRect& rect = item.rect;
    if (item.menuItemType == QStyleOptionMenuItem::Separator) {
        painter.fillRect(rect.x() + 8, rect.center().y(), rect.width() - 16, 1, t.line2);
        return;
    }
    const bool isEnabled = item.state & State_Enabled;
    if (item.state & State_Selected && isEnabled)
        paintBox(painter, rect.adjusted(4, 0, -4, 0), t.accentBg, {}, metrics::chipRadius);
    const QRect mark(rect.x() + 12, rect.center().y() - 7, 16, 16);
    if (item.checkType != QStyleOptionMenuItem::NotCheckable && item.checked)
        paintIcon(painter, mark, Icon::Check, isEnabled ? t.accentText : t.bodyEdge);
    else if (!item.icon.isNull())
        item.icon.paint(&painter, mark, Qt::AlignCenter,
                        isEnabled ? QIcon::Normal : QIcon::Disabled);
    const QRect words = rect.adjusted(36, 0, -24, 0);
    const qsizetype tab = item.text.indexOf(QLatin1Char('\t'));
    painter.setFont(item.font);
    painter.setPen(isEnabled ? t.text : t.text3);
    painter.drawText(words,
                     Qt::AlignVCenter | Qt::AlignLeft | Qt::TextShowMnemonic | Qt::TextSingleLine,
                     tab < 0 ? item.text : item.text.left(tab));
    if (tab >= 0) {
        painter.setPen(t.text3);
        painter.setFont(uiFont(type::hint));
        painter.drawText(words.adjusted(0, 0, 12, 0), Qt::AlignVCenter | Qt::AlignRight,
                         item.text.mid(tab + 1));
    }
    if (item.menuItemType == QStyleOptionMenuItem::SubMenu)
        paintIcon(painter, QRect(rect.right() - 24, rect.center().y() - 7, 16, 16),
                  Icon::ChevronRight, isEnabled ? t.text2 : t.bodyEdge);
}

void MillwrightStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                                         QPainter* painter, const QWidget* widget) const
{
    switch (control) {
    case CC_ScrollBar:
        drawScrollBar(option, *painter);
        return;
    case CC_ComboBox:
        drawComboBox(option, *painter);
        return;
    case CC_SpinBox:
        drawSpinBox(option, *painter);
        return;
    case CC_Slider:
        drawSlider(option, *painter);
        return;
    default:
        QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
}

void MillwrightStyle::drawScrollBar(const QStyleOptionComplex* option, QPainter& painter) const
{
    const Theme& t = theme();
    const QRect slider = subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, nullptr);
    const bool isHorizontal = option->state & State_Horizontal;
    const bool isHot =
        option->state & State_MouseOver || option->activeSubControls & SC_ScrollBarSlider;
    painter.fillRect(option->rect, t.panel);
    const QRect bar = isHorizontal ? slider.adjusted(2, 3, -2, -2) : slider.adjusted(3, 2, -2, -2);
    const auto* range = qstyleoption_cast<const QStyleOptionSlider*>(option);
    if (range && range->maximum > range->minimum)
        paintBox(painter, bar, isHot ? t.bodyEdge : t.line2, {}, 2);
}

void MillwrightStyle::drawComboBox(const QStyleOptionComplex* option, QPainter& painter) const
{
    const Theme& t = theme();
    const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option);
    const bool isEnabled = option->state & State_Enabled;
    const bool isHovered = isEnabled && option->state & State_MouseOver;
    if (!combo || combo->frame) {
        const QColor fill = combo && combo->editable ? t.field : isHovered ? t.hover : t.raised;
        paintBox(painter, option->rect, fill, t.line2, metrics::controlRadius);
        if (option->state & State_HasFocus)
            paintFocus(painter, option->rect, t.accent, metrics::controlRadius);
    }
    paintIcon(painter, QRect(option->rect.right() - 21, option->rect.center().y() - 7, 16, 16),
              Icon::ChevronDown, isEnabled ? t.text2 : t.bodyEdge);
}

void MillwrightStyle::drawSpinBox(const QStyleOptionComplex* option, QPainter& painter) const
{
    const Theme& t = theme();
    const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option);
    paintBox(painter, option->rect, t.field, t.line2, metrics::controlRadius);
    if (option->state & State_HasFocus)
        paintFocus(painter, option->rect, t.accent, metrics::controlRadius);
    if (!spin || spin->buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    for (const SubControl side : {SC_SpinBoxUp, SC_SpinBoxDown}) {
        const QRect place = QProxyStyle::subControlRect(CC_SpinBox, option, side, nullptr);
        const bool canStep =
            spin->stepEnabled & (side == SC_SpinBoxUp ? QAbstractSpinBox::StepUpEnabled
                                                      : QAbstractSpinBox::StepDownEnabled);
        const QRect mark(place.center() - QPoint(9, 7), QSize(16, 16));
        paintIcon(painter, mark, side == SC_SpinBoxUp ? Icon::ChevronUp : Icon::ChevronDown,
                  canStep ? t.text2 : t.bodyEdge);
    }
}

void MillwrightStyle::drawSlider(const QStyleOptionComplex* option, QPainter& painter) const
{
    const Theme& t = theme();
    const QRect handle = QProxyStyle::subControlRect(CC_Slider, option, SC_SliderHandle, nullptr);
    const QRect& rect = option->rect;
    const bool isHorizontal = option->state & State_Horizontal,
               isEnabled = option->state & State_Enabled;
    const QRect groove = isHorizontal
                             ? QRect(rect.x() + 2, rect.center().y() - 1, rect.width() - 4, 4)
                             : QRect(rect.center().x() - 1, rect.y() + 2, 4, rect.height() - 4);
    QRect done = groove;
    if (isHorizontal)
        done.setRight(handle.center().x());
    else
        done.setTop(handle.center().y());
    paintBox(painter, groove, t.chip, {}, 2);
    paintBox(painter, done, isEnabled ? t.accent : t.bodyEdge, {}, 2);
    const QRect knob(handle.center() - QPoint(6, 6), QSize(14, 14));
    paintBox(painter, knob, t.raised, isEnabled ? t.accent : t.bodyEdge, 7);
    if (option->state & State_HasFocus)
        paintFocus(painter, knob, t.accent, 7);
}

} // namespace millwright

#include "views/theme/MillwrightStyle.h"
#include "views/theme/Icon.h"
#include "views/theme/Paint.h"
#include "views/theme/ThemeManager.h"
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QPainter>
#include <QPushButton>
#include <QStyleOption>

// Frames, panels and the small indicators; controls are in MillwrightStyleControls.cpp, sizes in
// MillwrightStyleMetrics.cpp.
namespace millwright
{

MillwrightStyle::MillwrightStyle(const ThemeManager& themes)
    : QProxyStyle(QStringLiteral("Fusion")), m_themes(themes)
{
}

const Theme& MillwrightStyle::theme() const
{
    return m_themes.theme();
}

QPalette MillwrightStyle::standardPalette() const
{
    return theme().palette();
}

void MillwrightStyle::polish(QWidget* widget)
{
    QProxyStyle::polish(widget);
    // Rows, buttons and fields show that the pointer is over them; the base style asks for it only
    // for some.
    if (qobject_cast<QAbstractButton*>(widget) || qobject_cast<QComboBox*>(widget) ||
        qobject_cast<QAbstractSpinBox*>(widget))
        widget->setAttribute(Qt::WA_Hover);
    if (auto* view = qobject_cast<QAbstractItemView*>(widget))
        view->viewport()->setAttribute(Qt::WA_Hover);
}

void MillwrightStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option,
                                    QPainter* painter, const QWidget* widget) const
{
    if (!drawFrame(element, option, painter, widget) && !drawIndicator(element, option, painter))
        QProxyStyle::drawPrimitive(element, option, painter, widget);
}

bool MillwrightStyle::drawFrame(PrimitiveElement element, const QStyleOption* option,
                                QPainter* painter, const QWidget* widget) const
{
    const Theme& t = theme();
    const QRect& rect = option->rect;
    const bool isFocused = option->state & State_HasFocus;
    switch (element) {
    case PE_PanelButtonCommand:
        drawButtonPanel(option, *painter, widget);
        return true;
    case PE_PanelButtonTool:
        if (option->state & State_On)
            paintBox(*painter, rect, t.accentBg, {}, metrics::controlRadius);
        else if (option->state & State_Sunken)
            paintBox(*painter, rect, t.chip, {}, metrics::controlRadius);
        else if (option->state & State_MouseOver && option->state & State_Enabled)
            paintBox(*painter, rect, t.hover, {}, metrics::controlRadius);
        if (isFocused)
            paintFocus(*painter, rect, t.accent, metrics::controlRadius);
        return true;
    case PE_PanelLineEdit:
        if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
            frame && frame->lineWidth <= 0)
            return true;
        [[fallthrough]];
    case PE_FrameLineEdit:
        paintBox(*painter, rect, t.field, t.line2, metrics::controlRadius);
        if (isFocused)
            paintFocus(*painter, rect, t.accent, metrics::controlRadius);
        return true;
    case PE_FrameFocusRect:
        paintFocus(*painter, rect, t.accent, 3);
        return true;
    case PE_Frame:
    case PE_FrameMenu:
        painter->setPen(element == PE_Frame ? t.line : t.line2);
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(rect.adjusted(0, 0, -1, -1));
        return true;
    case PE_FrameGroupBox:
        paintBox(*painter, rect, {}, t.line2, metrics::cardRadius);
        return true;
    case PE_FrameTabWidget:
        painter->fillRect(rect.x(), rect.y(), rect.width(), 1, t.line);
        return true;
    case PE_FrameTabBarBase:
        painter->fillRect(rect.x(), rect.bottom(), rect.width(), 1, t.line);
        return true;
    case PE_FrameStatusBarItem:
    case PE_FrameDockWidget:
    case PE_FrameButtonTool:
        return true;
    case PE_PanelMenu:
        painter->fillRect(rect, t.raised);
        return true;
    case PE_PanelMenuBar:
        painter->fillRect(rect, t.panel);
        return true;
    case PE_PanelStatusBar:
        painter->fillRect(rect, t.win);
        painter->fillRect(rect.x(), rect.y(), rect.width(), 1, t.line);
        return true;
    case PE_PanelTipLabel:
        paintBox(*painter, rect, t.raised, t.line2, 0);
        return true;
    case PE_PanelItemViewRow:
    case PE_PanelItemViewItem:
        if (option->state & State_Selected)
            painter->fillRect(rect, t.accentBg);
        else if (element == PE_PanelItemViewItem && option->state & State_MouseOver &&
                 option->state & State_Enabled)
            painter->fillRect(rect, t.hover);
        return true;
    default:
        return false;
    }
}

bool MillwrightStyle::drawIndicator(PrimitiveElement element, const QStyleOption* option,
                                    QPainter* painter) const
{
    const Theme& t = theme();
    const QRect& rect = option->rect;
    const bool isEnabled = option->state & State_Enabled, isOn = option->state & State_On;
    const QColor ink = isEnabled ? t.text2 : t.bodyEdge;
    const QRect small = QRect(rect.center() - QPoint(7, 7), QSize(16, 16));
    switch (element) {
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck: {
        const bool isMixed = option->state & State_NoChange;
        const bool isFilled = (isOn || isMixed) && isEnabled;
        paintBox(*painter, rect, isFilled ? t.accent : t.field, isFilled ? t.accent : t.line2, 3);
        if (isOn || isMixed)
            paintIcon(*painter, rect, isMixed ? Icon::Minus : Icon::Check,
                      isEnabled ? t.onAccent : ink);
        return true;
    }
    case PE_IndicatorRadioButton:
        paintBox(*painter, rect, t.field, isOn ? t.accent : t.line2, rect.width() / 2);
        if (isOn)
            paintBox(*painter, rect.adjusted(4, 4, -4, -4), isEnabled ? t.accent : ink, {},
                     rect.width() / 2 - 4);
        return true;
    case PE_IndicatorArrowDown:
    case PE_IndicatorSpinDown:
        paintIcon(*painter, small, Icon::ChevronDown, ink);
        return true;
    case PE_IndicatorArrowUp:
    case PE_IndicatorSpinUp:
        paintIcon(*painter, small, Icon::ChevronUp, ink);
        return true;
    case PE_IndicatorArrowLeft:
        paintIcon(*painter, small, Icon::ChevronLeft, ink);
        return true;
    case PE_IndicatorArrowRight:
        paintIcon(*painter, small, Icon::ChevronRight, ink);
        return true;
    case PE_IndicatorHeaderArrow:
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option))
            if (header->sortIndicator != QStyleOptionHeader::None)
                paintIcon(*painter, small,
                          header->sortIndicator == QStyleOptionHeader::SortUp ? Icon::ChevronUp
                                                                              : Icon::ChevronDown,
                          ink);
        return true;
    case PE_IndicatorBranch:
        if (option->state & State_Children)
            paintIcon(*painter, small,
                      option->state & State_Open ? Icon::ChevronDown : Icon::ChevronRight, ink);
        return true;
    case PE_IndicatorToolBarSeparator:
        if (option->state & State_Horizontal)
            painter->fillRect(QRect(rect.center().x(), rect.center().y() - 9, 1, 20), t.line2);
        else
            painter->fillRect(QRect(rect.x() + 6, rect.center().y(), rect.width() - 12, 1),
                              t.line2);
        return true;
    case PE_IndicatorDockWidgetResizeHandle:
        painter->fillRect(rect, t.panel);
        if (option->state & State_Horizontal)
            painter->fillRect(rect.x(), rect.center().y(), rect.width(), 1, t.line);
        else
            painter->fillRect(rect.center().x(), rect.y(), 1, rect.height(), t.line);
        return true;
    default:
        return false;
    }
}

void MillwrightStyle::drawButtonPanel(const QStyleOption* option, QPainter& painter,
                                      const QWidget* widget) const
{
    const Theme& t = theme();
    const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
    const bool isEnabled = option->state & State_Enabled;
    const bool isPrimary = widget && widget->property(primaryButtonProperty).toBool() && isEnabled;
    const bool isDown = option->state & State_Sunken,
               isHovered = isEnabled && option->state & State_MouseOver;
    if (button && button->features & QStyleOptionButton::Flat && !isDown && !isHovered &&
        !(option->state & State_On)) {
        // Flat buttons are text until the pointer is over them.
    } else if (isPrimary) {
        const QColor fill = isDown      ? t.accent.darker(115)
                            : isHovered ? t.accent.lighter(108)
                                        : t.accent;
        paintBox(painter, option->rect, fill, {}, metrics::controlRadius);
    } else if (option->state & State_On) {
        const bool isAlarm = widget && widget->property(alarmButtonProperty).toBool();
        paintBox(painter, option->rect, isAlarm ? t.statusTint(Status::Error) : t.accentBg,
                 isAlarm ? t.status(Status::Error) : t.accentBg, metrics::controlRadius);
    } else {
        const QColor fill = !isEnabled ? t.panel : isDown ? t.chip : isHovered ? t.hover : t.raised;
        paintBox(painter, option->rect, fill, isEnabled ? t.line2 : t.line, metrics::controlRadius);
    }
    if (option->state & State_HasFocus) {
        if (isPrimary) // accent on accent would not be seen
            paintFocus(painter, option->rect.adjusted(2, 2, -2, -2), t.onAccent,
                       metrics::controlRadius - 1);
        else
            paintFocus(painter, option->rect, t.accent, metrics::controlRadius);
    }
}

} // namespace millwright

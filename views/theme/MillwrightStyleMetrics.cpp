#include "views/theme/MillwrightStyle.h"
#include "views/theme/ThemeManager.h"
#include <QStyleOption>

// Sizes and habits of the controls.
namespace millwright
{
namespace
{

/// The slider of a scroll bar without arrow buttons: at least 24 px, in proportion to the page.
QRect scrollSlider(const QStyleOptionSlider& bar)
{
    const bool isHorizontal = bar.orientation == Qt::Horizontal;
    const int length = isHorizontal ? bar.rect.width() : bar.rect.height();
    const qint64 range = qint64(bar.maximum) - bar.minimum;
    const int size =
        range <= 0
            ? length
            : std::clamp(static_cast<int>(qint64(length) * bar.pageStep / (range + bar.pageStep)),
                         std::min(24, length), length);
    const int start = QStyle::sliderPositionFromValue(bar.minimum, bar.maximum, bar.sliderPosition,
                                                      length - size, bar.upsideDown);
    return isHorizontal ? QRect(bar.rect.x() + start, bar.rect.y(), size, bar.rect.height())
                        : QRect(bar.rect.x(), bar.rect.y() + start, bar.rect.width(), size);
}

} // namespace

QRect MillwrightStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option,
                                      SubControl subControl, const QWidget* widget) const
{
    const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
    if (control == CC_ScrollBar && bar) {
        const QRect slider = scrollSlider(*bar);
        const bool isHorizontal = bar->orientation == Qt::Horizontal;
        QRect rest = bar->rect;
        switch (subControl) {
        case SC_ScrollBarSlider:
            return slider;
        case SC_ScrollBarGroove:
            return bar->rect;
        case SC_ScrollBarSubPage:
            isHorizontal ? rest.setRight(slider.left() - 1) : rest.setBottom(slider.top() - 1);
            return rest;
        case SC_ScrollBarAddPage:
            isHorizontal ? rest.setLeft(slider.right() + 1) : rest.setTop(slider.bottom() + 1);
            return rest;
        default:
            return {};
        }
    }
    if (control == CC_SpinBox && subControl == SC_SpinBoxEditField)
        return QProxyStyle::subControlRect(control, option, subControl, widget)
            .adjusted(4, 0, 0, 0);
    if (control == CC_ComboBox && subControl == SC_ComboBoxEditField)
        return option->rect.adjusted(8, 1, -22, -1);
    return QProxyStyle::subControlRect(control, option, subControl, widget);
}

QRect MillwrightStyle::subElementRect(SubElement element, const QStyleOption* option,
                                      const QWidget* widget) const
{
    const QRect base = QProxyStyle::subElementRect(element, option, widget);
    const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
    if (element == SE_LineEditContents && frame && frame->lineWidth > 0)
        return base.adjusted(4, 0, -2, 0);
    return base;
}

QSize MillwrightStyle::sizeFromContents(ContentsType contents, const QStyleOption* option,
                                        const QSize& size, const QWidget* widget) const
{
    const QSize base = QProxyStyle::sizeFromContents(contents, option, size, widget);
    switch (contents) {
    case CT_PushButton: {
        const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
        const bool hasMenu = button && button->features & QStyleOptionButton::HasMenu;
        return {size.width() + 20 + (hasMenu ? 6 : 0), metrics::buttonHeight};
    }
    case CT_LineEdit:
    case CT_SpinBox:
        return {base.width(), metrics::fieldHeight};
    case CT_ComboBox:
        return {size.width() + 34, metrics::buttonHeight};
    case CT_MenuBarItem:
        return {size.width() + 18, metrics::menuHeight};
    case CT_MenuItem: {
        const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
        if (item && item->menuItemType == QStyleOptionMenuItem::Separator)
            return {base.width(), 9};
        const bool hasShortcut = item && item->text.contains(QLatin1Char('\t'));
        return {size.width() + 36 + 28 + (hasShortcut ? 24 : 0), 26};
    }
    case CT_HeaderSection:
        return {base.width() + 8, metrics::tableRow};
    case CT_ItemViewItem:
        return {base.width(), std::max(base.height(), metrics::tableRow)};
    case CT_TabBarTab:
        return {size.width() + 8, 34};
    default:
        return base;
    }
}

int MillwrightStyle::pixelMetric(PixelMetric metric, const QStyleOption* option,
                                 const QWidget* widget) const
{
    switch (metric) {
    case PM_DefaultFrameWidth:
    case PM_MenuPanelWidth:
    case PM_ToolTipLabelFrameWidth:
        return 1;
    case PM_MenuVMargin:
        return 4;
    case PM_MenuHMargin:
        return 0;
    case PM_MenuBarHMargin:
        return 4;
    case PM_MenuBarPanelWidth: // counts above and below too
    case PM_MenuBarVMargin:
    case PM_MenuBarItemSpacing:
        return 0;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_TabBarIconSize:
    case PM_ListViewIconSize:
        return metrics::symbolSize;
    case PM_ToolBarIconSize:
        return 18;
    case PM_ToolBarItemMargin:
        return 4;
    case PM_ToolBarItemSpacing:
        return 4;
    case PM_ToolBarFrameWidth:
        return 0;
    case PM_ToolBarSeparatorExtent:
        return 16;
    case PM_ScrollBarExtent:
        return 11;
    case PM_ScrollBarSliderMin:
        return 24;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return 14;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return 8;
    case PM_SplitterWidth:
    case PM_DockWidgetSeparatorExtent:
        return 3;
    case PM_DockWidgetFrameWidth:
        return 0;
    case PM_DockWidgetTitleMargin:
        return 8;
    case PM_LayoutLeftMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutBottomMargin:
        return metrics::panelPadding;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return 2 * metrics::unit;
    case PM_TabBarTabHSpace:
        return 20;
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabOverlap:
        return 0;
    case PM_HeaderMargin:
    case PM_FocusFrameHMargin: // also the space before the text of a row
        return 6;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int MillwrightStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                               QStyleHintReturn* data) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_ComboBox_Popup:
    case SH_UnderlineShortcut:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
    case SH_MenuBar_AltKeyNavigation:
    case SH_MenuBar_MouseTracking:
    case SH_Menu_MouseTracking:
    case SH_ScrollBar_LeftClickAbsolutePosition:
        return 1;
    case SH_ItemView_ActivateItemOnSingleClick:
        return 0;
    case SH_TabBar_Alignment:
        return Qt::AlignLeft;
    case SH_GroupBox_TextLabelColor:
        return static_cast<int>(theme().text2.rgba());
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

} // namespace millwright

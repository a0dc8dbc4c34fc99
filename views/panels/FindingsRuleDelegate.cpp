#include "views/panels/FindingsRuleDelegate.h"
#include "views/models/FindingsRuleModel.h"
#include "views/panels/FindingsDelegate.h"
#include "views/theme/Icon.h"
#include "views/theme/Paint.h"
#include "views/theme/ThemeManager.h"
#include <QPainter>

namespace millwright
{

FindingsRuleDelegate::FindingsRuleDelegate(const ThemeManager& themes, QObject* parent)
    : QStyledItemDelegate(parent), m_themes(themes)
{
}

QSize FindingsRuleDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {160, metrics::tableRow};
}

void FindingsRuleDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const
{
    const Theme& t = m_themes.theme();
    const QRect& row = option.rect;
    if (option.state & QStyle::State_Selected)
        painter->fillRect(row, t.accentBg);
    else if (option.state & QStyle::State_MouseOver)
        painter->fillRect(row, t.hover);
    const auto state = static_cast<RuleState>(index.data(FindingsRuleModel::StateRole).toInt());
    const auto severity =
        static_cast<Severity>(index.data(FindingsRuleModel::SeverityRole).toInt());
    const Status mark = state == RuleState::Passed   ? Status::Ok
                        : state == RuleState::Found  ? statusOf(severity)
                        : state == RuleState::Failed ? Status::Error
                                                     : Status::None;
    paintStatusMark(*painter, QRect(row.x() + 14, row.center().y() - 5, 11, 11), mark, t);
    const QString stateText = index.data(FindingsRuleModel::StateTextRole).toString();
    painter->setFont(uiFont(type::hint));
    const int stateWidth = painter->fontMetrics().horizontalAdvance(stateText);
    painter->setPen(t.text2);
    painter->drawText(row.adjusted(0, 0, -metrics::panelPadding, 0),
                      Qt::AlignRight | Qt::AlignVCenter, stateText);
    painter->setPen(state == RuleState::NotRun ? t.text3 : t.text);
    paintText(*painter, row.adjusted(34, 0, -stateWidth - 20, 0), Qt::AlignLeft | Qt::AlignVCenter,
              index.data().toString());
    if (option.state & QStyle::State_HasFocus)
        paintFocus(*painter, row, t.accent, metrics::chipRadius);
}

} // namespace millwright

#include "views/panels/PriceDelegate.h"
#include "views/models/PriceTableModel.h"
#include "views/panels/ExplainDelegate.h"
#include "views/theme/Icon.h"
#include "views/theme/Paint.h"
#include "views/theme/ThemeManager.h"
#include <QPainter>

namespace millwright
{

PriceDelegate::PriceDelegate(const ThemeManager& themes, QObject* parent)
    : QStyledItemDelegate(parent), m_themes(themes)
{
}

void PriceDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const
{
    const Theme& t = m_themes.theme();
    const bool isUnpriced = index.data(PriceTableModel::IsUnpricedRole).toBool();
    if (index.column() == PriceTableModel::Effective && isUnpriced) {
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, t.accentBg);
        painter->fillRect(option.rect.adjusted(6, 5, -6, -5),
                          hatchBrush(t.line2, 6, painter->device()->devicePixelRatioF()));
        return;
    }
    if (index.column() != PriceTableModel::Basis)
        return QStyledItemDelegate::paint(painter, option, index);
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, t.accentBg);
    const QRect row = option.rect.adjusted(6, 0, -4, 0);
    const QString confidence = index.data(PriceTableModel::ConfidenceRole).toString();
    const Status status = confidence.isEmpty() ? isUnpriced ? Status::None : Status::Warning
                                               : confidenceMark(confidence);
    paintStatusMark(*painter, QRect(row.x(), row.center().y() - 4, 10, 10), status, t);
    painter->setFont(option.font);
    painter->setPen(isUnpriced ? t.text3 : t.text);
    paintText(*painter, row.adjusted(15, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
              index.data().toString());
    if (option.state & QStyle::State_HasFocus)
        paintFocus(*painter, option.rect, t.accent, metrics::chipRadius);
}

} // namespace millwright

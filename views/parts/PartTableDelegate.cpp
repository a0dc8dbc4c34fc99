#include "views/parts/PartTableDelegate.h"
#include "views/parts/PartCompareModel.h"
#include "views/theme/Icon.h"
#include "views/theme/Paint.h"
#include "views/theme/ThemeManager.h"
#include <QPainter>

namespace millwright
{

PartTableDelegate::PartTableDelegate(const ThemeManager& themes, QObject* parent)
    : QStyledItemDelegate(parent), m_themes(themes)
{
}

void PartTableDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const
{
    const Theme& t = m_themes.theme();
    const QRect& row = option.rect;
    const bool isHead = index.data(PartCompareModel::IsHeadRole).toBool();
    if (isHead)
        painter->fillRect(row, t.chip);
    else if (option.state & QStyle::State_Selected)
        painter->fillRect(row, t.accentBg);
    painter->fillRect(row.x(), row.bottom(), row.width(), 1, t.line);
    if (isHead) {
        painter->setFont(uiFont(type::body, QFont::DemiBold));
        painter->setPen(t.text2);
        painter->drawText(row.adjusted(10, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft,
                          index.data().toString());
    } else if (index.column() < PartCompareModel::firstPart) {
        const bool isDifferent = index.data(PartCompareModel::IsDifferentRole).toBool();
        if (index.column() == 0 && isDifferent)
            painter->fillRect(row.x(), row.y() + 4, 3, row.height() - 9, t.accent);
        painter->setFont(uiFont(type::body, isDifferent ? QFont::Medium : QFont::Normal));
        painter->setPen(index.column() == 0 ? (isDifferent ? t.text : t.text2) : t.text3);
        paintText(*painter, row.adjusted(10, 0, -4, 0), Qt::AlignVCenter | Qt::AlignLeft,
                  index.data().toString());
    } else {
        paintCell(*painter, row, index);
    }
    if (option.state & QStyle::State_HasFocus)
        paintFocus(*painter, row, t.accent, 0);
}

void PartTableDelegate::paintCell(QPainter& painter, const QRect& row,
                                  const QModelIndex& index) const
{
    const Theme& t = m_themes.theme();
    const bool isKnown = index.data(PartCompareModel::IsKnownRole).toBool();
    const bool isBest = index.data(PartCompareModel::IsBestRole).toBool();
    const QString confidence = index.data(PartCompareModel::ConfidenceRole).toString();
    painter.setFont(uiFont(type::hint));
    const int right = painter.fontMetrics().horizontalAdvance(confidence) + 10;
    painter.setPen(t.text3);
    painter.drawText(row.adjusted(0, 0, -8, 0), Qt::AlignVCenter | Qt::AlignRight, confidence);
    if (isBest)
        paintIcon(painter, QRect(row.x() + 4, row.center().y() - 6, 13, 13), Icon::Check,
                  t.status(Status::Ok));
    painter.setFont(uiFont(type::body, isBest ? QFont::DemiBold : QFont::Normal));
    painter.setPen(isKnown ? t.text : t.text3);
    paintText(painter, row.adjusted(20, 0, -right - 4, 0), Qt::AlignVCenter | Qt::AlignLeft,
              index.data().toString());
}

} // namespace millwright

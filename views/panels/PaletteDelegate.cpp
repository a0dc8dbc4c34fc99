#include "views/panels/PaletteDelegate.h"
#include "views/models/PaletteModel.h"
#include "views/theme/Icon.h"
#include "views/theme/Paint.h"
#include "views/theme/ThemeManager.h"
#include <QPainter>

namespace millwright
{
namespace
{

constexpr int headHeight = 26, textLeft = 54, figureWidth = 64;

} // namespace

PaletteDelegate::PaletteDelegate(const ThemeManager& themes, QObject* parent)
    : QStyledItemDelegate(parent), m_themes(themes)
{
}

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    return {120, index.data(PaletteModel::IsHeadRole).toBool() ? headHeight : metrics::listRow};
}

QRect PaletteDelegate::starRect(const QRect& row)
{
    return {row.right() - 26, row.top() + 4, 22, 20};
}

void PaletteDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const
{
    const Theme& t = m_themes.theme();
    const bool isCurrent = option.state & QStyle::State_Selected;
    const bool isHead = index.data(PaletteModel::IsHeadRole).toBool();
    if (isCurrent && !isHead)
        painter->fillRect(option.rect, t.accentBg);
    else if (option.state & QStyle::State_MouseOver)
        painter->fillRect(option.rect, t.hover);
    if (isHead)
        paintHead(*painter, option, index);
    else
        paintPart(*painter, option, index);
    if (option.state & QStyle::State_HasFocus)
        paintFocus(*painter, option.rect, t.accent, metrics::chipRadius);
}

void PaletteDelegate::paintHead(QPainter& painter, const QStyleOptionViewItem& option,
                                const QModelIndex& index) const
{
    const Theme& t = m_themes.theme();
    const QRect& row = option.rect;
    if (index.row() > 0)
        painter.fillRect(row.x(), row.y(), row.width(), 1, t.line);
    const bool isOpen = index.data(PaletteModel::IsOpenRole).toBool();
    paintIcon(painter, QRect(row.x() + 12, row.center().y() - 6, 12, 12),
              isOpen ? Icon::ChevronDown : Icon::ChevronRight, t.text3);
    painter.setFont(uiFont(type::body, QFont::Medium));
    painter.setPen(t.text2);
    painter.drawText(row.adjusted(30, 0, -60, 0), Qt::AlignVCenter | Qt::AlignLeft,
                     index.data().toString());
    painter.setFont(uiFont(type::hint));
    painter.setPen(t.text3);
    painter.drawText(row.adjusted(0, 0, -metrics::panelPadding, 0),
                     Qt::AlignVCenter | Qt::AlignRight,
                     index.data(PaletteModel::CountRole).toString());
}

void PaletteDelegate::paintPart(QPainter& painter, const QStyleOptionViewItem& option,
                                const QModelIndex& index) const
{
    const auto* model = static_cast<const PaletteModel*>(index.model());
    const PartSummary* part = model->part(index);
    if (!part)
        return;
    const Theme& t = m_themes.theme();
    const QRect& row = option.rect;
    const QColor& color = t.kind(part->kind);
    const QRect tile(row.x() + metrics::panelPadding, row.y() + 7, metrics::kindTile,
                     metrics::kindTile);
    paintBox(painter, tile, t.body, t.line2, metrics::chipRadius);
    painter.fillRect(tile.x() + 3, tile.bottom() - 1, tile.width() - 6, 2, color);
    paintIcon(painter, QRect(tile.center().x() - 7, tile.center().y() - 8, 16, 16),
              kindIcon(part->kind), color);

    const bool isFavourite = index.data(PaletteModel::IsFavouriteRole).toBool();
    const bool isHovered = option.state & QStyle::State_MouseOver;
    const int left = row.x() + textLeft;
    const int right = row.right() - (isFavourite || isHovered ? 28 : 8);
    painter.setFont(uiFont(type::body, QFont::Medium));
    painter.setPen(t.text);
    paintText(painter, QRect(left, row.y() + 6, right - left, 18), Qt::AlignLeft | Qt::AlignVCenter,
              index.data().toString());
    if (isFavourite || isHovered) {
        const QRect star = starRect(row);
        paintIcon(painter, QRect(star.center().x() - 6, star.center().y() - 6, 13, 13),
                  isFavourite ? Icon::StarFilled : Icon::Star, t.text3);
    }
    painter.setFont(uiFont(type::hint));
    painter.setPen(t.text2);
    int x = left;
    for (const QString& figure : keyFigures(*part)) {
        paintText(painter, QRect(x, row.y() + 24, figureWidth - 6, 16),
                  Qt::AlignLeft | Qt::AlignVCenter, figure);
        x += figureWidth;
    }
}

} // namespace millwright

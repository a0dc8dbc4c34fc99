#include "views/widgets/FigureDelegate.h"
#include "views/theme/ThemeManager.h"
#include <QPainter>
#include <QTableView>

namespace millwright
{
namespace
{

constexpr int cellPadding = 6, swatchSize = 10;

} // namespace

FigureDelegate::FigureDelegate(const ThemeManager& themes, int figureRole, QTableView* table)
    : QStyledItemDelegate(table), m_themes(themes), m_figureRole(figureRole)
{
    table->setItemDelegate(this);
    table->setMouseTracking(true);
    const auto ask = [this](const QModelIndex& index) {
        if (!index.data(m_figureRole).toString().isEmpty())
            emit explainRequested(index);
    };
    connect(table, &QTableView::clicked, this, ask);
    connect(table, &QTableView::activated, this, ask); // Enter
    connect(table, &QTableView::entered, table, [this, table](const QModelIndex& index) {
        table->viewport()->setCursor(index.data(m_figureRole).toString().isEmpty()
                                         ? Qt::ArrowCursor
                                         : Qt::PointingHandCursor);
    });
}

void FigureDelegate::setSwatch(int role, std::function<QColor(int)> swatch)
{
    m_swatchRole = role;
    m_swatch = std::move(swatch);
}

void FigureDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                           const QModelIndex& index) const
{
    QStyleOptionViewItem place = option;
    if (m_swatch && index.column() == 0)
        place.rect.setLeft(place.rect.left() + swatchSize + cellPadding);
    QStyledItemDelegate::paint(painter, place, index);
    if (m_swatch && index.column() == 0) {
        const QRect box(option.rect.left() + cellPadding,
                        option.rect.center().y() - swatchSize / 2 + 1, swatchSize, swatchSize);
        painter->fillRect(box, m_swatch(index.data(m_swatchRole).toInt()));
    }
    if (index.data(m_figureRole).toString().isEmpty())
        return;
    const int width = option.fontMetrics.horizontalAdvance(index.data().toString());
    const int right = option.rect.right() - cellPadding + 1, y = option.rect.center().y() + 8;
    painter->save();
    QPen pen(option.state & QStyle::State_MouseOver ? m_themes.theme().accent
                                                    : m_themes.theme().text3,
             1.0, Qt::DotLine);
    painter->setPen(pen);
    painter->drawLine(std::max(option.rect.left() + cellPadding, right - width), y, right, y);
    painter->restore();
}

} // namespace millwright

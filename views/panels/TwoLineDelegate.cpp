#include "views/panels/TwoLineDelegate.h"
#include "views/theme/Icon.h"
#include "views/theme/Paint.h"
#include "views/theme/ThemeManager.h"
#include <QPainter>

namespace millwright
{

TwoLineDelegate::TwoLineDelegate(const ThemeManager& themes, int detailRole, int goodRole,
                                 QObject* parent)
    : QStyledItemDelegate(parent), m_themes(themes), m_detailRole(detailRole), m_goodRole(goodRole)
{
}

void TwoLineDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const
{
    const Theme& t = m_themes.theme();
    const bool isCurrent = option.state & QStyle::State_Selected;
    painter->save();
    if (isCurrent)
        painter->fillRect(option.rect, t.accentBg);
    else if (option.state & QStyle::State_MouseOver)
        painter->fillRect(option.rect, t.hover);
    if (isCurrent)
        painter->fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())), t.accent);
    QRect text = option.rect.adjusted(metrics::panelPadding, 4, -8, -5);
    if (m_goodRole >= 0 && !index.data(m_goodRole).toBool()) {
        paintStatusMark(*painter, QRectF(text.left(), text.top() + 3, 12, 12), Status::Error, t);
        text.setLeft(text.left() + 18);
    }
    painter->setFont(uiFont(type::body, QFont::Medium));
    painter->setPen(t.text);
    paintText(*painter, QRect(text.left(), text.top(), text.width(), 18),
              Qt::AlignLeft | Qt::AlignVCenter, index.data().toString());
    painter->setFont(uiFont(type::hint));
    painter->setPen(t.text2);
    paintText(*painter, QRect(text.left(), text.top() + 18, text.width(), 17),
              Qt::AlignLeft | Qt::AlignVCenter, index.data(m_detailRole).toString());
    if (option.state & QStyle::State_HasFocus)
        paintFocus(*painter, option.rect, t.accent, 0);
    painter->restore();
}

QSize TwoLineDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {120, metrics::listRow - 2};
}

} // namespace millwright

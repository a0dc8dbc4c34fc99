#include "views/panels/ExplainDelegate.h"
#include "views/models/ExplainModel.h"
#include "views/theme/Icon.h"
#include "views/theme/Paint.h"
#include "views/theme/ThemeManager.h"
#include <QPainter>

namespace millwright
{
namespace
{

constexpr int oneLine = 26, twoLines = 40;

bool hasSecondLine(const QModelIndex& index)
{
    return !index.data(ExplainModel::SourceRole).toString().isEmpty() ||
           !index.data(ExplainModel::ConfidenceRole).toString().isEmpty();
}

} // namespace

Status confidenceMark(const QString& confidence)
{
    if (confidence == u"verified" || confidence == u"quoted")
        return Status::Ok;
    if (confidence == u"secondary" || confidence == u"derived")
        return Status::Info;
    return confidence.isEmpty() ? Status::None : Status::Warning;
}

ExplainDelegate::ExplainDelegate(const ThemeManager& themes, QObject* parent)
    : QStyledItemDelegate(parent), m_themes(themes)
{
}

QSize ExplainDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    return {120, hasSecondLine(index) ? twoLines : oneLine};
}

void ExplainDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const
{
    const Theme& t = m_themes.theme();
    const QRect row = option.rect.adjusted(2, 0, -metrics::panelPadding, 0);
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, t.accentBg);
    else if (option.state & QStyle::State_MouseOver)
        painter->fillRect(option.rect, t.hover);
    const bool isTwo = hasSecondLine(index);
    const QRect first(row.x(), row.y() + (isTwo ? 4 : 0), row.width(), isTwo ? 18 : row.height());
    const QString value = index.data(ExplainModel::ValueRole).toString();
    painter->setFont(uiFont(type::body, QFont::Medium));
    painter->setPen(t.text);
    const int valueWidth = painter->fontMetrics().horizontalAdvance(value);
    painter->drawText(first, Qt::AlignRight | Qt::AlignVCenter, value);
    painter->setFont(uiFont());
    painter->setPen(index.data(ExplainModel::IsReferenceRole).toBool() ? t.accentText : t.text);
    paintText(*painter, first.adjusted(0, 0, -valueWidth - 10, 0), Qt::AlignLeft | Qt::AlignVCenter,
              index.data().toString());
    if (isTwo) {
        QRect second(row.x(), row.y() + 21, row.width(), 15);
        const QString confidence = index.data(ExplainModel::ConfidenceRole).toString();
        painter->setFont(uiFont(type::hint));
        painter->setPen(t.text3);
        if (!confidence.isEmpty()) {
            paintStatusMark(*painter, QRect(second.x(), second.center().y() - 4, 10, 10),
                            confidenceMark(confidence), t);
            second.setLeft(second.x() + 15);
        }
        QString words = index.data(ExplainModel::SourceRole).toString();
        if (!confidence.isEmpty())
            words = words.isEmpty() ? confidence : confidence + QStringLiteral(" · ") + words;
        paintText(*painter, second, Qt::AlignLeft | Qt::AlignVCenter, words);
    }
    if (option.state & QStyle::State_HasFocus)
        paintFocus(*painter, option.rect, t.accent, metrics::chipRadius);
}

} // namespace millwright

#include "views/panels/FindingsDelegate.h"
#include "views/theme/Icon.h"
#include "views/theme/Paint.h"
#include "views/theme/ThemeManager.h"
#include <QPainter>
#include <QStyle>
#include <QWidget>

namespace millwright
{
namespace
{

constexpr int left = 34, top = 9, lineHeight = 17, gap = 6, mostLines = 5;

int linesOf(const QFontMetrics& font, int width, const QString& words)
{
    return font.boundingRect(QRect(0, 0, width, 1000), Qt::TextWordWrap, words).height() /
           std::max(1, font.lineSpacing());
}

/// The words as far as they fill `lines`, with an ellipsis where they go on.
QString fitted(const QFontMetrics& font, int width, int lines, const QString& words)
{
    if (linesOf(font, width, words) <= lines)
        return words;
    qsizetype fits = 0, over = words.size();
    while (over - fits > 1) {
        const qsizetype half = (fits + over) / 2;
        (linesOf(font, width, words.left(half) + u'…') <= lines ? fits : over) = half;
    }
    return words.left(fits) + u'…';
}

QString noteOf(const Finding& finding)
{
    QStringList notes;
    if (finding.isWaived)
        notes += FindingsDelegate::tr("accepted");
    if (finding.hasStaleWaiver)
        notes += FindingsDelegate::tr("was accepted, got worse since");
    if (finding.isStale)
        notes += FindingsDelegate::tr("being calculated anew");
    return notes.join(QStringLiteral(" · "));
}

} // namespace

Status statusOf(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return Status::Error;
    case Severity::Warning:
        return Status::Warning;
    case Severity::Info:
        return Status::Info;
    }
    return Status::Info;
}

FindingsDelegate::FindingsDelegate(const ThemeManager& themes, QObject* parent)
    : QStyledItemDelegate(parent), m_themes(themes)
{
}

void FindingsDelegate::setHot(int row, FindingHit hit)
{
    m_hotRow = row;
    m_hot = hit;
}

int FindingsDelegate::rowWidth(const QWidget* list)
{
    if (!list)
        return metrics::rightDock;
    return list->width() - list->style()->pixelMetric(QStyle::PM_ScrollBarExtent, nullptr, list);
}

FindingLayout FindingsDelegate::layoutOf(const FindingsModel& model, int row, int width) const
{
    const Finding& finding = model.finding(row);
    FindingLayout place;
    place.mark = {12, top + 1, 14, 14};
    const int room = std::max(60, width - left - metrics::panelPadding);
    place.accept = {width - 30, top - 5, 24, 24};
    const QFontMetrics head(uiFont(type::body, QFont::Medium)), small(uiFont(type::hint));
    const QString words = model.text(row);
    int lines = 1;
    if (head.horizontalAdvance(words) > room - 22)
        lines = std::clamp(linesOf(head, room - 22, words), 1, mostLines);
    int y = top;
    place.text = {left, y, room - 22, lines * lineHeight};
    y += lines * lineHeight;
    if (!model.measureText(row).isEmpty()) {
        place.measure = {left, y, room, 16};
        y += 16;
    }
    if (!noteOf(finding).isEmpty()) {
        place.note = {left, y, room, 16};
        y += 16;
    }
    int x = left;
    const std::size_t subjects = std::min(finding.subjects.size(), mostSubjects);
    for (std::size_t i = 0; i < subjects; ++i) {
        const int w = std::min(room, small.horizontalAdvance(model.subjectText(row, i)) + 2);
        if (x > left && x + w > left + room - 30)
            break;
        place.subjects.push_back({x, y + 1, w, 16});
        x += w + 10;
    }
    if (subjects > 0)
        y += 18;
    x = left;
    const std::size_t fixes = std::min(finding.fixes.size(), mostFixes);
    const QFontMetrics button(uiFont(type::hint, QFont::Medium));
    for (std::size_t i = 0; i < fixes; ++i) {
        const QString title = QString::fromStdString(formatMessage(finding.fixes[i].title));
        const int w = std::min(room, button.horizontalAdvance(title) + (i == 0 ? 34 : 18));
        if (x > left && x + w > left + room) {
            x = left;
            y += metrics::smallButtonHeight + 4;
        }
        place.fixes.push_back({x, y + 4, w, metrics::smallButtonHeight});
        x += w + gap;
    }
    if (fixes > 0)
        y += metrics::smallButtonHeight + 6;
    place.height = y + top;
    return place;
}

FindingHit FindingsDelegate::hitTest(const FindingsModel& model, int row, int width,
                                     QPoint at) const
{
    const FindingLayout place = layoutOf(model, row, width);
    for (std::size_t i = 0; i < place.subjects.size(); ++i)
        if (place.subjects[i].contains(at))
            return {FindingHit::Kind::Subject, i};
    for (std::size_t i = 0; i < place.fixes.size(); ++i)
        if (place.fixes[i].contains(at))
            return {FindingHit::Kind::Fix, i};
    if (place.accept.contains(at))
        return {FindingHit::Kind::Accept, 0};
    return {};
}

QSize FindingsDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto& model = static_cast<const FindingsModel&>(*index.model());
    const int width = rowWidth(option.widget);
    if (width != m_heightsFor || m_heights.size() > 4096 + 2 * model.rowCount()) {
        m_heights.clear();
        m_heightsFor = width;
    }
    const FindingsModel::Row& finding = model.shared(index.row());
    auto found = m_heights.constFind(finding.get());
    if (found == m_heights.constEnd())
        found =
            m_heights.insert(finding.get(), {finding, layoutOf(model, index.row(), width).height});
    return {width, found->height};
}

void FindingsDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                             const QModelIndex& index) const
{
    const Theme& t = m_themes.theme();
    const auto& model = static_cast<const FindingsModel&>(*index.model());
    const QRect& row = option.rect;
    const FindingLayout place = layoutOf(model, index.row(), rowWidth(option.widget));
    const bool isCurrent = option.state & QStyle::State_Selected;
    const bool isHovered = option.state & QStyle::State_MouseOver;
    if (isCurrent)
        painter->fillRect(row, t.accentBg);
    else if (isHovered)
        painter->fillRect(row, t.hover);
    painter->fillRect(row.x(), row.bottom(), row.width(), 1, t.line);
    painter->save();
    painter->translate(row.topLeft());
    paintStatusMark(*painter, place.mark,
                    model.finding(index.row()).isWaived
                        ? Status::None
                        : statusOf(model.finding(index.row()).severity),
                    t);
    paintWords(*painter, model, index.row(), place);
    paintButtons(*painter, model, index.row(), place);
    if (isCurrent || isHovered) {
        const bool isHot = m_hotRow == index.row() && m_hot.kind == FindingHit::Kind::Accept;
        if (isHot)
            paintBox(*painter, place.accept, t.raised, t.line2, metrics::controlRadius);
        paintIcon(*painter, place.accept.adjusted(5, 5, -5, -5),
                  model.finding(index.row()).isWaived ? Icon::Undo : Icon::Check,
                  isHot ? t.text : t.text3);
    }
    painter->restore();
    if (option.state & QStyle::State_HasFocus)
        paintFocus(*painter, row.adjusted(1, 1, -1, -1), t.accent, metrics::chipRadius);
}

void FindingsDelegate::paintWords(QPainter& painter, const FindingsModel& model, int row,
                                  const FindingLayout& place) const
{
    const Theme& t = m_themes.theme();
    const Finding& finding = model.finding(row);
    const bool isPale = finding.isWaived || finding.isStale;
    painter.setFont(uiFont(type::body, QFont::Medium));
    painter.setPen(isPale ? t.text2 : t.text);
    painter.drawText(place.text, Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignTop,
                     fitted(painter.fontMetrics(), place.text.width(), place.text.height() / lineHeight,
                            model.text(row)));
    painter.setFont(uiFont(type::hint));
    painter.setPen(t.text2);
    if (place.measure.isValid())
        paintText(painter, place.measure, Qt::AlignLeft | Qt::AlignVCenter, model.measureText(row));
    if (place.note.isValid()) {
        painter.setPen(t.text3);
        paintText(painter, place.note, Qt::AlignLeft | Qt::AlignVCenter, noteOf(finding));
    }
    for (std::size_t i = 0; i < place.subjects.size(); ++i) {
        const bool isHot = m_hotRow == row && m_hot == FindingHit{FindingHit::Kind::Subject, i};
        painter.setPen(t.accentText);
        const int drawn = paintText(painter, place.subjects[i], Qt::AlignLeft | Qt::AlignVCenter,
                                    model.subjectText(row, i));
        if (isHot)
            painter.drawLine(place.subjects[i].left(), place.subjects[i].bottom() - 1,
                             place.subjects[i].left() + drawn, place.subjects[i].bottom() - 1);
    }
    const std::size_t hidden = finding.subjects.size() - place.subjects.size();
    if (hidden > 0 && !place.subjects.empty()) {
        painter.setPen(t.text3);
        painter.drawText(place.subjects.back()
                             .translated(place.subjects.back().width() + 10, 0)
                             .adjusted(0, 0, 60, 0),
                         Qt::AlignLeft | Qt::AlignVCenter, QStringLiteral("+%1").arg(hidden));
    }
}

void FindingsDelegate::paintButtons(QPainter& painter, const FindingsModel& model, int row,
                                    const FindingLayout& place) const
{
    const Theme& t = m_themes.theme();
    const Finding& finding = model.finding(row);
    painter.setFont(uiFont(type::hint, QFont::Medium));
    for (std::size_t i = 0; i < place.fixes.size(); ++i) {
        const bool isHot = m_hotRow == row && m_hot == FindingHit{FindingHit::Kind::Fix, i};
        paintBox(painter, place.fixes[i], isHot ? t.hover : t.raised, isHot ? t.accent : t.line2,
                 metrics::controlRadius);
        QRect words = place.fixes[i].adjusted(9, 0, -7, 0);
        if (i == 0) { // the fix that is offered first has the wand
            paintIcon(painter, QRect(words.x() - 2, words.center().y() - 6, 13, 13), Icon::Wand,
                      t.accentText);
            words.setLeft(words.x() + 16);
        }
        painter.setPen(t.text);
        paintText(painter, words, Qt::AlignLeft | Qt::AlignVCenter,
                  QString::fromStdString(formatMessage(finding.fixes[i].title)));
    }
}

} // namespace millwright

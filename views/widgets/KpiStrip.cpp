#include "views/widgets/KpiStrip.h"
#include "views/theme/ThemeManager.h"
#include <QPainter>
#include <QTextLayout>
#include <algorithm>

namespace millwright
{
namespace
{

constexpr int reasonWidth = 88;
constexpr int detailCellWidth = 136; ///< narrower cells show no second part of the unit
constexpr int smallestCellWidth = 112;

} // namespace

KpiStrip::KpiStrip(const ThemeManager& themes, QWidget* parent) : QWidget(parent), m_themes(themes)
{
    setFixedHeight(metrics::kpiHeight);
    setAccessibleName(tr("Key figures"));
    m_reason.title = tr("Last edit");
}

void KpiStrip::setValues(const std::vector<KpiValue>& values)
{
    while (m_cells.size() > values.size()) {
        delete m_cells.back();
        m_cells.pop_back();
    }
    while (m_cells.size() < values.size()) {
        auto* cell = new KpiCell(m_themes, this);
        connect(cell, &KpiCell::clicked, this,
                [this, cell] { emit metricClicked(cell->value().metric); });
        m_cells.push_back(cell);
    }
    for (std::size_t i = 0; i < values.size(); ++i)
        m_cells[i]->setValue(values[i]);
    arrange();
}

void KpiStrip::setReason(const KpiReason& reason)
{
    m_reason = reason;
    setAccessibleDescription(reason.title + u' ' + reason.detail);
    update();
}

int KpiStrip::visibleCellCount() const
{
    return static_cast<int>(std::count_if(m_cells.begin(), m_cells.end(),
                                          [](const KpiCell* c) { return !c->isHidden(); }));
}

QSize KpiStrip::sizeHint() const
{
    return {reasonWidth + static_cast<int>(m_cells.size()) * 140, metrics::kpiHeight};
}

QSize KpiStrip::minimumSizeHint() const
{
    return {reasonWidth + 2 * smallestCellWidth, metrics::kpiHeight};
}

void KpiStrip::resizeEvent(QResizeEvent*)
{
    arrange();
}

void KpiStrip::arrange()
{
    if (m_cells.empty())
        return;
    std::vector<KpiCell*> shown = m_cells;
    std::vector<KpiCell*> byImportance = m_cells;
    std::stable_sort(byImportance.begin(), byImportance.end(),
                     [](const KpiCell* a, const KpiCell* b) {
                         return a->value().importance > b->value().importance;
                     });
    const int space = width() - reasonWidth;
    while (byImportance.size() > 2 &&
           space < static_cast<int>(byImportance.size()) * smallestCellWidth)
        byImportance.resize(byImportance.size() -
                            std::min<std::size_t>(2, byImportance.size() - 2));
    std::erase_if(shown, [&](KpiCell* cell) {
        return std::find(byImportance.begin(), byImportance.end(), cell) == byImportance.end();
    });
    const int count = static_cast<int>(shown.size());
    for (KpiCell* cell : m_cells)
        cell->setVisible(std::find(shown.begin(), shown.end(), cell) != shown.end());
    for (int i = 0; i < count; ++i) {
        const int left = reasonWidth + space * i / count,
                  right = reasonWidth + space * (i + 1) / count;
        KpiCell* cell = shown[static_cast<std::size_t>(i)];
        cell->setUnitDetailShown(space / count >= detailCellWidth);
        cell->setGeometry(left, 1, right - left, height() - 1);
    }
}

void KpiStrip::paintEvent(QPaintEvent*)
{
    const Theme& t = m_themes.theme();
    QPainter painter(this);
    painter.fillRect(rect(), t.panel);
    if (m_reason.isPreview) {
        painter.setPen(QPen(m_reason.status == Status::Error ? t.status(Status::Error) : t.accent,
                            1, Qt::CustomDashLine));
        QPen dashes = painter.pen();
        dashes.setDashPattern({4, 3});
        painter.setPen(dashes);
        painter.drawLine(QLineF(0, 0.5, width(), 0.5)); // the whole first row at every density
    } else {
        painter.fillRect(0, 0, width(), 1, t.line);
    }
    painter.setFont(uiFont(type::hint, QFont::DemiBold));
    painter.setPen(m_reason.status == Status::Error ? t.status(Status::Error) : t.accentText);
    const QRect words(metrics::panelPadding, 8, reasonWidth - metrics::panelPadding - 4, 15);
    painter.drawText(
        words, Qt::AlignLeft | Qt::AlignVCenter,
        painter.fontMetrics().elidedText(m_reason.title, Qt::ElideRight, words.width()));
    painter.setFont(uiFont(type::hint));
    painter.setPen(t.text3);
    // Two whole lines; a third one would be cut in its middle.
    const QRect detail(words.x(), words.bottom() + 1, words.width(),
                       2 * painter.fontMetrics().lineSpacing());
    painter.setClipRect(detail);
    painter.drawText(detail, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, m_reason.detail);
}

} // namespace millwright

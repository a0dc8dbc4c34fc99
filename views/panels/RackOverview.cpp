#include "views/panels/RackOverview.h"
#include "views/theme/Paint.h"
#include "views/theme/ThemeManager.h"
#include <QPainter>
#include <QWheelEvent>

namespace millwright
{
namespace
{

constexpr int boxWidth = 12, boxHeight = 28, boxTop = 28, pitch = 14, rowGap = 26, leastRow = 64;

} // namespace

RackOverview::RackOverview(RackView& view, const ThemeManager& themes, QWidget* parent)
    : QWidget(parent), m_view(view), m_themes(themes)
{
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(tr("Rows of racks"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&view, &RackView::rowsChanged, this, [this] {
        m_lefts.clear();
        int x = metrics::panelPadding;
        for (int row = 0; row < static_cast<int>(m_view.scene().rows().size()); ++row) {
            m_lefts.push_back(x);
            x += widthOf(row) + rowGap;
        }
        scrollTo(m_scroll);
    });
    connect(&view, &RackView::rowChanged, this, &RackOverview::showCurrent);
    connect(&view, &RackView::viewMoved, this, qOverload<>(&QWidget::update));
}

int RackOverview::widthOf(int row) const
{
    const auto count = m_view.scene().rows()[static_cast<std::size_t>(row)].racks.size();
    return std::max(leastRow, static_cast<int>(count) * pitch);
}

int RackOverview::leftOf(int row) const
{
    return m_lefts[static_cast<std::size_t>(row)] - m_scroll;
}

QRect RackOverview::boxOf(int row, int rack) const
{
    if (row < 0 || row >= static_cast<int>(m_lefts.size()))
        return {};
    return {leftOf(row) + rack * pitch, boxTop, boxWidth, boxHeight};
}

void RackOverview::scrollTo(int x)
{
    const int last = static_cast<int>(m_lefts.size()) - 1;
    const int whole = last < 0 ? 0 : m_lefts.back() + widthOf(last) + rowGap;
    m_scroll = std::clamp(x, 0, std::max(0, whole - width()));
    update();
}

void RackOverview::showCurrent()
{
    const int row = m_view.row();
    if (row < 0 || row >= static_cast<int>(m_lefts.size()))
        return;
    const int left = m_lefts[static_cast<std::size_t>(row)];
    if (left < m_scroll || left + std::min(width() / 2, widthOf(row)) > m_scroll + width())
        scrollTo(left - metrics::panelPadding);
    update();
}

void RackOverview::paintEvent(QPaintEvent*)
{
    const Theme& t = m_themes.theme();
    QPainter painter(this);
    painter.fillRect(rect(), t.panel);
    painter.fillRect(0, height() - 1, width(), 1, t.line);
    const auto& rows = m_view.scene().rows();
    for (int row = 0; row < static_cast<int>(m_lefts.size()); ++row) {
        const int left = leftOf(row);
        if (left > width())
            break;
        if (left + widthOf(row) < 0)
            continue;
        const bool isCurrent = row == m_view.row();
        painter.setFont(uiFont(type::hint, isCurrent ? QFont::DemiBold : QFont::Medium));
        painter.setPen(isCurrent ? t.text : t.text2);
        paintText(painter, QRect(left, 6, widthOf(row), 16), Qt::AlignLeft | Qt::AlignVCenter,
                  rows[static_cast<std::size_t>(row)].name);
        const auto& racks = rows[static_cast<std::size_t>(row)].racks;
        for (int i = 0; i < static_cast<int>(racks.size()); ++i) {
            const QRect box = boxOf(row, i);
            if (box.right() < 0 || box.left() > width())
                continue;
            const RackColumn& column = m_view.scene().column(racks[static_cast<std::size_t>(i)]);
            painter.fillRect(box, t.body);
            if (column.isSystem)
                painter.fillRect(box.adjusted(2, 2, -2, -2), t.kind(column.kind));
            for (const RackDevice& device : column.devices) {
                if (device.height == 0)
                    continue;
                const int top = box.bottom() - 1 -
                                (device.unit - 1 + device.height) * (boxHeight - 4) / column.units;
                const int high = std::max(1, device.height * (boxHeight - 4) / column.units);
                painter.fillRect(box.x() + 2, top, boxWidth - 4, high, t.kind(device.kind));
            }
        }
        if (isCurrent) {
            const RackLayout& layout = m_view.layoutNow();
            const QRect first = boxOf(row, layout.first);
            const QRect frame(first.x() - 2, first.y() - 3,
                              static_cast<int>(layout.racks.size()) * pitch + 2, boxHeight + 5);
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(t.accent, 2));
            painter.drawRect(frame);
        }
    }
    if (hasFocus())
        paintFocus(painter, rect().adjusted(2, 2, -2, -3), t.accent, metrics::controlRadius);
}

void RackOverview::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    scrollTo(m_scroll); // with more room nothing may need to be scrolled
    showCurrent();
}

void RackOverview::mousePressEvent(QMouseEvent* event)
{
    for (int row = 0; row < static_cast<int>(m_lefts.size()); ++row) {
        const int into = static_cast<int>(event->position().x()) - leftOf(row);
        if (into < -4 || into > widthOf(row) + 4)
            continue;
        m_view.setRow(row);
        const auto& racks = m_view.scene().rows()[static_cast<std::size_t>(row)].racks;
        const int rack = std::clamp(into / pitch, 0, static_cast<int>(racks.size()) - 1);
        m_view.setFirstRack(rack - static_cast<int>(m_view.layoutNow().racks.size()) / 2);
        return;
    }
}

void RackOverview::wheelEvent(QWheelEvent* event)
{
    const QPoint turn = event->angleDelta();
    scrollTo(m_scroll - (turn.x() != 0 ? turn.x() : turn.y()) / 2);
    event->accept();
}

void RackOverview::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Up)
        m_view.setRow(m_view.row() - 1);
    else if (event->key() == Qt::Key_Right || event->key() == Qt::Key_Down)
        m_view.setRow(m_view.row() + 1);
    else
        QWidget::keyPressEvent(event);
}

} // namespace millwright

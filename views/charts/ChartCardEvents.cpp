#include "views/charts/ChartCard.h"
#include "views/charts/ChartPicture.h"
#include "views/charts/ChartReadout.h"
#include "views/theme/Icon.h"
#include "views/theme/ThemeManager.h"
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QFileDialog>
#include <QGraphicsPathItem>
#include <QKeyEvent>
#include <QMenu>
#include <QPainterPath>
#include <QSettings>

namespace millwright
{
namespace
{

constexpr double reach = 13.0; ///< pixels around a mark that still mean it
const QString folderKey = QStringLiteral("charts/folder");

} // namespace

QPointF ChartCard::inChart(const QPoint& position) const
{
    return m_chart->mapFromScene(m_view->mapToScene(position));
}

QPoint ChartCard::positionOf(int mark) const
{
    const ChartMark& at = m_marks.at(mark);
    return m_view->mapFromScene(m_chart->mapToScene(m_chart->mapToPosition(at.to, at.series)));
}

QString ChartCard::readout() const
{
    return m_current >= 0 ? m_readout->text() : QString();
}

QString ChartCard::pressHint() const
{
    return m_current >= 0 && !m_marks.at(m_current).figure.isEmpty() ? tr("Press to explain")
                                                                     : QString();
}

void ChartCard::press()
{
    if (m_current >= 0 && !m_marks.at(m_current).figure.isEmpty())
        emit explainRequested(m_marks.at(m_current).figure);
}

void ChartCard::setCurrent(int mark)
{
    const int wanted = mark >= 0 && mark < m_marks.count() ? mark : -1;
    if (wanted == m_current)
        return;
    m_current = wanted;
    showCurrent();
    m_view->viewport()->setCursor(pressHint().isEmpty() ? Qt::ArrowCursor : Qt::PointingHandCursor);
}

/// The ring about the mark and the read-out beside it.
void ChartCard::showCurrent()
{
    QPainterPath ring;
    if (m_current < 0) {
        m_ring->setPath(ring);
        m_readout->hide();
        return;
    }
    const ChartMark& mark = m_marks.at(m_current);
    const QPointF from = m_chart->mapToPosition(mark.from, mark.series);
    const QPointF to = m_chart->mapToPosition(mark.to, mark.series);
    if (mark.from == mark.to)
        ring.addEllipse(to, 7.0, 7.0);
    else // along a bar
        ring.addRoundedRect(std::abs(from.x() - to.x()) < 0.5
                                ? QRectF(from, to).normalized().adjusted(-9.0, -2.0, 9.0, 2.0)
                                : QRectF(from, to).normalized().adjusted(-2.0, -9.0, 2.0, 9.0),
                            3.0, 3.0);
    m_ring->setPen(QPen(theme().accent, 2.0));
    m_ring->setPath(ring);
    m_readout->show(m_marks.name(m_current), m_marks.rows(m_current), pressHint(),
                    positionOf(m_current));
    m_view->setAccessibleDescription(m_readout->text());
}

void ChartCard::toggle(const QString& series)
{
    if (!m_hidden.remove(series))
        m_hidden.insert(series);
    rebuild();
}

bool ChartCard::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_view->viewport())
        return CardFrame::eventFilter(watched, event);
    if (event->type() == QEvent::MouseMove) {
        const QPointF at = inChart(static_cast<QMouseEvent*>(event)->position().toPoint());
        m_isByKey = false;
        setCurrent(m_marks.nearest(*m_chart, at, reach));
        if (m_current < 0)
            m_view->viewport()->setCursor(m_labels.toggleAt(at).isEmpty() ? Qt::ArrowCursor
                                                                          : Qt::PointingHandCursor);
    } else if (event->type() == QEvent::Leave && !m_isByKey) {
        setCurrent(-1);
    } else if (event->type() == QEvent::MouseButtonPress) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        emit touched();
        if (mouse->button() != Qt::LeftButton)
            return false;
        setFocus(Qt::MouseFocusReason);
        const QPointF at = inChart(mouse->position().toPoint());
        if (const QString series = m_labels.toggleAt(at); !series.isEmpty())
            toggle(series);
        else if (setCurrent(m_marks.nearest(*m_chart, at, reach)); m_current >= 0)
            press();
        return true;
    }
    return CardFrame::eventFilter(watched, event);
}

void ChartCard::keyPressEvent(QKeyEvent* event)
{
    const int count = m_marks.count();
    m_isByKey = true;
    switch (event->key()) {
    case Qt::Key_Right:
    case Qt::Key_Down:
        return setCurrent(std::min(count - 1, m_current + 1));
    case Qt::Key_Left:
    case Qt::Key_Up:
        return setCurrent(m_current < 0 ? count - 1 : std::max(0, m_current - 1));
    case Qt::Key_Home:
        return setCurrent(0);
    case Qt::Key_End:
        return setCurrent(count - 1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        return press();
    case Qt::Key_Escape:
        return setCurrent(-1);
    default:
        if (event->matches(QKeySequence::Copy))
            return copyTable();
        CardFrame::keyPressEvent(event);
    }
}

void ChartCard::focusInEvent(QFocusEvent* event)
{
    CardFrame::focusInEvent(event);
    emit touched();
    // The ring is for those who go by keys.
    setSelected(event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason ||
                event->reason() == Qt::ShortcutFocusReason);
}

void ChartCard::focusOutEvent(QFocusEvent* event)
{
    CardFrame::focusOutEvent(event);
    setSelected(false);
    if (event->reason() != Qt::PopupFocusReason && m_isByKey)
        setCurrent(-1);
}

void ChartCard::contextMenuEvent(QContextMenuEvent* event)
{
    if (!hasContent())
        return;
    emit touched();
    QMenu menu(this);
    fillMenu(menu);
    menu.exec(event->globalPos());
}

void ChartCard::fillMenu(QMenu& menu)
{
    if (!pressHint().isEmpty()) {
        menu.addAction(tr("&Explain %1").arg(m_marks.name(m_current)), this, [this] { press(); });
        menu.addSeparator();
    }
    for (const QString& series : m_toggles) {
        QAction* action =
            menu.addAction(tr("Show %1").arg(series), this, [this, series] { toggle(series); });
        action->setCheckable(true);
        action->setChecked(!isOut(series));
    }
    menu.addSeparator();
    menu.addAction(symbolIcon(Icon::Table, m_themes), tr("Copy as &table"), this,
                   &ChartCard::copyTable);
    menu.addAction(symbolIcon(Icon::Copy, m_themes), tr("Copy as &picture"), this,
                   &ChartCard::copyPicture);
    menu.addAction(symbolIcon(Icon::Export, m_themes), tr("&Save picture…"), this,
                   &ChartCard::askForFile);
}

void ChartCard::copyTable() const
{
    QApplication::clipboard()->setText(m_marks.table());
}

void ChartCard::copyPicture()
{
    setCurrent(-1); // neither ring nor read-out
    QApplication::clipboard()->setImage(chartImage(*this));
}

void ChartCard::askForFile()
{
    const QString folder = QSettings().value(folderKey).toString();
    QString path = QFileDialog::getSaveFileName(this, tr("Save picture"),
                                                (folder.isEmpty() ? QString() : folder + u'/') +
                                                    title() + QStringLiteral(".png"),
                                                tr("Pictures (*.png);;Drawings (*.svg)"));
    if (path.isEmpty())
        return;
    if (QFileInfo(path).suffix().isEmpty())
        path += QStringLiteral(".png");
    QSettings().setValue(folderKey, QFileInfo(path).absolutePath());
    savePicture(path);
}

bool ChartCard::savePicture(const QString& path)
{
    setCurrent(-1);
    const bool isGood = saveChart(*this, path);
    if (isGood)
        emit saved(path);
    else
        emit notSaved(path);
    return isGood;
}

} // namespace millwright

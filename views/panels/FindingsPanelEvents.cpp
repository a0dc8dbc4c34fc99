#include "views/panels/FindingsPanel.h"
#include "views/session/Session.h"
#include <QInputDialog>
#include <QKeyEvent>
#include <QListView>
#include <QMenu>
#include <QMouseEvent>

namespace millwright
{

void FindingsPanel::askToWaive(int row)
{
    const std::string key = m_model->finding(row).key();
    bool isAccepted = false;
    const QString reason = QInputDialog::getMultiLineText(
        this, tr("Accept finding"),
        m_model->text(row) + u'\n' + tr("Reason, as it should stand in the report:"), {},
        &isAccepted);
    const int now = m_model->rowOf(key); // the list may have moved on while the dialog was open
    if (isAccepted && now >= 0)
        waive(now, reason, QString::fromStdString(m_session.project().author));
}

void FindingsPanel::setHot(int row, FindingHit hit)
{
    if (row == m_hotRow && hit == m_hot)
        return;
    endFixPreview();
    m_hotRow = row;
    m_hot = hit;
    m_delegate->setHot(row, hit);
    m_list->viewport()->update();
    m_list->viewport()->setCursor(hit.kind == FindingHit::Kind::None ? Qt::ArrowCursor
                                                                     : Qt::PointingHandCursor);
    if (hit.kind == FindingHit::Kind::Fix)
        m_previewTimer.start();
}

void FindingsPanel::press(int row, FindingHit hit)
{
    switch (hit.kind) {
    case FindingHit::Kind::Subject:
        goTo(row, hit.index);
        return;
    case FindingHit::Kind::Fix:
        applyFix(row, hit.index);
        return;
    case FindingHit::Kind::Accept:
        if (m_model->finding(row).isWaived)
            takeBackWaiver(row);
        else
            askToWaive(row);
        return;
    case FindingHit::Kind::None:
        return;
    }
}

QPoint FindingsPanel::placeOf(int row, FindingHit hit) const
{
    const QRect rect = m_list->visualRect(m_model->index(row));
    const FindingLayout place =
        m_delegate->layoutOf(*m_model, row, FindingsDelegate::rowWidth(m_list));
    const QRect piece = hit.kind == FindingHit::Kind::Subject  ? place.subjects.at(hit.index)
                        : hit.kind == FindingHit::Kind::Fix    ? place.fixes.at(hit.index)
                        : hit.kind == FindingHit::Kind::Accept ? place.accept
                                                               : place.text;
    return rect.topLeft() + piece.center();
}

void FindingsPanel::showMenu(const QPoint& position)
{
    const QModelIndex index = m_list->indexAt(position);
    QMenu menu(this);
    if (index.isValid()) {
        const int row = index.row();
        const FindingsModel::Row finding = m_model->shared(row);
        for (std::size_t i = 0; i < finding->fixes.size(); ++i)
            menu.addAction(QString::fromStdString(formatMessage(finding->fixes[i].title)), this,
                           [this, row, i] { applyFix(row, i); });
        menu.addSeparator();
        menu.addAction(tr("Show on the plan"), this, [this, row] { goTo(row); });
        if (finding->isWaived)
            menu.addAction(tr("Take acceptance back"), this, [this, row] { takeBackWaiver(row); });
        else
            menu.addAction(tr("Accept with a reason …"), this, [this, row] { askToWaive(row); });
    }
    menu.addAction(tr("Copy list as text"), this, &FindingsPanel::copyAll);
    menu.exec(m_list->viewport()->mapToGlobal(position));
}

bool FindingsPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const QModelIndex index = m_list->currentIndex();
        if (index.isValid() && (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter)) {
            if (key->modifiers() & Qt::ControlModifier)
                applyFix(index.row(), 0);
            else
                goTo(index.row());
            return true;
        }
        if (key->matches(QKeySequence::Copy)) {
            copyAll();
            return true;
        }
        if (key->key() == Qt::Key_Menu && index.isValid()) {
            showMenu(m_list->visualRect(index).center());
            return true;
        }
    }
    if (watched == m_list->viewport()) {
        const auto hitAt = [this](QPoint at, int& row) {
            const QModelIndex index = m_list->indexAt(at);
            row = index.isValid() ? index.row() : -1;
            if (!index.isValid())
                return FindingHit{};
            return m_delegate->hitTest(*m_model, row, FindingsDelegate::rowWidth(m_list),
                                       at - m_list->visualRect(index).topLeft());
        };
        int row = -1;
        if (event->type() == QEvent::MouseMove) {
            const FindingHit hit = hitAt(static_cast<QMouseEvent*>(event)->pos(), row);
            setHot(row, hit);
        } else if (event->type() == QEvent::Leave) {
            setHot(-1, {});
        } else if (event->type() == QEvent::MouseButtonRelease) {
            const auto* mouse = static_cast<QMouseEvent*>(event);
            const FindingHit hit = hitAt(mouse->pos(), row);
            if (mouse->button() == Qt::LeftButton && hit.kind != FindingHit::Kind::None) {
                press(row, hit);
                return true;
            }
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace millwright

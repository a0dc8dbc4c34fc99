#include "views/panels/PaletteDelegate.h"
#include "views/panels/PalettePanel.h"
#include "views/widgets/SearchField.h"
#include <QKeyEvent>
#include <QListView>
#include <QMenu>

namespace millwright
{

void PalettePanel::showMenu(const QPoint& position)
{
    const QModelIndex index = m_list->indexAt(position);
    const QString id = index.data(PaletteModel::PartIdRole).toString();
    if (!m_model->part(index))
        return;
    QMenu menu(this);
    menu.addAction(tr("Place"), this, [this, index] { activate(index); });
    menu.addAction(isFavourite(id) ? tr("Remove from favourites") : tr("Add to favourites"), this,
                   [this, id] { toggleFavourite(id); });
    const QStringList chosen = selectedParts();
    emit menuRequested(&menu, chosen.contains(id) ? chosen : QStringList{id});
    menu.exec(m_list->viewport()->mapToGlobal(position));
}

bool PalettePanel::handleListKey(int key)
{
    const QModelIndex index = m_list->currentIndex();
    const bool isHead = index.isValid() && !m_model->part(index);
    switch (key) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (isHead)
            m_model->toggleSection(index);
        else
            activate(index);
        return true;
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Space:
        if (isHead) {
            const int row = index.row();
            m_model->toggleSection(index);
            m_list->setCurrentIndex(m_model->index(row));
        }
        return isHead;
    case Qt::Key_Asterisk:
        toggleFavourite(currentPart());
        return true;
    default:
        return false;
    }
}

bool PalettePanel::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (watched == m_list)
            return handleListKey(key);
        if (watched == m_search && (key == Qt::Key_Down || key == Qt::Key_Up)) {
            m_list->setFocus(Qt::TabFocusReason);
            if (!m_model->part(m_list->currentIndex()))
                m_list->setCurrentIndex(m_model->firstPart());
            return true;
        }
        if (watched == m_search && (key == Qt::Key_Return || key == Qt::Key_Enter)) {
            activate(m_model->part(m_list->currentIndex()) ? m_list->currentIndex()
                                                           : m_model->firstPart());
            return true;
        }
    }
    if (watched == m_list->viewport() && event->type() == QEvent::MouseButtonPress) {
        const auto* press = static_cast<QMouseEvent*>(event);
        const QModelIndex index = m_list->indexAt(press->pos());
        if (press->button() == Qt::LeftButton && index.isValid() && !m_model->part(index)) {
            m_model->toggleSection(index);
            return true;
        }
        if (press->button() == Qt::LeftButton && m_model->part(index) &&
            PaletteDelegate::starRect(m_list->visualRect(index)).contains(press->pos())) {
            toggleFavourite(index.data(PaletteModel::PartIdRole).toString());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace millwright

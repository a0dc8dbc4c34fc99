#include "views/DesignArea.h"
#include "views/DocumentController.h"
#include "views/FileCommands.h"
#include "views/MainWindow.h"
#include <QCloseEvent>
#include <QMimeData>
#include <QSettings>

namespace millwright
{
namespace
{

/// The first file among dragged things that can be opened.
QString droppedFile(const QMimeData* data)
{
    for (const QUrl& url : data->urls())
        if (url.isLocalFile() && url.fileName().endsWith(QLatin1String(".millwright")))
            return url.toLocalFile();
    return {};
}

} // namespace

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!m_files->confirmLeave()) {
        event->ignore();
        return;
    }
    m_documents->giveUp();
    QSettings().setValue(geometryKey, saveGeometry());
    m_area->saveLayout();
    event->accept();
}

void MainWindow::changeEvent(QEvent* event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::ActivationChange && isActiveWindow())
        m_documents->checkFile();
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    placeTitle();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (!droppedFile(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    const QString path = droppedFile(event->mimeData());
    if (path.isEmpty())
        return;
    event->acceptProposedAction();
    m_files->openPath(path);
}

} // namespace millwright

#include "views/FileCommands.h"
#include "model/export/BillExport.h"
#include "model/report/Bill.h"
#include "views/DocumentController.h"
#include "views/print/PlanImage.h"
#include "views/session/Session.h"
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>

namespace millwright
{
namespace
{

const QString folderKey = QStringLiteral("files/folder");
const QString projectEnding = QStringLiteral("millwright");
constexpr QSize planSize(2400, 1500); ///< pixels; a page at 200 per inch

QString lastFolder()
{
    const QString kept = QSettings().value(folderKey).toString();
    return QFileInfo(kept).isDir()
               ? kept
               : QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
}

void noteFolder(const QString& path)
{
    QSettings().setValue(folderKey, QFileInfo(path).absolutePath());
}

QString withEnding(const QString& path, const QString& ending)
{
    return QFileInfo(path).suffix().isEmpty() ? path + u'.' + ending : path;
}

} // namespace

FileCommands::FileCommands(Session& session, DocumentController& documents, QWidget& window)
    : QObject(&window), m_session(session), m_documents(documents), m_window(window)
{
    connect(&documents, &DocumentController::failed, this, &FileCommands::failed);
}

bool FileCommands::confirmLeave()
{
    if (!m_documents.hasUnsavedWork())
        return true;
    QMessageBox box(QMessageBox::Warning, tr("Save changes?"),
                    tr("%1 has changes that are not saved.").arg(m_documents.displayName()),
                    QMessageBox::NoButton, &m_window);
    box.setInformativeText(tr("Without saving they are lost."));
    box.setObjectName(QStringLiteral("closeQuestion"));
    auto* save = box.addButton(tr("Save"), QMessageBox::AcceptRole);
    auto* drop = box.addButton(tr("Do not save"), QMessageBox::DestructiveRole);
    box.addButton(QMessageBox::Cancel);
    box.setDefaultButton(save);
    box.exec();
    if (box.clickedButton() == save)
        return this->save();
    if (box.clickedButton() != drop)
        return false;
    m_documents.giveUp();
    return true;
}

void FileCommands::create()
{
    if (confirmLeave())
        m_documents.newDocument();
}

void FileCommands::open()
{
    const QString path =
        QFileDialog::getOpenFileName(&m_window, tr("Open"), lastFolder(),
                                     tr("Millwright designs (*.millwright);;All files (*)"));
    if (!path.isEmpty())
        openPath(path);
}

void FileCommands::openPath(const QString& path)
{
    if (!confirmLeave())
        return;
    noteFolder(path);
    m_documents.open(path);
}

void FileCommands::openExample(const QString& path)
{
    if (confirmLeave())
        m_documents.openCopy(path);
}

void FileCommands::recover(int index)
{
    const auto files = m_documents.recoverable();
    if (index >= 0 && index < static_cast<int>(files.size()) && confirmLeave())
        m_documents.recover(files[static_cast<std::size_t>(index)]);
}

void FileCommands::discardRecovered(int index)
{
    const auto files = m_documents.recoverable();
    if (index >= 0 && index < static_cast<int>(files.size()))
        m_documents.discard(files[static_cast<std::size_t>(index)]);
}

bool FileCommands::save()
{
    if (m_session.filePath().isEmpty() || m_session.isReadOnly())
        return saveAs();
    return m_documents.save();
}

bool FileCommands::saveAs()
{
    const QString path =
        askTarget(tr("Save as"), tr("Millwright designs (*.millwright)"), projectEnding);
    return !path.isEmpty() && m_documents.saveAs(path);
}

QString FileCommands::askTarget(const QString& title, const QString& filters, const QString& ending)
{
    QString name = QFileInfo(m_documents.displayName()).completeBaseName();
    name.replace(u'/', u'-');
    const QString folder = m_session.filePath().isEmpty()
                               ? lastFolder()
                               : QFileInfo(m_session.filePath()).absolutePath();
    QString chosen;
    const QString path = QFileDialog::getSaveFileName(
        &m_window, title, QDir(folder).filePath(name + u'.' + ending), filters, &chosen);
    if (path.isEmpty())
        return {};
    noteFolder(path);
    // "CSV table (*.csv)": the ending stands behind the last star.
    const QString wanted = chosen.section(QStringLiteral("*."), -1).remove(u')');
    return withEnding(path, wanted.isEmpty() ? ending : wanted);
}

void FileCommands::exportBill()
{
    const QString path = askTarget(tr("Export bill of materials"),
                                   tr("Excel workbook (*.xlsx);;CSV table (*.csv);;JSON (*.json)"),
                                   QStringLiteral("xlsx"));
    if (!path.isEmpty())
        exportBillTo(path);
}

bool FileCommands::exportBillTo(const QString& path)
{
    const auto& cost = m_session.results().cost;
    if (!cost) {
        emit failed(tr("The bill is not calculated yet."));
        return false;
    }
    const Result<Bill> bill = makeBill(m_session.project(), *cost);
    const Result<void> done =
        bill ? writeBill(*bill, toPath(path)) : Result<void>(bill.error());
    if (!done) {
        emit failed(messageText(done.error().message));
        return false;
    }
    emit exported(path);
    return true;
}

void FileCommands::exportPlan(Overlay overlay)
{
    const QString path =
        askTarget(tr("Export plan"), tr("Image (*.png);;Drawing (*.svg);;PDF page (*.pdf)"),
                  QStringLiteral("png"));
    if (!path.isEmpty())
        exportPlanTo(path, overlay);
}

bool FileCommands::exportPlanTo(const QString& path, Overlay overlay)
{
    PlanImageOptions options;
    options.size = planSize;
    options.overlay = overlay;
    options.hall = m_session.activeHall();
    const Result<void> done = renderPlan(
        {m_session.project(), m_session.results(), m_session.parameters(), m_session.rules()},
        toPath(path), options);
    if (!done) {
        emit failed(messageText(done.error().message));
        return false;
    }
    emit exported(path);
    return true;
}

} // namespace millwright

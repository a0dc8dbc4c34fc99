#include "views/parts/PartCommands.h"
#include "views/DocumentController.h"
#include "views/panels/PalettePanel.h"
#include "views/parts/PartCompareDialog.h"
#include "views/parts/PartEditor.h"
#include "views/parts/PartImportDialog.h"
#include "views/parts/PartReviewDialog.h"
#include "views/parts/WhereUsedDialog.h"
#include "views/session/Session.h"
#include "views/theme/ThemeManager.h"
#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QtConcurrent>

namespace millwright
{
namespace
{

const QString folderKey = QStringLiteral("import/folder");

/// The part of a row of the design; empty for rows that have none.
QString partOf(const Blueprint& blueprint, EntityId id)
{
    Symbol part;
    blueprint.forEachTable([&]<class T>(const Table<T>& rows) {
        if constexpr (requires(const T& row) { row.part; })
            if (const T* row = rows.find(Id<T>(id)))
                part = row->part;
    });
    return QString::fromStdString(part.str());
}

} // namespace

PartCommands::PartCommands(const Context& context) : QObject(context.window), m_context(context)
{
    connect(&m_check, &QFutureWatcherBase::finished, this, &PartCommands::onChecked);
    connect(&context.documents, &DocumentController::documentReplaced, this,
            &PartCommands::checkDesign);
    if (context.store) // it tells on the thread that stored
        m_slot = context.store->partsChanged.connect([this] {
            QMetaObject::invokeMethod(&m_context.palette, &PalettePanel::reload,
                                      Qt::QueuedConnection);
        });
}

PartCommands::~PartCommands()
{
    if (m_context.store)
        m_context.store->partsChanged.disconnect(m_slot);
    m_check.disconnect(this);
    m_check.waitForFinished();
}

QString PartCommands::currentPart() const
{
    const QString inPalette = m_context.palette.currentPart();
    const QWidget* focus = m_context.window->focusWidget();
    const bool isPaletteMeant = focus && m_context.palette.isAncestorOf(focus);
    const Selection& selection = m_context.session.selection();
    if (!(isPaletteMeant && !inPalette.isEmpty()) && !selection.isEmpty())
        if (const QString part = partOf(m_context.session.blueprint(), selection.first());
            !part.isEmpty())
            return part;
    return inPalette;
}

QStringList PartCommands::chosenParts() const
{
    QStringList parts = m_context.palette.selectedParts();
    const QString current = currentPart();
    if (current.isEmpty() || parts.contains(current))
        return parts;
    // The selection of the design is meant: its different parts stand side by side.
    parts.clear();
    for (const EntityId id : m_context.session.selection().ids())
        if (const QString part = partOf(m_context.session.blueprint(), id);
            !part.isEmpty() && !parts.contains(part))
            parts << part;
    return parts.isEmpty() ? QStringList{current} : parts;
}

bool PartCommands::isOwn(const QString& partId) const
{
    // Not the catalog itself, which may be busy storing while menus are brought up to date.
    const PartSummary* part = m_context.palette.model().find(partId);
    return part && (part->flags & PartUserOwned) != 0;
}

void PartCommands::open(QDialog* dialog)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void PartCommands::openEditor(const Part& part, bool isNew)
{
    auto* editor =
        new PartEditor(*m_context.store, m_context.themes, part,
                       isNew ? PartEditor::Mode::New : PartEditor::Mode::Change, m_context.window);
    connect(editor, &PartEditor::stored, this, &PartCommands::onStored);
    open(editor);
}

void PartCommands::create()
{
    if (!m_context.store)
        return;
    Part part;
    part.kind = PartKind::System;
    part.flags = PartUserOwned;
    openEditor(part, true);
}

void PartCommands::edit(const QString& partId)
{
    if (const PartPtr part = knownPart(partId))
        openEditor(*part, false);
}

void PartCommands::copy(const QString& partId)
{
    const PartPtr part = knownPart(partId);
    if (!part)
        return;
    Part copied = *part;
    copied.name = tr("%1 (copy)").arg(QString::fromStdString(part->name)).toStdString();
    copied.id = m_context.store->freeId(copied.vendor, copied.name);
    copied.revision = 1;
    openEditor(copied, true);
}

PartPtr PartCommands::knownPart(const QString& partId)
{
    const PartSource* parts = m_context.session.parts();
    if (!m_context.store || !parts)
        return nullptr;
    PartPtr part = parts->part(partId.toStdString());
    if (!part)
        emit said(Status::Warning, tr("The catalog has no part %1. A design keeps its own copies, "
                                      "but only parts of the catalog can be edited.")
                                       .arg(partId));
    return part;
}

void PartCommands::onStored(const QString& partId)
{
    const PartPtr part = m_context.session.parts()->part(partId.toStdString());
    if (!part)
        return;
    emit said(Status::Ok, tr("%1 is saved with your own parts.")
                              .arg(QString::fromStdString(part->displayName())));
    // The design's own copy does not change by itself: it is offered, with what it would do.
    const PartPtr own = m_context.session.project().parts.pointer(Symbol(part->id));
    if (!own)
        return;
    PartDifference difference = differenceOf(*own, *part);
    if (!difference.isEmpty())
        showReview({{own, part, std::move(difference)}});
}

void PartCommands::remove(const QString& partId)
{
    const PartPtr part = knownPart(partId);
    if (!part || !isOwn(partId))
        return;
    const bool hidesShipped = m_context.store->shippedPart(part->id).part != nullptr;
    QMessageBox box(QMessageBox::Warning, tr("Delete part?"),
                    tr("%1 is deleted from your own parts.")
                        .arg(QString::fromStdString(part->displayName())),
                    QMessageBox::Cancel, m_context.window);
    box.setInformativeText(hidesShipped
                               ? tr("The shipped part of this id shows again.")
                               : tr("Designs that use it keep their copy. This cannot be undone."));
    auto* confirm = box.addButton(tr("Delete"), QMessageBox::DestructiveRole);
    box.exec();
    if (box.clickedButton() != confirm)
        return;
    if (const auto done = m_context.store->deletePart(part->id); !done)
        emit said(Status::Error, messageText(done.error().message));
    else
        emit said(Status::Ok,
                  tr("%1 is deleted.").arg(QString::fromStdString(part->displayName())));
}

void PartCommands::compare(const QStringList& partIds)
{
    if (const PartSource* parts = m_context.session.parts())
        open(new PartCompareDialog(*parts, m_context.themes, partIds, m_context.window));
}

void PartCommands::whereUsed(const QString& partId)
{
    const PartPtr part = m_context.session.part(partId.toStdString());
    if (!part)
        return;
    auto* dialog = new WhereUsedDialog(m_context.session, part, m_context.documents.recentFiles(),
                                       m_context.window);
    connect(dialog, &WhereUsedDialog::revealRequested, this, &PartCommands::revealRequested);
    connect(dialog, &WhereUsedDialog::openRequested, dialog, [this, dialog](const QString& path) {
        dialog->close();
        emit openRequested(path);
    });
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show(); // not modal: what it shows is on the plan
}

void PartCommands::importTypes(bool isFolder)
{
    const QString start = QSettings().value(folderKey).toString();
    const QString path =
        isFolder ? QFileDialog::getExistingDirectory(m_context.window,
                                                     tr("Folder of device types"), start)
                 : QFileDialog::getOpenFileName(m_context.window, tr("Import device type"), start,
                                                tr("NetBox device types (*.yaml *.yml)"));
    if (!path.isEmpty())
        importPath(path);
}

void PartCommands::importTable()
{
    const QString path = QFileDialog::getOpenFileName(
        m_context.window, tr("Import table of parts"), QSettings().value(folderKey).toString(),
        tr("CSV tables (*.csv *.txt)"));
    if (!path.isEmpty())
        importPath(path);
}

void PartCommands::importPath(const QString& path)
{
    if (!m_context.store || !m_context.importer)
        return;
    QSettings().setValue(folderKey, QFileInfo(path).absolutePath());
    auto* dialog = new PartImportDialog({*m_context.importer, *m_context.store, m_context.themes},
                                        path, m_context.window);
    connect(dialog, &PartImportDialog::stored, this, [this](int parts) {
        emit said(Status::Ok, tr("Parts stored with your own: %1").arg(parts));
    });
    open(dialog);
}

void PartCommands::checkDesign()
{
    const PartSource* parts = m_context.session.parts();
    if (!parts || m_context.session.project().parts.all().empty()) {
        m_isChecking = false;
        m_check.setFuture({}); // what is still running was about another design
        return;
    }
    m_isChecking = true;
    m_check.setFuture(QtConcurrent::run([parts, library = m_context.session.project().parts] {
        return outdatedParts(library, *parts);
    }));
}

void PartCommands::onChecked()
{
    m_isChecking = false;
    if (m_check.future().resultCount() == 0)
        return;
    const std::size_t count = m_check.result().size();
    if (count == 0)
        return;
    FileNotice notice{Status::Info,
                      tr("The catalog holds other figures for parts of this design: %1").arg(count)};
    notice.choices.push_back({tr("Review"), [this] { review(); }});
    m_context.documents.propose(std::move(notice));
}

void PartCommands::review()
{
    const PartSource* parts = m_context.session.parts();
    if (!parts)
        return;
    auto outdated = outdatedParts(m_context.session.project().parts, *parts);
    if (outdated.empty())
        emit said(Status::Ok, tr("All parts of the design are as in the catalog."));
    else
        showReview(std::move(outdated));
}

void PartCommands::showReview(std::vector<OutdatedPart> outdated)
{
    auto* dialog = new PartReviewDialog(m_context.session, m_context.themes, std::move(outdated),
                                        m_context.window);
    connect(dialog, &PartReviewDialog::updated, this, [this](int count) {
        m_context.documents.withdraw();
        emit said(Status::Ok, tr("Parts of the design updated: %1").arg(count));
    });
    open(dialog);
}

} // namespace millwright

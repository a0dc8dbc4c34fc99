#include "views/ActionRegistry.h"
#include "views/CommandCollector.h"
#include "views/DesignArea.h"
#include "views/DesignCommands.h"
#include "views/DocumentController.h"
#include "views/MainWindow.h"
#include "views/canvas/PlanCanvas.h"
#include "views/panels/PalettePanel.h"
#include "views/panels/ProjectDialog.h"
#include "views/panels/ShortcutDialog.h"
#include "views/session/Session.h"
#include "views/widgets/CommandPalette.h"
#include "views/widgets/Toast.h"
#include <QMenu>
#include <QMessageBox>

namespace millwright
{
namespace
{

Status statusOf(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return Status::Error;
    case Severity::Warning:
        return Status::Warning;
    case Severity::Info:
        break;
    }
    return Status::Info;
}

} // namespace

void MainWindow::placePart(const QString& partId)
{
    const PartPtr part = m_session.part(partId.toStdString());
    if (!part) {
        sayMessage({"view.no-part", {partId.toStdString()}}, Severity::Warning);
        return;
    }
    if (!showsDesign())
        showWorkspace(0);
    switch (DesignCommands::targetOf(part->kind)) {
    case DesignCommands::Target::Floor:
        m_area->setWorkspace(0);
        m_area->canvas().beginPlacing(part);
        break;
    case DesignCommands::Target::Rack:
    case DesignCommands::Target::Hang:
        if (!DesignCommands::mountInSelection(m_session, part))
            return;
        break;
    case DesignCommands::Target::Bill:
        DesignCommands::addToBill(m_session, part);
        break;
    case DesignCommands::Target::Nowhere:
        sayMessage({"view.not-placed", {part->displayName()}}, Severity::Info);
        return;
    }
    m_area->palette().noteUsed(partId);
}

void MainWindow::reveal(EntityId id)
{
    showWorkspace(m_area->workspace());
    m_area->reveal({id});
}

void MainWindow::explain(const QString& metric)
{
    showWorkspace(m_area->workspace());
    m_area->explain(metric);
}

void MainWindow::openCommandPalette()
{
    m_actions->refresh();
    const CommandTargets targets{[this](const QString& id) { placePart(id); },
                                 [this](EntityId id) { reveal(id); },
                                 [this](Id<Hall> hall) {
                                     showWorkspace(0);
                                     m_session.setActiveHall(hall);
                                     m_area->canvas().fit();
                                 }};
    m_commands->open(collectCommands(*m_actions, m_session, m_area->palette().model(), targets));
}

void MainWindow::showProjectDialog()
{
    auto* dialog = new ProjectDialog(m_session, m_themes, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::showShortcuts()
{
    auto* dialog = new ShortcutDialog(*m_actions, m_themes, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::showAbout()
{
    auto* box = new QMessageBox(
        QMessageBox::NoIcon, tr("About Millwright"),
        tr("<b>Millwright %1</b><br>Designs AI factories: room, power, cooling, network, tokens "
           "and money in one model.<br><br>Free software under the GNU General Public License, "
           "version 3 or later. Built with Qt %2.")
            .arg(QStringLiteral(MILLWRIGHT_VERSION), QString::fromLatin1(qVersion())),
        QMessageBox::Close, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

void MainWindow::showContextMenu(EntityId id, const QPoint& globalPosition)
{
    m_actions->refresh();
    QMenu menu(this);
    const auto add = [&](std::initializer_list<const char*> ids) {
        for (const char* name : ids)
            menu.addAction(m_actions->action(QString::fromLatin1(name)));
        menu.addSeparator();
    };
    if (id != 0) {
        add({"edit.cut", "edit.copy", "edit.duplicate", "edit.delete"});
        add({"edit.rotate", "edit.lock", "design.fill-row"});
        add({"parts.edit", "parts.where-used", "parts.compare"});
        add({"view.fit-selection"});
    } else {
        add({"edit.paste", "edit.select-all"});
        add({"place.search", "view.fit"});
    }
    menu.exec(globalPosition);
}

void MainWindow::say(Status status, const QString& text)
{
    m_toast->say({status, text, {}, {}});
}

void MainWindow::sayMessage(const Message& message, Severity severity)
{
    say(statusOf(severity), messageText(message));
}

} // namespace millwright

#include "views/MainWindow.h"
#include "views/ActionRegistry.h"
#include "views/DesignArea.h"
#include "views/DocumentController.h"
#include "views/FileCommands.h"
#include "views/MainActions.h"
#include "views/MainToolBar.h"
#include "views/StatusLine.h"
#include "views/ThemeChoice.h"
#include "views/canvas/PlanCanvas.h"
#include "views/panels/NoticeBar.h"
#include "views/panels/PalettePanel.h"
#include "views/panels/StartPage.h"
#include "views/panels/WorkloadsWorkspace.h"
#include "views/parts/PartCommands.h"
#include "views/theme/ThemeManager.h"
#include "views/widgets/Labels.h"
#include "views/widgets/Toast.h"
#include <QApplication>
#include <QFileInfo>
#include <QMenu>
#include <QMenuBar>
#include <QSettings>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace millwright
{
namespace
{

constexpr QSize standardSize(1600, 1000);

} // namespace

MainWindow::MainWindow(const Context& context)
    : m_session(context.session), m_themes(context.themes), m_themeChoice(context.themeChoice),
      m_documents(new DocumentController(context.session, context.stateDirectory, this)),
      m_files(new FileCommands(context.session, *m_documents, *this)),
      m_actions(new ActionRegistry(context.themes, *this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setContextMenuPolicy(Qt::PreventContextMenu);
    setAcceptDrops(true);
    setMinimumSize(900, 600);
    buildCentre();
    m_parts = new PartCommands({m_session, m_themes, *m_documents, m_area->palette(), context.store,
                                context.importer, this});
    addFileActions(*m_actions, *this);
    addEditActions(*m_actions, *this);
    addViewActions(*m_actions, *this);
    addDesignActions(*m_actions, *this);
    addWorkloadActions(*m_actions, *this);
    addChartActions(*m_actions, *this);
    addPartActions(*m_actions, *this);
    buildMenus();
    connectSession();
    connectFiles();
    connectArea();
    connectParts();
    QList<QAction*> helpers;
    for (const char* id : {"design.fill-row", "design.connect-power", "design.connect-cooling",
                           "design.wire-fabric"})
        helpers << m_actions->action(QLatin1String(id));
    m_area->setHelpers(helpers);
    if (!restoreGeometry(QSettings().value(geometryKey).toByteArray()))
        resize(standardSize);
    m_area->restoreLayout();
    showStartPage();
}

MainWindow::~MainWindow() = default;

void MainWindow::buildCentre()
{
    auto* centre = new QWidget(this);
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_notice = new NoticeBar(m_themes, centre);
    m_stack = new QStackedWidget(centre);
    column->addWidget(m_notice);
    column->addWidget(m_stack, 1);
    m_start = new StartPage(*m_documents, m_themes, m_stack);
    m_area = new DesignArea(m_session, m_themes, m_stack);
    m_stack->addWidget(m_start);
    m_stack->addWidget(m_area);
    setCentralWidget(centre);
    m_status = new StatusLine(m_session, *m_documents, m_themes, this);
    setStatusBar(m_status);
    m_commands = new CommandPalette(m_themes, this);
    m_toast = new Toast(m_themes, this);
    m_toast->setBottomMargin(metrics::kpiHeight + metrics::statusHeight + 16);
}

void MainWindow::buildMenus()
{
    for (int i = 0; i < actionMenuCount; ++i) {
        const auto which = static_cast<ActionMenu>(i);
        auto* menu = new QMenu(u'&' + ActionRegistry::menuTitle(which), this);
        m_actions->fill(*menu, which);
        // States that nothing announces (a clipboard, a tool) are right at the latest here.
        connect(menu, &QMenu::aboutToShow, m_actions, &ActionRegistry::refresh);
        menuBar()->addMenu(menu);
    }
    m_title = makeLabel({}, TextTone::Label, type::body, QFont::Normal, menuBar());
    m_title->setTextFormat(Qt::PlainText);
    m_title->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_tools = new MainToolBar(*m_actions, m_themes, this);
    m_tools->setWorkspaces(m_area->workspaces());
    addToolBar(Qt::TopToolBarArea, m_tools);
    connect(m_tools, &MainToolBar::workspacePicked, this, &MainWindow::showWorkspace);
}

void MainWindow::connectSession()
{
    for (const auto signal : {&Session::selectionChanged, &Session::resultsChanged,
                              &Session::activeHallChanged, &Session::previewChanged})
        connect(&m_session, signal, m_actions, &ActionRegistry::refreshSoon);
    connect(&m_session, &Session::savedStateChanged, this, [this] {
        updateTitle();
        m_actions->refreshSoon();
    });
    connect(&m_session.undoStack(), &QUndoStack::indexChanged, m_actions,
            &ActionRegistry::refreshSoon);
    connect(&m_session, &Session::projectChanged, this, [this](const ChangeSet& changes) {
        if (changes.isEverything())
            updateTitle();
    });
    connect(&m_session, &Session::message, this, &MainWindow::sayMessage);
}

void MainWindow::connectFiles()
{
    connect(m_documents, &DocumentController::documentReplaced, this, [this] {
        updateTitle();
        showWorkspace(0);
    });
    connect(m_documents, &DocumentController::noticeChanged, this,
            [this] { m_notice->show(m_documents->notice() ? &*m_documents->notice() : nullptr); });
    connect(m_documents, &DocumentController::saved, this, [this] {
        updateTitle();
        m_actions->refreshSoon();
    });
    connect(m_files, &FileCommands::failed, this,
            [this](const QString& text) { say(Status::Error, text); });
    connect(m_files, &FileCommands::exported, this, [this](const QString& path) {
        say(Status::Ok, tr("%1 is written.").arg(QFileInfo(path).fileName()));
    });
    connect(m_start, &StartPage::newRequested, m_files, &FileCommands::create);
    connect(m_start, &StartPage::openRequested, m_files, &FileCommands::open);
    connect(m_start, &StartPage::fileRequested, m_files, &FileCommands::openPath);
    connect(m_start, &StartPage::exampleRequested, m_files, &FileCommands::openExample);
    connect(m_start, &StartPage::recoverRequested, m_files, &FileCommands::recover);
    connect(m_start, &StartPage::discardRequested, m_files, &FileCommands::discardRecovered);
}

void MainWindow::connectArea()
{
    PlanCanvas& canvas = m_area->canvas();
    connect(m_area, &DesignArea::hintChanged, m_status, &StatusLine::setHint);
    connect(&canvas, &PlanCanvas::cursorMoved, m_status, &StatusLine::setPointer);
    connect(&canvas, &PlanCanvas::toolChanged, m_actions, &ActionRegistry::refreshSoon);
    connect(&canvas, &PlanCanvas::overlayChanged, m_actions, &ActionRegistry::refreshSoon);
    connect(m_area, &DesignArea::contextMenuWanted, this, &MainWindow::showContextMenu);
    connect(m_status, &StatusLine::findingsWanted, m_area, &DesignArea::showFindings);
    connect(m_area, &DesignArea::placeRequested, this, &MainWindow::placePart);
    connect(&m_area->workloads(), &WorkloadsWorkspace::studyChanged, m_actions,
            &ActionRegistry::refreshSoon);
    // Some keys mean what has the focus.
    connect(qApp, &QApplication::focusChanged, m_actions, &ActionRegistry::refreshSoon);
    connect(m_area, &DesignArea::workspaceChanged, this, [this](int index) {
        m_tools->setCurrentWorkspace(index);
        m_actions->refreshSoon();
    });
}

void MainWindow::connectParts()
{
    connect(m_parts, &PartCommands::said, this, &MainWindow::say);
    connect(m_parts, &PartCommands::revealRequested, this, &MainWindow::reveal);
    connect(m_parts, &PartCommands::openRequested, m_files, &FileCommands::openPath);
    connect(&m_area->palette(), &PalettePanel::menuRequested, this,
            [this](QMenu* menu, const QStringList& partIds) {
                fillPartMenu(*menu, *m_actions, *m_parts, partIds);
            });
}

bool MainWindow::showsDesign() const
{
    return m_stack->currentWidget() == m_area;
}

bool MainWindow::hasDocument() const
{
    // The session begins with an empty project, before anything was opened.
    return !m_session.blueprint().table<Hall>().isEmpty() || !m_session.filePath().isEmpty() ||
           m_session.project().lastId != 0;
}

bool MainWindow::isDark() const
{
    return m_themes.theme().isDark();
}

void MainWindow::showStartPage()
{
    m_session.cancelPreview();
    m_stack->setCurrentWidget(m_start);
    m_tools->setCurrentWorkspace(-1);
    m_tools->setWorkspacesEnabled(hasDocument());
    m_status->hide();
    m_toast->setBottomMargin(metrics::statusHeight + 16);
    updateTitle();
    m_actions->refresh();
}

void MainWindow::showWorkspace(int index)
{
    if (!hasDocument())
        return;
    m_stack->setCurrentWidget(m_area);
    m_tools->setWorkspacesEnabled(true);
    m_status->show();
    m_toast->setBottomMargin(metrics::kpiHeight + metrics::statusHeight + 16);
    m_area->setWorkspace(index);
    m_tools->setCurrentWorkspace(m_area->workspace());
    updateTitle();
    m_actions->refresh();
}

void MainWindow::updateTitle()
{
    const Project& project = m_session.project();
    const QString name = showsDesign() ? m_documents->displayName() : QString();
    setWindowTitle(name.isEmpty() ? tr("Millwright") : tr("%1[*] – Millwright").arg(name));
    setWindowModified(showsDesign() && m_documents->hasUnsavedWork());
    QString title;
    if (showsDesign()) {
        title = project.name.empty() ? name : QString::fromStdString(project.name);
        if (project.variants.size() > 1)
            title += tr("  /  Variant %1")
                         .arg(QString::fromStdString(project.variants[project.active].name));
    }
    m_title->setText(title);
    placeTitle();
}

void MainWindow::placeTitle()
{
    // Between the menus and the right edge, in the middle of the window where there is room.
    m_title->adjustSize();
    int left = (width() - m_title->width()) / 2;
    if (const auto menus = menuBar()->actions(); !menus.isEmpty())
        left = std::max(left, menuBar()->actionGeometry(menus.back()).right() + 24);
    m_title->setGeometry(left, 0, std::max(0, std::min(m_title->width(), width() - left - 12)),
                         menuBar()->height());
}

} // namespace millwright

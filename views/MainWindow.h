#pragma once
#include "model/base/Id.h"
#include "model/rules/Rule.h"
#include "views/theme/Theme.h"
#include <QMainWindow>
#include <filesystem>
#include <memory>

class QLabel;
class QStackedWidget;

namespace millwright
{

class ActionRegistry;
class CommandPalette;
class DesignArea;
class DocumentController;
class FileCommands;
class MainToolBar;
class NoticeBar;
class PartCommands;
class PartImporter;
class PartStore;
class Session;
class StartPage;
class StatusLine;
class ThemeChoice;
class ThemeManager;
class Toast;

/// The window: puts the parts together and leads signals from one to the other. What can be done is
/// in the rows of the ActionRegistry, what happens with files in FileCommands, what is seen of a
/// design in DesignArea.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    struct Context {
        Session& session;
        ThemeManager& themes;
        ThemeChoice& themeChoice;
        std::filesystem::path stateDirectory; ///< for autosaves
        PartStore* store = nullptr;             ///< the user's own parts
        const PartImporter* importer = nullptr; ///< reads parts from the files of others
    };
    explicit MainWindow(const Context& context);
    ~MainWindow() override;

    Session& session() { return m_session; }
    ThemeChoice& themeChoice() { return m_themeChoice; }
    const ThemeManager& themes() const { return m_themes; }
    ActionRegistry& actions() { return *m_actions; }
    DocumentController& documents() { return *m_documents; }
    FileCommands& files() { return *m_files; }
    DesignArea& area() { return *m_area; }
    PartCommands& parts() { return *m_parts; }
    StartPage& startPage() { return *m_start; }
    CommandPalette& commandPalette() { return *m_commands; }
    NoticeBar& noticeBar() { return *m_notice; }
    Toast& toast() { return *m_toast; }

    /// True while a design is shown and not the start page.
    bool showsDesign() const;
    bool isDark() const;
    bool hasDocument() const; ///< something was opened or begun
    void showStartPage();
    void showWorkspace(int index);
    void placePart(const QString& partId);
    void reveal(EntityId id);
    void explain(const QString& metric);
    void openCommandPalette();
    void showProjectDialog();
    void showShortcuts();
    void showAbout();
    void say(Status status, const QString& text);

protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    static constexpr QLatin1String geometryKey{"window/geometry"}; ///< of the settings

    void buildMenus();
    void buildCentre();
    void connectSession();
    void connectFiles();
    void connectArea();
    void connectParts();
    void updateTitle();
    void placeTitle();
    void showContextMenu(EntityId id, const QPoint& globalPosition);
    void sayMessage(const Message& message, Severity severity);

    Session& m_session;
    ThemeManager& m_themes;
    ThemeChoice& m_themeChoice;
    DocumentController* m_documents;
    FileCommands* m_files;
    ActionRegistry* m_actions;
    MainToolBar* m_tools = nullptr;
    QStackedWidget* m_stack = nullptr;
    StartPage* m_start = nullptr;
    DesignArea* m_area = nullptr;
    PartCommands* m_parts = nullptr;
    NoticeBar* m_notice = nullptr;
    StatusLine* m_status = nullptr;
    CommandPalette* m_commands = nullptr;
    Toast* m_toast = nullptr;
    QLabel* m_title = nullptr; ///< in the middle of the menu bar
};

} // namespace millwright

#pragma once
#include "views/theme/Icon.h"
#include "views/widgets/CommandPalette.h"
#include <QKeySequence>
#include <QObject>
#include <functional>
#include <optional>
#include <vector>

class QAction;
class QMenu;
class QWidget;

namespace millwright
{

/// Where an action stands in the menu bar; Hidden ones have a shortcut and a line in the command
/// palette only.
enum class ActionMenu : std::uint8_t { File, Edit, View, Place, Parts, Design, Analyze, Help, Hidden };
inline constexpr int actionMenuCount = 8;

/// One thing that a person can do: everything that menus, toolbar, command palette and the editor
/// of shortcuts know about it.
struct ActionSpec {
    QString id = {}; ///< stable, dotted: "edit.undo"; shortcuts are kept under it
    ActionMenu menu = ActionMenu::Hidden;
    QString text = {}; ///< with & before the letter that opens it
    std::optional<Icon> icon = {};
    QList<QKeySequence> shortcuts = {};    ///< defaults; the first is the one shown and changeable
    std::function<void()> run = {};        ///< empty = a menu of its own
    std::function<bool()> isEnabled = {};  ///< empty = always
    std::function<bool()> isChecked = {};  ///< set = the action has a check mark
    std::function<QString()> textNow = {}; ///< set = the text changes ("Undo Move rack")
    bool beginsGroup = false;              ///< a line above it in its menu
};

/// All actions of the window as rows. Enabled and checked states are asked for when refresh() is
/// called, so that no action has to know what might change it.
class ActionRegistry : public QObject
{
    Q_OBJECT
public:
    struct Entry {
        ActionSpec spec;
        QAction* action = nullptr;
    };

    /// The actions belong to `window`, where their shortcuts work.
    ActionRegistry(const ThemeManager& themes, QWidget& window);

    QAction* add(ActionSpec spec);
    QAction* action(const QString& id) const; ///< null if there is none
    const std::vector<Entry>& entries() const { return m_entries; }
    /// Runs an action if it is enabled now; false if it is not, or unknown.
    bool run(const QString& id);
    /// Brings texts, enabled and checked states up to date.
    void refresh();
    /// The same when the event queue is idle: any number of calls cost one refresh.
    void refreshSoon();

    /// Fills a menu with the actions of `which` in the order in which they were added.
    void fill(QMenu& menu, ActionMenu which) const;
    /// Lines of the command palette: what can be done now.
    std::vector<Command> commands() const;
    static QString menuTitle(ActionMenu menu);

    /// Gives an action another shortcut (empty = none) and keeps it in the settings.
    void setShortcut(const QString& id, const QKeySequence& shortcut);
    void resetShortcuts();
    /// The action that has this shortcut already, other than `except`; null if it is free.
    const Entry* shortcutOwner(const QKeySequence& shortcut, const QString& except) const;

signals:
    void shortcutsChanged();

private:
    Entry* find(const QString& id);

    const ThemeManager& m_themes;
    QWidget& m_window;
    std::vector<Entry> m_entries;
    bool m_isRefreshQueued = false;
};

/// The text of an action without its mnemonic and without trailing dots.
QString plainActionText(const QString& text);

} // namespace millwright

#include "views/ActionRegistry.h"
#include "views/theme/ThemeManager.h"
#include <QAction>
#include <QMenu>
#include <QSettings>
#include <QTimer>
#include <QWidget>
#include <algorithm>

namespace millwright
{
namespace
{

QString settingsKey(const QString& id)
{
    return QStringLiteral("shortcuts/") + id;
}

/// The first shortcut is the person's choice if there is one; further defaults stay (Ctrl+Y beside
/// Ctrl+Shift+Z).
QList<QKeySequence> chosenShortcuts(const ActionSpec& spec)
{
    QList<QKeySequence> shortcuts = spec.shortcuts;
    const QVariant kept = QSettings().value(settingsKey(spec.id));
    if (!kept.isValid())
        return shortcuts;
    const auto chosen = QKeySequence::fromString(kept.toString(), QKeySequence::PortableText);
    if (chosen.isEmpty())
        return {};
    if (shortcuts.isEmpty())
        return {chosen};
    shortcuts[0] = chosen;
    return shortcuts;
}

} // namespace

QString plainActionText(const QString& text)
{
    QString plain;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == u'&' && i + 1 < text.size() && text[i + 1] != u'&')
            continue;
        if (text[i] == u'&')
            ++i;
        plain += text[i];
    }
    while (plain.endsWith(u'.') || plain.endsWith(QChar(0x2026)))
        plain.chop(1);
    return plain;
}

ActionRegistry::ActionRegistry(const ThemeManager& themes, QWidget& window)
    : QObject(&window), m_themes(themes), m_window(window)
{
}

QAction* ActionRegistry::add(ActionSpec spec)
{
    auto* action = new QAction(spec.text, &m_window);
    action->setObjectName(spec.id);
    if (spec.icon)
        action->setIcon(symbolIcon(*spec.icon, m_themes));
    action->setShortcuts(chosenShortcuts(spec));
    action->setCheckable(static_cast<bool>(spec.isChecked));
    action->setShortcutContext(Qt::WindowShortcut);
    if (spec.run)
        connect(action, &QAction::triggered, this, [this, run = spec.run] {
            run();
            refreshSoon();
        });
    m_window.addAction(action);
    m_entries.push_back({std::move(spec), action});
    return action;
}

ActionRegistry::Entry* ActionRegistry::find(const QString& id)
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&](const Entry& e) { return e.spec.id == id; });
    return found == m_entries.end() ? nullptr : &*found;
}

QAction* ActionRegistry::action(const QString& id) const
{
    const Entry* entry = const_cast<ActionRegistry*>(this)->find(id);
    return entry ? entry->action : nullptr;
}

bool ActionRegistry::run(const QString& id)
{
    const Entry* entry = find(id);
    if (!entry || (entry->spec.isEnabled && !entry->spec.isEnabled()))
        return false;
    entry->action->setEnabled(true);
    entry->action->trigger();
    return true;
}

void ActionRegistry::refresh()
{
    m_isRefreshQueued = false;
    for (const Entry& entry : m_entries) {
        if (entry.spec.isEnabled)
            entry.action->setEnabled(entry.spec.isEnabled());
        if (entry.spec.isChecked)
            entry.action->setChecked(entry.spec.isChecked());
        if (entry.spec.textNow)
            entry.action->setText(entry.spec.textNow());
    }
}

void ActionRegistry::refreshSoon()
{
    if (m_isRefreshQueued)
        return;
    m_isRefreshQueued = true;
    QTimer::singleShot(0, this, &ActionRegistry::refresh);
}

void ActionRegistry::fill(QMenu& menu, ActionMenu which) const
{
    for (const Entry& entry : m_entries) {
        if (entry.spec.menu != which)
            continue;
        if (entry.spec.beginsGroup && !menu.isEmpty())
            menu.addSeparator();
        menu.addAction(entry.action);
    }
}

std::vector<Command> ActionRegistry::commands() const
{
    std::vector<Command> commands;
    for (const Entry& entry : m_entries) {
        // Rows without a function are menus of their own.
        if (!entry.spec.run || !entry.action->isEnabled() ||
            entry.spec.id == QLatin1String("view.commands"))
            continue;
        commands.push_back({plainActionText(entry.action->text()), menuTitle(entry.spec.menu),
                            entry.action->shortcut().toString(QKeySequence::NativeText),
                            [action = entry.action] { action->trigger(); }});
    }
    return commands;
}

QString ActionRegistry::menuTitle(ActionMenu menu)
{
    switch (menu) {
    case ActionMenu::File:
        return tr("File");
    case ActionMenu::Edit:
        return tr("Edit");
    case ActionMenu::View:
        return tr("View");
    case ActionMenu::Place:
        return tr("Place");
    case ActionMenu::Parts:
        return tr("Parts");
    case ActionMenu::Design:
        return tr("Design");
    case ActionMenu::Analyze:
        return tr("Analyze");
    case ActionMenu::Help:
        return tr("Help");
    case ActionMenu::Hidden:
        break;
    }
    return tr("Action");
}

void ActionRegistry::setShortcut(const QString& id, const QKeySequence& shortcut)
{
    Entry* entry = find(id);
    if (!entry)
        return;
    QSettings settings;
    const QKeySequence standard = entry->spec.shortcuts.value(0);
    if (shortcut == standard)
        settings.remove(settingsKey(id));
    else
        settings.setValue(settingsKey(id), shortcut.toString(QKeySequence::PortableText));
    entry->action->setShortcuts(chosenShortcuts(entry->spec));
    emit shortcutsChanged();
}

void ActionRegistry::resetShortcuts()
{
    QSettings().remove(QStringLiteral("shortcuts"));
    for (const Entry& entry : m_entries)
        entry.action->setShortcuts(entry.spec.shortcuts);
    emit shortcutsChanged();
}

const ActionRegistry::Entry* ActionRegistry::shortcutOwner(const QKeySequence& shortcut,
                                                           const QString& except) const
{
    if (shortcut.isEmpty())
        return nullptr;
    for (const Entry& entry : m_entries)
        if (entry.spec.id != except && entry.action->shortcuts().contains(shortcut))
            return &entry;
    return nullptr;
}

} // namespace millwright

#pragma once
#include <QDialog>

class QKeySequenceEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace millwright
{

class ActionRegistry;
class ThemeManager;

/// All actions with their shortcuts; a shortcut is changed by pressing the new keys. What is set
/// holds at once and stays.
class ShortcutDialog : public QDialog
{
    Q_OBJECT
public:
    ShortcutDialog(ActionRegistry& actions, const ThemeManager& themes, QWidget* parent);

    /// Picks an action as a click on its row does.
    void selectAction(const QString& id);
    /// Gives the picked action a shortcut; false if another action has it.
    bool assign(const QKeySequence& shortcut);

private:
    void fill();
    void filter(const QString& text);
    void onPicked();

    ActionRegistry& m_actions;
    QTreeWidget* m_tree;
    QLineEdit* m_search;
    QKeySequenceEdit* m_keys;
    QLabel* m_note;
    QPushButton* m_clear;
};

} // namespace millwright

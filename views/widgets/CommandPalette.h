#pragma once
#include <QFrame>
#include <functional>
#include <vector>

class QLineEdit;
class QListView;

namespace millwright
{

class CommandListModel;
class ThemeManager;

/// One thing the palette can do or go to.
struct Command {
    QString title = {};
    QString hint = {};     ///< where it belongs: "Edit", "Rack", "Part"
    QString shortcut = {}; ///< as text, may be empty
    std::function<void()> run = {};
};

/// Finds any action, part or object by a few letters of its name (Ctrl+K): a card at the top of its
/// parent. Arrow keys choose, Enter runs, Esc or a click elsewhere closes.
class CommandPalette : public QFrame
{
    Q_OBJECT
public:
    CommandPalette(const ThemeManager& themes, QWidget* parent);

    /// Shows the palette with these commands, the field empty and focused.
    void open(std::vector<Command> commands);
    void setFilter(const QString& pattern);
    int resultCount() const;
    QString resultTitle(int row) const;

signals:
    void closed();

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void close();
    void runCurrent();
    void moveCurrent(int step);
    void place();

    const ThemeManager& m_themes;
    CommandListModel* m_model;
    QLineEdit* m_edit;
    QListView* m_list;
};

} // namespace millwright

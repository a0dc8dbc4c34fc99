#pragma once
#include <QLineEdit>

namespace millwright
{

class ThemeManager;

/// A line to search in, with its symbol and a chip that names its shortcut while it is empty. Esc
/// empties it.
class SearchField : public QLineEdit
{
    Q_OBJECT
public:
    SearchField(const ThemeManager& themes, const QString& placeholder, QWidget* parent = nullptr);

    /// Only a hint; the shortcut itself belongs to an action. Use
    /// QKeySequence::toString(NativeText).
    void setShortcutHint(const QString& hint);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    const ThemeManager& m_themes;
    QString m_hint;
};

} // namespace millwright

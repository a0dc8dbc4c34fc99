#pragma once
#include <QString>
#include <QWidget>
#include <vector>

class QAbstractButton;

namespace millwright
{

class ThemeManager;

/// One segment: its text and, for bars driven by number keys, the key shown before it.
struct Segment {
    QString text = {};
    QString key = {};
};

/// A row of choices of which at most one is taken. Tabs: workspaces with a line under the current
/// one. Keys: the overlay bar, a floating card whose segments carry their number key; a second
/// press takes the choice back.
class SegmentedBar : public QWidget
{
    Q_OBJECT
public:
    enum class Look { Tabs, Keys };

    SegmentedBar(const ThemeManager& themes, Look look, QWidget* parent = nullptr);

    void setSegments(const std::vector<Segment>& segments);
    int currentIndex() const { return m_current; } ///< -1 = none
    void setCurrentIndex(int index);
    int count() const { return static_cast<int>(m_buttons.size()); }
    QAbstractButton* button(int index) const
    {
        return m_buttons.at(static_cast<std::size_t>(index));
    }

signals:
    void currentChanged(int index);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void press(int index);

    const ThemeManager& m_themes;
    Look m_look;
    std::vector<QAbstractButton*> m_buttons;
    int m_current = -1;
};

} // namespace millwright

#pragma once
#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace millwright
{

class StatusMark;
class ThemeManager;
struct FileNotice;

/// A line below the toolbar for what stays true about the open file until somebody answers it:
/// read-only, damaged, changed by another program. Never a dialog, so that work goes on.
class NoticeBar : public QWidget
{
    Q_OBJECT
public:
    explicit NoticeBar(const ThemeManager& themes, QWidget* parent = nullptr);

    /// Null hides it.
    void show(const FileNotice* notice);
    QString text() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const ThemeManager& m_themes;
    StatusMark* m_mark;
    QLabel* m_text;
    QHBoxLayout* m_buttons;
};

} // namespace millwright

#pragma once
#include "views/theme/Theme.h"
#include <QFrame>
#include <QTimer>
#include <functional>

class QLabel;

namespace millwright
{

class ChipButton;
class StatusMark;
class ThemeManager;

/// What a toast says and what one can do about it.
struct ToastMessage {
    Status status = Status::Info;
    QString text = {};
    QString action = {}; ///< words of the button, e.g. "Undo"; empty = none
    std::function<void()> run = {};
};

/// A bar above the bottom edge of its parent for errors and summaries of what a helper did. Errors
/// stay until they are closed, the rest goes after 8 s unless the pointer or the focus is on it. A
/// new message replaces the old one.
class Toast : public QFrame
{
    Q_OBJECT
public:
    Toast(const ThemeManager& themes, QWidget* parent);

    void say(ToastMessage message);
    QString text() const;
    /// Height of what lies under it at the bottom of the parent (KPI strip, status line).
    void setBottomMargin(int pixels);

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void place();

    const ThemeManager& m_themes;
    StatusMark* m_mark;
    QLabel* m_text;
    ChipButton* m_action;
    QTimer m_timer;
    ToastMessage m_message;
    int m_bottomMargin = 16;
};

} // namespace millwright

#pragma once
#include "views/theme/Theme.h"
#include <QWidget>

namespace millwright
{

class ThemeManager;

/// A status mark with an optional text; the shape says the status, the accessible name its word.
class StatusMark : public QWidget
{
    Q_OBJECT
public:
    explicit StatusMark(const ThemeManager& themes, Status status = Status::None,
                        const QString& text = {}, QWidget* parent = nullptr);

    void setStatus(Status status, const QString& text = {});
    Status status() const { return m_status; }
    QString text() const { return m_text; }
    static QString statusWord(Status status);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const ThemeManager& m_themes;
    Status m_status;
    QString m_text;
};

} // namespace millwright

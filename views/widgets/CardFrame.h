#pragma once
#include "views/theme/Theme.h"
#include <QFrame>

class QVBoxLayout;

namespace millwright
{

class ThemeManager;

/// A card: panel with a 1 px border and 12 px padding. A status colours the border (worst mark of
/// what it says).
class CardFrame : public QFrame
{
    Q_OBJECT
public:
    explicit CardFrame(const ThemeManager& themes, QWidget* parent = nullptr);

    QVBoxLayout* column() const { return m_column; }
    void setStatus(Status status);
    void setSelected(bool isSelected); ///< 2 px accent border

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const ThemeManager& m_themes;
    QVBoxLayout* m_column;
    Status m_status = Status::None;
    bool m_isSelected = false;
};

} // namespace millwright

#pragma once
#include "views/canvas/Overlay.h"
#include <QWidget>

class QAbstractButton;

namespace millwright
{

class ThemeManager;

/// The floating bar that chooses what the plan's fills show; each button carries its key.
class OverlayBar : public QWidget
{
    Q_OBJECT
public:
    OverlayBar(const ThemeManager& themes, QWidget* parent);
    void setOverlay(Overlay overlay);

signals:
    /// The chosen overlay, or None when the chosen one was clicked again.
    void overlayPicked(millwright::Overlay overlay);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const ThemeManager& m_themes;
    std::vector<QAbstractButton*> m_buttons; ///< by overlay, from Power
};

} // namespace millwright

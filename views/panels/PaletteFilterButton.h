#pragma once
#include "views/models/PaletteModel.h"
#include <QToolButton>

namespace millwright
{

class ThemeManager;

/// A button with a menu of what the palette leaves out: parts with weak figures, announced or
/// discontinued ones, all but the person's own. The choice is kept; while something is left out the
/// button is checked.
class PaletteFilterButton : public QToolButton
{
    Q_OBJECT
public:
    explicit PaletteFilterButton(const ThemeManager& themes, QWidget* parent = nullptr);

    const PaletteFilter& filter() const { return m_filter; }
    void setFilter(const PaletteFilter& filter);

signals:
    void filterChanged(const millwright::PaletteFilter& filter);

private:
    void fillMenu();

    PaletteFilter m_filter;
};

} // namespace millwright

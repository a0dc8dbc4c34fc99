#pragma once
#include <QStyledItemDelegate>
#include <functional>

class QTableView;

namespace millwright
{

class ThemeManager;

/// Numbers of a table that explain themselves: a dotted line below, a press or Enter asks for the
/// derivation. The model says by `figureRole` which cells do.
class FigureDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    /// `swatchRole` >= 0 gives the first column the colour that `swatch` makes of it.
    FigureDelegate(const ThemeManager& themes, int figureRole, QTableView* table);
    void setSwatch(int role, std::function<QColor(int)> swatch);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

signals:
    void explainRequested(const QModelIndex& index);

private:
    const ThemeManager& m_themes;
    int m_figureRole, m_swatchRole = -1;
    std::function<QColor(int)> m_swatch;
};

} // namespace millwright

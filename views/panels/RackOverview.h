#pragma once
#include "views/panels/RackView.h"
#include <QWidget>

namespace millwright
{

/// All rows of the hall small: one box a rack with what fills it, the racks that are seen below in
/// a frame. A click shows that place; the wheel moves along the rows.
class RackOverview : public QWidget
{
    Q_OBJECT
public:
    RackOverview(RackView& view, const ThemeManager& themes, QWidget* parent = nullptr);

    QSize sizeHint() const override { return {400, 68}; }
    /// Where a rack's box is; empty when it is not seen.
    QRect boxOf(int row, int rack) const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void showCurrent();
    int leftOf(int row) const;
    int widthOf(int row) const;
    void scrollTo(int x);

    RackView& m_view;
    const ThemeManager& m_themes;
    std::vector<int> m_lefts; ///< px of each row's left edge, unscrolled
    int m_scroll = 0;
};

} // namespace millwright

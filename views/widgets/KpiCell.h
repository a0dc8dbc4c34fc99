#pragma once
#include "views/theme/Theme.h"
#include <QAbstractButton>

namespace millwright
{

class ThemeManager;

/// What one cell of the KPI strip says; texts are formatted by the caller.
struct KpiValue {
    QString metric = {}; ///< dotted metric id, e.g. "power.it"
    QString label = {};
    QString number = {};
    QString unit = {};
    QString unitDetail = {}; ///< second part of the unit ("±15 %"), the first thing to go when the
                             ///< strip is narrow
    QString change = {};     ///< size of the change without a sign; empty = no change
    int direction = 0;       ///< +1 rises, -1 falls, 0: `change` is said as it is, without an arrow
    ChangeQuality quality = ChangeQuality::Neutral;
    int importance = 0;   ///< the lowest are dropped first when the window is narrow
    bool isStale = false; ///< an older value, shown pale while the new one is being calculated
};

/// One figure of the KPI strip: label, value with its unit smaller, change with arrow, sign and
/// colour. A click explains it.
class KpiCell : public QAbstractButton
{
    Q_OBJECT
public:
    explicit KpiCell(const ThemeManager& themes, QWidget* parent = nullptr);

    void setValue(const KpiValue& value);
    const KpiValue& value() const { return m_value; }
    void setUnitDetailShown(bool isShown);
    bool isUnitDetailShown() const { return m_isDetailShown; }

    QString changeText() const; ///< with sign, e.g. "+20.4 kW" or "no change"
    QColor changeColor() const;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void paintChange(QPainter& painter, const QRect& rect) const;

    const ThemeManager& m_themes;
    KpiValue m_value;
    bool m_isDetailShown = true;
};

} // namespace millwright

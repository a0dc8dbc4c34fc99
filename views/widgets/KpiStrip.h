#pragma once
#include "views/widgets/KpiCell.h"
#include <vector>

namespace millwright
{

/// Since what the changes are counted: "Last edit / RPP-1A to 630 A", "If dropped / 29 to 31
/// nodes".
struct KpiReason {
    QString title = {};
    QString detail = {};
    bool isPreview = false;       ///< nothing of it is in the design yet: dashed top line
    Status status = Status::Info; ///< Error for break-it
};

/// The strip of figures that is always there. Never scrolls sideways: narrow windows first drop the
/// second part of the units, then the least important cells, two at a time.
class KpiStrip : public QWidget
{
    Q_OBJECT
public:
    explicit KpiStrip(const ThemeManager& themes, QWidget* parent = nullptr);

    void setValues(const std::vector<KpiValue>& values);
    void setReason(const KpiReason& reason);
    const KpiReason& reason() const { return m_reason; }
    const std::vector<KpiCell*>& cells() const { return m_cells; }
    int visibleCellCount() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void metricClicked(const QString& metric);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange();

    const ThemeManager& m_themes;
    KpiReason m_reason;
    std::vector<KpiCell*> m_cells;
};

} // namespace millwright

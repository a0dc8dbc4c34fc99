#pragma once
#include "model/estimate/Roofline.h"
#include "views/charts/ChartCard.h"

namespace millwright
{

/// The roofline of one accelerator, log against log: bandwidth as the slope, the dense peaks of its
/// formats as ceilings, the job's phases as points.
class RooflineChart : public ChartCard
{
    Q_OBJECT
public:
    explicit RooflineChart(const ThemeManager& themes, QWidget* parent = nullptr);

    /// `subject` names accelerator and batch; `reason` stands in place of a roofline without
    /// points.
    void show(const Roofline& roofline, const QString& subject, const QString& reason);
    /// Words for a phase.
    static QString phaseName(RooflinePhase phase);

protected:
    void rebuild() override;

private:
    void addRoofs(QAbstractAxis* x, QAbstractAxis* y, double low, double high);
    void addPoint(const RooflinePoint& point, int index, QAbstractAxis* x, QAbstractAxis* y);

    Roofline m_roofline;
    QString m_subject, m_reason;
};

} // namespace millwright

#pragma once
#include "views/charts/ChartCard.h"
#include "views/models/QualityReport.h"

namespace millwright
{

/// Predicted against measured on logarithmic axes of one scale, with the line of equality and those
/// a factor of two away.
class EqualityChart : public ChartCard
{
    Q_OBJECT
public:
    EqualityChart(const ThemeManager& themes, QWidget* parent = nullptr);

    /// `target` must outlive the chart's showing of it; an empty accelerator shows all.
    void show(const QualityTarget* target, const QString& accelerator);
    int pointCount() const { return m_pointCount; }

protected:
    void rebuild() override;

private:
    void addClass(const QString& name, const std::vector<const QualityPoint*>& cases, int index,
                  QLogValueAxis* x, QLogValueAxis* y);

    const QualityTarget* m_target = nullptr;
    QString m_accelerator;
    int m_pointCount = 0;
};

} // namespace millwright

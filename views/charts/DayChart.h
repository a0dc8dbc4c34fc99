#pragma once
#include "model/blueprint/LoadProfile.h"
#include "views/charts/ChartCard.h"
#include <optional>

class QStackedBarSeries;

namespace millwright
{

/// One layer of a day: 24 hourly values.
struct DayLayer {
    QString name;
    HourShares values{};
    HourShares work{}; ///< share of it that is at work; all 0 = not said
    QString figure;    ///< "day.hour.%1@17": what explains an hour
    int colour = 0;    ///< number of the job; -1 = what nobody holds
};

/// A day in stacked hourly bars: who holds the accelerators of a pool, what they draw.
class DayChart : public ChartCard
{
    Q_OBJECT
public:
    DayChart(const ThemeManager& themes, const QString& title, QWidget* parent = nullptr);

    struct Content {
        std::vector<DayLayer> layers = {};
        std::string unit = "1"; ///< SI
        QString axis = {};      ///< what the axis counts, with its unit
        double scale = 1.0;     ///< from SI to the axis
        QString subtitle = {};
        QString reason = {}; ///< in place of a chart without layers
        std::optional<double> limit = std::nullopt;
        QString limitName = {};
    };
    void show(const Content& content);
    /// The colour of a layer, also for tables beside the chart.
    static QColor colour(const Theme& theme, int index);
    static QString hourText(std::size_t hour); ///< "14–15 h"

protected:
    void rebuild() override;

private:
    void addLayer(QStackedBarSeries& series, const DayLayer& layer, HourShares& base);
    void addName(QAbstractSeries& series, const DayLayer& layer, const HourShares& base,
                 double most);
    void addMarks(QAbstractSeries& series, const DayLayer& layer, HourShares& base);

    Content m_content;
};

} // namespace millwright

#include "model/analysis/Metric.h"
#include <algorithm>
#include <array>

namespace millwright
{

std::span<const Metric* const> allMetrics()
{
    static const std::vector<const Metric*> rows = [] {
        std::vector<const Metric*> all;
        for (const auto domain :
             {powerMetrics(), coolingMetrics(), spaceMetrics(), computeMetrics(), networkMetrics(),
              workloadMetrics(), workPlanMetrics(), genericMetrics(), costMetrics()})
            for (const Metric& metric : domain)
                all.push_back(&metric);
        return all;
    }();
    return rows;
}

const Metric* findMetric(std::string_view id)
{
    const auto rows = allMetrics();
    const auto found = std::find_if(rows.begin(), rows.end(),
                                    [id](const Metric* metric) { return metric->id == id; });
    return found == rows.end() ? nullptr : *found;
}

} // namespace millwright

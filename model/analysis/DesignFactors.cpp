#include "model/analysis/DesignFactors.h"
#include <algorithm>

namespace millwright
{

EfficiencyFactors designFactors(const Blueprint& blueprint)
{
    EfficiencyFactors factors = standardFactors();
    for (const CalibratedFactor& row : blueprint.table<CalibratedFactor>()) {
        const auto& infos = factorInfos();
        const auto info = std::find_if(infos.begin(), infos.end(), [&](const FactorInfo& known) {
            return known.name == row.factor.view();
        });
        if (info != infos.end() && row.value >= info->low && row.value <= info->high)
            factors.at(info->factor) = row.value;
    }
    return factors;
}

std::vector<CalibratedFactor> calibratedRows(const EfficiencyFactors& before,
                                             const EfficiencyFactors& after,
                                             const CalibrationNote& note)
{
    std::vector<CalibratedFactor> rows;
    for (const FactorInfo& info : factorInfos())
        if (after.at(info.factor) != before.at(info.factor))
            rows.push_back({{},
                            Symbol(std::string(info.name)),
                            after.at(info.factor),
                            note.source,
                            note.date});
    return rows;
}

std::string calibrationSource(const Blueprint& blueprint)
{
    const Table<CalibratedFactor>& rows = blueprint.table<CalibratedFactor>();
    if (rows.isEmpty())
        return {};
    const CalibratedFactor& first = *rows.begin();
    return first.date.empty() ? first.source : first.source + ", " + first.date;
}

} // namespace millwright

#pragma once
#include "model/base/Result.h"
#include "model/estimate/Factors.def.h"
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace millwright
{

/// The physical factors behind all estimates: what share of a peak software gets, what a layer and
/// a step cost beside it. None belongs to a single case, model or submitter.
struct EfficiencyFactors {
    std::array<double, factorCount> values{};
    double at(Factor factor) const { return values[static_cast<std::size_t>(factor)]; }
    double& at(Factor factor) { return values[static_cast<std::size_t>(factor)]; }
};

/// What is known about one factor.
struct FactorInfo {
    Factor factor;
    std::string_view name;
    double classDefault; ///< from datasheets and papers, before any fit
    double low, high;    ///< what is physically possible
    std::string_view meaning;
    bool isShare; ///< a share of something possible: 1 in a bare roofline; all others are costs: 0
};
const std::array<FactorInfo, factorCount>& factorInfos();

/// Factors before any fit.
EfficiencyFactors defaultFactors();
/// The fitted factors shipped inside the program (resources/evidence/estimator_factors.csv).
const EfficiencyFactors& standardFactors();
/// Factors from CSV text with the columns name,value; those not named keep `base`.
Result<EfficiencyFactors> readFactors(std::string_view csv, std::string where,
                                      const EfficiencyFactors& base);
/// The CSV that readFactors() reads, with the note `source` on every line.
std::string writeFactors(const EfficiencyFactors& factors, std::string_view source);

} // namespace millwright

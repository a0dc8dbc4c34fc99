#include "model/calibrate/CalibrationFolds.h"
#include "model/estimate/EstimateBands.h"
#include <algorithm>
#include <cmath>
#include <set>

namespace millwright
{
namespace
{

double median(std::vector<double> values)
{
    if (values.empty())
        return 0.0;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// Calls take(run, target, ln(predicted / measured)) for each number that is both measured and
/// predicted.
template <class Take>
void forEachError(const std::vector<CaseFile>& files, const EfficiencyFactors& factors, Take take)
{
    for (const CaseFile& file : files)
        for (const MeasuredCase& c : file.cases) {
            if (c.notCovered)
                continue;
            const std::vector<double> predicted = predictCase(c, factors);
            for (std::size_t i = 0; i < c.targets.size() && i < predicted.size(); ++i)
                if (c.targets[i].measured > 0.0 && predicted[i] > 0.0 &&
                    std::isfinite(predicted[i]))
                    take(c, c.targets[i], std::log(predicted[i] / c.targets[i].measured));
        }
}

/// Which fold each run falls into.
std::map<const MeasuredCase*, int> foldsOf(const std::vector<CaseFile>& files, int& folds)
{
    std::set<std::string> models;
    std::vector<const MeasuredCase*> runs;
    for (const CaseFile& file : files)
        for (const MeasuredCase& c : file.cases)
            if (!c.notCovered) {
                models.insert(c.model);
                runs.push_back(&c);
            }
    const bool isByModel = models.size() >= 3;
    folds = isByModel ? static_cast<int>(models.size())
                      : std::min<int>(8, static_cast<int>(runs.size()));
    std::map<const MeasuredCase*, int> found;
    for (std::size_t i = 0; i < runs.size(); ++i)
        found[runs[i]] =
            isByModel ? static_cast<int>(std::distance(models.begin(), models.find(runs[i]->model)))
                      : static_cast<int>(i) % folds;
    return found;
}

} // namespace

std::vector<HeldOutError> heldOutErrors(const std::vector<CaseFile>& files,
                                        const EfficiencyFactors& base, const FitOptions& fit)
{
    int folds = 0;
    const auto foldOf = foldsOf(files, folds);
    std::vector<HeldOutError> errors;
    if (foldOf.size() < 3)
        return errors;
    std::vector<const CaseFile*> all;
    for (const CaseFile& file : files)
        all.push_back(&file);
    for (int fold = 0; fold < folds; ++fold) {
        if (fit.isCancelled && fit.isCancelled())
            return {};
        const auto isLeftOut = [&](const MeasuredCase& c) {
            const auto it = foldOf.find(&c);
            return it != foldOf.end() && it->second == fold;
        };
        const EfficiencyFactors factors = fitFactors(all, base, fit, isLeftOut).factors;
        forEachError(files, factors,
                     [&](const MeasuredCase& c, const CaseTarget& target, double error) {
                         if (isLeftOut(c))
                             errors.push_back({target.name, bandFactor(c, target.name), error,
                                               bandWidth(c, target.name, base)});
                     });
    }
    return errors;
}

void compareErrors(const std::vector<CaseFile>& files, const EfficiencyFactors& before,
                   const EfficiencyFactors& after, std::map<std::string, CalibrationErrors>& errors)
{
    std::map<std::string, std::vector<double>> old, now;
    forEachError(files, before, [&](const MeasuredCase&, const CaseTarget& target, double error) {
        old[target.name].push_back(std::abs(error));
    });
    forEachError(files, after, [&](const MeasuredCase&, const CaseTarget& target, double error) {
        now[target.name].push_back(std::abs(error));
    });
    for (const auto& [target, values] : old) {
        CalibrationErrors& e = errors[target];
        e.runs = values.size();
        e.before = median(values);
        e.after = median(now[target]);
    }
}

void addHeldOut(const std::vector<HeldOutError>& heldOut,
                std::map<std::string, CalibrationErrors>& errors)
{
    std::map<std::string, std::vector<double>> sizes;
    for (const HeldOutError& e : heldOut)
        sizes[e.target].push_back(std::abs(e.error));
    for (const auto& [target, values] : sizes)
        errors[target].heldOut = median(values);
}

} // namespace millwright

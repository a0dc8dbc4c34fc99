#include "model/calibrate/Calibration.h"
#include "model/calibrate/CalibrationFolds.h"
#include "model/estimate/EstimateBands.h"
#include "model/estimate/FactorFit.h"
#include <algorithm>
#include <cmath>

namespace millwright
{
namespace
{

constexpr double bandPrior = 20.0;   ///< runs that the band before counts as
constexpr double ownOutlier = 0.7; ///< ln; a customer's machine may be far from the cases as a whole
constexpr double leastChange = 5e-3; ///< ln; smaller moves are noise of the fit
constexpr double pcieLimit = 100e9;  ///< B/s; slower scale-up links are PCIe (ServingLinkPcie)

struct Group {
    std::vector<CaseKind> kinds; ///< that share factors
    CaseKind factors;
};
const Group groups[] = {{{CaseKind::Latency, CaseKind::Inference}, CaseKind::Latency},
                        {{CaseKind::Training}, CaseKind::Training}};

/// The runs of some kinds as questions with their plans chosen; what cannot be asked goes to
/// `refused`.
std::vector<CaseFile> caseFiles(const ImportedMeasurements& measured, const Group& group,
                                const EfficiencyFactors& base, std::vector<Error>& refused)
{
    std::vector<CaseFile> files;
    for (const CaseKind kind : group.kinds) {
        std::vector<const Measurement*> runs;
        for (const Measurement& run : measured.runs)
            if (run.kind == kind)
                runs.push_back(&run);
        Result<CaseFile> file = readCases(kind, caseTable(kind, measured.runs, "measurements"));
        if (!file || file->cases.empty())
            continue;
        choosePlans(*file, base);
        for (const MeasuredCase& c : file->cases)
            if (c.notCovered)
                refused.push_back({*c.notCovered, runs[c.row]->where});
        files.push_back(std::move(*file));
    }
    return files;
}

std::vector<const CaseFile*> pointers(const std::vector<CaseFile>& files)
{
    std::vector<const CaseFile*> list;
    for (const CaseFile& file : files)
        list.push_back(&file);
    return list;
}

std::size_t comparable(const std::vector<CaseFile>& files)
{
    std::size_t count = 0;
    for (const CaseFile& file : files)
        count += static_cast<std::size_t>(
            std::count_if(file.cases.begin(), file.cases.end(),
                          [](const MeasuredCase& c) { return !c.notCovered; }));
    return count;
}

/// Band half-width of kind and target: the widths that were there and the errors that held-out runs
/// showed.
void narrowBands(const std::vector<HeldOutError>& heldOut, const EfficiencyFactors& base,
                 Calibration& result)
{
    std::map<Factor, std::vector<double>> sizes;
    for (const HeldOutError& e : heldOut)
        sizes[e.band].push_back(std::abs(e.error) * base.at(e.band) / e.width);
    for (auto& [band, values] : sizes) {
        std::sort(values.begin(), values.end());
        const double n = static_cast<double>(values.size());
        const double q80 = values[static_cast<std::size_t>(0.8 * (n - 1.0) + 0.5)];
        result.factors.at(band) = (bandPrior * base.at(band) + n * q80) / (bandPrior + n);
    }
    for (auto& [target, errors] : result.errors)
        for (const HeldOutError& e : heldOut)
            if (e.target == target) {
                errors.bandBefore = base.at(e.band);
                errors.bandAfter = result.factors.at(e.band);
            }
}

void listChanges(const EfficiencyFactors& base, Calibration& result)
{
    for (const FactorInfo& info : factorInfos()) {
        const double before = base.at(info.factor), after = result.factors.at(info.factor);
        if (before > 0.0 && after > 0.0 && std::abs(std::log(after / before)) > leastChange)
            result.changes.push_back({info.factor, before, after});
        else
            result.factors.at(info.factor) = before;
    }
}

LinkShare shareOf(const LinkMeasurement& link, double portBandwidth)
{
    LinkShare found{link, link.nodes > 1, 0.0, 0.0};
    if (found.isScaleOut) {
        // Across nodes a ring leaves each node through the ports of all its ranks: the bandwidth of
        // the bus over the ranks of a node is what one port carried.
        found.reference = portBandwidth;
        const double perNode = static_cast<double>(link.ranks) / link.nodes;
        if (portBandwidth > 0.0 && perNode > 0.0)
            found.share = link.busBandwidth / perNode / portBandwidth;
    } else if (const AcceleratorSpec* spec =
                   AcceleratorLibrary::standard().find(link.accelerator)) {
        found.reference = spec->scaleUpBandwidth;
    } else if (const AcceleratorSpec* inside =
                   AcceleratorLibrary::standard().findInside(link.accelerator)) {
        found.reference = inside->scaleUpBandwidth;
    }
    if (!found.isScaleOut && found.reference > 0.0)
        found.share = link.busBandwidth / found.reference;
    return found;
}

double median(std::vector<double> values)
{
    if (values.empty())
        return 0.0;
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

void useLinks(const ImportedMeasurements& measured, const CalibrationOptions& options,
              Calibration& result)
{
    std::vector<double> scaleUp, pcie, fabric;
    for (const LinkMeasurement& link : measured.links) {
        result.links.push_back(shareOf(link, options.portBandwidth));
        const LinkShare& found = result.links.back();
        if (found.share <= 0.0)
            result.notCompared.push_back(
                fail("calibrate.link-unknown", {link.accelerator}, link.where));
        else
            (found.isScaleOut              ? fabric
             : found.reference < pcieLimit ? pcie
                                           : scaleUp)
                .push_back(found.share);
    }
    const auto set = [&](Factor factor, const std::vector<double>& shares) {
        const FactorInfo& info = factorInfos()[static_cast<std::size_t>(factor)];
        if (!shares.empty())
            result.factors.at(factor) = std::clamp(median(shares), info.low, info.high);
    };
    set(Factor::ServingLink, scaleUp);
    set(Factor::TrainingLink, scaleUp);
    set(Factor::ServingLinkPcie, pcie);
    result.fabricShare = median(fabric);
}

} // namespace

Result<Calibration> calibrate(const ImportedMeasurements& measured,
                              const CalibrationOptions& options)
{
    const EfficiencyFactors base = options.base ? *options.base : standardFactors();
    Calibration result;
    result.factors = base;
    std::vector<HeldOutError> heldOut;
    for (const Group& group : groups) {
        const std::vector<CaseFile> files = caseFiles(measured, group, base, result.notCompared);
        const std::size_t runs = comparable(files);
        if (runs == 0)
            continue;
        result.runs += runs;
        FitOptions fit;
        fit.free = factorsOf(group.factors);
        fit.prior = fit.waitPrior = fit.trainingPrior = options.prior;
        fit.outlier = ownOutlier;
        fit.isCancelled = options.isCancelled;
        const EfficiencyFactors fitted = fitFactors(pointers(files), base, fit).factors;
        for (const Factor factor : fit.free)
            result.factors.at(factor) = fitted.at(factor);
        compareErrors(files, base, fitted, result.errors);
        fit.rounds = 6;
        const std::vector<HeldOutError> errors = heldOutErrors(files, base, fit);
        heldOut.insert(heldOut.end(), errors.begin(), errors.end());
        if (options.isCancelled && options.isCancelled())
            return fail("calibrate.cancelled");
    }
    useLinks(measured, options, result);
    if (result.runs == 0 && std::none_of(result.links.begin(), result.links.end(),
                                         [](const LinkShare& l) { return l.share > 0.0; }))
        return fail("calibrate.too-few");
    addHeldOut(heldOut, result.errors);
    narrowBands(heldOut, base, result);
    listChanges(base, result);
    return result;
}

} // namespace millwright

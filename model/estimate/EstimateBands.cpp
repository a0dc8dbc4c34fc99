#include "model/estimate/EstimateBands.h"
#include <cmath>

namespace millwright
{

namespace
{

constexpr Factor bandFactors[] = {
    Factor::BandOffline, Factor::BandServing, Factor::BandFirstToken, Factor::BandNextToken,
    Factor::BandDense,   Factor::BandLora,    Factor::BandMoe};

BandOf bandOfTarget(const MeasuredCase& c, std::string_view target)
{
    if (target == "ttft_ms")
        return BandOf::FirstToken;
    if (target == "tpot_ms")
        return BandOf::NextToken;
    if (target == "output_tok_s")
        return c.caseClass == "offline" ? BandOf::OfflineTokens : BandOf::ServingTokens;
    if (c.caseClass == "lora")
        return BandOf::TrainingLora;
    return c.caseClass == "moe" ? BandOf::TrainingMoe : BandOf::TrainingDense;
}

} // namespace

EstimateConfidence estimateConfidence(const AcceleratorSpec& accelerator,
                                      const ModelArchitecture& model)
{
    if (accelerator.kind > AcceleratorClass::Neuron)
        return EstimateConfidence::ClassDefault;
    // The fastest parts among the cases compute 2.5 PFLOP/s in 16 bits and read 8 TB/s (GB200, GB300):
    // a faster one is an extrapolation.
    const bool isBeyondCases =
        accelerator.peakBf16 > 3e15 || accelerator.memoryBandwidth > 10e12;
    const bool isMeasuredClass = accelerator.kind == AcceleratorClass::NvidiaGpu && !isBeyondCases;
    return isMeasuredClass && !model.isClassShape ? EstimateConfidence::Measured
                                                  : EstimateConfidence::Transferred;
}

double bandWidth(BandOf what, const AcceleratorSpec& accelerator, const ModelArchitecture& model,
                 const EfficiencyFactors& factors)
{
    const double width = factors.at(bandFactors[static_cast<std::size_t>(what)]);
    switch (estimateConfidence(accelerator, model)) {
    case EstimateConfidence::Measured:
        return width;
    case EstimateConfidence::Transferred:
        return 1.4 * width;
    case EstimateConfidence::ClassDefault:
        return 3.0 * width;
    }
    return width;
}

double bandWidth(const MeasuredCase& c, std::string_view target, const EfficiencyFactors& factors)
{
    return bandWidth(bandOfTarget(c, target), *c.spec, *c.architecture, factors);
}

Factor bandFactor(const MeasuredCase& c, std::string_view target)
{
    return bandFactors[static_cast<std::size_t>(bandOfTarget(c, target))];
}

EstimateBand bandAround(double value, double width)
{
    return {value * std::exp(-width), value * std::exp(width)};
}

void copyBands(const EfficiencyFactors& from, EfficiencyFactors& to)
{
    for (const Factor f : bandFactors)
        to.at(f) = from.at(f);
}

} // namespace millwright

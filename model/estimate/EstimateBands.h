#pragma once
#include "model/estimate/MeasuredCases.h"

namespace millwright
{

/// What a band is about; each has a width of its own, measured on held-out cases.
enum class BandOf {
    OfflineTokens,
    ServingTokens,
    FirstToken,
    NextToken,
    TrainingDense,
    TrainingLora,
    TrainingMoe
};

/// Half-width of the 80 % band as ln(high / estimate): the width measured for the kind, wider where
/// the accelerator's class or the model's shape was not measured.
double bandWidth(BandOf what, const AcceleratorSpec& accelerator, const ModelArchitecture& model,
                 const EfficiencyFactors& factors);
double bandWidth(const MeasuredCase& measured, std::string_view target,
                 const EfficiencyFactors& factors);

/// The factor that holds the band of a target of a case.
Factor bandFactor(const MeasuredCase& measured, std::string_view target);

/// How far measurements hold the factors of this accelerator and model.
EstimateConfidence estimateConfidence(const AcceleratorSpec& accelerator,
                                      const ModelArchitecture& model);

/// The band around a value.
EstimateBand bandAround(double value, double width);

/// Takes the band widths of one set of factors over into another.
void copyBands(const EfficiencyFactors& from, EfficiencyFactors& to);

} // namespace millwright

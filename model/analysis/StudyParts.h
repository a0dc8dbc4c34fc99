#pragma once
#include "model/analysis/JobStudy.h"

namespace millwright
{

/// The derivation of what a chart of a study shows: a part of the step ("serve.step.attention",
/// "train.step.data") or of the memory ("memory.cache", "memory.free"), output per accelerator of a
/// plan of the front ("front.3", "front.chosen"), what a phase reaches of the roofline
/// ("roofline.prefill"). Errors: "metric.unknown", "metric.no-value".
Result<ExplainPtr> explainStudyPart(const JobStudy& study, std::string_view id);

} // namespace millwright

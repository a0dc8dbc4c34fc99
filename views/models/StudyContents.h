#pragma once
#include "model/analysis/JobStudy.h"
#include "views/charts/CascadeChart.h"
#include "views/charts/ParetoChart.h"

namespace millwright
{

// What the charts show of a study.

/// Memory of one accelerator by use; also of a plan that does not fit, past the capacity's line.
CascadeChart::Content memoryContent(const JobStudy& study);
/// One step of the job by cause: a decode step at capacity, an optimizer step.
CascadeChart::Content stepContent(const JobStudy& study);
ParetoChart::Content paretoContent(const JobStudy& study, bool canUse);
/// "H100 SXM, batch 64".
QString rooflineSubject(const JobStudy& study);

} // namespace millwright

#pragma once
#include "model/blueprint/WorkloadEntities.h"
#include <array>
#include <string_view>

namespace millwright
{

inline constexpr std::size_t hoursOfDay = 24;
/// One number per hour of the local day, from 00-01 to 23-24.
using HourShares = std::array<double, hoursOfDay>;

/// Load of each hour as a share of the busiest one: the named day, or the workload's own shares scaled so that the
/// busiest is 1 (all 0 when none are given). The named days are planning assumptions, see docs/workloads.md.
HourShares hourShares(const Workload& workload);

/// Whether a workload of that kind reads the property of that key (EntityFields.h); editors show no other.
bool readsProperty(const Workload& workload, std::string_view key);

/// Ingest and preparation without a named accelerator: work for the hosts' processors, no pool.
bool runsOnProcessors(const Workload& workload);

/// Generic work that says what a sample is: a preset, or FLOP or bytes of its own. Without, its accelerators and their
/// power count alone.
bool hasSamples(const Workload& workload);

/// Stage of the life cycle that the job belongs to: "ingest", "prepare", "pre-train", "continued", "full-fine-tune",
/// "lora", "serve", "generic".
std::string_view lifeCycleStage(const Workload& workload);

} // namespace millwright

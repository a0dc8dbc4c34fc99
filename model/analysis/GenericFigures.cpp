#include "model/analysis/JobFigureParts.h"
#include <algorithm>

namespace millwright
{
namespace
{

using Study = const JobStudy&;
using Group = JobFigureGroup;

const GenericEstimate& best(Study s)
{
    return s.generic.best;
}

double capacity(Study s)
{
    return s.generic.samplesPerSecond();
}

double perAccelerator(Study s)
{
    return capacity(s) / std::max(1, s.accelerators());
}

/// Share of the capacity that is asked for.
double soldShare(Study s)
{
    return capacity(s) > 0.0
               ? std::min(1.0, samplesAtPeak(s.workload(), capacity(s)) / capacity(s))
               : 0.0;
}

double costPerMillion(Study s)
{
    const double sold = perAccelerator(s) * soldShare(s) * 3600.0 / 1e6;
    return sold > 0.0 ? s.question.costPerHour.value() / sold : 0.0;
}

double facilityEnergy(Study s)
{
    return perAccelerator(s) > 0.0 ? s.question.facilityPower.value() / perAccelerator(s) : 0.0;
}

/// Storage that cannot feed the samples of training makes them this much slower.
Traced slowdown(Study s)
{
    return Traced::function(s.generic.slowdown, "1", "job.storageSlowdown", {},
                            "docs/workloads.md: training data that storage must read");
}

Traced tracedCapacity(Study s)
{
    return explainGeneric(s.generic.query).samplesPerSecond / slowdown(s);
}

Traced tracedEach(Study s)
{
    return explainGeneric(s.generic.query).perAccelerator / slowdown(s);
}

Traced tracedSold(Study s)
{
    return s.workload().samplesPerSecond > 0.0
               ? Traced::function(soldShare(s), "1", "job.soldShare",
                                  {tracedInput(s.workload().samplesPerSecond, "samples/s",
                                               "workload.samplesPerSecond"),
                                   tracedCapacity(s)},
                                  "docs/workloads.md: asked for, at most the capacity")
               : tracedInput(soldShare(s), "1", "workload.utilisation");
}

Traced power(Study s)
{
    return tracedPower(s, best(s).computeUtilisation, best(s).memoryUtilisation,
                       best(s).powerPerAccelerator);
}

/// Of a figure in proportion to the samples.
std::optional<EstimateBand> band(Study s, double value)
{
    return scaled(best(s).band, best(s).samplesPerSecond, value);
}

/// Of one in inverse proportion.
std::optional<EstimateBand> inverse(Study s, double value)
{
    return inverted(best(s).band, best(s).samplesPerSecond, value);
}

const JobFigure rows[] = {
    {"job.samples", "samples/s", "Samples/s at capacity", Group::Throughput, true,
     [](Study s) { return positive(capacity(s)); }, [](Study s) { return band(s, capacity(s)); },
     tracedCapacity},
    {"job.samplesEach", "samples/s", "Samples/s per accelerator", Group::Throughput, true,
     [](Study s) { return positive(perAccelerator(s)); },
     [](Study s) { return band(s, perAccelerator(s)); }, tracedEach},
    {"job.latency", "s", "Latency", Group::Latency, false,
     [](Study s) { return positive(best(s).latency); },
     [](Study s) { return inverse(s, best(s).latency); },
     [](Study s) { return explainGeneric(s.generic.query).latency; }},
    {"job.computeUse", "1", "Peak use", Group::Efficiency, true,
     [](Study s) { return positive(best(s).computeUtilisation); }, noBand,
     [](Study s) { return explainGeneric(s.generic.query).computeUse; }},
    {"job.memoryUse", "1", "Bandwidth use", Group::Efficiency, true,
     [](Study s) { return positive(best(s).memoryUtilisation); }, noBand,
     [](Study s) { return explainGeneric(s.generic.query).memoryUse; }},
    {"job.power", "W", "Accelerator power", Group::Energy, false,
     [](Study s) { return positive(best(s).powerPerAccelerator); }, noBand, power},
    {"job.samplesPerJoule", "samples/J", "Samples per joule", Group::Energy, true,
     [](Study s) {
         return positive(best(s).powerPerAccelerator > 0.0
                             ? perAccelerator(s) / best(s).powerPerAccelerator
                             : 0.0);
     },
     [](Study s) { return band(s, perAccelerator(s) / best(s).powerPerAccelerator); },
     [](Study s) { return tracedEach(s) / power(s); }},
    {"job.energyPerSample", "J", "Sample energy, facility", Group::Energy, false,
     [](Study s) { return positive(facilityEnergy(s)); },
     [](Study s) { return inverse(s, facilityEnergy(s)); },
     [](Study s) { return s.question.facilityPower / tracedEach(s); }},
    {"job.costPerMillionSamples", "USD", "Cost per M samples", Group::Effort, false,
     [](Study s) { return positive(costPerMillion(s)); },
     [](Study s) { return inverse(s, costPerMillion(s)); },
     [](Study s) {
         return s.question.costPerHour /
                (tracedEach(s) * tracedSold(s) * Traced(3600.0) / Traced(1e6));
     }},
    {"job.reads", "B/s", "Data read", Group::Effort, false,
     [](Study s) { return positive(best(s).readBandwidth / s.generic.slowdown); },
     [](Study s) { return band(s, best(s).readBandwidth / s.generic.slowdown); },
     [](Study s) { return explainGeneric(s.generic.query).readBandwidth / slowdown(s); }},
    {"job.memory", "B", "Memory used", Group::Memory, false,
     [](Study s) { return positive(best(s).memoryNeeded + best(s).memoryBatch); }, noBand,
     [](Study s) { return explainGeneric(s.generic.query).memory; }},
};

} // namespace

std::span<const JobFigure> genericFigures()
{
    return rows;
}

} // namespace millwright

#include "model/analysis/JobFigureParts.h"
#include <algorithm>

namespace millwright
{
namespace
{

using Study = const JobStudy&;
using Group = JobFigureGroup;

const TrainingEstimate& best(Study s)
{
    return s.training.best;
}

/// Storage that cannot feed the tokens makes all of it this much longer.
double slow(Study s)
{
    return s.training.slowdown;
}

Traced slowdown(Study s)
{
    return Traced::function(slow(s), "1", "job.storageSlowdown", {},
                            "docs/workloads.md: training data that storage must read");
}

Traced duration(Study s)
{
    return explainTraining(s.training.query).duration * slowdown(s);
}

Traced accelerators(Study s)
{
    return Traced::leaf(s.accelerators(), "1", "job.accelerators", "explain.counted", "verified");
}

Traced hours(Study s)
{
    return (duration(s) / Traced(3600.0) * accelerators(s)).named("job.acceleratorHours", "h");
}

Traced power(Study s)
{
    const double busy = std::min(1.0, best(s).step.compute / best(s).stepTime);
    return tracedPower(s, busy, 0.4 * busy, best(s).powerPerAccelerator);
}

/// Of a figure that is in proportion to the time of the whole job.
std::optional<EstimateBand> durationBand(Study s, double value)
{
    return scaled(best(s).durationBand, best(s).duration, value);
}

Traced memory(Study s)
{
    const TrainingMemory& m = best(s).memory;
    const TrainingPlan& plan = best(s).plan;
    const Traced ranks = plannedDegree(double(plan.tensor) * plan.pipeline, "train.modelRanks");
    const Traced replicas = plannedDegree(plan.dataParallel, "train.dataParallel");
    const Traced micro = plannedDegree(plan.microBatch, "train.microBatch");
    return Traced::sum({memoryPart(m.weights, "memory.weights", {ranks}),
                        memoryPart(m.gradients, "memory.gradients", {ranks}),
                        memoryPart(m.optimizer, "memory.optimizer", {ranks, replicas}),
                        memoryPart(m.activations, "memory.activations", {ranks, micro}),
                        memoryPart(m.buffers, "memory.buffers", {})},
                       "B", "job.memory");
}

Traced rate(Study s)
{
    const TrainingQuery& query = s.training.query;
    const auto asked = [](double value, const char* unit, const char* label) {
        return Traced::leaf(value, unit, label, workloadSource, "verified");
    };
    return asked(query.globalBatch, "1", "train.globalBatch") *
           asked(query.sequence, "tokens", "train.sequence") /
           (explainTraining(query).stepTime * slowdown(s));
}

const JobFigure rows[] = {
    {"job.days", "days", "Training time", Group::Time, false,
     [](Study s) { return positive(best(s).days() * slow(s)); },
     [](Study s) { return durationBand(s, best(s).days() * slow(s)); },
     [](Study s) { return duration(s) / Traced(86400.0); }},
    {"job.stepTime", "s", "Step time", Group::Time, false,
     [](Study s) { return positive(best(s).stepTime * slow(s)); },
     [](Study s) { return scaled(best(s).stepBand, best(s).stepTime, best(s).stepTime * slow(s)); },
     [](Study s) { return explainTraining(s.training.query).stepTime * slowdown(s); }},
    {"job.trainingRate", "tok/s", "Tokens/s", Group::Time, true,
     [](Study s) { return positive(best(s).tokensPerSecond / slow(s)); },
     [](Study s) {
         return inverted(best(s).stepBand, best(s).stepTime, best(s).tokensPerSecond / slow(s));
     },
     rate},
    {"job.mfu", "1", "Model FLOPs utilisation", Group::Efficiency, true,
     [](Study s) { return positive(best(s).mfu / slow(s)); },
     [](Study s) { return inverted(best(s).stepBand, best(s).stepTime, best(s).mfu / slow(s)); },
     [](Study s) { return explainTraining(s.training.query).mfu / slowdown(s); }},
    {"job.ettr", "1", "Effective training time", Group::Efficiency, true,
     [](Study s) { return positive(best(s).ettr); }, noBand,
     [](Study s) { return explainTraining(s.training.query).ettr; }},
    {"job.effectiveMfu", "1", "Effective MFU", Group::Efficiency, true,
     [](Study s) { return positive(best(s).effectiveMfu / slow(s)); },
     [](Study s) {
         return inverted(best(s).stepBand, best(s).stepTime, best(s).effectiveMfu / slow(s));
     },
     [](Study s) {
         const TrainingDerivation d = explainTraining(s.training.query);
         return d.mfu * d.ettr / slowdown(s);
     }},
    {"job.acceleratorHours", "h", "Accelerator hours", Group::Effort, false,
     [](Study s) { return positive(best(s).acceleratorHours * slow(s)); },
     [](Study s) { return durationBand(s, best(s).acceleratorHours * slow(s)); }, hours},
    {"job.energy", "Wh", "Accelerator energy", Group::Effort, false,
     [](Study s) { return positive(best(s).energy / 3600.0 * slow(s)); },
     [](Study s) { return durationBand(s, best(s).energy / 3600.0 * slow(s)); },
     [](Study s) { return hours(s) * power(s); }},
    {"job.cost", "USD", "Run cost", Group::Effort, false,
     [](Study s) {
         return positive(best(s).acceleratorHours * slow(s) * s.question.costPerHour.value());
     },
     [](Study s) {
         return durationBand(s, best(s).acceleratorHours * slow(s) *
                                    s.question.costPerHour.value());
     },
     [](Study s) { return hours(s) * s.question.costPerHour; }},
    {"job.power", "W", "Accelerator power", Group::Energy, false,
     [](Study s) { return positive(best(s).powerPerAccelerator); }, noBand, power},
    {"job.memory", "B", "Memory used", Group::Memory, false,
     [](Study s) { return positive(best(s).memory.total()); }, noBand, memory},
};

} // namespace

std::span<const JobFigure> trainingFigures()
{
    return rows;
}

} // namespace millwright

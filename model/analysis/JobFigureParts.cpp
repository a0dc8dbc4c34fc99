#include "model/analysis/JobFigureParts.h"
#include "model/estimate/ServingFormulas.h"
#include <algorithm>
#include <cmath>

namespace millwright
{

std::optional<EstimateBand> scaled(const EstimateBand& band, double of, double to)
{
    if (!(of > 0.0) || !(band.low > 0.0))
        return std::nullopt;
    return EstimateBand{band.low / of * to, band.high / of * to};
}

std::optional<EstimateBand> inverted(const EstimateBand& band, double of, double to)
{
    if (!(of > 0.0) || !(band.low > 0.0))
        return std::nullopt;
    return EstimateBand{of / band.high * to, of / band.low * to};
}

Traced plannedDegree(double value, const char* label)
{
    return Traced::leaf(value, "1", label, planSource, "derived");
}

Traced tracedPower(const JobStudy& study, double computeUse, double memoryUse, double watts)
{
    const AcceleratorSpec& part = study.question.place->accelerator;
    const auto datasheet = [&](double value, const char* label) {
        return Traced::leaf(value, "W", label, part.source.empty() ? part.id : part.source,
                            part.confidence.empty() ? "secondary" : part.confidence);
    };
    const double highest = part.powerCap > 0.0 ? std::min(part.powerCap, part.tdp) : part.tdp;
    const Traced idle = part.idle > 0.0
                            ? datasheet(part.idle, "accelerator.idle")
                            : Traced::leaf(0.15 * part.tdp, "W", "accelerator.idle",
                                           "class default 0.15 x thermal design power", "derived");
    const auto use = [](double value, const char* label) {
        return Traced::function(value, "1", label, {}, estimatorSource);
    };
    const Traced power = acceleratorPower<Traced>(idle, datasheet(highest, "accelerator.tdp"),
                                                  use(computeUse, "job.computeUse"),
                                                  use(memoryUse, "job.memoryUse"));
    return std::abs(power.value() - watts) <= 1e-9 * watts
               ? power.named("job.power", "W")
               : Traced::function(watts, "W", "job.power", {power}, estimatorSource);
}

Traced memoryPart(double bytes, const char* label, std::vector<Traced> inputs)
{
    return Traced::function(bytes, "B", label, std::move(inputs), "docs/estimator.md, memory");
}

const JobFigure* findJobFigure(std::string_view id)
{
    for (const std::span<const JobFigure> rows : {servingFigures(), trainingFigures(), genericFigures()})
        for (const JobFigure& figure : rows)
            if (figure.id == id)
                return &figure;
    return nullptr;
}

Result<ExplainPtr> explainJobFigure(const JobStudy& study, std::string_view id)
{
    for (const JobFigure& figure : figuresOf(study)) {
        if (figure.id != id)
            continue;
        if (!study.isFeasible() || !figure.value(study))
            return fail("metric.no-value", {std::string(id)});
        return figure.explain(study).named(std::string(id), std::string(figure.unit)).node();
    }
    return fail("metric.unknown", {std::string(id)});
}

} // namespace millwright

#include "app/CommandLine.h"
#include "app/verbs/EstimateLookup.h"
#include "app/verbs/Verbs.h"
#include "model/base/Units.h"
#include "model/estimate/GenericQuery.h"
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace millwright {
namespace {

using nlohmann::ordered_json;

Error unknownPreset(const std::string& name)
{
    std::string known;
    for (const GenericPreset& preset : genericPresets())
        known += (known.empty() ? "" : ", ") + preset.id;
    return fail("cli.unknown-preset", {name, known});
}

Result<GenericQuery> queryOf(const EstimateOptions& options, const GenericPreset& preset, const AcceleratorSpec& accelerator)
{
    GenericQuery query = preset.query;
    const auto format = lookUpFormat(options.format, query.format);
    if (!format)
        return format.error();
    query.format = *format;
    query.accelerator = &accelerator;
    query.accelerators = options.count;
    query.classScale = options.classScale;
    query.isTraining = options.isSampleTraining;
    if (options.batch > 0.0)
        query.batch = options.batch;
    if (options.latency > 0.0)
        query.latencyLimit = options.latency;
    return query;
}

ordered_json jsonOf(const GenericEstimate& e)
{
    if (!e.isFeasible)
        return {{"feasible", false}, {"reason", formatMessage(e.infeasible)}};
    return {{"feasible", true}, {"samples_per_s", e.samplesPerSecond}, {"low", e.band.low}, {"high", e.band.high}, {"per_accelerator", e.perAccelerator},
            {"latency_s", e.latency}, {"batch", e.batch}, {"read_B_per_s", e.readBandwidth}, {"bound_by", bottleneckName(e.bottleneck)},
            {"confidence", confidenceName(e.confidence)}, {"power_per_accelerator_W", e.powerPerAccelerator}, {"samples_per_J", e.samplesPerJoule},
            {"compute_use", e.computeUtilisation}, {"memory_use", e.memoryUtilisation}};
}

std::string textOf(const GenericPreset& preset, const GenericEstimate& e)
{
    if (!e.isFeasible)
        return "cannot run   " + formatMessage(e.infeasible) + "\n";
    std::string text = fmt::format("work         {}; a sample is: {}\nthroughput   {} ({} to {}, 80 % band), {} per accelerator\nlatency      {} at batch {:.0f}\n"
                                   "use          {:.0f} % of the peak, {:.0f} % of the bandwidth\nreads        {} from storage or network\nbound by     {}\n"
                                   "power        {} per accelerator, {:.3g} samples/J\nconfidence   {}\n",
                                   preset.name, preset.sample, formatMeasure(e.samplesPerSecond, "samples/s"), formatMeasure(e.band.low, "samples/s"),
                                   formatMeasure(e.band.high, "samples/s"), formatMeasure(e.perAccelerator, "samples/s"), formatMeasure(e.latency, "s"), e.batch,
                                   e.computeUtilisation * 100.0, e.memoryUtilisation * 100.0, formatMeasure(e.readBandwidth, "B/s"), bottleneckName(e.bottleneck),
                                   formatMeasure(e.powerPerAccelerator, "W"), e.samplesPerJoule, confidenceName(e.confidence));
    for (const Message& note : e.notes)
        text += "note         " + formatMessage(note) + "\n";
    return text;
}

} // namespace

int runGenericEstimate(const EstimateOptions& options)
{
    const GenericPreset* preset = findGenericPreset(options.generic);
    if (!preset)
        return reportError(unknownPreset(options.generic));
    const auto accelerator = lookUpAccelerator(options.accelerator);
    if (!accelerator)
        return reportError(accelerator.error());
    const auto query = queryOf(options, *preset, *accelerator);
    if (!query)
        return reportError(query.error());
    const GenericEstimate e = estimateGeneric(*query);
    ordered_json document = jsonOf(e);
    document["preset"] = preset->id;
    document["sample"] = preset->sample;
    document["source"] = preset->source;
    const int code = deliver(options.isJson ? document.dump(2) + "\n" : textOf(*preset, e), options.output);
    return code == ExitGood && !e.isFeasible ? ExitFindings : code;
}

} // namespace millwright

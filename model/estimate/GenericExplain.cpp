#include "model/estimate/EstimateExplain.h"
#include "model/estimate/GenericFormulas.h"

namespace millwright
{

namespace
{

constexpr const char* workSource = "the work as entered, or its preset";
constexpr const char* methodSource = "docs/estimator.md, Generic work";

Traced asked(double value, const char* unit, const char* label)
{
    return Traced::leaf(value, unit, label, workSource, "verified");
}

/// A share of a peak that is a default of the kind or the class, or that somebody knows better.
Traced assumed(double value, bool isOwn, const char* label)
{
    return Traced::leaf(value, "1", label, isOwn ? workSource : methodSource,
                        isOwn ? "verified" : "derived");
}

Traced datasheet(const AcceleratorSpec& part, double value, const char* unit, const char* label)
{
    return Traced::leaf(value, unit, label,
                        part.source.empty() ? "catalog entry of " + part.id : part.source,
                        part.confidence.empty() ? "secondary" : part.confidence);
}

} // namespace

GenericDerivation explainGeneric(const GenericQuery& q)
{
    const GenericEstimate e = estimateGeneric(q);
    const GenericTerms terms = genericTerms(q);
    const AcceleratorSpec& part = *q.accelerator;
    const double dense = computePeak(part, q.format);
    const Traced peak = datasheet(part, dense, "FLOP/s", "accelerator.peak");
    const Traced quality = Traced::leaf(terms.usablePeak / dense, "1", "generic.matmulQuality",
                                        methodSource, "derived");
    const Traced bandwidth =
        datasheet(part, part.memoryBandwidth, "B/s", "accelerator.memoryBandwidth");
    const Traced scale = assumed(terms.classScale, q.classScale > 0.0, "generic.classScale");
    const Traced flopRate =
        achievedRate<Traced>(peak * quality,
                             assumed(terms.computeShare, q.computeShare > 0.0, "generic.computeShare"),
                             scale)
            .named("generic.flopRate", "FLOP/s");
    const Traced byteRate =
        achievedRate<Traced>(bandwidth,
                             assumed(terms.memoryShare, q.memoryShare > 0.0, "generic.memoryShare"),
                             scale)
            .named("generic.byteRate", "B/s");
    const Traced flops = asked(terms.flops, "FLOP", "generic.flopsPerSample");
    const Traced bytes = asked(terms.bytes, "B", "generic.bytesPerSample");
    const Traced parameters = asked(terms.passBytes, "B", "generic.parametersRead");
    const Traced batch = Traced::leaf(e.batch, "1", "generic.batch",
                                      q.batch > 0.0 ? workSource : methodSource, "derived");
    const Traced overhead = assumed(terms.overhead, false, "generic.step.overhead").named("generic.step.overhead", "s");
    const Traced work = genericWorkTime<Traced>(batch, flops, flopRate, bytes, parameters, byteRate)
                            .named("generic.step.work", "s");
    const Traced time = (work + overhead).named("generic.step", "s");
    GenericDerivation d;
    d.batchTime = time;
    d.perAccelerator = (batch / time).named("generic.perAccelerator", "samples/s");
    d.samplesPerSecond =
        (d.perAccelerator *
         Traced::leaf(q.accelerators, "1", "job.accelerators", "explain.counted", "verified"))
            .named("generic.samplesPerSecond", "samples/s");
    d.latency = genericLatency<Traced>(time).named("generic.latency", "s");
    d.computeUse = genericUse<Traced>(batch * flops, peak, time).named("job.computeUse", "1");
    d.memoryUse =
        genericUse<Traced>(batch * bytes + parameters, bandwidth, time).named("job.memoryUse", "1");
    d.memory = Traced::sum({asked(terms.parameterBytes, "B", "memory.parameters"),
                            Traced::function(e.memoryBatch, "B", "memory.batch",
                                             {batch, bytes}, methodSource)},
                           "B", "job.memory");
    d.readBandwidth = (d.samplesPerSecond * asked(q.bytesReadPerSample, "B", "generic.bytesRead"))
                          .named("generic.readBandwidth", "B/s");
    return d;
}

} // namespace millwright

#include "model/estimate/GenericQuery.h"
#include "model/estimate/GenericFormulas.h"
#include "model/estimate/Refusal.h"
#include <algorithm>
#include <cmath>

namespace millwright
{

namespace
{

/// The numbers of one query after defaults, and what follows of them.
struct GenericState {
    const GenericQuery& q;
    GenericTerms terms;
    double flopRate, byteRate; // achieved

    explicit GenericState(const GenericQuery& query)
        : q(query), terms(genericTerms(query)),
          flopRate(achievedRate<double>(terms.usablePeak, terms.computeShare, terms.classScale)),
          byteRate(achievedRate<double>(query.accelerator->memoryBandwidth, terms.memoryShare,
                                        terms.classScale))
    {
    }
    double batchTime(double batch) const
    {
        return genericWorkTime<double>(batch, terms.flops, flopRate, terms.bytes, terms.passBytes,
                                       byteRate) +
               terms.overhead;
    }
    double latency(double batch) const { return genericLatency<double>(batchTime(batch)); }
    /// B of a sample that are alive at a time: a tenth of what it moves, in and out.
    double aliveBytes() const { return std::max(1.0, 2.0 * terms.bytes / 10.0); }
};

bool isBad(const GenericQuery& q)
{
    const double sum = q.flopsPerSample + q.bytesMovedPerSample + q.bytesReadPerSample +
                       q.parameters + q.batch + q.latencyLimit;
    return !std::isfinite(sum) || q.flopsPerSample < 0.0 || q.bytesMovedPerSample < 0.0 ||
           q.bytesReadPerSample < 0.0 || q.parameters < 0.0 || q.batch < 0.0 ||
           q.latencyLimit < 0.0 || q.accelerators < 1 ||
           !(q.flopsPerSample + q.bytesMovedPerSample > 0.0);
}

/// The largest power of two that memory and the limit on latency allow; 0 if not even one sample.
double largestBatch(const GenericState& s, double room)
{
    const double perSample = s.aliveBytes();
    double best = 0.0;
    for (double batch = 1.0; batch <= 65536.0; batch *= 2.0) {
        const bool isLate = s.q.latencyLimit > 0.0 && s.latency(batch) > s.q.latencyLimit;
        if (isLate || batch * perSample > std::max(room, perSample))
            break;
        best = batch;
    }
    return best;
}

void finish(const GenericState& s, GenericEstimate& e)
{
    const AcceleratorSpec& part = *s.q.accelerator;
    const double time = s.batchTime(e.batch);
    e.isFeasible = true;
    e.perAccelerator = e.batch / time;
    e.samplesPerSecond = e.perAccelerator * s.q.accelerators;
    e.batchTime = time;
    e.overhead = s.terms.overhead;
    e.memoryBatch = e.batch * s.aliveBytes();
    e.latency = s.latency(e.batch);
    e.readBandwidth = e.samplesPerSecond * s.q.bytesReadPerSample;
    const double peak = computePeak(part, s.q.format);
    const double moved = e.batch * s.terms.bytes + s.terms.passBytes;
    e.computeUtilisation = genericUse<double>(e.batch * s.terms.flops, peak, time);
    e.memoryUtilisation = genericUse<double>(moved, part.memoryBandwidth, time);
    const double computing = e.batch * s.terms.flops / s.flopRate, reading = moved / s.byteRate;
    e.bottleneck = s.terms.overhead > std::max(computing, reading) ? Bottleneck::Overhead
                   : computing >= reading                    ? Bottleneck::Compute
                                                             : Bottleneck::Bandwidth;
    const double idle = part.idle > 0.0 ? part.idle : 0.15 * part.tdp;
    const double highest = part.powerCap > 0.0 ? std::min(part.powerCap, part.tdp) : part.tdp;
    e.powerPerAccelerator =
        acceleratorPower(idle, highest, e.computeUtilisation, e.memoryUtilisation);
    if (e.powerPerAccelerator > 0.0)
        e.samplesPerJoule = e.perAccelerator / e.powerPerAccelerator;
    const bool isGpu =
        part.kind == AcceleratorClass::NvidiaGpu || part.kind == AcceleratorClass::AmdGpu;
    const double width = s.terms.band * (isGpu ? 1.0 : 1.6);
    e.band = {e.samplesPerSecond * std::exp(-width), e.samplesPerSecond * std::exp(width)};
    e.notes.push_back(
        cannot("generic.note.class-default", {std::string(acceleratorClassName(part.kind)),
                                              std::string(genericKindName(s.q.kind))}));
}

} // namespace

std::string_view genericKindName(GenericKind kind)
{
    constexpr std::string_view names[] = {"vision",      "detection", "encoder",   "diffusion",
                                          "recommender", "speech",    "simulation"};
    return names[static_cast<std::size_t>(kind)];
}

GenericDefaults genericDefaults(GenericKind kind)
{
    switch (kind) {
    case GenericKind::Vision:
        return {0.36, 0.60, 1.0e-4, 0.6};
    case GenericKind::Detection:
        return {0.27, 0.60, 3.0e-4, 0.7};
    case GenericKind::Encoder:
        return {0.50, 0.65, 2.0e-4, 0.6};
    case GenericKind::Diffusion:
        return {0.30, 0.60, 5.0e-4, 0.6};
    case GenericKind::Recommender:
        return {0.30, 0.35, 2.0e-4, 0.9};
    case GenericKind::Speech:
        return {0.30, 0.55, 5.0e-4, 0.8};
    case GenericKind::Simulation:
        return {0.10, 0.75, 1.0e-4, 0.8};
    }
    return {};
}

double genericClassScale(AcceleratorClass kind)
{
    switch (kind) {
    case AcceleratorClass::NvidiaGpu:
        return 1.0;
    case AcceleratorClass::AmdGpu:
    case AcceleratorClass::Gaudi:
    case AcceleratorClass::Tpu:
        return 0.85;
    case AcceleratorClass::Neuron:
        return 0.6;
    case AcceleratorClass::Cpu:
        return 0.7;
    case AcceleratorClass::InMemory:
    case AcceleratorClass::WaferScale:
        return 0.5;
    default: // FPGA, neuromorphic, Tenstorrent, others: nothing measured
        return 0.4;
    }
}

GenericTerms genericTerms(const GenericQuery& q)
{
    const AcceleratorSpec& part = *q.accelerator;
    const GenericDefaults defaults = genericDefaults(q.kind);
    const double passes = q.isTraining ? 3.0 : 1.0;
    GenericTerms terms;
    terms.usablePeak =
        computePeak(part, q.format) * matmulQuality(part, computeFormat(part, q.format));
    terms.computeShare = q.computeShare > 0.0 ? q.computeShare : defaults.computeShare;
    terms.memoryShare = q.memoryShare > 0.0 ? q.memoryShare : defaults.memoryShare;
    terms.classScale = q.classScale > 0.0 ? q.classScale : genericClassScale(part.kind);
    terms.flops = q.flopsPerSample * passes;
    terms.bytes = q.bytesMovedPerSample * passes;
    terms.parameterBytes = q.parameters * (q.isTraining ? 16.0 : bytesPerValue(q.format));
    // Of embedding tables a batch reads only the rows that it looks up; they are in the bytes moved.
    terms.passBytes = q.kind == GenericKind::Recommender ? 0.0 : terms.parameterBytes;
    terms.overhead = defaults.batchOverhead;
    terms.band = defaults.band;
    return terms;
}

GenericEstimate estimateGeneric(const GenericQuery& query)
{
    GenericEstimate e;
    if (!query.accelerator || !query.accelerator->hasPeaks()) {
        e.infeasible = cannot("serve.no-peaks",
                              {query.accelerator ? query.accelerator->id : std::string("-")});
        return e;
    }
    if (isBad(query)) {
        e.infeasible = cannot("generic.workload-range");
        return e;
    }
    const GenericState state(query);
    const double capacity = 0.9 * addressableMemory(*query.accelerator);
    e.memoryNeeded = state.terms.parameterBytes;
    e.memoryCapacity = capacity;
    if (state.terms.parameterBytes > capacity) {
        e.infeasible = cannot("generic.memory-short", {Measure{state.terms.parameterBytes - capacity, "B"},
                                                       Measure{capacity, "B"}});
        return e;
    }
    e.batch = query.batch > 0.0 ? query.batch
                                : largestBatch(state, capacity - state.terms.parameterBytes);
    const double held = state.terms.parameterBytes + e.batch * state.aliveBytes();
    if (query.batch > 1.0 && held > capacity) {
        e.infeasible = cannot("generic.batch-memory-short",
                              {Measure{held - capacity, "B"}, Measure{capacity, "B"},
                               Measure{query.batch, "1"}});
        return e;
    }
    const bool isLate = query.latencyLimit > 0.0 &&
                        (e.batch < 1.0 || state.latency(e.batch) > query.latencyLimit);
    if (isLate) {
        e.infeasible = cannot("generic.too-slow",
                              {Measure{state.latency(std::max(1.0, e.batch)), "s"},
                               Measure{query.latencyLimit, "s"}});
        return e;
    }
    finish(state, e);
    return e;
}

GenericEstimate genericForTarget(GenericQuery query, double samplesPerSecond, int maxAccelerators)
{
    query.accelerators = 1;
    GenericEstimate one = estimateGeneric(query);
    if (!one.isFeasible || !(samplesPerSecond > 0.0))
        return one;
    const double needed = std::ceil(samplesPerSecond / one.samplesPerSecond - 1e-9);
    if (needed > maxAccelerators) {
        one.isFeasible = false;
        one.infeasible = cannot("serve.target-missed");
        return one;
    }
    query.accelerators = std::max(1, static_cast<int>(needed));
    return estimateGeneric(query);
}

} // namespace millwright

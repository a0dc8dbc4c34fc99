#pragma once
#include "model/base/Result.h"
#include "model/estimate/AcceleratorSpec.h"
#include "model/estimate/EstimateParts.h"
#include <string>
#include <string_view>
#include <vector>

namespace millwright
{

/// Kinds of work that are no language model; each has a class default of how much of a peak software
/// reaches.
enum class GenericKind { Vision, Detection, Encoder, Diffusion, Recommender, Speech, Simulation };
std::string_view genericKindName(GenericKind kind);

/// What a kind of work reaches where nothing better is known, and how little is known of it. Shares
/// of the dense peak and of memory bandwidth; `band` is ln(high / estimate) of the 80 % band.
struct GenericDefaults {
    double computeShare = 0.35;
    double memoryShare = 0.6;
    double batchOverhead = 2.0e-4; ///< s per batch: launches, host
    double band = 0.7;
};
GenericDefaults genericDefaults(GenericKind kind);

/// How far an accelerator class reaches the shares above, which stand for Nvidia GPUs; an assumption
/// that the user may edit.
double genericClassScale(AcceleratorClass kind);

/// One job of samples on one kind of accelerator, replicated over all of them. SI units; 0 = not
/// stated.
struct GenericQuery {
    const AcceleratorSpec* accelerator = nullptr;
    int accelerators = 1;
    GenericKind kind = GenericKind::Vision;
    NumberFormat format = NumberFormat::Bf16;
    double flopsPerSample = 0.0;
    double bytesMovedPerSample = 0.0; ///< through the accelerator's memory, beside the parameters
    double bytesReadPerSample = 0.0;  ///< from storage or the network
    double parameters = 0.0;          ///< read once per batch
    double batch = 0.0;               ///< samples per accelerator; 0 = the largest within the limits
    double latencyLimit = 0.0;        ///< s from arrival to result
    bool isTraining = false;          ///< forward and backward: 3 x FLOP, 16 B of state a parameter
    double computeShare = 0.0;        ///< overrides the kind's default where > 0
    double memoryShare = 0.0;
    double classScale = 0.0;
};

/// The numbers of a query after its defaults; the accelerator must have peaks.
struct GenericTerms {
    double usablePeak = 0.0; ///< FLOP/s: dense peak of the format x measured speed of large products
    double computeShare = 0.0, memoryShare = 0.0, classScale = 0.0;
    double flops = 0.0, bytes = 0.0; ///< of a sample, all passes
    double parameterBytes = 0.0;     ///< B held
    double passBytes = 0.0;          ///< of them read once a batch
    double overhead = 0.0;           ///< s a batch
    double band = 0.0;               ///< ln(high / estimate)
};
GenericTerms genericTerms(const GenericQuery& query);

struct GenericEstimate {
    bool isFeasible = false;
    Message infeasible;
    double samplesPerSecond = 0.0;
    double perAccelerator = 0.0;
    double batch = 0.0;
    double latency = 0.0; ///< s: half a batch's wait and its time
    double readBandwidth = 0.0; ///< B/s that storage or network must deliver
    double memoryNeeded = 0.0;   ///< B of one accelerator: parameters, with the states of training
    double memoryBatch = 0.0;    ///< B of one accelerator: what of its batch is alive at a time
    double memoryCapacity = 0.0; ///< B of one accelerator that may be used
    double batchTime = 0.0, overhead = 0.0; ///< s of a batch, and what of it are launches and the host
    double computeUtilisation = 0.0;
    double memoryUtilisation = 0.0;
    double powerPerAccelerator = 0.0; ///< W
    double samplesPerJoule = 0.0;
    Bottleneck bottleneck = Bottleneck::Compute;
    EstimateBand band; ///< 80 %, samples/s; wide
    EstimateConfidence confidence = EstimateConfidence::ClassDefault;
    std::vector<Message> notes;
};

/// Roofline with class shares: time of a batch b = max(b FLOP / (peak x share), (b bytes +
/// parameters) / (bandwidth x share)) + overhead (doi 10.1145/1498765.1498785).
GenericEstimate estimateGeneric(const GenericQuery& query);

/// Least number of accelerators for a rate; infeasible beyond `maxAccelerators`.
GenericEstimate genericForTarget(GenericQuery query, double samplesPerSecond, int maxAccelerators);

/// A named job with public figures.
struct GenericPreset {
    std::string id, name, sample, source;
    GenericQuery query;
    std::string measuredOn;    ///< accelerator of the public row that set its share; may be empty
    int measuredCount = 0;
    double measuredRate = 0.0; ///< samples/s
};
/// The presets shipped inside the program (resources/evidence/generic_presets.csv).
const std::vector<GenericPreset>& genericPresets();
const GenericPreset* findGenericPreset(std::string_view id);
Result<std::vector<GenericPreset>> readGenericPresets(std::string_view csv, std::string where);

} // namespace millwright

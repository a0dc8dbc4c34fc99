#pragma once
#include "model/base/Geometry.h"
#include "model/base/Id.h"
#include "model/base/Symbol.h"
#include <string>
#include <vector>

namespace millwright {

enum class WorkloadKind : std::uint8_t { Serve, Train, Ingest, Prepare, Generic };
enum class TrainingStage : std::uint8_t { Pretrain, Continued, FullFineTune, Lora };
/// Named days; Hourly takes the workload's own 24 shares.
enum class LoadProfile : std::uint8_t { Flat, OfficeHours, Consumer, BatchAtNight, Hourly };
/// How the load of a serving job is stated; the rates are those of the busiest hour.
enum class LoadBasis : std::uint8_t { Utilisation, Requests, Users, TokensPerDay };
enum class RecomputeChoice : std::uint8_t { Searched, None, Selective, Full };
enum class ZeroChoice : std::uint8_t { Searched, None, States, Gradients, Weights };
/// Work that is no language model, by what its software usually reaches; in the estimator's order.
enum class SampleKind : std::uint8_t { Vision, Detection, Encoder, Diffusion, Recommender, Speech, Simulation };

/// A job for a pool of accelerators; ingest and preparation without an accelerator run on processors.
struct Workload {
    Id<Workload> id;
    std::string name;
    WorkloadKind kind = WorkloadKind::Serve;
    Symbol model;                      ///< id in the model library
    Symbol accelerator;                ///< pool: accelerator part id; empty = the most numerous, "any" = the one it is fastest on
    double poolShare = 1.0;            ///< of the pool's accelerators, at most
    Symbol weightFormat = "fp8";
    Symbol cacheFormat = "fp8";
    // serve
    double promptTokens = 1024.0;
    double outputTokens = 512.0;
    double prefixHitShare = 0.0;
    double ttftLimit = 0.0;            ///< s at p99; 0 = none
    double tpotLimit = 0.0;            ///< s mean; 0 = none
    double utilisation = 0.6;          ///< share of capacity that is sold, average of the days it runs
    // train
    double trainingTokens = 0.0;
    double sequenceLength = 8192.0;
    double globalBatchTokens = 4.0e6;
    // day and year
    LoadProfile profile = LoadProfile::Flat;
    std::vector<double> hourlyShares;  ///< 24 shares of the busiest hour's load, used with LoadProfile::Hourly
    double daysPerYear = 365.25;       ///< on which it runs
    int priority = 0;                  ///< lower is served first; at equal priority serving comes before the rest
    bool isBackfill = false;           ///< takes what the others leave of its pool, in whole replicas, instead of holding its share
    bool isElastic = false;            ///< serving: holds only the replicas that the hour's load needs
    // load of a serving job
    LoadBasis load = LoadBasis::Utilisation;
    double requestsPerSecond = 0.0;    ///< user requests
    double users = 0.0;                ///< at work in the busiest hour
    double tokensPerSecondPerUser = 0.0;
    double tokensPerDay = 0.0;         ///< output tokens
    // how it is served
    double residentPrefixTokens = 0.0; ///< a shared prefix that stays in memory (cache-augmented generation)
    double retrievedTokens = 0.0;      ///< context that retrieval or tools add to each call
    double agentTurns = 1.0;           ///< model calls for one user request; each sees what the earlier ones said
    double draftTokens = 0.0;          ///< drafted per step (speculative or multi-token decoding)
    double draftAcceptance = 0.7;      ///< chance that one drafted token is accepted
    bool isDisaggregated = false;      ///< prefill and decode on pools of their own
    int batchLimit = 0;                ///< requests together in a replica; 0 = what memory allows
    // parallel plan
    bool isPlanFixed = false;          ///< the ranks below instead of the search
    int tensorRanks = 1, pipelineRanks = 1, contextRanks = 1, expertRanks = 1, attentionDataRanks = 1;
    int interleave = 1, microBatch = 1;
    // how it is trained
    TrainingStage trainingStage = TrainingStage::Pretrain;
    double loraRank = 16.0;
    RecomputeChoice recompute = RecomputeChoice::Searched;
    ZeroChoice zeroStage = ZeroChoice::Searched;
    double checkpointInterval = 0.0;   ///< s; 0 = the best one
    double deadlineDays = 0.0;         ///< in which a run as scheduled must be done; 0 = none
    bool isCheckpointBlocking = false; ///< training waits for the storage, not only for the copy to host memory
    // ingest, prepare
    double dataRate = 0.0;             ///< B/s in the busiest hour
    // generic: a preset, its own figures, or a preset with some of its own; 0 = the preset's, or not stated
    Symbol preset;                     ///< named job of the estimator; empty = own figures
    SampleKind sampleKind = SampleKind::Vision; ///< without a preset
    double flopsPerSample = 0.0;       ///< FLOP of the forward pass
    double bytesMovedPerSample = 0.0;  ///< B through the accelerator's memory, beside the parameters
    double bytesReadPerSample = 0.0;   ///< B from storage or network
    double parameterCount = 0.0;
    double samplesPerBatch = 0.0;      ///< on an accelerator; 0 = the most that memory and the limit allow
    double latencyLimit = 0.0;         ///< s from arrival to result; 0 = none
    double samplesPerSecond = 0.0;     ///< asked for in the busiest hour; 0 = `utilisation` counts
    bool isSampleTraining = false;     ///< forward and backward, samples from storage
    double computeShare = 0.0;         ///< of the dense peak; 0 = the preset's, else the kind's
    double memoryShare = 0.0;          ///< of the bandwidth; likewise
    double classScale = 0.0;           ///< what the accelerator's class reaches of these shares; 0 = the class default
    friend bool operator==(const Workload&, const Workload&) = default;
};

/// A factor of the estimator that measurements changed for this design; all others are those shipped.
struct CalibratedFactor {
    Id<CalibratedFactor> id;
    Symbol factor;                     ///< its name, "serving.memory"
    double value = 0.0;
    std::string source;                ///< what was measured: files, machine
    std::string date;                  ///< ISO date of the refit
    friend bool operator==(const CalibratedFactor&, const CalibratedFactor&) = default;
};

} // namespace millwright

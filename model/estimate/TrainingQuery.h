#pragma once
#include "model/estimate/AcceleratorSpec.h"
#include "model/estimate/EfficiencyFactors.h"
#include "model/estimate/EstimateParts.h"
#include "model/estimate/ModelArchitecture.h"
#include <atomic>
#include <optional>
#include <vector>

namespace millwright
{

enum class TrainingKind { Pretrain, FullFineTune, Lora };
enum class Recompute { None, Selective, Full };

/// How training is laid over accelerators; data parallelism is what is left. 0 = let the estimator
/// choose.
struct TrainingPlan {
    int tensor = 1;
    int context = 1;
    int pipeline = 1;
    int expert = 1;
    int interleave = 1; ///< virtual stages per pipeline rank
    int microBatch = 1; ///< sequences
    int zeroStage = 1;  ///< 0-3
    Recompute recompute = Recompute::Selective;
    int dataParallel = 1; ///< filled in by the estimator
};

/// One training job.
struct TrainingQuery {
    const ModelArchitecture* model = nullptr;
    const AcceleratorSpec* accelerator = nullptr;
    const EfficiencyFactors* factors =
        nullptr; ///< null = the fitted factors shipped inside the program
    int accelerators = 8;
    TrainingPlan plan;
    TrainingKind kind = TrainingKind::Pretrain;
    NumberFormat format = NumberFormat::Bf16;
    double sequence = 4096.0;    ///< tokens
    double packedSample = 0.0;   ///< tokens of the samples packed into a sequence, which do not
                                 ///< attend to each other; 0 = a sequence is one sample
    double globalBatch = 1024.0; ///< sequences
    double tokens = 1e12;        ///< to train on
    double loraRank = 16.0;
    int predictionLayers = 0;   ///< multi-token prediction modules trained along (arXiv 2412.19437)
    double gradientBytes = 4.0; ///< 2 or 4 per parameter
    double scaleUpBandwidth = 0.0;   ///< B/s per direction achieved; 0 = the accelerator's figure
    double scaleOutBandwidth = 40e9; ///< B/s per accelerator achieved on the fabric
    double checkpointWriteBandwidth = 50e9; ///< B/s of the storage in all
    double acceleratorMtbf = 1.83e8; ///< s between interruptions per accelerator (arXiv 2407.21783:
                                     ///< 419 in 54 days on 16,384)
    double restartTime = 600.0;      ///< s from a failure to the next useful step
    bool isCheckpointAsynchronous = true; ///< the copy to host memory stalls, the write does not
    double softwareYear = 0.0; ///< date of the training software (2024.5 = mid-2024); 0 = current
    bool hasFullRecompute = false;           ///< the search keeps to full recompute
    double checkpointInterval = 0.0;         ///< s; 0 = the best one
    std::optional<Recompute> fixedRecompute; ///< the search keeps to it
    std::optional<int> fixedZeroStage;       ///< the search keeps to it
    const std::atomic<bool>* stop = nullptr; ///< a search ends early when it turns true; may be null
    bool hasEvaluation =
        false; ///< periodic evaluation counts in the step, as in benchmark run times
    double expertOverlap = 0.0; ///< share of the experts' traffic that the schedule hides behind
                                ///< another micro-batch's compute
    bool hasGraphs = false;     ///< attention and routing are launched as recorded graphs
    bool hasCampaignLosses =
        false; ///< the hours of a whole published run: evaluation, restarts
               ///< and idle time beyond checkpoints and failures lower the ETTR
};

/// Memory of one accelerator in its fullest pipeline stage, B.
struct TrainingMemory {
    double weights = 0.0;
    double gradients = 0.0;
    double optimizer = 0.0;
    double activations = 0.0;
    double buffers = 0.0;
    double capacity = 0.0;
    double total() const { return weights + gradients + optimizer + activations + buffers; }
};

/// Time of one optimizer step by cause, s.
struct TrainingStepParts {
    double compute = 0.0;
    double recompute = 0.0;
    double bubble = 0.0;
    double tensorComm = 0.0;
    double expertComm = 0.0;
    double dataComm = 0.0; ///< not hidden behind compute
    double pipelineComm = 0.0;
    double optimizer = 0.0;
    double overhead = 0.0; ///< gaps between kernels, the optimizer step's fixed cost, evaluation
    double host = 0.0;     ///< launching takes the host longer than the accelerator computes
    double straggler = 0.0;
    double total() const
    {
        return compute + recompute + bubble + tensorComm + expertComm + dataComm + pipelineComm +
               optimizer + overhead + host + straggler;
    }
};

/// What a plan gives. When `isFeasible` is false only `plan`, `memory` and `infeasible` mean
/// anything.
struct TrainingEstimate {
    bool isFeasible = false;
    Message infeasible;
    TrainingPlan plan;
    double stepTime = 0.0;        ///< s
    double tokensPerSecond = 0.0; ///< in all, while running
    double modelFlopsPerAccelerator = 0.0;
    double mfu = 0.0;
    double ettr = 1.0; ///< effective training time ratio
    double effectiveMfu = 0.0;
    double duration = 0.0; ///< s for all tokens, failures and checkpoints in
    double acceleratorHours = 0.0;
    double checkpointInterval = 0.0; ///< s
    double checkpointStall = 0.0;    ///< s
    double checkpointBytes = 0.0;
    double jobMtbf = 0.0;             ///< s
    double powerPerAccelerator = 0.0; ///< W
    double energy = 0.0;              ///< J of accelerators for all tokens
    TrainingStepParts step;
    TrainingMemory memory;
    EstimateBand stepBand, durationBand;
    Bottleneck bottleneck = Bottleneck::Compute;
    EstimateConfidence confidence = EstimateConfidence::ClassDefault;
    std::vector<Message> notes;

    double days() const { return duration / 86400.0; }
};

/// Estimates exactly the plan in the query. A plan that cannot run is answered with its reason.
TrainingEstimate estimateTraining(const TrainingQuery& query);

/// The same without the check of memory, for plans that are known to run.
TrainingEstimate estimateTrainingUnchecked(const TrainingQuery& query);

/// Shortest training over tensor, context, pipeline, expert, interleave, micro-batch, ZeRO stage
/// and recompute.
struct TrainingSearch {
    TrainingEstimate best;
    std::vector<TrainingEstimate> refused; ///< one per reason
    int tried = 0;
};
TrainingSearch bestTraining(const TrainingQuery& query);

} // namespace millwright

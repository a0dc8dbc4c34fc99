#pragma once
#include "model/estimate/AcceleratorSpec.h"
#include "model/estimate/EfficiencyFactors.h"
#include "model/estimate/EstimateParts.h"
#include "model/estimate/ModelArchitecture.h"
#include <atomic>
#include <vector>

namespace millwright
{

/// How requests come: all at once (Offline), a fixed number in flight (ClosedLoop), or at a rate
/// (OpenLoop).
enum class ServingMode { Offline, ClosedLoop, OpenLoop };

/// Scheduler families; they differ in queueing and batching policy.
enum class ServingFramework { TensorRtLlm, Vllm, Sglang, Other };

/// How a replica is laid over accelerators. A replica has tensor x pipeline accelerators; experts
/// are spread over `expert` of the tensor ranks (the rest splits each expert); attention runs
/// data-parallel over `attentionData` of them.
struct ServingPlan {
    int tensor = 1;
    int pipeline = 1;
    int expert = 1;
    int attentionData = 1;
    int replicas = 0;      ///< 0 = as many as fit into the accelerators
    double maxBatch = 0.0; ///< requests per replica; 0 = what memory and limits allow
};

/// Limits on latency in s; 0 = none.
struct ServingLimits {
    double ttftMean = 0.0;
    double ttftP99 = 0.0;
    double tpotMean = 0.0;
    double tpotP99 = 0.0;
};

/// Settings of a serving framework's scheduler and front end that move latency.
struct ServingScheduler {
    double waitSteps = 0.5; ///< decode steps that a new request waits on average before the
                            ///< scheduler takes it up; 0.5 = at the next step
    double lostSlots = 0.0; ///< of as many batch slots as requests are in flight, those not usable
    double streamTokens = 0.0; ///< tokens per message to a client, all through one serving process;
                               ///< 0 = front ends are scaled out and never bind
};

/// One serving job on one kind of accelerator.
struct ServingQuery {
    const ModelArchitecture* model = nullptr;
    const AcceleratorSpec* accelerator = nullptr;
    const EfficiencyFactors* factors =
        nullptr; ///< null = the fitted factors shipped inside the program
    int accelerators = 1;
    ServingPlan plan;
    NumberFormat weights = NumberFormat::Fp8;
    NumberFormat kvFormat = NumberFormat::Fp8;
    ServingMode mode = ServingMode::Offline;
    ServingFramework framework = ServingFramework::Other;
    double inputTokens = 1024.0;  ///< mean per request
    double outputTokens = 1024.0; ///< mean per request
    double inputVariation = 0.0;  ///< standard deviation / mean
    double outputVariation = 0.0;
    double prefixHit = 0.0; ///< share of input tokens found in the prefix cache
    double residentPrefix =
        0.0; ///< tokens of a shared prefix kept in memory once (cache-augmented generation)
    double concurrency = 0.0; ///< requests in flight over all replicas (ClosedLoop)
    double requestRate = 0.0; ///< requests/s over all replicas (OpenLoop)
    ServingLimits limits;
    ServingScheduler scheduler;
    double beams = 1.0;       ///< beam search width: sequences decoded per request over one prompt
    double draftTokens = 0.0; ///< speculative or multi-token decoding: tokens drafted per step
    double draftAcceptance = 0.0; ///< chance that one drafted token is accepted
    double draftCost = 0.1;       ///< cost of drafting one token, share of a decode step
    bool isDisaggregated =
        false; ///< prefill and decode on pools of their own, in the ratio that balances them
    double scaleUpBandwidth = 0.0;   ///< B/s per direction achieved; 0 = the accelerator's figure
    double scaleOutBandwidth = 25e9; ///< B/s per accelerator achieved on the fabric
    double memoryFraction = 0.9; ///< share of memory that weights, cache and activations may take
    const std::atomic<bool>* stop = nullptr; ///< a search ends early when it turns true; may be null
    bool isMeasured =
        false; ///< the plan is known to run: memory limits the batch but refuses nothing
};

/// Time of one decode step by cause, s. Prefill is the share of other requests' prefill inside a
/// step.
struct StepParts {
    double weights = 0.0;
    double attention = 0.0;
    double scaleUp = 0.0;
    double scaleOut = 0.0;
    double layerOverhead = 0.0;
    double stepOverhead = 0.0;
    double prefill = 0.0;

    double decode() const
    {
        return weights + attention + scaleUp + scaleOut + layerOverhead + stepOverhead;
    }
    double total() const { return decode() + prefill; }
};

/// Memory of one accelerator, B.
struct ServingMemory {
    double weights = 0.0;
    double kvCache = 0.0;
    double activations = 0.0;
    double capacity = 0.0;
    double shortBy = 0.0; ///< what is missing when it does not fit
};

/// What a plan gives. When `isFeasible` is false only `plan`, `memory` and `infeasible` mean
/// anything.
struct ServingEstimate {
    bool isFeasible = false;
    Message infeasible;
    ServingPlan plan;
    double outputTokensPerSecond = 0.0; ///< over all replicas
    double perAccelerator = 0.0;        ///< output tokens/s
    double requestsPerSecond = 0.0;
    double ttftMean = 0.0;    ///< s
    double ttftP99 = 0.0;     ///< s
    double tpotMean = 0.0;    ///< s
    double tpotP99 = 0.0;     ///< s
    double batch = 0.0;       ///< requests decoding together in a replica
    double prefillTime = 0.0; ///< s of a replica for one request's prompt
    StepParts step;
    ServingMemory memory;
    Bottleneck bottleneck = Bottleneck::Compute;
    double computeUtilisation = 0.0;  ///< of peak
    double memoryUtilisation = 0.0;   ///< of bandwidth
    double powerPerAccelerator = 0.0; ///< W
    double tokensPerJoule = 0.0;      ///< output tokens per J of accelerator energy
    EstimateBand outputBand, ttftBand, tpotBand;
    EstimateConfidence confidence = EstimateConfidence::ClassDefault;
    std::vector<Message> notes;

    double userTokensPerSecond() const { return tpotMean > 0.0 ? 1.0 / tpotMean : 0.0; }
};

/// Estimates exactly the plan in the query. A plan that cannot run is answered with its reason.
ServingEstimate estimateServing(const ServingQuery& query);

/// Highest request rate of the query's plan within its limits, by bisection below the offline rate.
ServingEstimate highestServingRate(ServingQuery query);

/// Best output tokens/s per accelerator within the limits over tensor, pipeline, expert,
/// attention-DP and batch; the search also hands back the front of tokens/s/user against
/// tokens/s/accelerator and the plans refused with their reasons.
struct ServingSearch {
    ServingEstimate best;
    std::vector<ServingEstimate> front;
    std::vector<ServingEstimate> refused;
    int tried = 0;
};
ServingSearch bestServing(const ServingQuery& query);

/// Least number of accelerators (whole replicas) that gives `outputTokensPerSecond` within the
/// limits; infeasible if none does.
ServingEstimate servingForTarget(const ServingQuery& query, double outputTokensPerSecond,
                                 int maxAccelerators);

} // namespace millwright

#pragma once
#include "model/estimate/ServingQuery.h"

namespace millwright
{

/// Everything about a plan that does not change with batch or context, per accelerator of a
/// replica; computed once per estimate.
class ServingCosts
{
public:
    explicit ServingCosts(const ServingQuery& query);

    /// One decode step of a replica with `batch` requests at `context` tokens, without prefill; s
    /// by cause.
    StepParts decodeStep(double batch, double context) const;
    /// Time of a replica for `tokens` new prompt tokens behind `prefix` cached ones, in passes of
    /// `passTokens`; s.
    double prefillTime(double tokens, double prefix, double passTokens) const;
    /// FLOPs per accelerator of one decode step; bytes read from memory by it.
    double decodeFlops(double batch, double context) const;
    double decodeBytes(double batch, double context) const;
    /// FLOPs per accelerator of a request's prompt.
    double prefillFlops(double tokens, double prefix) const;
    /// Latency of one request's own prompt, s: through all stages, attention on one data-parallel
    /// rank.
    double ownPromptTime(double tokens, double prefix) const;
    /// Time the host takes to launch one pass over a prompt, s.
    double promptLaunchTime() const;

    double weightBytes() const { return m_weightBytes; }
    /// Cache bytes per accelerator of one of the replica's requests with `tokens` tokens.
    double cacheBytes(double tokens) const;
    /// Cache bytes that one decode step reads for one request.
    double cacheBytesRead(double tokens) const;
    double activationBytes() const;
    double passTokens() const { return m_passTokens; }
    double ranks() const { return m_ranks; }
    double peak() const { return m_peak; }
    double factor(Factor f) const { return m_factors.at(f); }
    const EfficiencyFactors& factors() const { return m_factors; }
    double classScale() const { return m_classScale; }

private:
    void setRates();
    void setVolumes();
    void setShapes();
    double linearTime(double tokens, double* readTime) const;
    double communicationTime(double tokens, bool* isScaleOut) const;
    double layerOverhead() const;
    double stateBytes() const;
    double attended(double context) const;
    double promptPairs(double tokens, double prefix) const;
    double pipelineSlowdown() const;
    double touchedExperts(double tokens) const;
    double touchedExpertBytes(double tokens) const;

    const ServingQuery& m_query;
    const EfficiencyFactors& m_factors;
    ModelWork m_work;
    double m_tensor, m_pipeline, m_expert, m_attentionData, m_ranks;
    double m_classScale = 1.0;
    double m_peak = 0.0, m_peak16 = 0.0; // FLOP/s
    double m_computeDense = 0.0;         // the same, layers outside the experts
    double m_compute = 0.0;              // share of the peak of large products
    double m_readRate = 0.0, m_expertReadRate = 0.0, m_cacheRate = 0.0; // B/s achieved
    double m_weightBytes = 0.0;                                         // per accelerator
    double m_alwaysBytes = 0.0; // read at every step, per accelerator
    double m_expertBytes = 0.0; // one expert's share on one accelerator, one layer
    double m_alwaysFlops = 0.0, m_expertFlops = 0.0; // per token and accelerator
    double m_headFlops = 0.0;
    double m_denseShape = 1.0,
           m_expertShape = 1.0;  // share of a large product's speed that the shapes per rank allow
    double m_elementBytes = 0.0; // per token
    double m_cacheShare = 1.0;   // of the cached values that one accelerator holds
    double m_passTokens = 8192.0;
    bool m_isRounding = false; // activations are rounded to the narrow format before each product
};

/// The factors of a framework.
struct FrameworkCosts {
    Factor layer, step, sequence, firstToken, burst, message;
};
FrameworkCosts frameworkCosts(ServingFramework framework);

/// Clock that a part keeps at full tensor load, share: power rises with the cube of the clock, so a
/// part with less power than its generation's full-power part needs runs at (power allowed / power
/// wanted)^(1/3).
double powerLimitedClock(const AcceleratorSpec& part);

/// How far the accelerator's class reaches the fitted shares.
double servingClassScale(const EfficiencyFactors& factors, AcceleratorClass kind);

} // namespace millwright

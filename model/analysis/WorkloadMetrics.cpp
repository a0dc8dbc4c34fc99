#include "model/analysis/WorkPlanFormulas.h"
#include "model/analysis/WorkloadExplain.h"
#include <algorithm>

namespace millwright
{
namespace
{

bool isServing(const MetricContext& c, const JobEstimate& job)
{
    const Workload* workload = c.project.blueprint().find(job.workload);
    return workload && workload->kind == WorkloadKind::Serve && job.isFeasible;
}

const JobEstimate* worstServing(const MetricContext& c, double JobEstimate::*figure)
{
    const JobEstimate* worst = nullptr;
    for (const JobEstimate& job : c.results.workload->jobs)
        if (isServing(c, job) && (!worst || job.*figure > worst->*figure))
            worst = &job;
    return worst;
}

std::optional<double> positive(double value)
{
    return value > 0.0 ? std::optional(value) : std::nullopt;
}

/// A figure of the training job that takes longest.
std::optional<double> trainingFigure(const MetricContext& c, double JobEstimate::*figure)
{
    const JobPlan* plan = longestTraining(c);
    const JobEstimate* job = plan ? estimateOf(c, plan->workload) : nullptr;
    return job ? positive(job->*figure) : std::nullopt;
}

Traced explainTraining(const MetricContext& c, double JobEstimate::*figure, std::string unit,
                       std::string label)
{
    const JobEstimate* job = estimateOf(c, longestTraining(c)->workload);
    return estimated(c, *job, job->*figure, std::move(unit), std::move(label));
}

Traced servedTokens(const MetricContext& c)
{
    std::vector<Traced> terms;
    for (const JobEstimate& job : c.results.workload->jobs)
        if (isServing(c, job))
            terms.push_back(estimated(c, job, job.tokensPerSecond, "tok/s",
                                      workloadLabel(c, job.workload)));
    return Traced::sum(std::move(terms), "tok/s", "serve.tokensPerSecond");
}

/// Tokens of a run over those of a day as it is scheduled.
Traced trainingDays(const MetricContext& c)
{
    const JobPlan& plan = *longestTraining(c);
    double perDay = 0.0;
    for (const double rate : plan.tokens)
        perDay += rate * 3600.0;
    const Workload* row = c.project.blueprint().find(plan.workload);
    return tracedInput(row->trainingTokens, "tok", "workload.trainingTokens") /
           planned(c, plan, perDay, "tok/day");
}

std::optional<double> tokensPerJouleValue(const MetricContext& c)
{
    const WorkPlanResult& plan = *c.results.workplan;
    if (plan.soldTokensPerYear <= 0.0 || plan.servingEnergyShare <= 0.0 ||
        c.results.cost->energyPerYear <= 0.0)
        return std::nullopt;
    return tokensPerJoule<double>(plan.soldTokensPerYear, c.results.cost->energyPerYear,
                                  plan.servingEnergyShare);
}

Traced tokensPerJouleTree(const MetricContext& c)
{
    return tokensPerJoule<Traced>(
        tracedMetric(c, "serve.tokensPerYear"), tracedMetric(c, "cost.energyPerYear"),
        partOf(c, &JobPlan::energy, "J", "explain.serving-energy-share", JobsOf::Serving));
}

const Metric workloadRows[] = {
    {"serve.tokensPerSecond", "tok/s", "Throughput", true,
     [](const MetricContext& c) { return positive(c.results.workload->tokensPerSecond); },
     servedTokens},
    {"serve.ttft.p99", "s", "Time to first token, p99", false,
     [](const MetricContext& c) { return positive(c.results.workload->ttftP99); },
     [](const MetricContext& c) {
         const JobEstimate* job = worstServing(c, &JobEstimate::ttftP99);
         return estimated(c, *job, job->ttftP99, "s", "serve.ttft.p99");
     }},
    {"serve.tpot.mean", "s", "Time per output token, mean", false,
     [](const MetricContext& c) { return positive(c.results.workload->tpotMean); },
     [](const MetricContext& c) {
         const JobEstimate* job = worstServing(c, &JobEstimate::tpotMean);
         return estimated(c, *job, job->tpotMean, "s", "serve.tpot.mean");
     }},
    {"train.days", "days", "Training time", false,
     [](const MetricContext& c) -> std::optional<double> {
         const JobPlan* plan = longestTraining(c);
         return plan ? std::optional(plan->calendarDays) : std::nullopt;
     },
     trainingDays},
    {"train.mfu", "1", "Model FLOPs utilisation", true,
     [](const MetricContext& c) { return trainingFigure(c, &JobEstimate::mfu); },
     [](const MetricContext& c) {
         return explainTraining(c, &JobEstimate::mfu, "1", "train.mfu");
     }},
    {"train.goodput", "1", "Training time that makes progress", true,
     [](const MetricContext& c) { return trainingFigure(c, &JobEstimate::ettr); },
     [](const MetricContext& c) {
         return explainTraining(c, &JobEstimate::ettr, "1", "train.goodput");
     }},
    {"serve.tokensPerYear", "tok", "Tokens sold a year", true,
     [](const MetricContext& c) { return positive(c.results.workplan->soldTokensPerYear); },
     [](const MetricContext& c) {
         return sumOverPlans(c, &JobPlan::tokensPerYear, "tok", "serve.tokensPerYear", JobsOf::Serving);
     }},
    {"serve.tokensPerJoule", "tok/J", "Tokens per joule at the facility", true,
     tokensPerJouleValue, tokensPerJouleTree},
    {"serve.tokensPerSecondPerMegawatt", "tok/s/MW", "Tokens per second and megawatt", true,
     [](const MetricContext& c) -> std::optional<double> {
         const auto perJoule = tokensPerJouleValue(c);
         return perJoule ? std::optional(*perJoule * 1e6) : std::nullopt;
     },
     [](const MetricContext& c) {
         return tracedMetric(c, "serve.tokensPerJoule") * Traced(1e6);
     }},
};

} // namespace

std::span<const Metric> workloadMetrics()
{
    return workloadRows;
}

} // namespace millwright

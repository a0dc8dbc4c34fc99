#include "model/estimate/EstimateBands.h"
#include "model/estimate/ServingQuery.h"
#include <algorithm>
#include <cmath>
#include <functional>

namespace millwright
{

namespace
{

bool isWithin(const ServingLimits& limits, const ServingEstimate& e)
{
    const auto holds = [](double limit, double value) { return limit <= 0.0 || value <= limit; };
    return holds(limits.ttftMean, e.ttftMean) && holds(limits.ttftP99, e.ttftP99) &&
           holds(limits.tpotMean, e.tpotMean) && holds(limits.tpotP99, e.tpotP99);
}

bool hasLimits(const ServingLimits& l)
{
    return l.ttftMean > 0.0 || l.ttftP99 > 0.0 || l.tpotMean > 0.0 || l.tpotP99 > 0.0;
}

/// Calls `visit` for every plan that the number of accelerators and the model allow by their shape.
void forEachPlan(const ServingQuery& query, const std::function<void(const ServingPlan&)>& visit)
{
    const bool isMoe = query.model->isMoe();
    // No model is cut finer than a thousand ways; the bound also keeps the doubling from
    // overflowing.
    for (int tensor = 1; tensor <= std::min(query.accelerators, 1024); tensor *= 2) {
        for (int pipeline = 1; pipeline <= 8 && tensor * pipeline <= query.accelerators;
             pipeline *= 2) {
            for (int expert = 1; expert <= (isMoe ? tensor : 1); expert *= 4) {
                for (int data = 1; data <= (query.model->isLatent() || isMoe ? tensor : 1);
                     data *= 4) {
                    ServingPlan plan = query.plan;
                    plan.tensor = tensor;
                    plan.pipeline = pipeline;
                    plan.expert = std::min(expert, tensor);
                    plan.attentionData = std::min(data, tensor);
                    plan.replicas = 0;
                    visit(plan);
                }
            }
        }
    }
}

ServingEstimate solvePlan(const ServingQuery& query)
{
    if (query.mode == ServingMode::OpenLoop && query.requestRate <= 0.0)
        return highestServingRate(query);
    ServingEstimate e = estimateServing(query);
    if (e.isFeasible && hasLimits(query.limits) && !isWithin(query.limits, e)) {
        e.isFeasible = false;
        e.infeasible = Message{"serve.limits-missed", {}};
    }
    return e;
}

/// More tokens/s; where both serve the same rate, as many as are asked for, sooner.
bool isBetter(const ServingQuery& query, const ServingEstimate& e, const ServingEstimate& best)
{
    if (!best.isFeasible)
        return true;
    const double difference = e.outputTokensPerSecond - best.outputTokensPerSecond;
    if (std::abs(difference) > 1e-9 * best.outputTokensPerSecond)
        return difference > 0.0;
    const auto time = [&](const ServingEstimate& plan) {
        return plan.ttftMean + std::max(0.0, query.outputTokens - 1.0) * plan.tpotMean;
    };
    return time(e) < time(best);
}

/// Keeps the plans that no other beats in both tokens/s/user and tokens/s/accelerator, fastest user
/// first.
std::vector<ServingEstimate> paretoFront(std::vector<ServingEstimate> all)
{
    std::sort(all.begin(), all.end(), [](const ServingEstimate& a, const ServingEstimate& b) {
        return a.tpotMean < b.tpotMean;
    });
    std::vector<ServingEstimate> front;
    double best = 0.0;
    for (ServingEstimate& e : all) {
        if (e.perAccelerator <= best)
            continue;
        best = e.perAccelerator;
        front.push_back(std::move(e));
    }
    return front;
}

} // namespace

/// rate.
ServingEstimate highestServingRate(ServingQuery query)
{
    query.mode = ServingMode::Offline;
    query.concurrency = 0.0;
    const ServingEstimate ceiling = estimateServing(query);
    if (!ceiling.isFeasible)
        return ceiling;
    query.mode = ServingMode::OpenLoop;
    ServingEstimate best;
    best.plan = query.plan;
    best.infeasible = Message{"serve.limits-missed", {}};
    double low = 0.0, high = ceiling.requestsPerSecond;
    for (int round = 0; round < 14; ++round) {
        query.requestRate = 0.5 * (low + high);
        ServingEstimate e = estimateServing(query);
        if (e.isFeasible && isWithin(query.limits, e)) {
            best = std::move(e);
            low = query.requestRate;
        } else {
            high = query.requestRate;
        }
    }
    // The rate that was found is a prediction, unlike one that is asked for: it has a band.
    if (best.isFeasible)
        best.outputBand = bandAround(best.outputTokensPerSecond,
                                     bandWidth(BandOf::ServingTokens, *query.accelerator,
                                               *query.model,
                                               query.factors ? *query.factors : standardFactors()));
    return best;
}

ServingSearch bestServing(const ServingQuery& query)
{
    ServingSearch search;
    if (!query.model || !query.accelerator) {
        search.best = estimateServing(query);
        return search;
    }
    std::vector<ServingEstimate> points;
    forEachPlan(query, [&](const ServingPlan& plan) {
        if (query.stop && *query.stop)
            return;
        ServingQuery trial = query;
        trial.plan = plan;
        ServingEstimate e = solvePlan(trial);
        ++search.tried;
        if (!e.isFeasible) {
            search.refused.push_back(std::move(e));
            return;
        }
        if (isBetter(query, e, search.best))
            search.best = e;
        // Points of the front: the same plan with fewer requests together, and with all of them.
        trial.mode = ServingMode::ClosedLoop;
        const auto addPoint = [&](double batch) {
            trial.concurrency = batch * e.plan.replicas;
            if (ServingEstimate point = estimateServing(trial); point.isFeasible)
                points.push_back(std::move(point));
        };
        for (double batch = 1.0; batch < e.batch; batch *= 4.0)
            addPoint(batch);
        addPoint(std::max(1.0, e.batch));
    });
    search.front = paretoFront(std::move(points));
    if (!search.best.isFeasible && !search.refused.empty()) {
        const auto nearest = std::min_element(
            search.refused.begin(), search.refused.end(), [](const auto& a, const auto& b) {
                const auto rank = [](const ServingEstimate& e) {
                    return e.infeasible.id == "serve.limits-missed" ? -1.0
                           : e.memory.shortBy > 0.0                 ? e.memory.shortBy
                                                                    : 1e30;
                };
                return rank(a) < rank(b);
            });
        search.best = *nearest;
    }
    return search;
}

ServingEstimate servingForTarget(const ServingQuery& query, double outputTokensPerSecond,
                                 int maxAccelerators)
{
    ServingEstimate best;
    best.infeasible = Message{"serve.target-missed", {}};
    int fewest = maxAccelerators + 1;
    ServingQuery trial = query;
    trial.accelerators = std::min(
        maxAccelerators, query.accelerator ? std::max(64, query.accelerator->scaleUpDomain) : 64);
    if (!query.model || !query.accelerator)
        return best;
    forEachPlan(trial, [&](const ServingPlan& plan) {
        if (query.stop && *query.stop)
            return;
        ServingQuery one = trial;
        one.plan = plan;
        one.plan.replicas = 1;
        ServingEstimate e = solvePlan(one);
        if (!e.isFeasible || e.outputTokensPerSecond <= 0.0)
            return;
        const double replicas = std::ceil(outputTokensPerSecond / e.outputTokensPerSecond - 1e-9);
        const double needed = replicas * plan.tensor * plan.pipeline;
        if (needed >= fewest)
            return;
        fewest = static_cast<int>(needed);
        e.plan.replicas = static_cast<int>(replicas);
        e.outputTokensPerSecond *= replicas;
        e.requestsPerSecond *= replicas;
        best = std::move(e);
    });
    return best;
}

} // namespace millwright

#include "model/estimate/TrainingQuery.h"
#include <algorithm>

namespace millwright
{

namespace
{

/// Whole pipeline depths worth trying: divisors of the layers, at most 64.
std::vector<int> pipelineDepths(int layers, int accelerators)
{
    std::vector<int> depths;
    for (int p = 1; p <= std::min({layers, accelerators, 64}); ++p)
        if (layers % p == 0 || (p & (p - 1)) == 0)
            depths.push_back(p);
    return depths;
}

bool isShort(const TrainingEstimate& e)
{
    return e.infeasible.id == "train.memory-short";
}

/// One plan for each reason; of those that lack memory the one that lacks least.
void keepReason(TrainingSearch& search, const TrainingEstimate& e)
{
    for (TrainingEstimate& seen : search.refused)
        if (seen.infeasible.id == e.infeasible.id) {
            if (isShort(e) && e.memory.total() < seen.memory.total())
                seen = e;
            return;
        }
    search.refused.push_back(e);
}

void tryPlan(const TrainingQuery& query, TrainingSearch& search)
{
    if (query.stop && *query.stop)
        return;
    TrainingEstimate e = estimateTraining(query);
    ++search.tried;
    if (!e.isFeasible)
        keepReason(search, e);
    else if (!search.best.isFeasible || e.stepTime < search.best.stepTime)
        search.best = std::move(e);
}

void tryInner(TrainingQuery& query, TrainingSearch& search)
{
    for (const int micro : {1, 2, 4, 8}) {
        query.plan.microBatch = micro;
        for (const int interleave : {1, 2, 4}) {
            if (interleave > 1 && query.plan.pipeline == 1)
                break;
            query.plan.interleave = interleave;
            for (const int tried : {1, 3}) {
                if (query.fixedZeroStage && tried == 3)
                    break; // one stage to try
                const int stage = query.fixedZeroStage.value_or(tried);
                if (stage == 3 && (query.plan.pipeline > 1 || query.plan.tensor > 1))
                    continue;
                query.plan.zeroStage = stage;
                for (const Recompute searched : {Recompute::Selective, Recompute::Full}) {
                    if (query.fixedRecompute && searched == Recompute::Full)
                        break; // one kind to try
                    const Recompute recompute = query.fixedRecompute.value_or(searched);
                    if (query.hasFullRecompute && recompute != Recompute::Full)
                        continue;
                    query.plan.recompute = recompute;
                    tryPlan(query, search);
                }
            }
        }
    }
}

} // namespace

TrainingSearch bestTraining(const TrainingQuery& query)
{
    TrainingSearch search;
    if (!query.model || !query.accelerator) {
        search.best = estimateTraining(query);
        return search;
    }
    TrainingQuery trial = query;
    const int domain = std::max(1, std::min(query.accelerator->scaleUpDomain, 16));
    const std::vector<int> depths = pipelineDepths(query.model->layers, query.accelerators);
    for (int tensor = 1; tensor <= std::min(domain, query.accelerators); tensor *= 2) {
        trial.plan.tensor = tensor;
        for (int context = 1; context <= 16 && tensor * context <= query.accelerators;
             context *= 2) {
            if (context > 1 && query.sequence / context < 2048.0)
                break;
            trial.plan.context = context;
            for (const int pipeline : depths) {
                trial.plan.pipeline = pipeline;
                if (std::int64_t{tensor} * context * pipeline > query.accelerators)
                    break;
                const int mostExperts =
                    query.model->isMoe()
                        ? std::min({64, query.model->experts, query.accelerators / pipeline})
                        : 1;
                for (int expert = 1; expert <= mostExperts; expert *= 2) {
                    trial.plan.expert = expert;
                    tryInner(trial, search);
                }
            }
        }
    }
    if (!search.best.isFeasible && !search.refused.empty()) {
        const auto nearest = std::find_if(search.refused.begin(), search.refused.end(), isShort);
        search.best = nearest != search.refused.end() ? *nearest : search.refused.back();
    }
    return search;
}

} // namespace millwright

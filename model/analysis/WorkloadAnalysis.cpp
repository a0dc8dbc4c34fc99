#include "model/analysis/Analysis.h"
#include "model/analysis/WorkloadEstimate.h"
#include <algorithm>

namespace millwright
{
namespace
{

class Pools
{
public:
    Pools(const AnalysisContext& context, const Results& results)
        : m_context(context), m_inventory(*results.inventory),
          m_fabric(fabricOffer(*results.network, m_inventory, context.parameters)),
          m_storage(storageOffer(*results.network))
    {
    }

    JobEstimate estimate(const Workload& workload) const
    {
        if (runsOnProcessors(workload)) {
            JobEstimate job;
            job.workload = workload.id;
            job.isFeasible = true;
            job.reason = {"workload.on-processors", {}};
            return job;
        }
        if (workload.accelerator != Symbol("any"))
            return estimateOn(workload, workload.accelerator.isEmpty() ? mostNumerous(m_inventory)
                                                                       : workload.accelerator);
        JobEstimate best = estimateOn(workload, mostNumerous(m_inventory));
        for (const auto& [id, count] : m_inventory.acceleratorCounts) {
            JobEstimate job = estimateOn(workload, id);
            const bool isBetter = job.isFeasible && rateOf(job) > rateOf(best);
            if (isBetter || (job.isFeasible && !best.isFeasible))
                best = std::move(job);
        }
        return best;
    }

private:
    static double rateOf(const JobEstimate& job)
    {
        return job.samplesPerSecond > 0.0 ? job.samplesPerSecond : job.tokensPerSecond;
    }
    JobEstimate estimateOn(const Workload& workload, Symbol pool) const
    {
        JobEstimate job;
        job.workload = workload.id;
        job.accelerator = pool;
        job.utilisation = workload.kind == WorkloadKind::Train ? 1.0 : workload.utilisation;
        const auto count = m_inventory.acceleratorCounts.find(pool);
        const int inPool = count == m_inventory.acceleratorCounts.end() ? 0 : count->second;
        job.accelerators = static_cast<int>(inPool * std::clamp(workload.poolShare, 0.0, 1.0));
        const auto place = jobPlace(workload, pool, job.accelerators, m_context.project, m_fabric,
                              m_storage, m_context.parameters);
        if (place)
            estimateJob(workload, *place, job);
        else
            job.reason = job.accelerators > 0 ? place.error().message
                                              : emptyPool(workload, pool, inPool);
        return job;
    }

    const AnalysisContext& m_context;
    const InventoryResult& m_inventory;
    FabricOffer m_fabric;
    StorageOffer m_storage;
};

} // namespace

void runWorkload(const AnalysisContext& context, Results& results)
{
    auto result = std::make_shared<WorkloadResult>();
    const Pools pools(context, results);
    for (const Workload& workload : context.blueprint.table<Workload>()) {
        JobEstimate job = pools.estimate(workload);
        if (job.isFeasible && workload.kind == WorkloadKind::Serve) {
            result->tokensPerSecond += job.tokensPerSecond;
            result->ttftP99 = std::max(result->ttftP99, job.ttftP99);
            result->tpotMean = std::max(result->tpotMean, job.tpotMean);
        }
        if (job.isFeasible && job.samplesPerSecond > 0.0) {
            result->samplesPerSecond += job.samplesPerSecond;
            result->sampleLatency = std::max(result->sampleLatency, job.sampleLatency);
        }
        result->jobs.push_back(std::move(job));
    }
    results.workload = std::move(result);
}

} // namespace millwright

#include "model/assist/PoolSizing.h"
#include "model/analysis/GenericJobs.h"
#include "model/analysis/WorkloadEstimate.h"
#include <algorithm>
#include <cmath>

namespace millwright
{
namespace
{

constexpr int mostAccelerators = 131072;

class Sizer
{
public:
    Sizer(const SizingContext& context, const Workload& workload)
        : m_context(context), m_workload(workload),
          m_fabric(fabricOffer(*context.results.network, *context.results.inventory,
                               context.parameters)),
          m_storage(storageOffer(*context.results.network))
    {
        for (const JobEstimate& job : context.results.workload->jobs)
            if (job.workload == workload.id)
                m_kind = job.accelerator;
        if (m_kind.isEmpty())
            m_kind = workload.accelerator.isEmpty() ? mostNumerous(*context.results.inventory)
                                                    : workload.accelerator;
    }

    Result<JobPlace> place(int accelerators) const
    {
        return jobPlace(m_workload, m_kind, accelerators, m_context.project, m_fabric,
                        m_storage, m_context.parameters);
    }

    Result<Sizing> gives(int accelerators) const
    {
        const auto at = place(accelerators);
        if (!at)
            return at.error();
        Sizing sizing;
        sizing.accelerators = accelerators;
        sizing.job.workload = m_workload.id;
        sizing.job.accelerator = m_kind;
        estimateJob(m_workload, *at, sizing.job);
        sizing.days = sizing.job.days * stretch();
        return sizing;
    }

    /// Accelerators of one node, the step in which training pools grow.
    int nodeSize() const
    {
        const InventoryResult& inventory = *m_context.results.inventory;
        return inventory.nodes > 0 ? std::max(1, inventory.accelerators / inventory.nodes) : 8;
    }

private:
    /// Days of a run as scheduled per day without a break.
    double stretch() const
    {
        for (const JobPlan& plan : m_context.results.workplan->jobs)
            if (plan.workload == m_workload.id && plan.calendarDays > 0.0)
                for (const JobEstimate& job : m_context.results.workload->jobs)
                    if (job.workload == m_workload.id && job.days > 0.0)
                        return plan.calendarDays / job.days;
        return 1.0;
    }

    const SizingContext& m_context;
    const Workload& m_workload;
    FabricOffer m_fabric;
    StorageOffer m_storage;
    Symbol m_kind;
};

Result<Sizing> fewestForServing(const Sizer& sizer, const Workload& workload, double tokens)
{
    const auto place = sizer.place(1);
    if (!place)
        return place.error();
    const ServingEstimate enough =
        servingForTarget(servingQuery(workload, *place), tokens, mostAccelerators);
    if (!enough.isFeasible)
        return fail("serve.target-missed");
    return sizer.gives(enough.plan.replicas * enough.plan.tensor * enough.plan.pipeline);
}

Result<Sizing> fewestForSamples(const Sizer& sizer, const Workload& workload, double rate)
{
    const auto place = sizer.place(1);
    if (!place)
        return place.error();
    const auto query = genericQuery(workload, *place);
    if (!query)
        return fail("workload.no-target");
    const GenericEstimate enough = genericForTarget(*query, rate, mostAccelerators);
    if (!enough.isFeasible)
        return Error{enough.infeasible, {}};
    Result<Sizing> sizing =
        sizer.gives(static_cast<int>(std::lround(enough.samplesPerSecond / enough.perAccelerator)));
    // Storage that cannot feed more samples is not mended by more accelerators.
    if (sizing && sizing->job.samplesPerSecond < rate * (1.0 - 1e-9))
        return fail("serve.target-missed");
    return sizing;
}

/// Doubles until the target is reached, then halves the gap down to one node.
Result<Sizing> fewestForTraining(const Sizer& sizer, double days)
{
    const int node = sizer.nodeSize();
    const auto reaches = [&](const Result<Sizing>& sizing) {
        return sizing && sizing->job.isFeasible && sizing->days > 0.0 && sizing->days <= days;
    };
    std::int64_t low = 0, high = 1;
    Result<Sizing> best = sizer.gives(node);
    if (!best)
        return best;
    while (!reaches(best)) {
        low = high;
        high *= 2;
        if (high * node > mostAccelerators)
            return fail("serve.target-missed");
        best = sizer.gives(static_cast<int>(high * node));
    }
    while (high - low > 1) {
        const std::int64_t middle = (low + high) / 2;
        Result<Sizing> trial = sizer.gives(static_cast<int>(middle * node));
        if (reaches(trial)) {
            high = middle;
            best = std::move(trial);
        } else {
            low = middle;
        }
    }
    return best;
}

} // namespace

Result<SizingTarget> ownTarget(const Workload& workload)
{
    SizingTarget target;
    if (workload.kind == WorkloadKind::Serve && workload.load != LoadBasis::Utilisation)
        target.tokensPerSecond = demandAtPeak(workload, 0.0);
    else if (workload.kind == WorkloadKind::Train)
        target.days = workload.deadlineDays;
    else if (hasSamples(workload))
        target.samplesPerSecond = workload.samplesPerSecond;
    if (target.tokensPerSecond <= 0.0 && target.days <= 0.0 && target.samplesPerSecond <= 0.0)
        return fail("workload.no-own-target", {workload.name});
    return target;
}

Result<Sizing> poolGives(const SizingContext& context, Id<Workload> workload, int accelerators)
{
    const Workload* row = context.project.blueprint().find(workload);
    if (!row)
        return fail("workload.not-found");
    return Sizer(context, *row).gives(accelerators);
}

Result<Sizing> fewestAccelerators(const SizingContext& context, Id<Workload> workload,
                                  const SizingTarget& target)
{
    const Workload* row = context.project.blueprint().find(workload);
    if (!row)
        return fail("workload.not-found");
    const Sizer sizer(context, *row);
    if (row->kind == WorkloadKind::Serve && target.tokensPerSecond > 0.0)
        return fewestForServing(sizer, *row, target.tokensPerSecond);
    if (row->kind == WorkloadKind::Train && target.days > 0.0)
        return fewestForTraining(sizer, target.days);
    if (hasSamples(*row) && target.samplesPerSecond > 0.0)
        return fewestForSamples(sizer, *row, target.samplesPerSecond);
    return fail("workload.no-target");
}

} // namespace millwright

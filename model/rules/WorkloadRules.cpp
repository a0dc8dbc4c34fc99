#include "model/rules/Rule.h"
#include <map>

namespace millwright
{
namespace
{

/// Every workload can run on its pool; the reason is the finding.
void checkFeasible(const RuleContext& c, FindingSink& sink)
{
    for (const JobEstimate& job : c.results.workload->jobs) {
        sink.sawData();
        if (!job.isFeasible)
            sink.add({job.workload.value()},
                     {"workload.feasible.not",
                      {c.blueprint.labelOf(job.workload.value()), formatMessage(job.reason)}},
                     job.memoryPerAccelerator, job.memoryCapacity, "B");
    }
}

/// Latency limits that a workload states are held.
void checkLatency(const RuleContext& c, FindingSink& sink)
{
    for (const JobEstimate& job : c.results.workload->jobs) {
        const Workload* workload = c.blueprint.find(job.workload);
        if (!workload || !job.isFeasible || workload->kind != WorkloadKind::Serve)
            continue;
        const auto compare = [&](double value, double limit, const char* message) {
            if (limit <= 0.0)
                return;
            sink.sawData();
            if (value > limit)
                sink.add({job.workload.value()},
                         {message, {workload->name, Measure{value, "s"}, Measure{limit, "s"}}},
                         value, limit, "s");
        };
        compare(job.ttftP99, workload->ttftLimit, "workload.latency.ttft");
        compare(job.tpotMean, workload->tpotLimit, "workload.latency.tpot");
    }
}

/// The shares of a pool that workloads take together do not exceed it.
void checkPool(const RuleContext& c, FindingSink& sink)
{
    std::map<Symbol, double> shares;
    std::map<Symbol, std::vector<EntityId>> jobs;
    for (const JobEstimate& job : c.results.workload->jobs)
        if (const Workload* workload = c.blueprint.find(job.workload)) {
            sink.sawData();
            shares[job.accelerator] += workload->poolShare;
            jobs[job.accelerator].push_back(job.workload.value());
        }
    for (const auto& [pool, share] : shares)
        if (share > 1.0 + 1e-9)
            sink.add(jobs[pool],
                     {"workload.pool.overbooked", {pool.str(), Measure{share * 100.0, "%"}}}, share,
                     1.0, "1");
}

/// Accelerators without any workload earn nothing.
void checkIdle(const RuleContext& c, FindingSink& sink)
{
    for (const auto& [accelerator, count] : c.results.inventory->acceleratorCounts) {
        sink.sawData();
        bool isUsed = false;
        for (const JobEstimate& job : c.results.workload->jobs)
            isUsed = isUsed || job.accelerator == accelerator;
        if (!isUsed)
            sink.add({}, {"workload.idle.pool", {std::int64_t{count}, accelerator.str()}}, count,
                     0.0, "1");
    }
}

const Rule workloadRows[] = {
    {"workload.feasible", Severity::Error, RuleDomain::Workload, ReadsWorkload,
     "rule.workload.feasible", checkFeasible},
    {"workload.latency", Severity::Error, RuleDomain::Workload, ReadsWorkload,
     "rule.workload.latency", checkLatency},
    {"workload.pool", Severity::Error, RuleDomain::Workload, ReadsWorkload, "rule.workload.pool",
     checkPool},
    {"workload.idle", Severity::Info, RuleDomain::Workload, ReadsWorkload | ReadsInventory,
     "rule.workload.idle", checkIdle},
};

} // namespace

std::span<const Rule> workloadRules()
{
    return workloadRows;
}

} // namespace millwright

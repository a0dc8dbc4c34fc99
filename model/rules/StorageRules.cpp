#include "model/rules/Rule.h"
#include <algorithm>

namespace millwright
{
namespace
{

const char* binding(const RuleContext& c)
{
    return c.results.network->isStorageBoundByNetwork ? "storage.bound.network"
                                                      : "storage.bound.disks";
}

/// What the storage offers against what the accelerators ask for.
void compareBandwidth(const RuleContext& c, FindingSink& sink, double offered,
                      Parameter perAccelerator, const char* message)
{
    const double needed = c.results.inventory->accelerators * c.parameters[perAccelerator];
    if (needed <= 0.0 || c.results.network->storageCapacity <= 0.0)
        return;
    sink.sawData();
    if (offered < needed)
        sink.add({},
                 {message,
                  {Measure{offered, "B/s"}, Measure{needed, "B/s"},
                   std::string(messagePattern(binding(c)))}},
                 offered, needed, "B/s")
            .isHigherWorse = false;
}

void checkRead(const RuleContext& c, FindingSink& sink)
{
    compareBandwidth(c, sink, c.results.network->storageRead, Parameter::StorageReadNeed,
                     "storage.read.slow");
}

void checkWrite(const RuleContext& c, FindingSink& sink)
{
    compareBandwidth(c, sink, c.results.network->storageWrite, Parameter::StorageWriteNeed,
                     "storage.write.slow");
}

/// What ingest, preparation, training data and checkpoints move in the busiest hour against what storage offers.
void checkPlan(const RuleContext& c, FindingSink& sink)
{
    const auto compare = [&](const HourShares& needed, double offered, const char* message) {
        const auto worst = std::max_element(needed.begin(), needed.end());
        if (*worst <= 0.0)
            return;
        sink.sawData();
        if (*worst > offered)
            sink.add({},
                     {message,
                      {Measure{*worst, "B/s"}, std::int64_t{worst - needed.begin()},
                       Measure{offered, "B/s"}, std::string(messagePattern(binding(c)))}},
                     *worst, offered, "B/s");
    };
    compare(c.results.workplan->storageRead, c.results.network->storageRead, "storage.plan.read");
    compare(c.results.workplan->storageWrite, c.results.network->storageWrite,
            "storage.plan.write");
}

void checkCapacity(const RuleContext& c, FindingSink& sink)
{
    double needed = 0.0;
    for (const JobEstimate& job : c.results.workload->jobs)
        needed += job.storedBytes;
    if (needed <= 0.0)
        return;
    sink.sawData();
    if (c.results.network->storageCapacity < needed)
        sink.add({},
                 {"storage.capacity.small",
                  {Measure{c.results.network->storageCapacity, "B"}, Measure{needed, "B"}}},
                 c.results.network->storageCapacity, needed, "B")
            .isHigherWorse = false;
}

void checkCheckpointStall(const RuleContext& c, FindingSink& sink)
{
    const double limit = c.parameters[Parameter::CheckpointStall];
    for (const JobEstimate& job : c.results.workload->jobs) {
        if (job.checkpointBytes <= 0.0)
            continue;
        sink.sawData();
        if (job.checkpointStall > limit)
            sink.add({job.workload.value()},
                     {"storage.checkpoint-stall.long",
                      {c.blueprint.labelOf(job.workload.value()),
                       Measure{job.checkpointStall * 100.0, "%"}, Measure{limit * 100.0, "%"}}},
                     job.checkpointStall, limit, "1");
    }
}

const Rule storageRows[] = {
    {"storage.capacity", Severity::Error, RuleDomain::Storage, ReadsNetwork | ReadsWorkload,
     "rule.storage.capacity", checkCapacity},
    {"storage.read", Severity::Warning, RuleDomain::Storage, ReadsNetwork | ReadsInventory,
     "rule.storage.read", checkRead},
    {"storage.write", Severity::Warning, RuleDomain::Storage, ReadsNetwork | ReadsInventory,
     "rule.storage.write", checkWrite},
    {"storage.plan", Severity::Error, RuleDomain::Storage, ReadsNetwork | ReadsWorkPlan,
     "rule.storage.plan", checkPlan},
    {"storage.checkpoint-stall", Severity::Warning, RuleDomain::Storage, ReadsWorkload,
     "rule.storage.checkpoint-stall", checkCheckpointStall},
};

} // namespace

std::span<const Rule> storageRules()
{
    return storageRows;
}

} // namespace millwright

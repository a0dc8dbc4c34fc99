#include "model/rules/AllRules.h"

namespace millwright
{

std::span<const MessagePattern> networkRulePatterns()
{
    static constexpr MessagePattern rows[] = {
        {"rule.network.ports", "Endpoints fit the ports of their leaf switches"},
        {"network.ports.too-few", "{0}: {1} ports to connect, the placed leaf switches offer {2}"},
        {"network.ports.slow-switch", "{0}: endpoints run at {1}, the switch at {2}"},
        {"rule.network.unplaced", "Every switch that a fabric needs is placed"},
        {"network.unplaced.missing", "{0} lacks {1} leaf, {2} spine and {3} core switches"},
        {"network.unplaced.roles", "{0} has enough switches, but not in the tiers that need them"},
        {"fix.wire-fabric", "Place the switches of {0}"},
        {"rule.network.oversubscription", "Fabrics are no more oversubscribed than meant"},
        {"network.oversubscription.above", "{0} is built {1}, meant {2}"},
        {"rule.network.unconnected", "Every kind of port has a fabric"},
        {"network.unconnected.compute", "{0} compute ports have no fabric"},
        {"network.unconnected.storage", "{0} storage ports have no fabric"},
        {"network.unconnected.in-band", "{0} in-band management ports have no fabric"},
        {"network.unconnected.out-of-band", "{0} out-of-band ports have no fabric"},
        {"rule.network.rail", "Rails stay on leaves of their own"},
        {"network.rail.uneven", "{0}: {1} leaf switches do not divide among {2} rails"},
        {"rule.network.single-point", "No single switch cuts endpoints off"},
        {"network.single-point.switch",
         "{0} rests on one switch, though it must survive the loss of one"},
        {"rule.network.reach", "Cables reach"},
        {"network.reach.long", "{0} needs {1} from the farthest rack, {3} reaches {2}"},
        {"rule.storage.capacity", "Storage holds what the workloads keep"},
        {"storage.capacity.small", "{0} usable, {1} needed for weights and checkpoints"},
        {"rule.storage.read", "Storage reads as fast as the accelerators ask"},
        {"storage.read.slow", "Storage reads {0}, {1} asked for; {2}"},
        {"rule.storage.write", "Storage writes as fast as the accelerators ask"},
        {"storage.write.slow", "Storage writes {0}, {1} asked for; {2}"},
        {"storage.bound.network", "its network ports bind"},
        {"storage.bound.disks", "its disks and controllers bind"},
        {"rule.storage.plan", "Storage moves what the jobs of the day need"},
        {"storage.plan.read", "The jobs read {0} in the hour from {1}:00, storage offers {2}; {3}"},
        {"storage.plan.write",
         "The jobs write {0} in the hour from {1}:00, storage offers {2}; {3}"},
        {"rule.storage.checkpoint-stall", "Checkpoints take little of the training time"},
        {"storage.checkpoint-stall.long", "{0} spends {1} of its time on checkpoints, {2} allowed"},
    };
    return rows;
}

std::span<const MessagePattern> workloadRulePatterns()
{
    static constexpr MessagePattern rows[] = {
        {"rule.workload.feasible", "Every workload can run"},
        {"workload.feasible.not", "{0} cannot run: {1}"},
        {"workload.empty-pool", "no accelerator {1} is placed"},
        {"workload.unknown-model", "the model {1} is not in the model library"},
        {"workload.no-peaks", "peak and memory figures of {1} are not known"},
        {"workload.bound-by", "bound by {0}"},
        {"rule.workload.latency", "Latency limits are held"},
        {"workload.latency.ttft", "{0}: first token after {1} at p99, limit {2}"},
        {"workload.latency.tpot", "{0}: {1} per output token, limit {2}"},
        {"workload.feasible.remedy", "{0} cannot run: {1} (what would help: {2})"},
        {"workload.on-processors", "work for the hosts' processors"},
        {"workload.devices-only", "no model and no figures: the power of its accelerators only"},
        {"workload.prepares", "prepares at most {0}"},
        {"workload.no-share", "its share of the {1} pool is less than one accelerator"},
        {"workload.unknown-preset", "there is no preset {1}"},
        {"workload.remedy.search", "the searched plan instead of the fixed one"},
        {"workload.remedy.format", "{0} weights and cache"},
        {"workload.remedy.accelerators", "{0} accelerators"},
        {"workload.remedy.prompt", "a prompt of {0} tokens instead of {1}"},
        {"workload.remedy.output", "{0} output tokens instead of {1}"},
        {"workload.remedy.retrieved", "{0} retrieved tokens instead of {1}"},
        {"workload.remedy.resident", "a resident prefix of {0} tokens instead of {1}"},
        {"workload.remedy.batch", "at most {0} requests together in a replica"},
        {"workload.remedy.sequence", "sequences of {0} tokens instead of {1}"},
        {"workload.remedy.micro-batch", "a micro-batch of {0} instead of {1}"},
        {"workload.remedy.recompute", "full recompute"},
        {"workload.remedy.zero", "weights and states spread over all replicas (ZeRO 3)"},
        {"workload.remedy.samples", "a batch of {0} instead of {1}"},
        {"workload.remedy.latency", "a latency limit of {0}"},
        {"workload.remedy.nearest", "nearest is {0} with {1} to the first token and {2} per token"},
        {"workload.remedy.load", "{0} are served within the limits by {1}"},
        {"workload.remedy.needed", "{0} accelerators serve what is asked for"},
        {"workload.latency.ttft.remedy", "{0}: first token after {1} at p99, limit {2}; {3}"},
        {"workload.latency.tpot.remedy", "{0}: {1} per output token, limit {2}; {3}"},
        {"fix.workload-search", "Search the plan of {0}"},
        {"fix.workload-backfill", "{0} takes what the others leave"},
        {"rule.workload.pool-overcommitted", "No hour asks for more than a pool has"},
        {"workload.pool-overcommitted.hour",
         "{0}: {2} accelerators asked for at {1} h, {3} there, {4} too many"},
        {"rule.workload.demand", "What is asked for in the busiest hour is served"},
        {"workload.demand.above",
         "{0}: {1} asked for in the busiest hour, {2} served; {3} of the day goes unserved"},
        {"workload.demand.above.remedy",
         "{0}: {1} asked for in the busiest hour, {2} served; {3} of the day goes unserved; {4}"},
        {"rule.workload.deadline", "Training runs end in time"},
        {"workload.deadline.late", "{0}: a run takes {1} as scheduled, it may take {2}"},
        {"rule.workload.starved", "Every job gets accelerators at some hour"},
        {"workload.starved.job", "{0} gets nothing of the {1} pool: others hold it all day"},
        {"rule.workload.binding", "Neither fabric nor storage slows a job"},
        {"workload.binding.fabric", "{0} waits for the fabric between nodes"},
        {"workload.binding.storage", "{0} waits for training data from storage"},
        {"rule.workload.cores", "Hosts have the cores for ingest and preparation"},
        {"workload.cores.few",
         "Ingest and preparation need {0} processor cores, hosts without accelerators state {1}"},
        {"rule.workload.idle", "Every accelerator has work"},
        {"workload.idle.pool", "{0} accelerators of type {1} have no workload"},
    };
    return rows;
}

std::span<const MessagePattern> costRulePatterns()
{
    static constexpr MessagePattern rows[] = {
        {"rule.cost.prices", "Every line of the bill has a price"},
        {"cost.prices.missing", "{0} lines of the bill have no price ({1}); totals leave them out"},
        {"rule.cost.rates", "Every quoted currency has an exchange rate"},
        {"cost.rates.missing", "{0} is priced in {1}, for which no exchange rate is known; it is left out of the totals. Enter a rate in the price book"},
        {"rule.cost.quotes", "Quotes are valid at the date of the price book"},
        {"cost.quotes.expired", "{0} quotes have run out by {1}, the first that of {2}; ask for new ones"},
        {"rule.cost.accelerator-prices", "Systems with accelerators have a price"},
        {"cost.accelerator-prices.missing",
         "{0} accelerators stand in systems without a price; capex leaves them out and no cost per "
         "token is stated"},
        {"rule.cost.unverified", "Most of the total rests on checked prices"},
        {"cost.unverified.share", "{0} of the equipment price is unverified or estimated"},
    };
    return rows;
}

} // namespace millwright

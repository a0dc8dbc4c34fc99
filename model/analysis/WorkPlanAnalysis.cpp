#include "model/analysis/AcceleratorFigures.h"
#include "model/analysis/Analysis.h"
#include "model/analysis/DayAllocation.h"
#include "model/analysis/PlannedJob.h"
#include "model/analysis/WorkPlanFormulas.h"
#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <set>

namespace millwright
{
namespace
{

double sumOf(const HourShares& hours)
{
    double sum = 0.0;
    for (const double value : hours)
        sum += value;
    return sum;
}

class WorkPlan
{
public:
    WorkPlan(const AnalysisContext& context, const Results& results)
        : m_context(context), m_results(results)
    {
    }

    std::shared_ptr<WorkPlanResult> run()
    {
        m_plan = std::make_shared<WorkPlanResult>();
        for (const JobEstimate& estimate : m_results.workload->jobs)
            if (const Workload* row = m_context.blueprint.find(estimate.workload))
                addJob(*row, estimate);
        for (const auto& [accelerator, count] : m_results.inventory->acceleratorCounts)
            addPool(accelerator, count);
        addDataWork();
        addShares();
        addPower();
        return m_plan;
    }

private:
    double parameter(Parameter p) const { return m_context.parameters[p]; }

    void addJob(const Workload& row, const JobEstimate& estimate)
    {
        PlannedJob job{&row, &estimate, hourShares(row), 0.0, 0.0, 0.0};
        if (!runsOnProcessors(row)) {
            const auto found = m_results.inventory->acceleratorCounts.find(estimate.accelerator);
            const int count =
                found == m_results.inventory->acceleratorCounts.end() ? 0 : found->second;
            job.accelerators = std::floor(count * std::clamp(row.poolShare, 0.0, 1.0));
        }
        const double working = job.usable(estimate.accelerators);
        if (job.canRun() && working > 0.0)
            job.perAccelerator = job.rate() / working;
        if (job.canRun())
            job.demandPeak = job.demand();
        JobPlan plan;
        plan.workload = row.id;
        if (!runsOnProcessors(row))
            plan.accelerator = estimate.accelerator;
        plan.demandPeak = job.demandPeak;
        plan.wanted = job.wanted();
        m_jobs.push_back(job);
        m_plan->jobs.push_back(std::move(plan));
    }

    static PoolClaim claimOf(const PlannedJob& job, const JobPlan& plan)
    {
        return {plan.wanted, job.row->isBackfill, job.estimate->replicaAccelerators,
                job.row->priority, job.isServing() ? 0 : 1};
    }

    void addPool(Symbol accelerator, int count)
    {
        PoolPlan pool;
        pool.accelerator = accelerator;
        pool.accelerators = count;
        for (std::size_t i = 0; i < m_jobs.size(); ++i)
            if (m_plan->jobs[i].accelerator == accelerator)
                pool.jobs.push_back(i);
        planBusiestDay(pool);
        planYear(pool);
        planPower(pool);
        m_plan->pools.push_back(std::move(pool));
    }

    /// The day on which every job of the pool runs.
    void planBusiestDay(PoolPlan& pool)
    {
        std::vector<PoolClaim> claims;
        for (const std::size_t i : pool.jobs)
            claims.push_back(claimOf(m_jobs[i], m_plan->jobs[i]));
        const PoolDay day = allocateDay(pool.accelerators, claims);
        pool.asked = day.asked;
        pool.idle = day.idle;
        for (std::size_t k = 0; k < pool.jobs.size(); ++k) {
            const PlannedJob& job = m_jobs[pool.jobs[k]];
            JobPlan& plan = m_plan->jobs[pool.jobs[k]];
            const JobWork work = job.workWith(day.held[k]);
            plan.held = day.held[k];
            plan.activity = work.activity;
            (job.hasSamples() ? plan.samples : plan.tokens) = job.counted(work);
            const double asked = job.demandPeak * sumOf(job.shares) * 3600.0;
            plan.unmetShare = asked > 0.0 ? std::max(0.0, 1.0 - work.done / asked) : 0.0;
            if (job.row->kind == WorkloadKind::Train && work.done > 0.0)
                plan.calendarDays = job.row->trainingTokens / work.done;
        }
    }

    /// Days nest: those of a job with fewer days a year lie among those of the jobs with more. Each kind of day is
    /// allocated by itself.
    void planYear(PoolPlan& pool)
    {
        std::set<double, std::greater<>> lengths;
        for (const std::size_t i : pool.jobs)
            lengths.insert(m_jobs[i].row->daysPerYear);
        for (auto length = lengths.begin(); length != lengths.end(); ++length) {
            const auto shorter = std::next(length);
            const double days = *length - (shorter == lengths.end() ? 0.0 : *shorter);
            std::vector<PoolClaim> claims;
            std::vector<std::size_t> active;
            for (const std::size_t i : pool.jobs)
                if (m_jobs[i].row->daysPerYear >= *length) {
                    active.push_back(i);
                    claims.push_back(claimOf(m_jobs[i], m_plan->jobs[i]));
                }
            const PoolDay day = allocateDay(pool.accelerators, claims);
            for (std::size_t k = 0; k < active.size(); ++k) {
                JobPlan& plan = m_plan->jobs[active[k]];
                const JobWork work = m_jobs[active[k]].workWith(day.held[k]);
                plan.heldHours += days * work.held;
                plan.busyHours += days * work.busy;
                if (m_jobs[active[k]].row->kind != WorkloadKind::Prepare)
                    (m_jobs[active[k]].hasSamples() ? plan.samplesPerYear : plan.tokensPerYear) +=
                        days * work.done;
            }
        }
    }

    void planPower(PoolPlan& pool)
    {
        double busy = 0.0, held = 0.0, busyEnergy = 0.0;
        for (const std::size_t i : pool.jobs) {
            const JobEstimate& estimate = *m_jobs[i].estimate;
            JobPlan& plan = m_plan->jobs[i];
            if (!m_jobs[i].canRun() || estimate.designPower <= 0.0)
                continue;
            pool.isPlanned = true;
            pool.idleWatts = estimate.idlePower;
            pool.designWatts = estimate.designPower;
            busy += plan.busyHours;
            busyEnergy += plan.busyHours * estimate.powerPerAccelerator;
            plan.energy = 3600.0 * (plan.heldHours * estimate.idlePower +
                                    plan.busyHours *
                                        (estimate.powerPerAccelerator - estimate.idlePower));
            plan.costKey = plan.heldHours * estimate.designPower;
            const double perRun = m_jobs[i].row->trainingTokens;
            if (m_jobs[i].row->kind == WorkloadKind::Train && perRun > 0.0)
                plan.runsPerYear = plan.tokensPerYear / perRun;
        }
        for (const std::size_t i : pool.jobs)
            held += m_plan->jobs[i].heldHours;
        const double hours = pool.accelerators * hoursPerYear;
        if (hours <= 0.0)
            return;
        pool.heldShare = held / hours;
        pool.busyShare = busy / hours;
        pool.busyWatts = busy > 0.0 ? busyEnergy / busy : pool.idleWatts;
        pool.average = Power(
            averageAcceleratorPower<double>(pool.idleWatts, pool.busyWatts, pool.busyShare));
        for (std::size_t hour = 0; hour < hoursOfDay; ++hour) {
            pool.power[hour] = pool.accelerators * pool.idleWatts;
            for (const std::size_t i : pool.jobs)
                pool.power[hour] += m_plan->jobs[i].held[hour] * m_plan->jobs[i].activity[hour] *
                                    (m_jobs[i].estimate->powerPerAccelerator - pool.idleWatts);
        }
    }

    /// Storage and processors over the hours of the busiest day.
    void addDataWork()
    {
        HourShares cores{};
        for (std::size_t i = 0; i < m_jobs.size(); ++i) {
            const PlannedJob& job = m_jobs[i];
            JobPlan& plan = m_plan->jobs[i];
            const bool isIngest = job.row->kind == WorkloadKind::Ingest;
            const bool isPrepare = job.row->kind == WorkloadKind::Prepare;
            if (runsOnProcessors(*job.row)) {
                plan.cores = job.row->dataRate *
                             parameter(isIngest ? Parameter::IngestCoreTime : Parameter::PrepareCoreTime);
                plan.coreHoursPerDay = plan.cores * sumOf(job.shares);
            }
            for (std::size_t hour = 0; hour < hoursOfDay; ++hour) {
                const double rate = job.row->dataRate * job.shares[hour];
                cores[hour] += plan.cores * job.shares[hour];
                if (isIngest)
                    m_plan->storageWrite[hour] += rate;
                if (isPrepare) {
                    m_plan->storageRead[hour] += rate;
                    m_plan->storageWrite[hour] += rate * parameter(Parameter::PreparedShare);
                }
                if (job.row->kind == WorkloadKind::Train && plan.held[hour] > 0.0)
                    addTrainingTraffic(job, plan, hour);
                if (job.hasSamples() && job.row->isSampleTraining) // others come with their requests
                    m_plan->storageRead[hour] += plan.samples[hour] * job.estimate->bytesPerSample;
            }
        }
        m_plan->cores = *std::max_element(cores.begin(), cores.end());
    }

    void addTrainingTraffic(const PlannedJob& job, const JobPlan& plan, std::size_t hour)
    {
        const double goodput = std::max(1e-9, job.estimate->ettr);
        m_plan->storageRead[hour] +=
            plan.tokens[hour] / goodput * parameter(Parameter::TrainingTokenBytes);
        if (job.estimate->checkpointInterval > 0.0)
            m_plan->storageWrite[hour] +=
                job.estimate->checkpointBytes / job.estimate->checkpointInterval;
    }

    void addShares()
    {
        double hours = 0.0, held = 0.0, busy = 0.0;
        for (const PoolPlan& pool : m_plan->pools)
            if (pool.isPlanned) {
                hours += pool.accelerators * hoursPerYear;
                held += pool.heldShare * pool.accelerators * hoursPerYear;
                busy += pool.busyShare * pool.accelerators * hoursPerYear;
            }
        if (hours > 0.0) {
            m_plan->heldShare = held / hours;
            m_plan->busyShare = busy / hours;
        }
        double key = 0.0, energy = 0.0, servingKey = 0.0, servingEnergy = 0.0;
        double samplesKey = 0.0, samplesEnergy = 0.0;
        for (std::size_t i = 0; i < m_jobs.size(); ++i) {
            const JobPlan& plan = m_plan->jobs[i];
            key += plan.costKey;
            energy += plan.energy;
            if (m_jobs[i].hasSamples()) {
                samplesKey += plan.costKey;
                samplesEnergy += plan.energy;
                m_plan->samplesPerYear += plan.samplesPerYear;
            }
            if (!m_jobs[i].isServing())
                continue;
            servingKey += plan.costKey;
            servingEnergy += plan.energy;
            m_plan->soldTokensPerYear += plan.tokensPerYear;
        }
        m_plan->servingCostShare = key > 0.0 ? servingKey / key : 0.0;
        m_plan->servingEnergyShare = energy > 0.0 ? servingEnergy / energy : 0.0;
        m_plan->samplesCostShare = key > 0.0 ? samplesKey / key : 0.0;
        m_plan->samplesEnergyShare = energy > 0.0 ? samplesEnergy / energy : 0.0;
    }

    /// IT power over the year: systems of planned pools as their accelerators run, everything else at typical power.
    void addPower()
    {
        std::map<Symbol, const PoolPlan*> planned;
        for (const PoolPlan& pool : m_plan->pools)
            if (pool.isPlanned)
                planned[pool.accelerator] = &pool;
        double it = m_results.inventory->itTypical.si() + m_results.power->network.si();
        if (!planned.empty())
            for (const auto& [id, pieces] : m_results.inventory->partCounts) {
                const Part* part = m_context.project.parts.find(id);
                if (!part || part->figures.acceleratorCount == 0)
                    continue;
                const auto pool = planned.find(acceleratorOf(*part));
                if (pool != planned.end())
                    it += pieces * (systemPower(*part, *pool->second) -
                                    part->figures.powerTypical.si());
            }
        m_plan->itAverage = Power(it);
        m_plan->facilityAverage = m_plan->itAverage * m_results.cooling->pueAnnual;
    }

    double systemPower(const Part& part, const PoolPlan& pool) const
    {
        return systemAveragePower<double>(part.figures.acceleratorCount, pool.average.si(),
                                          part.figures.powerMax.si(), pool.designWatts,
                                          parameter(Parameter::HostLoadShare));
    }

    const AnalysisContext& m_context;
    const Results& m_results;
    std::shared_ptr<WorkPlanResult> m_plan;
    std::vector<PlannedJob> m_jobs; ///< as m_plan->jobs
};

} // namespace

void runWorkPlan(const AnalysisContext& context, Results& results)
{
    results.workplan = WorkPlan(context, results).run();
}

} // namespace millwright

#include "model/analysis/AcceleratorFigures.h"
#include "model/analysis/Analysis.h"
#include "model/analysis/DayAllocation.h"
#include "model/analysis/WorkPlanFormulas.h"
#include "model/analysis/WorkloadQueries.h"
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

/// A job with what the plan needs of its row and of its estimate, which may be older than the row.
struct Job {
    const Workload* row = nullptr;
    const JobEstimate* estimate = nullptr;
    HourShares shares{};
    double accelerators = 0.0;   ///< that its share gives it now
    double perAccelerator = 0.0; ///< tokens/s of one that works; serving works in whole replicas
    double demandPeak = 0.0;     ///< tokens/s

    bool isServing() const { return row->kind == WorkloadKind::Serve; }
    bool canRun() const { return estimate->isFeasible; }
    /// Of `held` accelerators those that can work: all, or whole replicas of a serving job.
    double usable(double held) const
    {
        const int step = std::max(1, estimate->replicaAccelerators);
        return isServing() ? std::floor(held / step * (1.0 + 1e-12)) * step : held;
    }
    double capacity(double held) const { return perAccelerator * usable(held); }
};

/// What one job does in one day of a pool.
struct JobDay {
    HourShares activity{}, tokens{};
    double busy = 0.0, held = 0.0, work = 0.0; ///< accelerator hours, accelerator hours, tokens
};

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
        Job job{&row, &estimate, hourShares(row), 0.0, 0.0, 0.0};
        if (!runsOnProcessors(row)) {
            const auto found = m_results.inventory->acceleratorCounts.find(estimate.accelerator);
            const int count =
                found == m_results.inventory->acceleratorCounts.end() ? 0 : found->second;
            job.accelerators = std::floor(count * std::clamp(row.poolShare, 0.0, 1.0));
        }
        const double working = job.usable(estimate.accelerators);
        if (job.canRun() && working > 0.0)
            job.perAccelerator = (job.isServing() ? estimate.tokensPerSecond
                                                  : estimate.goodTokensPerSecond()) /
                                 working;
        if (job.canRun() && job.isServing())
            job.demandPeak = demandAtPeak(row, job.capacity(job.accelerators));
        JobPlan plan;
        plan.workload = row.id;
        if (!runsOnProcessors(row))
            plan.accelerator = estimate.accelerator;
        plan.demandPeak = job.demandPeak;
        plan.wanted = wantedBy(job);
        m_jobs.push_back(job);
        m_plan->jobs.push_back(std::move(plan));
    }

    /// Serving holds its share as long as anybody asks, or, elastic, the replicas that keep the load of each at or below
    /// that of the busiest hour. Everything else asks for its share times the hour's.
    static HourShares wantedBy(const Job& job)
    {
        HourShares wanted{};
        const int step = std::max(1, job.estimate->replicaAccelerators);
        const double replicas = std::floor(job.accelerators / step);
        for (std::size_t hour = 0; hour < hoursOfDay; ++hour) {
            const double share = job.shares[hour];
            if (!job.isServing())
                wanted[hour] = job.accelerators * share;
            else if (share <= 0.0)
                wanted[hour] = 0.0;
            else if (job.row->isElastic && replicas >= 1.0)
                wanted[hour] = std::min(job.accelerators, std::ceil(share * replicas - 1e-9) * step);
            else
                wanted[hour] = job.accelerators;
        }
        return wanted;
    }

    static PoolClaim claimOf(const Job& job, const JobPlan& plan)
    {
        return {plan.wanted, job.row->isBackfill, job.estimate->replicaAccelerators,
                job.row->priority, job.isServing() ? 0 : 1};
    }

    /// What a job does with what it holds.
    static JobDay workOf(const Job& job, const HourShares& held)
    {
        JobDay day;
        for (std::size_t hour = 0; hour < hoursOfDay; ++hour) {
            day.held += held[hour];
            if (!job.canRun() || held[hour] <= 0.0)
                continue;
            const double capacity = job.capacity(held[hour]);
            double& activity = day.activity[hour];
            switch (job.row->kind) {
            case WorkloadKind::Serve:
                day.tokens[hour] = std::min(job.demandPeak * job.shares[hour], capacity);
                activity = job.perAccelerator > 0.0
                               ? day.tokens[hour] / (job.perAccelerator * held[hour])
                               : 0.0;
                break;
            case WorkloadKind::Generic:
                activity = job.row->utilisation;
                break;
            default:
                day.tokens[hour] = capacity;
                activity = 1.0;
            }
            day.busy += held[hour] * activity;
            day.work += day.tokens[hour] * 3600.0;
        }
        return day;
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
            const Job& job = m_jobs[pool.jobs[k]];
            JobPlan& plan = m_plan->jobs[pool.jobs[k]];
            const JobDay work = workOf(job, day.held[k]);
            plan.held = day.held[k];
            plan.activity = work.activity;
            plan.tokens = work.tokens;
            const double asked = job.demandPeak * sumOf(job.shares) * 3600.0;
            plan.unmetShare = asked > 0.0 ? std::max(0.0, 1.0 - work.work / asked) : 0.0;
            if (job.row->kind == WorkloadKind::Train && work.work > 0.0)
                plan.calendarDays = job.row->trainingTokens / work.work;
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
                const JobDay work = workOf(m_jobs[active[k]], day.held[k]);
                plan.heldHours += days * work.held;
                plan.busyHours += days * work.busy;
                plan.tokensPerYear += days * work.work;
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
            const Job& job = m_jobs[i];
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
            }
        }
        m_plan->cores = *std::max_element(cores.begin(), cores.end());
    }

    void addTrainingTraffic(const Job& job, const JobPlan& plan, std::size_t hour)
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
        for (std::size_t i = 0; i < m_jobs.size(); ++i) {
            const JobPlan& plan = m_plan->jobs[i];
            key += plan.costKey;
            energy += plan.energy;
            if (!m_jobs[i].isServing())
                continue;
            servingKey += plan.costKey;
            servingEnergy += plan.energy;
            m_plan->soldTokensPerYear += plan.tokensPerYear;
        }
        m_plan->servingCostShare = key > 0.0 ? servingKey / key : 0.0;
        m_plan->servingEnergyShare = energy > 0.0 ? servingEnergy / energy : 0.0;
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
    std::vector<Job> m_jobs; ///< as m_plan->jobs
};

} // namespace

void runWorkPlan(const AnalysisContext& context, Results& results)
{
    results.workplan = WorkPlan(context, results).run();
}

} // namespace millwright

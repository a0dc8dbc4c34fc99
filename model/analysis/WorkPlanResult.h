#pragma once
#include "model/blueprint/LoadProfile.h"
#include "model/base/Quantity.h"
#include <vector>

namespace millwright
{

/// One job over the day and the year. Hours are of the busiest day, on which every job runs.
struct JobPlan {
    Id<Workload> workload;
    Symbol accelerator;         ///< its pool; empty for work on the hosts' processors
    HourShares wanted{};        ///< accelerators
    HourShares held{};          ///< accelerators
    HourShares activity{};      ///< share of what it holds that works
    HourShares tokens{};        ///< tokens/s: sold, or trained
    HourShares samples{};       ///< samples/s of generic work
    double demandPeak = 0.0;    ///< tokens/s, samples/s or, to prepare, B/s asked for in the busiest hour
    double unmetShare = 0.0;    ///< of the day's demand, for want of capacity
    double heldHours = 0.0;     ///< accelerator hours a year
    double busyHours = 0.0;     ///< accelerator hours a year
    double tokensPerYear = 0.0; ///< sold, or trained
    double samplesPerYear = 0.0; ///< of generic work
    double energy = 0.0;        ///< J a year of the accelerators that it holds
    double costKey = 0.0;       ///< W h: hours held x thermal design power, the key for its part of the cost
    double calendarDays = 0.0;  ///< training: days of one run as scheduled
    double runsPerYear = 0.0;   ///< training
    // ingest, prepare
    double cores = 0.0;         ///< processor cores in the busiest hour
    double coreHoursPerDay = 0.0;
    friend bool operator==(const JobPlan&, const JobPlan&) = default;
};

/// One kind of accelerator over the day and the year.
struct PoolPlan {
    Symbol accelerator;
    int accelerators = 0;
    std::vector<std::size_t> jobs; ///< indices into WorkPlanResult::jobs
    HourShares asked{};            ///< accelerators, by the jobs that hold their share
    HourShares idle{};             ///< accelerators that nobody holds
    HourShares power{};            ///< W of all its accelerators
    double idleWatts = 0.0;        ///< of one accelerator
    double designWatts = 0.0;      ///< of one accelerator, thermal design power
    double busyWatts = 0.0;        ///< of one accelerator at work, mean weighted by busy hours
    double heldShare = 0.0;        ///< of the year's accelerator hours
    double busyShare = 0.0;        ///< of the year's accelerator hours
    Power average;                 ///< of one accelerator over the year
    bool isPlanned = false;        ///< some job can run on it: its power follows the plan
    friend bool operator==(const PoolPlan&, const PoolPlan&) = default;
};

/// The design's work over a day and a year: who holds which accelerators, what they draw, and what storage must move.
struct WorkPlanResult {
    std::vector<JobPlan> jobs;   ///< by rising workload id
    std::vector<PoolPlan> pools; ///< by accelerator
    HourShares storageRead{}, storageWrite{}; ///< B/s that ingest, preparation and training data need
    double cores = 0.0;            ///< processor cores that data jobs need in the busiest hour
    double heldShare = 0.0;        ///< of all accelerator hours of the planned pools
    double busyShare = 0.0;
    double soldTokensPerYear = 0.0;
    double servingCostShare = 0.0;   ///< of the jobs' cost keys; 0 = nothing is served
    double servingEnergyShare = 0.0; ///< of the jobs' accelerator energy
    double samplesPerYear = 0.0;     ///< of all generic jobs
    double samplesCostShare = 0.0;   ///< of the jobs' cost keys that generic jobs with samples have
    double samplesEnergyShare = 0.0; ///< of the jobs' accelerator energy
    Power itAverage;                 ///< IT power over the year, with optics
    Power facilityAverage;           ///< itAverage x annual PUE
    friend bool operator==(const WorkPlanResult&, const WorkPlanResult&) = default;
};

} // namespace millwright

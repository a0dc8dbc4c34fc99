#pragma once
#include "model/analysis/GenericJobs.h"
#include "model/analysis/Metric.h"
#include "model/analysis/WorkloadEstimate.h"
#include "model/estimate/EstimateExplain.h"
#include "model/estimate/Roofline.h"
#include <functional>
#include <memory>
#include <span>

namespace millwright
{

/// What a job is asked and where it runs; a value that can go to a worker.
struct JobQuestion {
    Workload workload;
    Symbol accelerator;             ///< its pool
    std::string acceleratorName;    ///< for people
    std::optional<JobPlace> place;  ///< nothing when `refusal` says why
    std::optional<Message> refusal; ///< the pool is empty, the model or its peaks are not known
    Traced facilityPower;           ///< W at the facility for each accelerator; 0 = not known
    Traced costPerHour; ///< USD for each accelerator: depreciation and running cost; 0 = prices are
                        ///< missing
};

/// The question that a workload of the design is, on the pool that its estimate chose.
JobQuestion jobQuestion(const MetricContext& design, const Workload& workload);

/// Everything that the estimator says about one job: the plans tried, the best one at capacity and
/// in the busiest hour, where it stands on the roofline. Not copied: its queries point into itself.
struct JobStudy {
    explicit JobStudy(JobQuestion asked) : question(std::move(asked)) {}
    JobStudy(const JobStudy&) = delete;
    JobStudy& operator=(const JobStudy&) = delete;

    const JobQuestion question;
    ServingSolution serving;               ///< of a job that serves
    std::vector<ServingEstimate> front;    ///< tokens/s/user against tokens/s/accelerator
    ServingEstimate chosen; ///< the best plan as the front counts: with as many requests in flight
    TrainingSolution training;             ///< of a job that trains
    GenericSolution generic;               ///< of generic work that has samples
    std::vector<Message> refused;          ///< why other plans cannot be, one per reason
    std::vector<ServingEstimate> refusedPlans; ///< of a job that serves: all, with their reasons
    std::vector<Message> remedies;         ///< what would make it run
    int tried = 0;                         ///< plans
    Roofline roofline;                     ///< without points where nothing runs

    const Workload& workload() const { return question.workload; }
    bool isServing() const { return workload().kind == WorkloadKind::Serve; }
    bool isTraining() const { return workload().kind == WorkloadKind::Train; }
    bool isGeneric() const { return hasSamples(workload()); }
    /// A kind of work that the estimator answers for.
    bool hasEstimate() const { return isServing() || isTraining() || isGeneric(); }
    int accelerators() const { return question.place ? question.place->accelerators : 0; }
    bool isFeasible() const;
    /// Why it cannot run, or what binds it: "job.binds.compute" ...
    Message reason() const;
    EstimateConfidence confidence() const;
    const std::vector<Message>& notes() const;
};

/// Told after each step of a study: steps done, of all.
using StudyProgress = std::function<void(int done, int all)>;
/// Searches a job's plans: 3 to 200 ms, with what would help a second or two, so on a worker. Ends early, with what it has by
/// then, when the flag of the question's place turns true.
std::shared_ptr<const JobStudy> studyJob(JobQuestion question, const StudyProgress& progress = {});
/// Only its best plan: no front, no roofline, no remedies.
std::shared_ptr<const JobStudy> solveJob(JobQuestion question);

/// Where a figure stands among the results.
enum class JobFigureGroup { Throughput, Latency, Energy, Memory, Time, Efficiency, Effort };

/// A number of a study: value and 80 % band (nothing where the study says nothing), derivation by
/// the same formulas. Rows in JobFigures.cpp.
struct JobFigure {
    std::string_view id;
    std::string_view unit;
    std::string_view label;
    JobFigureGroup group;
    bool isGoodWhenHigh;
    std::optional<double> (*value)(const JobStudy& study);
    std::optional<EstimateBand> (*band)(const JobStudy& study);
    Traced (*explain)(const JobStudy& study);
};
std::span<const JobFigure> servingFigures();
std::span<const JobFigure> trainingFigures();
std::span<const JobFigure> genericFigures();
/// The rows of the study's kind; none for work that says nothing of itself.
std::span<const JobFigure> figuresOf(const JobStudy& study);
const JobFigure* findJobFigure(std::string_view id);

/// The derivation of a figure. Errors: "metric.unknown", "metric.no-value".
Result<ExplainPtr> explainJobFigure(const JobStudy& study, std::string_view id);

} // namespace millwright

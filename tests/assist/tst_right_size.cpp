#include "model/analysis/RecalculationGraph.h"
#include "model/assist/RightSize.h"
#include "model/edit/Document.h"
#include "model/io/ProjectFile.h"
#include <QTest>
#include <functional>
#include <set>

using namespace millwright;

namespace
{

/// An example, its job changed, with all results.
struct Design {
    Design(const char* name, WorkloadKind kind, const std::function<void(Workload&)>& edit)
        : graph(RecalculationGraph::create().value())
    {
        project = readProject(std::string(MILLWRIGHT_SOURCE_DIR "/resources/examples/") + name + ".millwright")
                      .value()
                      .project;
        for (const Workload& row : project.blueprint().table<Workload>())
            if (row.kind == kind)
                id = row.id;
        Workload row = *project.blueprint().find(id);
        edit(row);
        project.blueprint().table<Workload>().put(row);
        update();
    }
    void update() { graph.update(project, ChangeSet::everything(), true); }
    SizingContext context() const { return {project, graph.results(), graph.parameters()}; }
    const JobEstimate& estimate(Id<Workload> of) const
    {
        for (const JobEstimate& job : graph.results().workload->jobs)
            if (job.workload == of)
                return job;
        qFatal("no estimate");
    }
    int pool() const { return graph.results().inventory->accelerators; }
    double unmet() const
    {
        for (const JobPlan& plan : graph.results().workplan->jobs)
            if (plan.workload == id)
                return plan.unmetShare;
        return 1.0;
    }
    /// Plans, changes and calculates anew.
    Result<Message> rightSize()
    {
        const auto plan = planRightSize(context(), id);
        if (!plan)
            return plan.error();
        planned = *plan;
        Draft draft(project);
        auto done = rightSizePool(draft, *plan);
        if (done) {
            project = draft.project();
            update();
        }
        return done;
    }

    Project project;
    RecalculationGraph graph;
    Id<Workload> id;
    RightSizing planned;
};

constexpr const char* h100 = "h100-scalable-unit"; // 31 systems of 8 in racks of 4

} // namespace

/// The pool is as large as the job needs: whole systems, others as they were, a fewer one misses the target.
class RightSizeTest : public QObject
{
    Q_OBJECT

private slots:
    void aLargePoolShrinksToWhatIsAsked()
    {
        Design design(h100, WorkloadKind::Serve, [](Workload& row) {
            row.load = LoadBasis::Users;
            row.users = 400;
            row.tokensPerSecondPerUser = 20;
        });
        const int before = design.pool();
        std::map<Id<Workload>, int> others;
        for (const JobEstimate& job : design.graph.results().workload->jobs)
            if (job.workload != design.id)
                others[job.workload] = job.accelerators;
        const auto done = design.rightSize();
        QVERIFY2(done, done ? "" : formatMessage(done.error().message).c_str());
        const JobEstimate& job = design.estimate(design.id);
        QCOMPARE(job.accelerators, design.planned.needed.accelerators);
        QVERIFY(job.tokensPerSecond >= 8000.0);
        QCOMPARE(design.unmet(), 0.0);
        QVERIFY(design.pool() <= before && design.pool() % 8 == 0);
        QVERIFY(design.pool() >= design.planned.poolNeeded && design.pool() < design.planned.poolNeeded + 8);
        // A replica fewer is too few.
        const auto less = poolGives(design.context(), design.id, job.accelerators - job.replicaAccelerators);
        QVERIFY(!less || !less->job.isFeasible || less->job.tokensPerSecond < 8000.0);
        for (const auto& [id, count] : others)
            if (!design.project.blueprint().find(id)->isBackfill)
                QCOMPARE(design.estimate(id).accelerators, count);
        // Nothing is left hanging.
        for (const Device& device : design.project.blueprint().table<Device>())
            QVERIFY(design.project.blueprint().find(device.rack));
        for (const Feed& feed : design.project.blueprint().table<Feed>())
            QVERIFY(design.project.blueprint().kindOf(feed.target).has_value());
    }

    void aSmallPoolGrowsBackByRacksInItsRows()
    {
        const auto asked = [](double users) {
            return [=](Workload& row) {
                row.poolShare = 1.0;
                row.load = LoadBasis::Users;
                row.users = users;
                row.tokensPerSecondPerUser = 20;
            };
        };
        Design design(h100, WorkloadKind::Serve, asked(400));
        for (const Workload& row : std::vector<Workload>(design.project.blueprint().table<Workload>().begin(),
                                                         design.project.blueprint().table<Workload>().end()))
            if (row.id != design.id)
                design.project.blueprint().table<Workload>().remove(row.id);
        design.update();
        const int whole = design.pool();
        QVERIFY(design.rightSize());
        const int small = design.pool();
        QVERIFY2(small <= whole / 2, qPrintable(QString::number(small)));
        // The work grows; where racks went there is room for copies of those that stayed.
        Workload row = *design.project.blueprint().find(design.id);
        row.users *= 2.5;
        design.project.blueprint().table<Workload>().put(row);
        design.update();
        QVERIFY(design.unmet() > 0.0);
        const auto done = design.rightSize();
        QVERIFY2(done, done ? "" : formatMessage(done.error().message).c_str());
        QCOMPARE(done->id, std::string("assist.right-size.grown"));
        QCOMPARE(design.unmet(), 0.0);
        QVERIFY(design.pool() > small && design.pool() < design.planned.poolNeeded + 8);
        // A copy is fed as the rack that it was made of.
        std::set<EntityId> fed;
        for (const Feed& feed : design.project.blueprint().table<Feed>())
            fed.insert(feed.target);
        for (const Device& device : design.project.blueprint().table<Device>())
            if (device.part == Symbol("dgx-h100"))
                QVERIFY(fed.contains(device.rack.value()));
    }

    void aFullHallIsSaidAndNothingChanges()
    {
        Design design(h100, WorkloadKind::Serve, [](Workload& row) {
            row.poolShare = 1.0;
            row.load = LoadBasis::Users;
            row.users = 1e5;
            row.tokensPerSecondPerUser = 20;
        });
        const std::string before = projectText(design.project);
        const auto done = design.rightSize();
        QVERIFY(!done);
        QCOMPARE(done.error().message.id, std::string("assist.right-size.no-room"));
        QCOMPARE(projectText(design.project), before);
    }

    void aTrainingRunMeetsItsDeadline()
    {
        Design design(h100, WorkloadKind::Train, [](Workload&) {});
        double now = 0.0;
        for (const JobPlan& plan : design.graph.results().workplan->jobs)
            if (plan.workload == design.id)
                now = plan.calendarDays;
        QVERIFY(now > 0.0);
        Workload row = *design.project.blueprint().find(design.id);
        row.deadlineDays = 2.0 * now;
        design.project.blueprint().table<Workload>().put(row);
        design.update();
        const auto plan = planRightSize(design.context(), design.id);
        QVERIFY2(plan, plan ? "" : formatMessage(plan.error().message).c_str());
        QVERIFY(plan->needed.accelerators < plan->jobBefore);
        QVERIFY(plan->needed.days <= row.deadlineDays);
        const auto less = poolGives(design.context(), design.id, plan->needed.accelerators - 8);
        QVERIFY(!less || !less->job.isFeasible || less->days > row.deadlineDays);
    }

    void genericWorkTakesItsRate()
    {
        Design design(h100, WorkloadKind::Serve, [](Workload& row) {
            row.kind = WorkloadKind::Generic;
            row.preset = "resnet50";
            row.weightFormat = "";
            row.samplesPerSecond = 1e6;
            row.poolShare = 1.0;
        });
        QVERIFY2(design.rightSize(), "right-size");
        const JobEstimate& job = design.estimate(design.id);
        QVERIFY(job.samplesPerSecond >= 1e6);
        QVERIFY(job.samplesPerSecond * (job.accelerators - 1) / job.accelerators < 1e6);
    }

    void withoutATargetItSaysWhatIsMissing()
    {
        Design design(h100, WorkloadKind::Serve, [](Workload& row) { row.load = LoadBasis::Utilisation; });
        const auto plan = planRightSize(design.context(), design.id);
        QVERIFY(!plan);
        QCOMPARE(plan.error().message.id, std::string("workload.no-own-target"));
        QCOMPARE(planRightSize(design.context(), Id<Workload>(999999)).error().message.id,
                 std::string("workload.not-found"));
    }

    void isOneStepThatUndoTakesBack()
    {
        Design design(h100, WorkloadKind::Serve, [](Workload& row) {
            row.load = LoadBasis::Users;
            row.users = 400;
            row.tokensPerSecondPerUser = 20;
        });
        // Alone on its pool, so that systems go.
        std::vector<Id<Workload>> others;
        for (const Workload& row : design.project.blueprint().table<Workload>())
            if (row.id != design.id)
                others.push_back(row.id);
        for (const Id<Workload> other : others)
            design.project.blueprint().table<Workload>().remove(other);
        design.update();
        const auto plan = planRightSize(design.context(), design.id);
        QVERIFY(plan);
        Document document(design.project);
        const std::string text = projectText(document.project());
        Transaction step(document, {"edit.right-size", {}});
        QVERIFY(rightSizePool(step, *plan));
        const auto edit = step.commit();
        QVERIFY(edit);
        QVERIFY(document.blueprint().table<Device>().size() <
                design.project.blueprint().table<Device>().size());
        document.undo(*edit);
        QCOMPARE(projectText(document.project()), text);
    }
};

QTEST_APPLESS_MAIN(RightSizeTest)
#include "tst_right_size.moc"

#include "model/graph/PowerGraph.h"
#include "tests/support/LargeChain.h"
#include "tests/support/PowerBruteForce.h"
#include <QtTest>
#include <cmath>
#include <random>

using namespace millwright;
using namespace millwright::test;

namespace
{

bool isClose(double a, double b, double relative = 1e-9)
{
    return std::abs(a - b) <= relative * std::max({1.0, std::abs(a), std::abs(b)});
}

double outputOf(const Results& results, Id<PowerPart> part)
{
    return results.power->find(part)->output.si();
}

/// W that `part` carries after the loss of `lost`, from the sparse vectors.
double afterLoss(const PowerResult& power, Id<PowerPart> lost, Id<PowerPart> part)
{
    const auto indexOf = [&](Id<PowerPart> id) {
        return static_cast<std::uint32_t>(power.find(id) - power.nodes.data());
    };
    const std::uint32_t l = indexOf(lost);
    for (std::uint32_t i = power.failover.first[l]; i < power.failover.first[l + 1]; ++i)
        if (power.failover.node[i] == indexOf(part))
            return power.failover.output[i];
    return power.find(part)->output.si();
}

/// Compares every node after the loss of `lost` with the plain recursion.
bool agreesAfterLoss(const Builder& builder, const Results& results, PowerBruteForce& plain,
                     Id<PowerPart> lost)
{
    plain.lost = {lost.value()};
    plain.reset();
    for (const PowerPart& part : builder.project.blueprint().table<PowerPart>()) {
        if (part.id == lost)
            continue;
        const double expected = plain.output(part.id.value());
        const double found = afterLoss(*results.power, lost, part.id);
        if (!isClose(found, expected, 2e-9)) {
            qWarning("loss of %llu: part %llu carries %.9g, expected %.9g",
                     static_cast<unsigned long long>(lost.value()),
                     static_cast<unsigned long long>(part.id.value()), found, expected);
            return false;
        }
    }
    return true;
}

/// A random chain of a few levels with cross feeds, transfer switches, m of k and standby
/// generators.
struct RandomChain {
    explicit RandomChain(unsigned seed, bool hasManyOfK)
    {
        using enum FieldKey;
        std::mt19937 random(seed);
        const auto pick = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
        const Symbol utility = builder.part("utility", PartKind::UtilityFeed, {{RatedPower, 9000}});
        const Symbol generator =
            builder.part("generator", PartKind::Generator, {{RatedPower, 4000}});
        const Symbol ups = builder.part(
            "ups", PartKind::Ups,
            {{RatedPower, 1000}, {Efficiency, 96.5}, {Efficiency50, 96}, {Efficiency25, 93}});
        const Symbol pdu =
            builder.part("pdu", PartKind::Pdu, {{RatedPower, 500}, {Efficiency, 98}});
        const Symbol load[2] = {builder.part("r40", PartKind::RackSystem, {{PowerMax, 40000}}),
                                builder.part("r15", PartKind::RackSystem, {{PowerMax, 15000}})};
        std::vector<Id<PowerPart>> above;
        for (std::size_t i = 0; i < 1 + pick(3); ++i)
            above.push_back(builder.power(utility));
        if (pick(2) == 0)
            above.push_back(builder.power(generator));
        for (int level = 0; level < 4; ++level) {
            std::vector<Id<PowerPart>> here;
            for (std::size_t i = 0; i < 1 + pick(4); ++i) {
                const auto id = builder.power(level % 2 ? ups : pdu);
                const std::size_t feeds = 1 + pick(3);
                for (std::size_t f = 0; f < feeds; ++f) {
                    const auto feed = builder.feed(above[pick(above.size())], id,
                                                   100.0 + 50.0 * static_cast<double>(pick(3)));
                    builder.edit(feed, [&](Feed& row) { row.order = static_cast<int>(f); });
                }
                builder.edit(id, [&](PowerPart& row) {
                    row.policy = pick(3) == 0 ? InputPolicy::Transfer : InputPolicy::Parallel;
                    row.inputsNeeded = hasManyOfK && pick(4) == 0 ? 2 : 1;
                });
                here.push_back(id);
            }
            above.insert(above.end(), here.begin(), here.end());
            if (above.size() > 6)
                above.erase(above.begin(), above.end() - 6);
        }
        for (int r = 0; r < 8; ++r) {
            const std::size_t kind = pick(2);
            const auto rack = builder.rack(load[kind]);
            loads[rack.value()] = kind == 0 ? 40000.0 : 15000.0;
            for (std::size_t f = 0; f < 1 + pick(3); ++f)
                builder.feed(above[pick(above.size())], rack, pick(3) == 0 ? 63.0 : 32.0);
        }
    }
    Builder builder;
    std::map<EntityId, double> loads;
};

/// Where a group's shares stand in the list is of no account, so lists are compared by what they
/// say.
bool isSamePlan(const PowerGraph& a, const PowerGraph& b)
{
    const LossPlan& p = a.lossPlan();
    const LossPlan& q = b.lossPlan();
    const auto hasSameShares = [&](std::uint32_t x, std::uint32_t y, std::uint32_t count) {
        return std::equal(p.shares.begin() + x, p.shares.begin() + x + count, q.shares.begin() + y);
    };
    const auto isSameGroup = [&](const LossPlan::GroupChange& x, const LossPlan::GroupChange& y) {
        return x.group == y.group &&
               hasSameShares(x.firstShare, y.firstShare, a.groups()[x.group].inputCount);
    };
    const auto isSameStep = [&](const LossPlan::Step& x, const LossPlan::Step& y) {
        const bool isUnchanged = x.firstShare == LossPlan::unchanged;
        return x.vertex == y.vertex && x.isDead == y.isDead &&
               isUnchanged == (y.firstShare == LossPlan::unchanged) &&
               (isUnchanged ||
                hasSameShares(x.firstShare, y.firstShare, a.vertices()[x.vertex].inputCount));
    };
    return p.firstGroup == q.firstGroup && p.firstStep == q.firstStep &&
           p.shares.size() == q.shares.size() &&
           std::equal(p.groups.begin(), p.groups.end(), q.groups.begin(), q.groups.end(),
                      isSameGroup) &&
           std::equal(p.steps.begin(), p.steps.end(), q.steps.begin(), q.steps.end(), isSameStep);
}

/// All that the flow reads of a graph.
bool isSameGraph(const PowerGraph& a, const PowerGraph& b)
{
    bool isSame = a.order() == b.order() && a.cycles() == b.cycles() &&
                  a.vertexInputs() == b.vertexInputs() && a.groupInputs() == b.groupInputs() &&
                  a.vertexShares() == b.vertexShares() && a.groupShares() == b.groupShares() &&
                  a.worstGroupShares() == b.worstGroupShares() &&
                  a.groups().size() == b.groups().size() && a.loads().size() == b.loads().size() &&
                  isSamePlan(a, b);
    for (std::uint32_t v = 0; isSame && v < a.vertices().size(); ++v) {
        const PowerVertex& x = a.vertices()[v];
        const PowerVertex& y = b.vertices()[v];
        isSame = a.isLive(v) == b.isLive(v) && x.isSource == y.isSource && x.isFed == y.isFed &&
                 x.isStandby == y.isStandby && x.hasUps == y.hasUps &&
                 x.hasGenerator == y.hasGenerator;
    }
    for (std::uint32_t g = 0; isSame && g < a.groups().size(); ++g)
        isSame = a.isGroupLive(g) == b.isGroupLive(g) && a.darkenedBy(g) == b.darkenedBy(g) &&
                 a.commonPoint(g) == b.commonPoint(g) &&
                 a.leastLiveInputs(g) == b.leastLiveInputs(g);
    for (std::size_t l = 0; isSame && l < a.loads().size(); ++l)
        isSame = a.loads()[l].group == b.loads()[l].group;
    return isSame;
}

/// Four DGX H100 (10.2 kW each) in a rack on two panels, each behind its own UPS.
struct TwoSides {
    TwoSides()
    {
        using enum FieldKey;
        const Symbol utility = b.part("utility", PartKind::UtilityFeed, {{RatedPower, 1000}});
        const Symbol upsPart = b.part("ups", PartKind::Ups, {{RatedPower, 100}});
        const Symbol panel = b.part("rpp", PartKind::Rpp, {{RatedPower, 90}});
        const Symbol enclosure = b.part("enclosure", PartKind::Rack, {{InternalUnits, 48}});
        const Symbol dgx =
            b.part("dgx-h100", PartKind::System,
                   {{PowerMax, 10200}, {PsuCount, 6}, {PsuNeeded, 4}, {RackUnits, 8}});
        rack = b.rack(enclosure);
        for (int i = 0; i < 4; ++i)
            b.device(rack, dgx, 1 + 8 * i);
        for (int s = 0; s < 2; ++s) {
            source[s] = b.power(utility);
            ups[s] = b.power(upsPart);
            rpp[s] = b.power(panel);
            b.feed(source[s], ups[s]);
            b.feed(ups[s], rpp[s]);
            circuit[s] = b.feed(rpp[s], rack, 125.0);
        }
    }
    Builder b;
    Id<Rack> rack;
    Id<PowerPart> source[2], ups[2], rpp[2];
    Id<Feed> circuit[2];
};

} // namespace

class tst_power : public QObject
{
    Q_OBJECT

private slots:
    void twoSidesShareAndDoubleAtFailover()
    {
        TwoSides d;
        const Results results = d.b.facility();
        QCOMPARE(results.power->it.si(), 40800.0);
        for (int s = 0; s < 2; ++s) {
            const PowerNode* ups = results.power->find(d.ups[s]);
            QVERIFY(isClose(ups->output.si(), 20400.0));
            QVERIFY(isClose(ups->worst.si(), 40800.0)); // all of it once the other side is gone
            const CircuitLoad* circuit = results.power->find(d.circuit[s]);
            QVERIFY(isClose(circuit->load.si(), 20400.0));
            QVERIFY(isClose(circuit->worst.si(), 40800.0));
        }
        QVERIFY(results.power->find(d.ups[0])->worstLoss == d.source[1] ||
                results.power->find(d.ups[0])->worstLoss == d.ups[1] ||
                results.power->find(d.ups[0])->worstLoss == d.rpp[1]);
        QVERIFY(results.power->problems.empty());
    }

    void moduleRedundancy()
    {
        using enum FieldKey;
        Builder b;
        const Symbol part = b.part("ups", PartKind::Ups, {{RatedPower, 1250}, {PowerModules, 5}});
        const auto ups = b.power(part);
        b.edit(ups, [](PowerPart& row) { row.redundantModules = 1; });
        const auto small = b.power(part);
        b.edit(small, [](PowerPart& row) {
            row.modules = 3;
            row.redundantModules = 1;
        });
        const auto capped = b.power(part);
        b.edit(capped, [](PowerPart& row) { row.ratingOverride = Power(600e3); });
        const Results results = b.facility();
        QCOMPARE(results.power->find(ups)->capacity.si(), 1000e3);
        QCOMPARE(results.power->find(ups)->installed.si(), 1250e3);
        QCOMPARE(results.power->find(small)->capacity.si(), 500e3);
        QCOMPARE(results.power->find(capped)->capacity.si(), 600e3);
    }

    void branchCircuits_data()
    {
        QTest::addColumn<bool>("isNec");
        QTest::addColumn<int>("phases");
        QTest::addColumn<double>("voltage");
        QTest::addColumn<double>("breaker");
        QTest::addColumn<double>("expected"); // VA
        QTest::addColumn<double>("tolerance");
        QTest::newRow("120 V 20 A") << true << 1 << 120.0 << 20.0 << 1920.0 << 1e-12;
        QTest::newRow("208 V 3ph 20 A") << true << 3 << 208.0 << 20.0 << 5764.0 << 1e-4;
        QTest::newRow("208 V 3ph 30 A") << true << 3 << 208.0 << 30.0 << 8646.0 << 1e-4;
        QTest::newRow("208 V 3ph 60 A") << true << 3 << 208.0 << 60.0 << 17292.0 << 1e-4;
        QTest::newRow("415 V 3ph 60 A") << true << 3 << 415.0 << 60.0 << 34500.0 << 1e-3;
        QTest::newRow("230/400 V 32 A") << false << 3 << 400.0 << 32.0 << 22080.0 << 1e-12;
        QTest::newRow("230/400 V 63 A") << false << 3 << 400.0 << 63.0 << 43470.0 << 1e-12;
        QTest::newRow("230 V 32 A") << false << 1 << 230.0 << 32.0 << 7360.0 << 1e-12;
    }
    void branchCircuits()
    {
        QFETCH(bool, isNec);
        QFETCH(int, phases);
        QFETCH(double, voltage);
        QFETCH(double, breaker);
        QFETCH(double, expected);
        QFETCH(double, tolerance);
        Builder b;
        b.edit(b.site(),
               [&](Site& row) { row.code = isNec ? ElectricalCode::Nec : ElectricalCode::Iec; });
        const auto source = b.power(b.part("rpp", PartKind::Rpp, {}));
        const auto rack = b.rack(b.part("rack", PartKind::Rack, {}));
        const auto feed = b.feed(source, rack, breaker);
        b.edit(feed, [&](Feed& row) {
            row.phases = phases;
            row.voltage = voltage;
        });
        b.assume(Parameter::PowerFactor, 1.0);
        const Results results = b.facility();
        QVERIFY2(isClose(results.power->find(feed)->capacity.si(), expected, tolerance),
                 qPrintable(QString::number(results.power->find(feed)->capacity.si())));
        b.assume(Parameter::PowerFactor, 0.95);
        const Results real = b.facility();
        QVERIFY(isClose(real.power->find(feed)->capacity.si(), 0.95 * expected, tolerance));
    }

    void transferTakesMainThenReserve()
    {
        using enum FieldKey;
        Builder b;
        const auto utility = b.power(b.part("utility", PartKind::UtilityFeed, {}));
        const auto generator =
            b.power(b.part("generator", PartKind::Generator, {{RatedPower, 100}}));
        const auto change = b.power(b.part("ats", PartKind::TransferSwitch, {}));
        b.edit(change, [](PowerPart& row) { row.policy = InputPolicy::Transfer; });
        b.edit(b.feed(generator, change), [](Feed& row) { row.order = 1; });
        b.feed(utility, change);
        const auto rack = b.rack(b.part("rack", PartKind::RackSystem, {{PowerMax, 50000}}));
        b.feed(change, rack);
        const Results results = b.facility();
        QCOMPARE(outputOf(results, utility), 50000.0);
        QCOMPARE(outputOf(results, generator), 0.0);
        QVERIFY(results.power->find(generator)->isStandby);
        QCOMPARE(afterLoss(*results.power, utility, generator), 50000.0);
        QCOMPARE(results.power->find(generator)->worstLoss, utility);
    }

    void generatorsStandByOnASharedBus()
    {
        Builder b;
        const auto utility = b.power(b.part("utility", PartKind::UtilityFeed, {}));
        const auto generator = b.power(b.part("generator", PartKind::Generator, {}));
        const auto board = b.power(b.part("board", PartKind::Switchgear, {}));
        b.feed(utility, board);
        b.feed(generator, board);
        b.feed(board, b.rack(b.part("rack", PartKind::RackSystem, {{FieldKey::PowerMax, 1000}})));
        const Results results = b.facility();
        QCOMPARE(outputOf(results, generator), 0.0);
        QCOMPARE(outputOf(results, utility), 1000.0);
        QCOMPARE(afterLoss(*results.power, utility, generator), 1000.0);
    }

    void someInputsOfManyMustLive()
    {
        using enum FieldKey;
        Builder b;
        const Symbol utility = b.part("utility", PartKind::UtilityFeed, {});
        const auto shelf = b.power(b.part("shelf", PartKind::PowerShelf, {{RatedPower, 60}}));
        b.edit(shelf, [](PowerPart& row) { row.inputsNeeded = 2; });
        std::vector<Id<PowerPart>> sources;
        for (int i = 0; i < 3; ++i) {
            sources.push_back(b.power(utility));
            b.feed(sources.back(), shelf, i == 2 ? 64.0 : 32.0);
        }
        const auto rack = b.rack(b.part("rack", PartKind::RackSystem, {{PowerMax, 40000}}));
        b.feed(shelf, rack);
        Results results = b.facility();
        QVERIFY(isClose(outputOf(results, sources[0]), 10000.0)); // by rating: 32 of 128
        QVERIFY(isClose(outputOf(results, sources[2]), 20000.0));
        QVERIFY(isClose(afterLoss(*results.power, sources[0], sources[2]), 40000.0 * 64 / 96));
        QVERIFY(results.power->find(shelf)->isLive);
        b.edit(shelf, [](PowerPart& row) { row.inputsNeeded = 4; });
        results = b.facility();
        QVERIFY(!results.power->find(shelf)->isLive);
        QCOMPARE(results.power->problems.size(), 1u);
        QCOMPARE(results.power->problems[0].kind, FeedProblem::Kind::Unfed);
    }

    void lossesFollowTheCurve()
    {
        using enum FieldKey;
        Builder b;
        const auto utility = b.power(b.part("utility", PartKind::UtilityFeed, {}));
        const auto ups = b.power(b.part("ups", PartKind::Ups,
                                        {{RatedPower, 100},
                                         {Efficiency, 96},
                                         {Efficiency75, 97},
                                         {Efficiency50, 96.5},
                                         {Efficiency25, 95}}));
        b.feed(utility, ups);
        const auto rack = b.rack(b.part("rack", PartKind::RackSystem, {{PowerMax, 62500}}));
        b.feed(ups, rack);
        Results results = b.facility();
        // 62.5 % load: half-way between 96.5 and 97 %.
        QVERIFY(isClose(results.power->find(ups)->input.si(), 62500.0 / 0.9675, 1e-12));
        QVERIFY(isClose(results.power->losses.si(), 62500.0 / 0.9675 - 62500.0, 1e-9));
        // The UPS stands in the hall: its losses heat the hall's air.
        QVERIFY(isClose(results.cooling->zones[0].losses.si(), results.power->losses.si(), 1e-12));
        b.edit(ups, [](PowerPart& row) { row.at.hall = {}; });
        results = b.facility();
        QCOMPARE(results.cooling->zones[0].losses.si(), 0.0);
    }

    void opticsRideOnTheRacks()
    {
        TwoSides d;
        const Results results = d.b.facility(4080.0);
        QVERIFY(isClose(results.power->it.si(), 44880.0));
        QCOMPARE(results.power->network.si(), 4080.0);
        QVERIFY(isClose(outputOf(results, d.ups[0]), 22440.0));
    }

    void cyclesAreNamed()
    {
        Builder b;
        const Symbol board = b.part("board", PartKind::Switchgear, {});
        const auto utility = b.power(b.part("utility", PartKind::UtilityFeed, {}));
        const auto first = b.power(board);
        const auto second = b.power(board);
        const auto third = b.power(board);
        b.feed(utility, first);
        b.feed(first, second);
        b.feed(second, third);
        b.feed(third, first);
        const auto rack =
            b.rack(b.part("rack", PartKind::RackSystem, {{FieldKey::PowerMax, 1000}}));
        b.feed(third, rack);
        const Results results = b.facility();
        QCOMPARE(results.power->cycles.size(), 1u);
        QCOMPARE(results.power->cycles[0], (std::vector{first, second, third}));
        QCOMPARE(outputOf(results, utility), 1000.0); // the ring is cut, the load still counts
        QVERIFY(results.power->hasConverged);
    }

    void danglingFeedsCarryNothing()
    {
        TwoSides d;
        Feed lost;
        lost.id = Id<Feed>(d.b.next());
        lost.source = Id<PowerPart>(999999);
        lost.target = d.rack.value();
        d.b.put(lost);
        Feed loose;
        loose.id = Id<Feed>(d.b.next());
        loose.source = d.rpp[0];
        d.b.put(loose);
        const Results results = d.b.facility();
        QCOMPARE(results.power->find(lost.id)->load.si(), 0.0);
        QCOMPARE(results.power->find(loose.id)->load.si(), 0.0);
        QVERIFY(isClose(outputOf(results, d.ups[0]), 20400.0));
    }

    void failoverEqualsRemoval_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= 60; ++seed)
            QTest::addRow("chain %u", seed) << seed;
    }
    void failoverEqualsRemoval()
    {
        QFETCH(unsigned, seed);
        RandomChain chain(seed, true);
        const Results results = chain.builder.facility();
        PowerBruteForce plain(chain.builder, chain.loads);
        for (const PowerPart& part : chain.builder.blueprint().table<PowerPart>())
            QVERIFY(isClose(outputOf(results, part.id), plain.output(part.id.value()), 1e-9));
        for (const PowerPart& part : chain.builder.blueprint().table<PowerPart>())
            if (results.power->find(part.id)->isLive)
                QVERIFY(agreesAfterLoss(chain.builder, results, plain, part.id));
        // Worst of every circuit to a rack: over all single parts, and over the rack's own feeds.
        for (const Feed& feed : chain.builder.blueprint().table<Feed>()) {
            const bool isToRack = chain.loads.contains(feed.target);
            plain.lost.clear();
            plain.reset();
            double worst = plain.flow(feed);
            QVERIFY(isClose(results.power->find(feed.id)->load.si(), worst));
            const auto lose = [&](EntityId id) {
                plain.lost = {id};
                plain.reset();
                worst = std::max(worst, plain.flow(feed));
            };
            for (const PowerPart& part : chain.builder.blueprint().table<PowerPart>())
                lose(part.id.value());
            if (isToRack)
                for (const Feed& other : chain.builder.blueprint().table<Feed>())
                    if (other.target == feed.target)
                        lose(other.id.value());
            QVERIFY(isClose(results.power->find(feed.id)->worst.si(), worst));
        }
    }

    void dominatorsEqualRemoval_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 100; seed < 160; ++seed)
            QTest::addRow("chain %u", seed) << seed;
    }
    void dominatorsEqualRemoval()
    {
        QFETCH(unsigned, seed);
        RandomChain chain(seed, false);
        const Results results = chain.builder.facility();
        PowerBruteForce plain(chain.builder, chain.loads);
        for (const auto& [rack, power] : chain.loads) {
            std::set<EntityId> darkening;
            for (const PowerPart& part : chain.builder.blueprint().table<PowerPart>()) {
                plain.lost = {part.id.value()};
                plain.reset();
                if (!plain.isLive(rack))
                    darkening.insert(part.id.value());
            }
            const FeedProblem* problem = nullptr;
            for (const FeedProblem& p : results.power->problems)
                problem = p.load == rack ? &p : problem;
            if (problem && problem->kind == FeedProblem::Kind::SingleFeed)
                continue;
            QCOMPARE(problem != nullptr, !darkening.empty());
            if (problem) {
                QCOMPARE(problem->kind, FeedProblem::Kind::CommonPoint);
                QVERIFY(darkening.contains(problem->at.value()));
                const auto& graph = *results.power->cache.graph;
                const std::uint32_t group = graph.loadOf(rack)->group;
                QCOMPARE(graph.commonPoint(group),
                         graph.darkenedBy(group)); // both name the nearest
            }
        }
    }

    void largeChainFailsOverLikeRemoval()
    {
        LargeChain chain({});
        QVERIFY(chain.builder.blueprint().table<PowerPart>().size() >= 2000u);
        const Results results = chain.builder.facility();
        QVERIFY(results.power->hasConverged);
        std::map<EntityId, double> loads;
        for (const RackLoad& load : results.inventory->racks)
            loads[load.rack.value()] = load.designPower.si();
        for (const CoolingUnit& unit : results.cooling->units)
            loads[unit.part.value()] = unit.electric.si();
        PowerBruteForce plain(chain.builder, loads);
        const auto& parts = results.power->nodes;
        for (const std::size_t lost : {std::size_t{0}, std::size_t{3}, std::size_t{150},
                                       std::size_t{1001}, parts.size() - 1})
            QVERIFY(agreesAfterLoss(chain.builder, results, plain, parts[lost].part));
        // 2N: the loss of a panel doubles the one on the other side.
        const PowerNode* panel = results.power->find(chain.panels[1][7]);
        QVERIFY(isClose(panel->worst.si(), 2.0 * panel->output.si()));
    }

    void topologyIsKept()
    {
        TwoSides d;
        const Results first = d.b.facility();
        const ParameterValues parameters(d.b.blueprint());
        const ChangeSet changes = ChangeSet::everything();
        const auto again = [&] {
            const AnalysisContext context{d.b.project, d.b.blueprint(), parameters,
                                          changes,     &first,          nullptr};
            Results results = first;
            runInventory(context, results);
            runFacility(context, results);
            return results;
        };
        Results second = again();
        QCOMPARE(second.power->cache.graph, first.power->cache.graph);
        QVERIFY(*second.power == *first.power);
        QVERIFY(*second.cooling == *first.cooling);
        d.b.edit(d.circuit[0], [](Feed& row) { row.breaker = 250.0; });
        second = again();
        QVERIFY(second.power->cache.graph != first.power->cache.graph);
        QVERIFY(isClose(outputOf(second, d.ups[0]), 40800.0 * 2 / 3)); // by rating
        QVERIFY(*second.power == *d.b.facility().power); // kept or new: the same result
    }

    /// A graph made from the last one is the graph made anew, whatever circuits came, went or
    /// changed.
    void graphFromLastEqualsNew()
    {
        int kept = 0;
        for (unsigned seed = 1; seed <= 40; ++seed) {
            RandomChain chain(seed, true);
            Blueprint& blueprint = chain.builder.project.blueprint();
            const ParameterValues parameters(blueprint);
            std::mt19937 random(seed);
            std::vector<Feed> feeds;
            for (const Feed& feed : blueprint.table<Feed>())
                feeds.push_back(feed);
            const auto keyNow = [&] {
                return PowerGraphKey(blueprint, chain.builder.project.parts, parameters);
            };
            auto last = PowerGraph::build(keyNow());
            for (int edit = 0; edit < 12; ++edit) {
                Feed feed = feeds[random() % feeds.size()];
                const bool isToLoad = chain.loads.contains(feed.target);
                if (isToLoad && random() % 3 == 0) {
                    blueprint.table<Feed>().remove(feed.id);
                } else if (isToLoad && random() % 2 == 0) {
                    feed.source = feeds[random() % feeds.size()].source;
                    blueprint.table<Feed>().put(feed);
                } else {
                    feed.breaker = 20.0 + 10.0 * static_cast<double>(random() % 4);
                    blueprint.table<Feed>().put(feed);
                }
                const auto made = PowerGraph::build(keyNow(), last.get());
                QVERIFY(isSameGraph(*made, *PowerGraph::build(keyNow())));
                kept += isToLoad ? 1 : 0;
                last = made;
            }
        }
        QVERIFY(kept > 100); // edits that leave the chain between the parts alone
    }

    void runawayLossesEndAndAreSaid()
    {
        using enum FieldKey;
        Builder b;
        // 10 % efficient, in the hall that its own load cools: every watt of fans makes nine of
        // heat.
        const auto utility = b.power(b.part("utility", PartKind::UtilityFeed, {}));
        const auto pdu = b.power(b.part("pdu", PartKind::Pdu, {{Efficiency, 10}}));
        b.feed(utility, pdu);
        const auto rack = b.rack(b.part("rack", PartKind::RackSystem, {{PowerMax, 10000}}));
        b.feed(pdu, rack);
        const auto crah = b.cooling(b.part("crah", PartKind::Crah, {}));
        b.feed(pdu, crah);
        const Results results = b.facility(); // direct expansion at COP 5 and fans: 0.24 W per W
        QVERIFY(!results.power->hasConverged);
        QCOMPARE(results.power->rounds, 50);
    }
};

QTEST_APPLESS_MAIN(tst_power)
#include "tst_power.moc"

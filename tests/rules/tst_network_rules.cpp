#include "model/analysis/RecalculationGraph.h"
#include "model/io/ProjectFile.h"
#include "model/rules/Rule.h"
#include <QTest>
#include <algorithm>
#include <functional>

using namespace millwright;

namespace {

RuleOutcome outcome(const Project& project, std::string_view rule)
{
    RecalculationGraph graph = RecalculationGraph::create().value();
    graph.update(project, ChangeSet::everything(), true);
    RuleRunner runner;
    runner.update({project, project.blueprint(), graph.parameters(), graph.results()},
                  ChangeSet::everything());
    for (const RuleOutcome& o : runner.outcomes())
        if (o.rule->id == rule)
            return o;
    return {};
}

/// The H100 example: every rule of these domains holds on it, but for the prices that nobody knows.
Project scalableUnit()
{
    return readProject(MILLWRIGHT_SOURCE_DIR "/resources/examples/h100-scalable-unit.millwright")
        .value()
        .project;
}

const Fabric& fabricOf(const Project& project, FabricKind kind)
{
    const auto& fabrics = project.blueprint().table<Fabric>();
    return *std::find_if(fabrics.begin(), fabrics.end(),
                         [kind](const Fabric& f) { return f.kind == kind; });
}

void editFabric(Project& project, FabricKind kind, const std::function<void(Fabric&)>& edit)
{
    Fabric fabric = fabricOf(project, kind);
    edit(fabric);
    project.blueprint().table<Fabric>().put(fabric);
}

/// Takes `count` switches of a role out of the compute fabric.
void removeSwitches(Project& project, DeviceRole role, int count)
{
    const Id<Fabric> fabric = fabricOf(project, FabricKind::Compute).id;
    std::vector<Id<Device>> found;
    for (const Device& device : project.blueprint().table<Device>())
        if (device.fabric == fabric && device.role == role)
            found.push_back(device.id);
    for (int i = 0; i < count && i < static_cast<int>(found.size()); ++i)
        project.blueprint().table<Device>().remove(found[static_cast<std::size_t>(i)]);
}

/// Gives a part another figure (in the key's own unit), under its own id or a new one.
void setFigure(Project& project, const std::string& id, FieldKey key, double number,
               const std::string& newId = {})
{
    Part part = *project.parts.find(id);
    if (!newId.empty())
        part.id = newId;
    for (Field& field : part.fields)
        if (field.key == key)
            field.number = number;
    project.parts.put(finishPart(std::move(part)));
}

void setStorageFigure(Project& project, FieldKey key, double number)
{
    std::vector<std::string> ids;
    for (const auto& [id, part] : project.parts.all())
        if (part->kind == PartKind::Storage)
            ids.push_back(id.str());
    for (const std::string& id : ids)
        setFigure(project, id, key, number);
}

void editWorkloads(Project& project, WorkloadKind kind, const std::function<void(Workload&)>& edit)
{
    std::vector<Workload> rows;
    for (const Workload& row : project.blueprint().table<Workload>())
        if (row.kind == kind)
            rows.push_back(row);
    for (Workload& row : rows) {
        edit(row);
        project.blueprint().table<Workload>().put(row);
    }
}

void assume(Project& project, Parameter parameter, double value)
{
    Assumption row;
    row.id = Id<Assumption>(++project.lastId);
    row.key = Symbol(parameterInfo(parameter).key);
    row.value = value;
    project.blueprint().table<Assumption>().put(row);
}

void editPrice(Project& project, const std::string& id, const std::function<void(Part&)>& edit)
{
    Part part = *project.parts.find(id);
    edit(part);
    project.parts.put(finishPart(std::move(part)));
}

bool isPrice(const Field& field)
{
    return field.key == FieldKey::Price || field.key == FieldKey::PriceLow ||
           field.key == FieldKey::PriceHigh;
}

/// A quote for the systems, judged at 1 February 2026.
void quote(Project& project, const char* currency, const char* validUntil)
{
    PriceEntry entry;
    entry.part = "dgx-h100";
    entry.mid = 300000.0;
    entry.currency = currency;
    entry.validUntil = validUntil;
    entry.isQuoted = true;
    PriceBook book;
    book.entries.emplace(entry.part, entry);
    book.asOf = "2026-02-01";
    project.prices.set(std::move(book));
}

using Damage = void (*)(Project&);

struct Case {
    const char* rule;
    Damage damage;
};

const Case cases[] = {
    {"network.ports", [](Project& p) { removeSwitches(p, DeviceRole::Leaf, 1); }},
    {"network.unplaced", [](Project& p) { removeSwitches(p, DeviceRole::Spine, 1); }},
    {"network.oversubscription", [](Project& p) { removeSwitches(p, DeviceRole::Spine, 3); }},
    {"network.unconnected",
     [](Project& p) {
         const Id<Fabric> id = fabricOf(p, FabricKind::OutOfBand).id;
         p.blueprint().table<Fabric>().remove(id);
     }},
    {"network.rail", [](Project& p) { removeSwitches(p, DeviceRole::Leaf, 1); }},
    {"network.single-point",
     [](Project& p) {
         setFigure(p, "nv-qm9700", FieldKey::SwitchPorts, 512, "one-large-switch");
         removeSwitches(p, DeviceRole::Leaf, 7);
         removeSwitches(p, DeviceRole::Spine, 4);
         editFabric(p, FabricKind::Compute, [](Fabric& f) {
             f.switchPart = "one-large-switch";
             f.mustSurviveSwitchLoss = true;
         });
     }},
    {"network.reach",
     [](Project& p) {
         const std::string cable = fabricOf(p, FabricKind::Compute).cablePart.str();
         setFigure(p, cable, FieldKey::ReachMax, 1.0);
     }},
    {"storage.capacity", [](Project& p) { setStorageFigure(p, FieldKey::UsableCapacity, 0.001); }},
    {"storage.read", [](Project& p) { setStorageFigure(p, FieldKey::ReadBandwidth, 0.1); }},
    {"storage.write", [](Project& p) { setStorageFigure(p, FieldKey::WriteBandwidth, 0.1); }},
    {"storage.checkpoint-stall", [](Project& p) { assume(p, Parameter::CheckpointStall, 0.0); }},
    {"workload.feasible",
     [](Project& p) {
         editWorkloads(p, WorkloadKind::Train, [](Workload& w) { w.model = "nobody-knows-it"; });
     }},
    {"workload.latency",
     [](Project& p) {
         editWorkloads(p, WorkloadKind::Serve, [](Workload& w) { w.ttftLimit = 1e-6; });
     }},
    {"storage.plan",
     [](Project& p) {
         Workload ingest;
         ingest.id = Id<Workload>(++p.lastId);
         ingest.kind = WorkloadKind::Ingest;
         ingest.dataRate = 1e13;
         p.blueprint().table<Workload>().put(ingest);
     }},
    {"workload.pool-overcommitted",
     [](Project& p) {
         editWorkloads(p, WorkloadKind::Serve, [](Workload& w) {
             w.poolShare = 0.9;
             w.isElastic = false;
             w.profile = LoadProfile::Flat;
         });
         editWorkloads(p, WorkloadKind::Train, [](Workload& w) {
             w.poolShare = 0.5;
             w.isBackfill = false;
             w.profile = LoadProfile::Flat;
         });
     }},
    {"workload.demand",
     [](Project& p) {
         editWorkloads(p, WorkloadKind::Serve, [](Workload& w) {
             w.load = LoadBasis::TokensPerDay;
             w.tokensPerDay = 1e15;
         });
     }},
    {"workload.deadline",
     [](Project& p) {
         editWorkloads(p, WorkloadKind::Train, [](Workload& w) { w.deadlineDays = 0.01; });
     }},
    {"workload.starved",
     [](Project& p) {
         editWorkloads(p, WorkloadKind::Serve, [](Workload& w) {
             w.poolShare = 1.0;
             w.isElastic = false;
             w.profile = LoadProfile::Flat;
         });
         editWorkloads(p, WorkloadKind::Train, [](Workload& w) { w.isBackfill = true; });
     }},
    {"workload.binding",
     [](Project& p) {
         // Storage that hardly reads: training waits for its data.
         setStorageFigure(p, FieldKey::ReadBandwidth, 0.001);
         assume(p, Parameter::TrainingTokenBytes, 4e3);
     }},
    {"workload.cores",
     [](Project& p) {
         Workload prepare;
         prepare.id = Id<Workload>(++p.lastId);
         prepare.kind = WorkloadKind::Prepare;
         prepare.dataRate = 1e10;
         p.blueprint().table<Workload>().put(prepare);
     }},
    {"workload.idle",
     [](Project& p) {
         p.blueprint().table<Workload>().assign({});
     }},
    {"cost.rates", [](Project& p) { quote(p, "ZZZ", "2026-12-31"); }},
    {"cost.quotes", [](Project& p) { quote(p, "USD", "2026-01-31"); }},
    {"cost.unverified",
     [](Project& p) {
         editPrice(p, "dgx-h100", [](Part& part) {
             for (Field& field : part.fields)
                 if (isPrice(field))
                     field.confidence = Confidence::Unverified;
         });
     }},
    {"cost.accelerator-prices",
     [](Project& p) {
         editPrice(p, "dgx-h100", [](Part& part) { std::erase_if(part.fields, isPrice); });
     }},
};

} // namespace

/// A good design and a bad case for every rule of network, storage, workload and cost.
class NetworkRulesTest : public QObject {
    Q_OBJECT

private slots:
    void goodDesignPasses();
    void badCaseIsFound_data();
    void badCaseIsFound();
    void pricesPassOnlyWhenAllAreKnown();
    void everyRuleHasACase();
};

void NetworkRulesTest::goodDesignPasses()
{
    const Project good = scalableUnit();
    for (const Case& c : cases) {
        const RuleOutcome o = outcome(good, c.rule);
        QVERIFY2(o.rule && o.state == RuleState::Passed, c.rule);
    }
}

void NetworkRulesTest::badCaseIsFound_data()
{
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < std::size(cases); ++i)
        QTest::newRow(cases[i].rule) << static_cast<int>(i);
}

void NetworkRulesTest::badCaseIsFound()
{
    QFETCH(int, index);
    Project bad = scalableUnit();
    cases[index].damage(bad);
    const RuleOutcome o = outcome(bad, cases[index].rule);
    QCOMPARE(int(o.state), int(RuleState::Found));
    const Finding& finding = o.findings.front();
    QVERIFY(finding.isHigherWorse ? finding.measured >= finding.limit
                                  : finding.measured <= finding.limit);
}

void NetworkRulesTest::pricesPassOnlyWhenAllAreKnown()
{
    Project project = scalableUnit();
    QCOMPARE(int(outcome(project, "cost.prices").state), int(RuleState::Found));
    std::vector<PartPtr> parts;
    for (const auto& [id, part] : project.parts.all())
        parts.push_back(part);
    for (const PartPtr& part : parts) {
        Part priced = *part;
        std::erase_if(priced.fields, isPrice);
        Field price;
        price.key = FieldKey::Price;
        price.number = 100.0;
        price.confidence = Confidence::Verified;
        price.source = std::make_shared<const std::string>("test price list");
        priced.fields.push_back(price);
        project.parts.put(finishPart(std::move(priced)));
    }
    QCOMPARE(int(outcome(project, "cost.prices").state), int(RuleState::Passed));
}

void NetworkRulesTest::everyRuleHasACase()
{
    for (const auto rules : {networkRules(), storageRules(), workloadRules(), costRules()})
        for (const Rule& rule : rules)
            // The rules of the price book have theirs in tests/prices.
            QVERIFY2(rule.id == "cost.prices" || rule.id == "cost.rates" ||
                         rule.id == "cost.quotes" || rule.id == "cost.unverified" ||
                         std::any_of(std::begin(cases), std::end(cases),
                                     [&](const Case& c) { return rule.id == c.rule; }),
                     rule.id.data());
}

QTEST_APPLESS_MAIN(NetworkRulesTest)
#include "tst_network_rules.moc"

#include "tests/support/RuleCases.h"

using namespace millwright;
using namespace millwright::test;

namespace
{

using enum Severity;
using Design = FacilityDesign;

const RuleCase cases[] = {
    {"panel too small", "power.overload", "power.overload.part", Error, "change-part",
     [](Design& d) {
         d.part("panel", PartKind::Rpp, {{FieldKey::RatedPower, 50}});
     }},
    {"spare module counted", "power.overload", "power.overload.part", Error, "",
     [](Design& d) {
         d.edit(d.side[0].ups, [](PowerPart& row) {
             row.modules = 1; // the only module is the spare one
             row.redundantModules = 1;
         });
     }},
    {"panel holds its share only", "power.failover", "power.failover.survivor", Error,
     "change-part",
     [](Design& d) {
         d.part("panel", PartKind::Rpp, {{FieldKey::RatedPower, 150}});
     }},
    {"generator too small", "power.failover", "power.failover.survivor", Error, "",
     [](Design& d) {
         d.edit(d.side[0].generator, [](PowerPart& row) { row.ratingOverride = Power(50e3); });
     }},
    {"both sides on one board", "power.redundancy", "power.redundancy.common-point", Warning, "",
     [](Design& d) {
         d.unfeed(d.side[1].ups.value());
         d.feed(d.side[0].board, d.side[1].ups);
     }},
    {"one feed", "power.redundancy", "power.redundancy.single-feed", Warning, "connect-power",
     [](Design& d) { d.blueprint().table<Feed>().remove(d.circuits[1]); }},
    {"four of six supplies on two feeds", "power.supplies", "power.supplies.rack", Warning, "",
     [](Design& d) {
         d.part("node", PartKind::System,
                {{FieldKey::PowerMax, 10200}, {FieldKey::PsuCount, 6}, {FieldKey::PsuNeeded, 4}});
     }},
    {"no feed", "power.unfed", "power.unfed.load", Error, "connect-power",
     [](Design& d) { d.unfeed(d.racks[0].value()); }},
    {"cooling without feed", "power.unfed", "power.unfed.load", Error, "connect-power",
     [](Design& d) { d.unfeed(d.crahs[0].value()); }},
    {"chain begins at a board", "power.unfed", "power.unfed.no-source", Warning, "connect-power",
     [](Design& d) { d.unfeed(d.side[0].board.value()); }},
    {"too few inputs", "power.unfed", "power.unfed.inputs", Error, "",
     [](Design& d) { d.edit(d.side[0].board, [](PowerPart& row) { row.inputsNeeded = 2; }); }},
    {"many unfed racks are one finding", "power.unfed", "power.unfed.many", Error, "connect-power",
     [](Design& d) {
         for (int i = 0; i < 30; ++i)
             d.rack(d.liquidPart, d.technologyLoop);
     }},
    {"CDU on a generator only", "power.cooling-feed", "power.cooling-feed.class", Warning,
     "set-property",
     [](Design& d) {
         d.edit(d.cdus[0], [](CoolingPart& row) { row.powerClass = PowerClass::Generator; });
     }},
    {"UPS class past the UPS", "power.cooling-feed", "power.cooling-feed.no-ups", Warning, "",
     [](Design& d) {
         d.unfeed(d.cdus[0].value());
         d.feed(d.side[0].board, d.cdus[0]);
     }},
    {"no generator", "power.cooling-feed", "power.cooling-feed.no-generator", Warning, "",
     [](Design& d) {
         for (const auto& at : d.side)
             d.blueprint().table<Feed>().remove(d.feedOf(at.generator, at.change.value()));
     }},
    {"connection too small", "power.utility-cap", "power.utility-cap.over", Error, "",
     [](Design& d) { d.edit(d.site(), [](Site& row) { row.utilityCapacity = Power(200e3); }); }},
    {"circuit overloaded", "power.circuit", "power.circuit.load", Error, "",
     [](Design& d) {
         for (int i = 0; i < 2; ++i)
             d.edit(d.circuits[static_cast<std::size_t>(i)], [](Feed& row) { row.breaker = 10.0; });
     }},
    {"circuit holds only while both live", "power.circuit", "power.circuit.failover", Error, "",
     [](Design& d) {
         for (int i = 0; i < 2; ++i)
             d.edit(d.circuits[static_cast<std::size_t>(i)], [](Feed& row) { row.breaker = 20.0; });
     }},
    {"NEC takes a fifth off", "power.circuit", "power.circuit.failover", Error, "",
     [](Design& d) { d.edit(d.site(), [](Site& row) { row.code = ElectricalCode::Nec; }); }},
    {"208 V into a 400 V rack", "power.voltage-mismatch", "power.voltage-mismatch.feed", Warning,
     "set-property",
     [](Design& d) { d.edit(d.circuits[4], [](Feed& row) { row.voltage = 208.0; }); }},
    {"node without a figure", "power.unknown-load", "power.unknown-load.rack", Warning, "",
     [](Design& d) { d.device(d.racks[0], d.part("mystery", PartKind::System, {}), 20); }},
    {"ring", "power.loop", "power.loop.ring", Error, "",
     [](Design& d) { d.feed(d.side[0].panel, d.side[0].board); }},
    {"losses run away", "power.fixed-point", "power.fixed-point.open", Error, "",
     [](Design& d) {
         const auto hot = d.power(d.part("hot", PartKind::Pdu, {{FieldKey::Efficiency, 10}}));
         for (const auto& id : d.crahs) {
             d.unfeed(id.value());
             d.feed(hot, id);
             d.edit(id, [](CoolingPart& row) { row.source = {}; });
         }
         d.part("crah", PartKind::Crah, {});
     }},
};

} // namespace

class tst_power_rules : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { registerRuleMessages(); }

    void goodAndBad_data()
    {
        QTest::addColumn<int>("index");
        int index = 0;
        for (const RuleCase& at : cases)
            QTest::addRow("%s: %s", at.rule, at.name) << index++;
    }
    void goodAndBad()
    {
        QFETCH(int, index);
        runRuleCase(cases[index]);
    }

    void everyRuleHasABadCase()
    {
        for (const Rule& rule : powerRules())
            QVERIFY2(std::any_of(std::begin(cases), std::end(cases),
                                 [&](const RuleCase& at) { return rule.id == at.rule; }),
                     rule.id.data());
    }

    void twentyOneInAHallFoldIntoOne()
    {
        FacilityDesign d;
        for (int i = 0; i < 20; ++i)
            d.rack(d.liquidPart, d.technologyLoop);
        const RuleCheck first(d.project);
        QCOMPARE(first.outcome("power.unfed").findings.size(), 20u);
        d.rack(d.liquidPart, d.technologyLoop);
        const auto folded = RuleCheck(d.project);
        const auto& findings = folded.outcome("power.unfed").findings;
        QCOMPARE(findings.size(), 1u);
        QCOMPARE(findings[0].measured, 21.0);
        QCOMPARE(findings[0].subjects, std::vector<EntityId>{d.hall().value()});
    }

    void emptyDesignRunsNothing()
    {
        const Builder empty;
        const RuleCheck check(empty.project);
        for (const Rule& rule : powerRules())
            QVERIFY2(check.outcome(rule.id).state == RuleState::NotRun, rule.id.data());
    }
};

QTEST_APPLESS_MAIN(tst_power_rules)
#include "tst_power_rules.moc"

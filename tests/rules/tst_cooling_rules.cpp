#include "tests/support/RuleCases.h"

using namespace millwright;
using namespace millwright::test;

namespace
{

using enum Severity;
using Design = FacilityDesign;

const RuleCase cases[] = {
    {"air units too small", "cooling.air-capacity", "cooling.air-capacity.small", Error, "",
     [](Design& d) {
         d.part("crah", PartKind::Crah, {{FieldKey::CoolingCapacity, 15}});
     }},
    {"no air unit to spare", "cooling.air-capacity", "cooling.air-capacity.unit-lost", Warning, "",
     [](Design& d) {
         d.part("crah", PartKind::Crah, {{FieldKey::CoolingCapacity, 28}});
     }},
    {"air units without a figure", "cooling.air-capacity", "cooling.air-capacity.unknown", Error,
     "", [](Design& d) { d.part("crah", PartKind::Crah, {}); }},
    {"too little air", "cooling.airflow", "cooling.airflow.short", Warning, "",
     [](Design& d) {
         d.part("crah", PartKind::Crah,
                {{FieldKey::CoolingCapacity, 100}, {FieldKey::AirflowOffered, 3000}});
     }},
    {"CDUs too small", "cooling.liquid-capacity", "cooling.liquid-capacity.small", Error, "",
     [](Design& d) {
         d.part("cdu", PartKind::Cdu, {{FieldKey::CoolingCapacity, 50}});
     }},
    {"no CDU to spare", "cooling.liquid-capacity", "cooling.liquid-capacity.unit-lost", Warning, "",
     [](Design& d) {
         d.part("cdu", PartKind::Cdu, {{FieldKey::CoolingCapacity, 100}});
     }},
    {"a spare CDU is asked for", "cooling.liquid-capacity", "cooling.liquid-capacity.unit-lost",
     Error, "",
     [](Design& d) {
         d.part("cdu", PartKind::Cdu, {{FieldKey::CoolingCapacity, 100}});
         d.edit(d.technologyLoop, [](Loop& row) { row.redundantUnits = 1; });
     }},
    {"no plant", "cooling.heat-rejection", "cooling.heat-rejection.no-plant", Error, "",
     [](Design& d) {
         for (const auto& id : d.chillers)
             d.blueprint().table<CoolingPart>().remove(id);
     }},
    {"plant too small", "cooling.heat-rejection", "cooling.heat-rejection.small", Error, "",
     [](Design& d) {
         d.part("chiller", PartKind::Chiller, {{FieldKey::CoolingCapacity, 50}});
     }},
    {"CDU without facility water", "cooling.heat-rejection", "cooling.heat-rejection.nowhere",
     Warning, "connect-cooling",
     [](Design& d) { d.edit(d.cdus[0], [](CoolingPart& row) { row.source = {}; }); }},
    {"ring of loops", "cooling.heat-rejection", "cooling.heat-rejection.ring", Error, "",
     [](Design& d) { d.cooling(d.cduPart, d.facilityLoop, d.technologyLoop); }},
    {"pumps too small", "cooling.flow", "cooling.flow.short", Error, "",
     [](Design& d) {
         d.part("cdu", PartKind::Cdu,
                {{FieldKey::CoolingCapacity, 1368}, {FieldKey::RatedFlow, 60}});
     }},
    {"coolant too warm", "cooling.supply-temp", "cooling.supply-temp.warm", Error, "set-property",
     [](Design& d) { d.edit(d.technologyLoop, [](Loop& row) { row.supply = 50.0; }); }},
    {"dry cooler in the heat", "cooling.supply-temp", "cooling.supply-temp.not-reached", Warning,
     "set-property",
     [](Design& d) {
         d.part("chiller", PartKind::DryCooler, {{FieldKey::CoolingCapacity, 500}});
     }},
    {"air above recommended", "cooling.inlet-temp", "cooling.inlet-temp.recommended", Warning,
     "set-property", [](Design& d) { d.edit(d.hall(), [](Hall& row) { row.airSupply = 28.0; }); }},
    {"air above the limit", "cooling.inlet-temp", "cooling.inlet-temp.limit", Error, "set-property",
     [](Design& d) { d.edit(d.hall(), [](Hall& row) { row.airSupply = 31.0; }); }},
    {"thin air", "cooling.altitude", "cooling.altitude.limit", Error, "set-property",
     [](Design& d) { // 30 degC less 6 K at 2,700 m
         d.edit(d.site(), [](Site& row) { row.altitude = 2700.0; });
         d.edit(d.hall(), [](Hall& row) { row.airSupply = 24.5; });
     }},
    {"coolant below the dew point", "cooling.condensation", "cooling.condensation.cold", Error,
     "set-property",
     [](Design& d) { d.edit(d.technologyLoop, [](Loop& row) { row.supply = 13.0; }); }},
    {"dense rack in air", "cooling.method", "cooling.method.air", Info, "",
     [](Design& d) { d.device(d.racks[0], d.nodePart, 17); }},
    {"dense rack behind a door", "cooling.method", "cooling.method.door", Info, "",
     [](Design& d) {
         for (int i = 0; i < 6; ++i)
             d.device(d.racks[0], d.nodePart, 17);
         d.cooling(d.part("door", PartKind::RearDoor, {{FieldKey::CoolingCapacity, 80}}), {},
                   d.facilityLoop, d.racks[0]);
     }},
    {"liquid without a loop", "cooling.unserved", "cooling.unserved.liquid", Error,
     "connect-cooling", [](Design& d) { d.edit(d.racks[2], [](Rack& row) { row.loop = {}; }); }},
    {"air without a unit", "cooling.unserved", "cooling.unserved.air", Error, "connect-cooling",
     [](Design& d) {
         for (const auto& id : d.crahs)
             d.blueprint().table<CoolingPart>().remove(id);
     }},
};

} // namespace

class tst_cooling_rules : public QObject
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
        for (const Rule& rule : coolingRules())
            QVERIFY2(std::any_of(std::begin(cases), std::end(cases),
                                 [&](const RuleCase& at) { return rule.id == at.rule; }),
                     rule.id.data());
    }

    void emptyDesignRunsNothing()
    {
        const Builder empty;
        const RuleCheck check(empty.project);
        for (const Rule& rule : coolingRules())
            QVERIFY2(check.outcome(rule.id).state == RuleState::NotRun, rule.id.data());
    }
};

QTEST_APPLESS_MAIN(tst_cooling_rules)
#include "tst_cooling_rules.moc"

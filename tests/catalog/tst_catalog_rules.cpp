#include "catalog/CatalogBuilder.h"
#include "catalog/Plausibility.h"
#include "model/base/Csv.h"
#include <QTemporaryDir>
#include <QtTest>
#include <algorithm>
#include <set>

using namespace millwright;
namespace fs = std::filesystem;

namespace
{

const fs::path dataFolder = fs::path(MILLWRIGHT_SOURCE_DIR) / "tests/catalog/data";

using Figures = std::vector<std::pair<FieldKey, double>>;

PartPtr partWith(PartKind kind, const Figures& figures, const char* memory = "HBM3")
{
    Part part;
    part.id = "test";
    part.name = "Test";
    part.kind = kind;
    for (const auto& [key, number] : figures) {
        Field field;
        field.key = key;
        field.number = number;
        part.fields.push_back(field);
    }
    Field technology;
    technology.key = FieldKey::MemoryTechnology;
    technology.text = memory;
    part.fields.push_back(technology);
    return finishPart(std::move(part));
}

std::set<std::string> rulesBroken(const PartPtr& part)
{
    std::set<std::string> rules;
    for (const PlausibilityFinding& finding : checkPlausibility(*part))
        rules.emplace(finding.rule);
    return rules;
}

/// A part that breaks the rule and its neighbour that just does not.
struct RuleCase {
    std::string rule;
    PartKind kind;
    Figures bad;
    Figures good;
};

const std::vector<RuleCase>& ruleCases()
{
    using enum FieldKey;
    static const std::vector<RuleCase> cases{
        {"mass-zero", PartKind::System, {{Mass, 0}}, {{Mass, 0.5}}},
        {"typical-above-maximum",
         PartKind::System,
         {{PowerMax, 900}, {PowerTypical, 901}},
         {{PowerMax, 900}, {PowerTypical, 900}}},
        {"idle-above-typical",
         PartKind::System,
         {{PowerTypical, 900}, {PowerIdle, 901}},
         {{PowerTypical, 900}, {PowerIdle, 200}}},
        {"idle-above-maximum",
         PartKind::System,
         {{PowerMax, 900}, {PowerIdle, 901}},
         {{PowerMax, 900}, {PowerIdle, 200}}},
        {"maximum-above-nameplate",
         PartKind::System,
         {{PowerNameplate, 900}, {PowerMax, 901}},
         {{PowerNameplate, 900}, {PowerMax, 900}}},
        {"supplies-needed-above-fitted",
         PartKind::System,
         {{PsuCount, 4}, {PsuNeeded, 5}},
         {{PsuCount, 6}, {PsuNeeded, 4}}},
        // A100: TF32 156, BF16 312; H100 SXM: BF16 989, FP8 1979; B200: FP8 4500, FP4 9000 (dense)
        {"tf32-above-bf16",
         PartKind::Accelerator,
         {{PeakTf32, 312}, {PeakBf16, 156}},
         {{PeakTf32, 156}, {PeakBf16, 312}}},
        {"bf16-above-fp8",
         PartKind::Accelerator,
         {{PeakBf16, 1979}, {PeakFp8, 989}},
         {{PeakBf16, 989}, {PeakFp8, 1979}}},
        {"fp8-above-fp4",
         PartKind::Accelerator,
         {{PeakFp8, 9000}, {PeakFp4, 4500}},
         {{PeakFp8, 4500}, {PeakFp4, 9000}}},
        {"fp6-above-fp4",
         PartKind::Accelerator,
         {{PeakFp6, 9000}, {PeakFp4, 4500}},
         {{PeakFp6, 4500}, {PeakFp4, 9000}}},
        // eight H100 entered as one; one H100 for comparison
        {"bf16-per-watt",
         PartKind::Accelerator,
         {{PeakBf16, 7912}, {ThermalDesignPower, 700}},
         {{PeakBf16, 989}, {ThermalDesignPower, 700}}},
        {"fp8-per-watt",
         PartKind::Accelerator,
         {{PeakFp8, 40000}, {ThermalDesignPower, 1000}},
         {{PeakFp8, 4500}, {ThermalDesignPower, 1000}}},
        {"int8-per-watt",
         PartKind::Accelerator,
         {{PeakInt8, 4000}, {ThermalDesignPower, 10}},
         {{PeakInt8, 200}, {ThermalDesignPower, 8.25}}},
        {"fp4-per-watt",
         PartKind::Accelerator,
         {{PeakFp4, 90000}, {ThermalDesignPower, 1000}},
         {{PeakFp4, 9000}, {ThermalDesignPower, 1000}}},
        {"hbm-too-fast",
         PartKind::Accelerator,
         {{MemoryBandwidth, 335000}},
         {{MemoryBandwidth, 3350}}},
        {"rack-too-low",
         PartKind::Rack,
         {{InternalUnits, 52}, {Height, 2000}},
         {{InternalUnits, 42}, {Height, 2000}}},
        {"too-wide-for-rack",
         PartKind::System,
         {{RackUnits, 2}, {Width, 800}},
         {{RackUnits, 2}, {Width, 537}}},
        {"too-heavy-for-height",
         PartKind::System,
         {{RackUnits, 1}, {Mass, 130}},
         {{RackUnits, 8}, {Mass, 130}}},
        {"reach-reversed",
         PartKind::Optic,
         {{ReachMin, 500}, {ReachMax, 100}},
         {{ReachMin, 2}, {ReachMax, 100}}},
        {"price-low-above-price",
         PartKind::System,
         {{PriceLow, 20}, {Price, 10}},
         {{PriceLow, 5}, {Price, 10}}},
        {"price-above-high",
         PartKind::System,
         {{Price, 20}, {PriceHigh, 10}},
         {{Price, 10}, {PriceHigh, 20}}},
        {"price-reversed",
         PartKind::System,
         {{PriceLow, 20}, {PriceHigh, 10}},
         {{PriceLow, 10}, {PriceHigh, 20}}},
        {"lead-time-reversed",
         PartKind::Generator,
         {{LeadTimeLow, 90}, {LeadTimeHigh, 72}},
         {{LeadTimeLow, 72}, {LeadTimeHigh, 104}}},
        {"power-above-apparent",
         PartKind::Ups,
         {{RatedPower, 1250}, {RatedApparentPower, 1000}},
         {{RatedPower, 1250}, {RatedApparentPower, 1250}}},
        {"inlet-reversed",
         PartKind::System,
         {{InletMin, 30}, {InletMax, 10}},
         {{InletMin, 5}, {InletMax, 30}}},
        // DGX H100: 10.2 kW of load beside six supplies of 3.3 kW (19.8 kW)
        {"psu-as-load",
         PartKind::System,
         {{PsuCount, 6}, {PsuRating, 3300}, {PowerMax, 19800}},
         {{PsuCount, 6}, {PsuRating, 3300}, {PowerMax, 10200}}},
        {"units-against-height",
         PartKind::System,
         {{RackUnits, 4}, {Height, 356}},
         {{RackUnits, 8}, {Height, 356}}},
        {"usable-above-raw",
         PartKind::Storage,
         {{RawCapacity, 100}, {UsableCapacity, 300}},
         {{RawCapacity, 100}, {UsableCapacity, 56}}},
        {"ports-above-chip",
         PartKind::Switch,
         {{SwitchPorts, 64}, {SwitchPortSpeed, 800}, {SwitchThroughput, 25.6}},
         {{SwitchPorts, 64}, {SwitchPortSpeed, 400}, {SwitchThroughput, 25.6}}},
    };
    return cases;
}

} // namespace

class TestCatalogRules : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void everyRuleHasACase();
    void rulesFireAndStaySilent_data();
    void rulesFireAndStaySilent();
    void supplyAsTypicalLoad();
    void rangesAreHeld();
    void badRowsAreNamed();
    void overridesReplaceOrStandBeside();
    void missingFilesAreNamed();

private:
    QTemporaryDir m_folder;
};

void TestCatalogRules::initTestCase()
{
    registerCsvMessages();
    registerCatalogMessages();
}

void TestCatalogRules::everyRuleHasACase()
{
    std::set<std::string_view> tested;
    for (const RuleCase& entry : ruleCases())
        tested.insert(entry.rule);
    for (const PlausibilityRule& rule : plausibilityRules()) {
        QVERIFY2(tested.contains(rule.id), rule.id.data());
        QVERIFY2(!messagePattern("catalog.rule." + std::string(rule.id)).empty(), rule.id.data());
    }
    QCOMPARE(tested.size(), plausibilityRules().size());
}

void TestCatalogRules::rulesFireAndStaySilent_data()
{
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < ruleCases().size(); ++i)
        QTest::newRow(ruleCases()[i].rule.c_str()) << static_cast<int>(i);
}

void TestCatalogRules::rulesFireAndStaySilent()
{
    QFETCH(int, index);
    const RuleCase& entry = ruleCases()[static_cast<std::size_t>(index)];
    QVERIFY(rulesBroken(partWith(entry.kind, entry.bad)).contains(entry.rule));
    QVERIFY(rulesBroken(partWith(entry.kind, entry.good)).empty());
}

void TestCatalogRules::supplyAsTypicalLoad()
{
    const auto part =
        partWith(PartKind::Switch, {{FieldKey::PsuRating, 1500}, {FieldKey::PowerTypical, 1500}});
    QVERIFY(rulesBroken(part).contains("psu-as-load"));
    QVERIFY(!checkPlausibility(*part).front().isRefusal);
}

void TestCatalogRules::rangesAreHeld()
{
    QVERIFY(rulesBroken(partWith(PartKind::System, {{FieldKey::RackUnits, 61}}))
                .contains("out-of-range"));
    QVERIFY(rulesBroken(partWith(PartKind::System, {{FieldKey::RackUnits, -1}}))
                .contains("out-of-range"));
    QVERIFY(rulesBroken(partWith(PartKind::System, {{FieldKey::RackUnits, std::nan("")}}))
                .contains("out-of-range"));
    QVERIFY(rulesBroken(partWith(PartKind::System, {{FieldKey::RackUnits, 60}})).empty());
}

void TestCatalogRules::badRowsAreNamed()
{
    CatalogBuilder builder;
    builder.addPartFile(dataFolder / "bad_parts.csv");
    const auto report = builder.write(fs::path(m_folder.path().toStdString()) / "bad.db");
    QVERIFY(report.isOk());
    QCOMPARE(report->imported, 4u);
    QCOMPARE(report->refused, 16u);
    struct Expected {
        std::size_t line;
        const char* column;
        const char* rule;
        bool isRefusal;
    };
    const Expected expected[] = {
        {1, "colour", "unknown-column", false},
        {3, "id", "id-malformed", true},
        {4, "name", "name-missing", true},
        {5, "kind", "unknown-kind", true},
        {6, "flags", "unknown-flag", true},
        {7, "rackUnits_U", "not-a-number", true},
        {8, "rackUnits_U", "out-of-range", true},
        {9, "mass_kg", "mass-zero", true},
        {10, "powerTypical_W", "typical-above-maximum", true},
        {11, "peakBf16_TFLOPS", "bf16-above-fp8", true},
        {12, "source", "source-missing", true},
        {13, "confidence", "unknown-confidence", true},
        {14, "id", "id-twice", true},
        {15, "", "field-count", true},
        {16, "", "quote-stray", true},
        {17, "rackUnits_U", "not-a-number", true},
        {18, "powerMax_W", "psu-as-load", false},
        {18, "unverified", "unknown-key", false},
        {20, "", "quote-open", true},
    };
    for (const Expected& row : expected) {
        const auto found =
            std::ranges::find_if(report->problems, [&row](const ImportProblem& problem) {
                return problem.line == row.line && problem.column == row.column &&
                       problem.rule == row.rule && problem.isRefusal == row.isRefusal &&
                       fs::path(problem.file).filename() == "bad_parts.csv" &&
                       !messagePattern(problem.message.id).empty();
            });
        QVERIFY2(found != report->problems.end(),
                 (std::to_string(row.line) + " " + row.rule).c_str());
    }
    QCOMPARE(report->problems.size(), std::size(expected));
}

void TestCatalogRules::overridesReplaceOrStandBeside()
{
    ImportReport report;
    const auto table = readTable(dataFolder / "overrides.csv", report);
    QVERIFY(table.has_value());
    Part part =
        *partWith(PartKind::System,
                  {{FieldKey::PowerMax, 2000}, {FieldKey::RackUnits, 2}, {FieldKey::Mass, 30}});
    part.id = "good-one";
    const auto overrides = readFieldOverrides(*table, report);
    QCOMPARE(overrides.size(), 6u);
    QCOMPARE(report.refused, 2u); // an unknown key, an empty value
    for (std::size_t i = 0; i < 4; ++i)
        part = withOverride(std::move(part), overrides[i]);
    QCOMPARE(part.field(FieldKey::PowerMax)->number, 1900.0);
    QCOMPARE(part.field(FieldKey::PowerMax)->basis, std::string("at 25 degC"));
    QCOMPARE(part.field(FieldKey::RackUnits)->number, 2.0);
    QCOMPARE(part.field(FieldKey::Price)->number, 10000.0); // the only value is the default
    QVERIFY(part.field(FieldKey::Mass)->confidence == Confidence::Verified);
    QCOMPARE(part.otherValues.size(), 2u); // 3 U and 2,000 W; the mass only got a better source
    QCOMPARE(part.otherValues[0].number, 3.0);
    QVERIFY(part.otherValues[0].confidence == Confidence::Suspect);
    QCOMPARE(part.otherValues[1].number, 2000.0);

    CatalogBuilder builder;
    builder.addPartFile(dataFolder / "bad_parts.csv");
    builder.addOverrideFile(dataFolder / "overrides.csv");
    const auto built = builder.write(fs::path(m_folder.path().toStdString()) / "overrides.db");
    QVERIFY(built.isOk());
    const auto broken = [&built](std::size_t line, const char* rule) {
        return std::ranges::any_of(built->problems, [&](const ImportProblem& problem) {
            return problem.line == line && problem.rule == rule &&
                   fs::path(problem.file).filename() == "overrides.csv";
        });
    };
    QVERIFY(broken(6, "typical-above-maximum")); // 4,000 W typical would break the part: refused
    QVERIFY(broken(7, "unknown-key"));
    QVERIFY(broken(8, "value-missing"));
    QVERIFY(broken(9, "unknown-part"));
    QCOMPARE(built->refused, 20u);
}

void TestCatalogRules::missingFilesAreNamed()
{
    CatalogBuilder builder;
    builder.addPartFile("/nowhere/parts.csv");
    const auto report = builder.write(fs::path(m_folder.path().toStdString()) / "none.db");
    QVERIFY(report.isOk());
    QCOMPARE(report->imported, 0u);
    QCOMPARE(report->problems.size(), 1u);
    QCOMPARE(report->problems[0].rule, std::string("unreadable"));
    CatalogBuilder nowhere;
    QCOMPARE(nowhere.write("/nowhere/catalog.db").error().message.id,
             std::string("catalog.write-failed"));
}

QTEST_APPLESS_MAIN(TestCatalogRules)
#include "tst_catalog_rules.moc"

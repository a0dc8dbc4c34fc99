#include "model/base/Csv.h"
#include "model/base/Units.h"
#include "model/parts/FieldGroup.h"
#include "model/parts/PartCompare.h"
#include "model/parts/PartDifference.h"
#include "model/parts/PartFieldText.h"
#include "model/parts/PartUsability.h"
#include <QtTest>
#include <set>

using namespace millwright;

namespace
{

Field figure(FieldKey key, double number, Confidence confidence = Confidence::Verified)
{
    Field field;
    field.key = key;
    field.number = number;
    field.confidence = confidence;
    field.source = std::make_shared<const std::string>("test");
    return field;
}

Field words(FieldKey key, std::string text)
{
    Field field = figure(key, 0.0);
    field.text = std::move(text);
    return field;
}

PartPtr partWith(std::string id, PartKind kind, std::vector<Field> fields)
{
    Part part;
    part.id = std::move(id);
    part.name = part.id;
    part.kind = kind;
    part.fields = std::move(fields);
    return finishPart(std::move(part));
}

const ComparisonRow* rowOf(const PartComparison& comparison, FieldKey key)
{
    for (const ComparisonRow& row : comparison.rows)
        if (row.key == key)
            return &row;
    return nullptr;
}

} // namespace

/// What the editor, the comparison and the review of newer parts stand on.
class TestPartTools : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { registerUnitMessages(); }

    void everyNumberReadsBackAsItIsEdited()
    {
        for (int i = 0; i < static_cast<int>(FieldKey::Count); ++i) {
            const FieldInfo& info = fieldInfo(static_cast<FieldKey>(i));
            if (info.type != FieldType::Number)
                continue;
            for (const double number : {info.low, 0.3 * info.low + 0.7 * info.high, info.high}) {
                const Field field = figure(info.key, number);
                const auto back = readFieldText(info.key, fieldEditText(field));
                QVERIFY2(back.isOk(), fieldEditText(field).c_str());
                QVERIFY2(std::abs(back->number - number) <= 1e-12 * std::abs(number),
                         fieldEditText(field).c_str());
            }
        }
    }

    void numbersAreReadInAnyUnitOfTheQuantity()
    {
        QCOMPARE(readFieldText(FieldKey::Width, "60 cm")->number, 600.0);
        QCOMPARE(readFieldText(FieldKey::Width, "600")->number, 600.0);
        QCOMPARE(readFieldText(FieldKey::PowerMax, "10.2 kW")->number, 10200.0);
        QCOMPARE(readFieldText(FieldKey::Efficiency, "96")->number, 96.0);
        QCOMPARE(readFieldText(FieldKey::SwitchPortSpeed, "0.8 Tbit/s")->number, 800.0);
        QCOMPARE(readFieldText(FieldKey::LeadTimeLow, "1 year")->number, 365.0 / 7.0);
        QVERIFY(!readFieldText(FieldKey::Width, "3 kW").isOk());
        QVERIFY(!readFieldText(FieldKey::Width, "wide").isOk());
        QVERIFY(!readFieldText(FieldKey::Notes, "  ").isOk());
        QCOMPARE(readFieldText(FieldKey::Notes, " =1+1 ")->text, std::string("=1+1"));
    }

    void valuesAreShownInTheirOwnUnit()
    {
        QCOMPARE(fieldValueText(figure(FieldKey::MemoryBandwidth, 3350)), std::string("3,350 GB/s"));
        QCOMPARE(fieldValueText(figure(FieldKey::PeakBf16, 989.5)), std::string("989.5 TFLOPS"));
        QCOMPARE(fieldValueText(figure(FieldKey::Mass, 1234567.25)), std::string("1,234,567 kg"));
        QCOMPARE(fieldValueText(figure(FieldKey::InletMax, 30)), std::string("30 \u00b0C"));
        QCOMPARE(fieldValueText(figure(FieldKey::PowerFactor, 0.95)), std::string("0.95"));
    }

    void everyFieldHasAGroupAndSomeKindThatUsuallyHasIt()
    {
        for (int i = 0; i < static_cast<int>(FieldKey::Count); ++i) {
            const auto key = static_cast<FieldKey>(i);
            QVERIFY(fieldGroup(key) < FieldGroup::Count);
            QVERIFY(!fieldGroupLabel(fieldGroup(key)).empty());
            bool isUsual = false;
            for (int kind = 0; kind < static_cast<int>(PartKind::Count); ++kind)
                isUsual = isUsual || isUsualField(static_cast<PartKind>(kind), key);
            QVERIFY2(isUsual, std::string(fieldInfo(key).name).c_str());
        }
        QVERIFY(fieldGroup(FieldKey::PowerFactor) == FieldGroup::PowerDrawn);
        QVERIFY(fieldGroup(FieldKey::LiquidShare) == FieldGroup::Heat);
        QVERIFY(isUsualField(PartKind::Switch, FieldKey::SwitchPorts));
        QVERIFY(!isUsualField(PartKind::Switch, FieldKey::PeakBf16));
        QVERIFY(!isUsualField(PartKind::Software, FieldKey::Mass));
    }

    void differencesAreOfContentOnly()
    {
        const PartPtr a = partWith("a", PartKind::System,
                                   {figure(FieldKey::PowerMax, 100), figure(FieldKey::Mass, 10)});
        Part other = *a;
        other.revision = 7;
        other.flags |= PartUserOwned;
        QVERIFY(differenceOf(*a, other).isEmpty());
        QCOMPARE(partFingerprint(*a), partFingerprint(other));
        QCOMPARE(partFingerprint(*a).size(), std::size_t{16});

        other.fields[0] = figure(FieldKey::Mass, 10, Confidence::Derived); // only trusted less
        other.fields.push_back(figure(FieldKey::Price, 5));
        std::erase_if(other.fields, [](const Field& f) { return f.key == FieldKey::PowerMax; });
        const PartDifference difference = differenceOf(*a, *finishPart(other));
        QCOMPARE(difference.fields.size(), std::size_t{3});
        QVERIFY(difference.fields[0].key == FieldKey::Mass);
        QVERIFY(!difference.fields[0].isValueChanged());
        QVERIFY(difference.fields[1].key == FieldKey::PowerMax && !difference.fields[1].after);
        QVERIFY(difference.fields[1].isValueChanged());
        QVERIFY(difference.fields[2].key == FieldKey::Price && !difference.fields[2].before);
        QVERIFY(partFingerprint(*a) != partFingerprint(*finishPart(other)));
        other = *a;
        other.name = "b";
        QVERIFY(differenceOf(*a, other).hasName);
        QVERIFY(partFingerprint(*a) != partFingerprint(other));
    }

    void comparisonMarksTheBest()
    {
        const PartComparison c = compareParts(
            {partWith("a", PartKind::Accelerator,
                      {figure(FieldKey::MemoryBandwidth, 3350), figure(FieldKey::Price, 30000),
                       figure(FieldKey::ThermalDesignPower, 700), words(FieldKey::Foundry, "TSMC")}),
             partWith("b", PartKind::Accelerator,
                      {figure(FieldKey::MemoryBandwidth, 8000), figure(FieldKey::Price, 15000),
                       figure(FieldKey::ThermalDesignPower, 1000), words(FieldKey::Foundry, "TSMC")}),
             partWith("c", PartKind::Accelerator, {figure(FieldKey::MemoryBandwidth, 8000)})});
        QCOMPARE(c.rows.size(), std::size_t{4});
        const ComparisonRow* bandwidth = rowOf(c, FieldKey::MemoryBandwidth);
        QVERIFY(bandwidth->isDifferent);
        QCOMPARE(bandwidth->isBest, (std::vector<bool>{false, true, true}));
        const ComparisonRow* price = rowOf(c, FieldKey::Price); // unknown never wins
        QCOMPARE(price->isBest, (std::vector<bool>{false, true, false}));
        QVERIFY(!price->cells[2]);
        const ComparisonRow* power = rowOf(c, FieldKey::ThermalDesignPower); // no better side
        QCOMPARE(power->isBest, (std::vector<bool>{false, false, false}));
        const PartComparison same = compareParts({c.parts[1], c.parts[1]});
        for (const ComparisonRow& row : same.rows) {
            QVERIFY(!row.isDifferent);
            QCOMPARE(row.isBest, (std::vector<bool>{false, false}));
        }
    }

    void comparisonLeavesAsHarmlessText()
    {
        const PartComparison c = compareParts(
            {partWith("=cmd", PartKind::Accelerator,
                      {words(FieldKey::Foundry, "=HYPERLINK(\"x\")"), figure(FieldKey::Mass, -1)}),
             partWith("b", PartKind::Accelerator, {words(FieldKey::Foundry, "a,\"b\"\nc")})});
        const auto table = readCsv(comparisonCsv(c), "test");
        QVERIFY(table.isOk());
        QCOMPARE(table->header().size(), std::size_t{7});
        QCOMPARE(table->header()[3], std::string("'=cmd"));
        for (const CsvRow& row : table->rows())
            for (const std::string& cell : row.fields)
                QVERIFY2(cell.empty() || std::string("=+@\t\r").find(cell[0]) == std::string::npos,
                         cell.c_str());
        QCOMPARE(table->rows()[0].fields[3], std::string("-1")); // a plain number stays one
        QCOMPARE(table->rows()[1].fields[5], std::string("a,\"b\"\nc"));
        const std::string text = comparisonText(c);
        QVERIFY(text.find("not known") != std::string::npos);
    }

    void usesNeedFigures()
    {
        const auto has = [](const PartPtr& part, PartUse use) {
            return usesOf(*part).test(static_cast<std::size_t>(use));
        };
        const Field ports = figure(FieldKey::SwitchPorts, 64);
        const Field speed = figure(FieldKey::SwitchPortSpeed, 400);
        // The rating of a supply is no load: such a switch counts for nothing.
        const PartPtr rated =
            partWith("s", PartKind::Switch, {ports, speed, figure(FieldKey::PsuRating, 1500)});
        QVERIFY(usesOf(*rated).none());
        const PartPtr loaded =
            partWith("s", PartKind::Switch, {ports, speed, figure(FieldKey::PowerTypical, 900)});
        QVERIFY(has(loaded, PartUse::Power) && has(loaded, PartUse::Network));
        QVERIFY(!has(loaded, PartUse::Storage));
        QVERIFY(has(partWith("c", PartKind::Cdu, {figure(FieldKey::CoolingCapacity, 1000)}),
                    PartUse::Cooling));
        QVERIFY(usesOf(*partWith("r", PartKind::Rack, {figure(FieldKey::InternalUnits, 52)})).none());
        const Field peak = figure(FieldKey::PeakBf16, 989), memory = figure(FieldKey::Memory, 80);
        QVERIFY(!has(partWith("g", PartKind::Accelerator, {peak, memory}), PartUse::Tokens));
        QVERIFY(has(partWith("g", PartKind::Accelerator,
                             {peak, memory, figure(FieldKey::MemoryBandwidth, 3350)}),
                    PartUse::Tokens));
    }
};

QTEST_APPLESS_MAIN(TestPartTools)
#include "tst_part_tools.moc"

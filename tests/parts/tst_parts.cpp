#include "model/parts/Part.h"
#include <QtTest>
#include <set>

using namespace millwright;

namespace
{

Field numberField(FieldKey key, double number)
{
    Field field;
    field.key = key;
    field.number = number;
    field.source = std::make_shared<const std::string>("test");
    return field;
}

PartPtr partWith(PartKind kind, std::vector<Field> fields)
{
    Part part;
    part.id = "test";
    part.kind = kind;
    part.fields = std::move(fields);
    return finishPart(std::move(part));
}

} // namespace

class TestParts : public QObject
{
    Q_OBJECT
private slots:
    void everyKindHasItsOwnName();
    void placesOfKinds();
    void everyFieldHasItsOwnName();
    void confidenceNamesReadBack();
    void fieldsAreSortedAndRepeatedOnesKept();
    void powerFallsBack();
    void psuRatingIsNoLoad();
    void bodyFallsBack();
    void supplyFallsBack();
    void priceFallsBack();
};

void TestParts::everyKindHasItsOwnName()
{
    std::set<std::string_view> names;
    for (int i = 0; i < static_cast<int>(PartKind::Count); ++i) {
        const auto kind = static_cast<PartKind>(i);
        QVERIFY(!partKindLabel(kind).empty());
        QVERIFY(!partFamilyLabel(partFamily(kind)).empty());
        QVERIFY(partKindFromName(partKindName(kind)) == kind);
        names.insert(partKindName(kind));
    }
    QCOMPARE(names.size(), static_cast<std::size_t>(PartKind::Count));
    QVERIFY(partKindName(PartKind::InRowCooler) == "in-row-cooler");
    QVERIFY(partKindName(PartKind::Security) == "security");
    QVERIFY(!partKindFromName("In-Row-Cooler"));
    QVERIFY(partFamily(PartKind::Tray) == PartFamily::Structure);
    QVERIFY(partFamily(PartKind::RearDoor) == PartFamily::Cooling);
}

void TestParts::placesOfKinds()
{
    for (int i = 0; i < static_cast<int>(PartKind::Count); ++i) {
        const auto kind = static_cast<PartKind>(i);
        QVERIFY2(!(goesIntoRack(kind) && standsOnFloor(kind)), partKindName(kind).data());
        QVERIFY(!(isPowerChainPart(kind) && isCoolingPart(kind)));
    }
    QVERIFY(goesIntoRack(PartKind::System));
    QVERIFY(goesIntoRack(PartKind::InRackCdu));
    QVERIFY(goesIntoRack(PartKind::Security));
    QVERIFY(!goesIntoRack(PartKind::Nic));
    QVERIFY(!goesIntoRack(PartKind::RearDoor) && !standsOnFloor(PartKind::RearDoor));
    QVERIFY(standsOnFloor(PartKind::RackSystem));
    QVERIFY(standsOnFloor(PartKind::Busway));
    QVERIFY(!standsOnFloor(PartKind::PowerShelf));
    QVERIFY(isPowerChainPart(PartKind::UtilityFeed) && isPowerChainPart(PartKind::PowerShelf));
    QVERIFY(isCoolingPart(PartKind::Cdu) && isCoolingPart(PartKind::Pump));
    QVERIFY(!isCoolingPart(PartKind::UtilityFeed) && !isPowerChainPart(PartKind::Rack));
}

void TestParts::everyFieldHasItsOwnName()
{
    std::set<std::string_view> names;
    for (int i = 0; i < static_cast<int>(FieldKey::Count); ++i) {
        const FieldInfo& info = fieldInfo(static_cast<FieldKey>(i));
        QCOMPARE(static_cast<int>(info.key), i);
        QVERIFY2(info.toSi > 0.0, info.name.data());
        QVERIFY2(info.type == FieldType::Text || info.low < info.high, info.name.data());
        QVERIFY(fieldFromName(info.name) == info.key);
        names.insert(info.name);
    }
    QCOMPARE(names.size(), static_cast<std::size_t>(FieldKey::Count));
    QVERIFY(!fieldFromName("width"));
    QVERIFY(fieldFromName("width_mm") == FieldKey::Width);
    // 60 L/min are 1e-3 m3/s; 400 Gbit/s are 50 GB/s
    QCOMPARE(numberField(FieldKey::CoolantFlow, 60.0).si(), 1e-3);
    QCOMPARE(numberField(FieldKey::ComputePortSpeed, 400.0).si(), 50e9);
}

void TestParts::confidenceNamesReadBack()
{
    for (const auto confidence : {Confidence::Verified, Confidence::Secondary, Confidence::Derived,
                                  Confidence::Unverified, Confidence::Suspect})
        QVERIFY(confidenceFromName(confidenceName(confidence)) == confidence);
    QVERIFY(confidenceName(Confidence::Verified) == "verified");
    QVERIFY(!confidenceFromName("certain"));
}

void TestParts::fieldsAreSortedAndRepeatedOnesKept()
{
    const auto part =
        partWith(PartKind::System,
                 {numberField(FieldKey::Price, 300000), numberField(FieldKey::PowerMax, 10200),
                  numberField(FieldKey::RackUnits, 8), numberField(FieldKey::PowerMax, 11300)});
    QCOMPARE(part->fields.size(), 3u);
    QCOMPARE(part->otherValues.size(), 1u);
    QCOMPARE(part->otherValues[0].number, 11300.0);
    QVERIFY(part->fields[0].key == FieldKey::RackUnits);
    QCOMPARE(part->number(FieldKey::PowerMax).value(), 10200.0);
    QVERIFY(!part->number(FieldKey::PowerIdle));
    QVERIFY(part->text(FieldKey::Notes).empty());
}

void TestParts::powerFallsBack()
{
    const auto full = partWith(PartKind::System, {numberField(FieldKey::PowerNameplate, 12000),
                                                  numberField(FieldKey::PowerMax, 10200),
                                                  numberField(FieldKey::PowerTypical, 8000),
                                                  numberField(FieldKey::PowerIdle, 2000)});
    QCOMPARE(full->figures.powerMax.si(), 10200.0);
    QCOMPARE(full->figures.powerTypical.si(), 8000.0);
    QCOMPARE(full->figures.powerIdle.si(), 2000.0);
    const auto nameplate =
        partWith(PartKind::System, {numberField(FieldKey::PowerNameplate, 12000)});
    QCOMPARE(nameplate->figures.powerMax.si(), 12000.0);
    QCOMPARE(nameplate->figures.powerTypical.si(), 12000.0);
    QCOMPARE(nameplate->figures.powerIdle.si(), 0.0);
    const auto typical = partWith(PartKind::System, {numberField(FieldKey::PowerTypical, 900)});
    QCOMPARE(typical->figures.powerMax.si(), 900.0);
    QVERIFY(typical->figures.hasPower);
}

void TestParts::psuRatingIsNoLoad()
{
    const auto part = partWith(PartKind::System, {numberField(FieldKey::PsuCount, 6),
                                                  numberField(FieldKey::PsuNeeded, 4),
                                                  numberField(FieldKey::PsuRating, 3300)});
    QVERIFY(!part->figures.hasPower);
    QCOMPARE(part->figures.powerMax.si(), 0.0);
    QCOMPARE(part->figures.psuNeeded, 4);
}

void TestParts::bodyFallsBack()
{
    const auto mounted = partWith(PartKind::Switch, {numberField(FieldKey::RackUnits, 1)});
    QCOMPARE(mounted->figures.width.micrometres(), 482600);
    QCOMPARE(mounted->figures.height.micrometres(), 44450);
    const auto odd = partWith(PartKind::System, {numberField(FieldKey::RackUnits, 1.5),
                                                 numberField(FieldKey::Height, 66)});
    QCOMPARE(odd->figures.rackUnits, 2);
    QCOMPARE(odd->figures.height.millimetres(), 66.0);
    const auto floor = partWith(PartKind::Cdu, {numberField(FieldKey::Depth, 1200)});
    QCOMPARE(floor->figures.width.micrometres(), 0);
    QCOMPARE(floor->figures.depth.micrometres(), 1200000);
}

void TestParts::supplyFallsBack()
{
    const auto ups = partWith(PartKind::Ups, {numberField(FieldKey::RatedApparentPower, 1000),
                                              numberField(FieldKey::Efficiency50, 97)});
    QCOMPARE(ups->figures.ratedPower.si(), 950e3);
    for (const double efficiency : ups->figures.efficiency)
        QCOMPARE(efficiency, 0.97);
    const auto unity = partWith(PartKind::Ups, {numberField(FieldKey::RatedApparentPower, 1000),
                                                numberField(FieldKey::PowerFactor, 1),
                                                numberField(FieldKey::Efficiency25, 94),
                                                numberField(FieldKey::Efficiency, 96)});
    QCOMPARE(unity->figures.ratedPower.si(), 1000e3);
    QCOMPARE(unity->figures.efficiency[0], 0.94);
    QCOMPARE(unity->figures.efficiency[1], 0.94); // nearest to 25 %
    QCOMPARE(unity->figures.efficiency[2], 0.96);
    QCOMPARE(unity->figures.efficiency[3], 0.96);
    const auto none = partWith(PartKind::Switchgear, {});
    QCOMPARE(none->figures.efficiency[3], 1.0);
    QCOMPARE(none->figures.powerModules, 1);
}

void TestParts::priceFallsBack()
{
    const auto single = partWith(PartKind::System, {numberField(FieldKey::Price, 100)});
    QCOMPARE(single->figures.priceLow, 100.0);
    QCOMPARE(single->figures.priceHigh, 100.0);
    const auto range = partWith(PartKind::System, {numberField(FieldKey::PriceLow, 100),
                                                   numberField(FieldKey::PriceHigh, 300)});
    QCOMPARE(range->figures.price, 200.0);
    QVERIFY(range->figures.hasPrice);
    QVERIFY(!partWith(PartKind::System, {})->figures.hasPrice);
}

QTEST_APPLESS_MAIN(TestParts)
#include "tst_parts.moc"

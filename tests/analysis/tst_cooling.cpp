#include "model/analysis/CoolingBalance.h"
#include "model/blueprint/SiteFigures.h"
#include "tests/support/Builder.h"
#include <QtTest>
#include <cmath>
#include <numbers>

using namespace millwright;
using namespace millwright::test;

namespace
{

bool isClose(double a, double b, double relative = 1e-9)
{
    return std::abs(a - b) <= relative * std::max({1e-12, std::abs(a), std::abs(b)});
}

/// Eight NVL72-class racks of 132 kW (115 liquid, 17 air) on a CDU loop, CRAHs, and a chiller
/// plant.
struct LiquidHall {
    LiquidHall()
    {
        using enum FieldKey;
        facility = b.loop(LoopKind::Facility, 24.0, 10.0);
        technology = b.loop(LoopKind::Technology, 34.0, 10.0);
        const Symbol nvl =
            b.part("nvl72", PartKind::RackSystem,
                   {{PowerMax, 132000}, {LiquidShare, 115.0 / 132.0}, {CoolantSupplyMax, 45}});
        for (int i = 0; i < 8; ++i)
            racks.push_back(b.rack(nvl, technology));
        // Published tuple: 1,368 kW at 4 K approach, 1,200 L/min.
        cduPart = b.part(
            "xdu1350", PartKind::Cdu,
            {{CoolingCapacity, 1368}, {RatedApproach, 4}, {RatedFlow, 1200}, {PowerMax, 20500}});
        for (int i = 0; i < 2; ++i)
            cdus.push_back(b.cooling(cduPart, technology, facility));
        crahPart = b.part("crah", PartKind::Crah,
                          {{CoolingCapacity, 100}, {PowerMax, 3000}, {AirflowOffered, 27000}});
        for (int i = 0; i < 3; ++i)
            crahs.push_back(b.cooling(crahPart, {}, facility));
        chillerPart =
            b.part("chiller", PartKind::Chiller, {{CoolingCapacity, 1500}, {CoefficientOfPerf, 5}});
        chiller = b.cooling(chillerPart, facility);
    }
    Builder b;
    Id<Loop> facility, technology;
    std::vector<Id<Rack>> racks;
    std::vector<Id<CoolingPart>> cdus, crahs;
    Id<CoolingPart> chiller;
    Symbol cduPart, crahPart, chillerPart;
};

const LoopBalance& loopOf(const Results& results, Id<Loop> id)
{
    for (const LoopBalance& loop : results.cooling->loops)
        if (loop.loop == id)
            return loop;
    qFatal("no such loop");
}

const CoolingUnit& unitOf(const Results& results, Id<CoolingPart> id)
{
    for (const CoolingUnit& unit : results.cooling->units)
        if (unit.part == id)
            return unit;
    qFatal("no such unit");
}

} // namespace

class tst_cooling : public QObject
{
    Q_OBJECT

private slots:
    void liquidAndAirSplit()
    {
        LiquidHall d;
        const Results results = d.b.facility();
        const LoopBalance& loop = loopOf(results, d.technology);
        QVERIFY(isClose(loop.heat.si(), 8 * 115e3));
        QVERIFY(isClose(results.cooling->zones[0].heat.si(), 8 * 17e3));
        QVERIFY(isClose(results.cooling->liquidHeat.si(), 920e3));
        QVERIFY(isClose(results.cooling->airHeat.si(), 136e3));
        QCOMPARE(loop.racks, 8);
        QCOMPARE(loop.coldestLimit, 45.0);
        QVERIFY(results.cooling->unserved.empty());
    }

    void energyCloses()
    {
        LiquidHall d;
        const Results results = d.b.facility();
        // All that racks, CDUs and air units take reaches the facility loop; the chiller carries
        // that.
        double expected = 8 * 132e3;
        for (const Id<CoolingPart> id : d.cdus)
            expected += unitOf(results, id).electric.si();
        for (const Id<CoolingPart> id : d.crahs)
            expected += unitOf(results, id).electric.si();
        QVERIFY(isClose(loopOf(results, d.facility).heat.si(), expected));
        QVERIFY(isClose(unitOf(results, d.chiller).heat.si(), expected));
        // Design weather of 35 degC is far above the 24 degC supply: compressors carry all.
        QVERIFY(isClose(unitOf(results, d.chiller).electric.si(), expected / 5.0));
        const double it = 8 * 132e3;
        QVERIFY(isClose(results.cooling->pueDesign, results.power->facility.si() / it));
        QVERIFY(isClose(results.power->facility.si(), it * 1.01 + results.cooling->electric.si()));
    }

    void cduApproachFollowsItsHeat()
    {
        LiquidHall d;
        d.b.edit(d.technology, [](Loop& row) { row.supply = 20.0; });
        Results results = d.b.facility();
        // 460 of 1,368 kW each: the 4 K approach of the tuple shrinks in proportion.
        QVERIFY(isClose(loopOf(results, d.technology).supply, 24.0 + 4.0 * 460.0 / 1368.0));
        d.b.edit(d.cdus[1], [](CoolingPart& row) { row.isStandby = true; });
        results = d.b.facility();
        QVERIFY(isClose(loopOf(results, d.technology).supply, 24.0 + 4.0 * 920.0 / 1368.0));
        d.b.edit(d.technology, [](Loop& row) { row.supply = 34.0; });
        QCOMPARE(loopOf(d.b.facility(), d.technology).supply,
                 34.0); // it need not be colder than asked
    }

    void capacityWithTheLargestLost()
    {
        LiquidHall d;
        Results results = d.b.facility();
        QVERIFY(isClose(loopOf(results, d.technology).capacity.si(), 2736e3));
        QVERIFY(isClose(loopOf(results, d.technology).capacityWorst.si(), 1368e3));
        QVERIFY(isClose(results.cooling->zones[0].capacityWorst.si(), 200e3));
        // A standby unit adds nothing while all run and takes over when one is lost.
        d.b.edit(d.cdus[1], [](CoolingPart& row) { row.isStandby = true; });
        results = d.b.facility();
        QVERIFY(isClose(loopOf(results, d.technology).capacity.si(), 1368e3));
        QVERIFY(isClose(loopOf(results, d.technology).capacityWorst.si(), 1368e3));
        QCOMPARE(unitOf(results, d.cdus[1]).heat.si(), 0.0);
        QVERIFY(isClose(unitOf(results, d.cdus[0]).heat.si(), 920e3));
        // The plant has one chiller: nothing is left when it goes.
        QVERIFY(isClose(results.cooling->margin.si(), -loopOf(results, d.facility).heat.si()));
    }

    void flows()
    {
        LiquidHall d;
        const Results results = d.b.facility();
        // PG25 at 10 K: 920 kW / (1,015 x 3,900 x 10) m3/s.
        QVERIFY(isClose(loopOf(results, d.technology).flowNeeded.si(),
                        920e3 / (1015.0 * 3900.0 * 10.0)));
        QVERIFY(isClose(loopOf(results, d.technology).flowOffered.si(), 2 * 1200.0 / 60000.0));
        // Air at 12 K: 136 kW / (1.2 x 1,005 x 12) m3/s.
        QVERIFY(isClose(results.cooling->zones[0].airflowNeeded.si(), 136e3 / (1.2 * 1005.0 * 12.0),
                        1e-6));
        QVERIFY(isClose(results.cooling->zones[0].returnTemperature, 34.0, 1e-6));
    }

    void thinAirNeedsMoreFlow()
    {
        LiquidHall d;
        const double sea = d.b.facility().cooling->zones[0].airflowNeeded.si();
        d.b.edit(d.b.site(), [](Site& row) { row.altitude = 1828.8; });
        const double high = d.b.facility().cooling->zones[0].airflowNeeded.si();
        QVERIFY(isClose(high / sea, 1.0 / 0.80, 0.01)); // 0.80 atm at 6,000 ft
    }

    void rearDoorTakesAirFirst()
    {
        using enum FieldKey;
        Builder b;
        const auto rack = b.rack(
            b.part("rack", PartKind::RackSystem, {{PowerMax, 60000}, {AirflowNeeded, 6000}}));
        const auto water = b.loop(LoopKind::ChilledWater, 18.0);
        const Symbol door = b.part("door", PartKind::RearDoor, {{CoolingCapacity, 45}});
        const auto id = b.cooling(door, {}, water, rack);
        Results results = b.facility();
        QVERIFY(isClose(unitOf(results, id).heat.si(), 45e3));
        QVERIFY(isClose(results.cooling->zones[0].heat.si(), 15e3));
        QVERIFY(isClose(loopOf(results, water).heat.si(), 45e3));
        // A quarter of the air still has to be cooled by the room.
        QVERIFY(isClose(results.cooling->zones[0].airflowNeeded.si(), 6000.0 / 3600.0 / 4.0));
        QCOMPARE(results.cooling->unserved.size(), 1u); // no unit cools the room
        QVERIFY(isClose(results.cooling->unserved[0].air.si(), 15e3));
        b.cooling(b.part("crah", PartKind::Crah, {{CoolingCapacity, 100}}));
        results = b.facility();
        QVERIFY(results.cooling->unserved.empty());
    }

    void rackCduAndTank()
    {
        using enum FieldKey;
        Builder b;
        const Symbol part = b.part("rack", PartKind::RackSystem,
                                   {{PowerMax, 132000}, {LiquidShare, 115.0 / 132.0}});
        const auto rack = b.rack(part);
        const auto water = b.loop(LoopKind::Facility, 30.0);
        const auto cdu = b.cooling(
            b.part("in-rack", PartKind::InRackCdu, {{CoolingCapacity, 121}, {PowerMax, 875}}), {},
            water, rack);
        const auto tankRack = b.rack(b.part("node", PartKind::RackSystem, {{PowerMax, 50000}}));
        const auto tank = b.cooling(
            b.part("tank", PartKind::ImmersionTank, {{CoolingCapacity, 110}}), {}, water, tankRack);
        const Results results = b.facility();
        QVERIFY(isClose(unitOf(results, cdu).heat.si(), 115e3));
        QVERIFY(isClose(unitOf(results, cdu).electric.si(), 875.0 * 115.0 / 121.0));
        QVERIFY(isClose(unitOf(results, tank).heat.si(), 50e3));
        QVERIFY(isClose(results.cooling->zones[0].heat.si(), 17e3));
    }

    void liquidWithoutLoopIsUnserved()
    {
        LiquidHall d;
        d.b.edit(d.racks[3], [](Rack& row) { row.loop = {}; });
        const Results results = d.b.facility();
        QCOMPARE(results.cooling->unserved.size(), 1u);
        QCOMPARE(results.cooling->unserved[0].rack, d.racks[3].value());
        QVERIFY(isClose(results.cooling->unserved[0].liquid.si(), 115e3));
        QVERIFY(isClose(loopOf(results, d.technology).heat.si(), 7 * 115e3));
    }

    void annualCoolingIntegratesTheNormalYear()
    {
        LiquidHall d;
        d.b.edit(d.b.site(), [](Site& row) {
            row.designDryBulb = 35.26; // sigma of 10 K about 12 degC
            row.averageDryBulb = 12.0;
        });
        const Results results = d.b.facility();
        const CoolingUnit& chiller = unitOf(results, d.chiller);
        // Free below 24 - 8 = 16 degC: 0.4 sigma above the mean.
        QVERIFY(isClose(chiller.freeShare, 0.5 * std::erfc(-0.4 / std::numbers::sqrt2), 1e-9));
        // Mean of clamp((T - 16)/10, 0, 1) for T ~ N(12, 10): sigma (G(a) - G(b))/rise with G(z) =
        // phi(z) - z Q(z).
        const auto g = [](double z) {
            return std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi) -
                   z * 0.5 * std::erfc(z / std::numbers::sqrt2);
        };
        QVERIFY(isClose(chiller.compressorShareAverage, g(0.4) - g(1.4), 2e-3));
        QVERIFY(chiller.electricAverage < chiller.electric);
        QVERIFY(results.cooling->pueAnnual < results.cooling->pueDesign);
        QVERIFY(isClose(results.cooling->freeCoolingShare, chiller.freeShare));
        const double share = chiller.compressorShareAverage;
        QVERIFY(isClose(chiller.electricAverage.si(),
                        chiller.heat.si() * (share / 5.0 + (1.0 - share) * 0.02)));
    }

    void weatherBinsGiveExactHours()
    {
        LiquidHall d;
        // Free up to 24 - 8 = 16 degC, a quarter of the compressors at 18.5, all from 26 degC.
        const std::vector<WeatherBin> year{
            {4.0, {}, 2000.0}, {16.0, {}, 1500.0}, {18.5, {}, 4880.0}, {30.0, {}, 380.0}};
        d.b.edit(d.b.site(), [&](Site& row) { setWeather(row, year); });
        const Results results = d.b.facility();
        const CoolingUnit& chiller = unitOf(results, d.chiller);
        QVERIFY(isClose(chiller.freeShare * 8760.0, 3500.0, 1e-12));
        QVERIFY(isClose(chiller.compressorShareAverage * 8760.0, 4880.0 * 0.25 + 380.0, 1e-12));
        QVERIFY(isClose(results.cooling->freeCoolingShare, chiller.freeShare));
        // The year's mean no longer counts, the design weather still sizes the plant.
        d.b.edit(d.b.site(), [](Site& row) { row.averageDryBulb = 30.0; });
        const Results other = d.b.facility();
        QCOMPARE(other.cooling->pueAnnual, results.cooling->pueAnnual);
        QCOMPARE(chiller.compressorShare, 1.0);
    }

    void mechanicalHoursOfAHandMadeYear_data()
    {
        QTest::addColumn<int>("mechanicalHours");
        QTest::addColumn<double>("energy_kWh");
        // 250 kW of compressors: hours and energy of a published comparison of two set-points.
        QTest::newRow("cold water") << 6883 << 1720750.0;
        QTest::newRow("warm water") << 380 << 95000.0;
    }
    void mechanicalHoursOfAHandMadeYear()
    {
        QFETCH(int, mechanicalHours);
        QFETCH(double, energy_kWh);
        using enum FieldKey;
        Builder b;
        // A loop without a rise switches its compressors on or off: 1,250 kW at a COP of 5.
        const auto water = b.loop(LoopKind::Facility, 24.0, 0.0);
        b.rack(b.part("tank", PartKind::RackSystem, {{PowerMax, 1250000}, {LiquidShare, 1.0}}),
               water);
        const auto chiller = b.cooling(
            b.part("chiller", PartKind::Chiller, {{CoolingCapacity, 1500}, {CoefficientOfPerf, 5}}),
            water);
        // Hour by hour: 16.0 degC is still free, 16.1 is not.
        std::vector<WeatherBin> year;
        for (int hour = 0; hour < 8760; ++hour)
            year.push_back({hour < mechanicalHours ? 16.1 : 16.0, {}, 1.0});
        b.edit(b.site(), [&](Site& row) { setWeather(row, year); });
        const Results results = b.facility();
        const CoolingUnit& unit = unitOf(results, chiller);
        QVERIFY(isClose(unit.electric.si(), 250e3));
        QVERIFY(isClose(unit.freeShare * 8760.0, 8760.0 - mechanicalHours, 1e-12));
        // Fans and pumps of the free hours: 2 % of the heat.
        const double free_kWh = (8760.0 - mechanicalHours) * 0.02 * 1250.0;
        QVERIFY(isClose(unit.electricAverage.si() * 8.760, energy_kWh + free_kWh, 1e-12));
    }

    void listsThatDoNotMatchAreNoYear()
    {
        LiquidHall d;
        const double plain = d.b.facility().cooling->pueAnnual;
        d.b.edit(d.b.site(), [](Site& row) {
            row.weatherDryBulb = {5.0, 10.0};
            row.weatherHours = {8760.0};
        });
        QCOMPARE(d.b.facility().cooling->pueAnnual, plain);
        d.b.edit(d.b.site(), [](Site& row) { row.weatherDryBulb = {5.0}; });
        QVERIFY(d.b.facility().cooling->pueAnnual < plain); // one bin that is free all year
        d.b.edit(d.b.site(), [](Site& row) { row.weatherWetBulb = {4.0, 5.0}; });
        QCOMPARE(d.b.facility().cooling->pueAnnual, plain);
    }

    void coolAirTakesLessVapour_data()
    {
        QTest::addColumn<double>("dryBulb");
        QTest::addColumn<double>("wetBulb");
        QTest::addColumn<double>("water");
        QTest::addColumn<double>("share");
        // Worked from the ASHRAE saturation pressure (Fundamentals 2017 ch. 1, eq. 5 and 6) apart
        // from this program, which uses Magnus: within 2 %.
        QTest::newRow("summer") << 35.0 << 24.0 << 33.0 << 0.9921;
        QTest::newRow("warm and dry") << 35.0 << 24.0 << 30.5 << 1.0941;
        QTest::newRow("spring") << 20.0 << 15.0 << 29.0 << 0.7852;
        QTest::newRow("frost") << 0.0 << -1.0 << 22.5 << 0.5842;
    }
    void coolAirTakesLessVapour()
    {
        QFETCH(double, dryBulb);
        QFETCH(double, wetBulb);
        QFETCH(double, water);
        QFETCH(double, share);
        QVERIFY(isClose(towerVapourShare(dryBulb, wetBulb, water, 101325.0), share, 0.02));
    }

    void waterOfTheTowersFollowsTheYear()
    {
        LiquidHall d;
        d.b.edit(d.chiller, [&](CoolingPart& row) {
            row.part =
                d.b.part("tower", PartKind::CoolingTower, {{FieldKey::CoolingCapacity, 1500}});
        });
        const double plain = d.b.facility().cooling->wue;
        // A quarter of the year at 35/24 (water at 28 + 5), the rest at 20/15 (24 + 5).
        d.b.edit(d.b.site(), [](Site& row) {
            setWeather(row, std::vector<WeatherBin>{{20.0, 15.0, 6570.0}, {35.0, 24.0, 2190.0}});
        });
        const Results results = d.b.facility();
        QVERIFY(isClose(results.cooling->vapourShare, 0.75 * 0.7852 + 0.25 * 0.9921, 0.02));
        QVERIFY(isClose(results.cooling->wue, plain * results.cooling->vapourShare));
        // Without wet-bulb temperatures all heat counts as vapour: on the safe side.
        d.b.edit(d.b.site(), [](Site& row) { row.weatherWetBulb.clear(); });
        QVERIFY(isClose(d.b.facility().cooling->wue, plain));
    }

    void warmWaterNeedsNoCompressor()
    {
        LiquidHall d;
        d.b.edit(d.facility, [](Loop& row) { row.supply = 43.0; });
        const Results results = d.b.facility();
        QCOMPARE(unitOf(results, d.chiller).compressorShare, 0.0); // 35 + 8 = 43 degC
        QVERIFY(isClose(unitOf(results, d.chiller).electric.si(),
                        0.02 * unitOf(results, d.chiller).heat.si()));
    }

    void towersEvaporate()
    {
        LiquidHall d;
        d.b.edit(d.chiller, [&](CoolingPart& row) {
            row.part =
                d.b.part("tower", PartKind::CoolingTower, {{FieldKey::CoolingCapacity, 1500}});
        });
        const Results results = d.b.facility();
        const double heat = loopOf(results, d.facility).heat.si();
        // 1.48 L per kWh of heat, and a third more in blowdown at 4 cycles.
        QVERIFY(isClose(results.cooling->wue, 1.4815 * 4.0 / 3.0 * heat / (8 * 132e3), 1e-4));
        QCOMPARE(loopOf(results, d.facility).supply, 28.0); // wet-bulb 24 + 4
        LiquidHall dry;
        QCOMPARE(dry.b.facility().cooling->wue, 0.0);
    }

    void dryCoolerCannotBeatTheWeather()
    {
        LiquidHall d;
        d.b.edit(d.chiller, [&](CoolingPart& row) {
            row.part = d.b.part("dry", PartKind::DryCooler,
                                {{FieldKey::CoolingCapacity, 1500}, {FieldKey::RatedApproach, 6}});
        });
        const Results results = d.b.facility();
        QCOMPARE(loopOf(results, d.facility).supply, 41.0);
        QVERIFY(loopOf(results, d.technology).supply > 41.0); // the CDU's approach comes on top
        QCOMPARE(results.cooling->freeCoolingShare, 1.0);
    }

    void loopRingsAreNamedAndCut()
    {
        LiquidHall d;
        d.b.cooling(d.cduPart, d.facility, d.technology);
        const Results results = d.b.facility();
        QVERIFY(!results.cooling->cycles.empty());
        QCOMPARE(results.cooling->cycles[0].size(), 2u);
        QVERIFY(results.power->hasConverged);
    }

    void upsLossesHeatTheirHall()
    {
        using enum FieldKey;
        LiquidHall d;
        const auto utility = d.b.power(d.b.part("utility", PartKind::UtilityFeed, {}));
        const auto ups =
            d.b.power(d.b.part("ups", PartKind::Ups, {{RatedPower, 2000}, {Efficiency, 95}}));
        d.b.feed(utility, ups);
        for (const Id<Rack> rack : d.racks)
            d.b.feed(ups, rack);
        for (const Id<CoolingPart> crah : d.crahs)
            d.b.feed(ups, crah);
        const Results results = d.b.facility();
        QVERIFY(results.power->hasConverged);
        double fans = 0.0;
        for (const Id<CoolingPart> crah : d.crahs)
            fans += unitOf(results, crah).electric.si();
        const double expected = (8 * 132e3 + fans) * (1.0 / 0.95 - 1.0);
        QVERIFY(isClose(results.power->losses.si(), expected, 1e-6));
        QVERIFY(isClose(results.cooling->zones[0].heat.si(), 8 * 17e3 + expected, 1e-5));
        QVERIFY(isClose(results.cooling->airHeat.si(), 8 * 17e3 + expected, 1e-5));
    }
};

QTEST_APPLESS_MAIN(tst_cooling)
#include "tst_cooling.moc"

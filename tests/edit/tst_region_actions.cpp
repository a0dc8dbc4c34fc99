#include "model/blueprint/SiteFigures.h"
#include "model/edit/EditMessages.h"
#include "model/edit/FieldActions.h"
#include "model/edit/RegionActions.h"
#include "tests/edit/EditFixture.h"

using namespace millwright;
using namespace millwright::testing;

namespace
{

RegionFigure figure(RegionKey key, double value)
{
    return {key, value, {}, {}, "2024", "Statistics office", Confidence::Secondary};
}

/// A country of which all is known that a design can take.
Region wholeRegion()
{
    Region region{"ABC", "Alpha", "Alphaville", "nec", {}, {}};
    using enum RegionKey;
    region.figures = {figure(EnergyRetail, 0.09),  figure(GridCarbon, 0.25),
                      figure(BuildCost, 11.3),     figure(StaffCost, 91000.0),
                      figure(DesignDryBulb, 33.1), figure(DesignWetBulb, 21.5),
                      figure(MeanDryBulb, 10.4),   figure(Altitude, 120.0),
                      figure(TypicalYear, 8760.0)};
    region.weather = {{0.0, -1.0, 4000.0}, {20.0, 15.0, 4760.0}};
    return region;
}

/// A country of which hardly anything is known.
Region scantRegion()
{
    Region region{"XYZ", "Omega", "Omegaton", "iec", {}, {}};
    region.figures = {figure(RegionKey::GridCarbon, 0.6)};
    return region;
}

Message apply(EditFixture& f, const Region& region)
{
    Message summary;
    const bool isChanged =
        f.step([&](Draft& d) { summary = applyRegion(d, Id<Site>(1), region).value(); });
    return isChanged ? summary : Message{"unchanged", {}};
}

const Site& siteOf(const EditFixture& f)
{
    return *f.blueprint().find(Id<Site>(1));
}

} // namespace

class TestRegionActions : public QObject
{
    Q_OBJECT
private slots:
    /// step() undoes and redoes on the way: one step for site and assumptions together.
    void fillsTheSiteAndTheAssumptions()
    {
        EditFixture f;
        const Message summary = apply(f, wholeRegion());
        QCOMPARE(summary, (Message{"edit.region-applied-whole", {"Alpha", std::int64_t{9}}}));
        const Site& site = siteOf(f);
        QCOMPARE(site.region, Symbol("ABC"));
        QCOMPARE(site.code, ElectricalCode::Nec);
        QCOMPARE(site.energyPrice, 0.09);
        QCOMPARE(site.demandPrice, 0.0);
        QCOMPARE(site.gridCarbon, 0.25);
        QCOMPARE(site.designDryBulb, 33.1);
        QCOMPARE(site.designWetBulb, 21.5);
        QCOMPARE(site.averageDryBulb, 10.4);
        QCOMPARE(site.altitude, 120.0);
        QCOMPARE(weatherOf(site), wholeRegion().weather);
        const ParameterValues parameters(f.blueprint());
        QCOMPARE(parameters[Parameter::FacilityPerWatt], 11.3);
        QCOMPARE(parameters[Parameter::StaffCost], 91000.0);
        const auto source = sourceOf(site, "energyPrice_USD_per_kWh", 0.09);
        QVERIFY(source);
        QCOMPARE(source->source, std::string("Statistics office"));
        QCOMPARE(source->year, std::string("2024"));
        QCOMPARE(source->confidence, std::string("secondary"));
        QVERIFY(sourceOf(site, "cost.staffCost", 91000.0));
    }

    /// Nothing of the first country may stay under the name of the second.
    void anotherRegionLeavesNothingOfTheFirst()
    {
        EditFixture f;
        apply(f, wholeRegion());
        const Message summary = apply(f, scantRegion());
        QCOMPARE(std::get<std::int64_t>(summary.arguments[1]), 1);
        const std::string unknown = std::get<std::string>(summary.arguments[2]);
        using enum RegionKey;
        for (const RegionKey key : {EnergyRetail, BuildCost, StaffCost, DesignDryBulb,
                                    DesignWetBulb, MeanDryBulb, Altitude, TypicalYear})
            QVERIFY2(unknown.find(regionKeyInfo(key).label) != std::string::npos, unknown.c_str());
        Site expected;
        expected.id = Id<Site>(1);
        expected.region = Symbol("XYZ");
        expected.gridCarbon = 0.6;
        expected.sources = siteOf(f).sources;
        QCOMPARE(siteOf(f), expected);
        QCOMPARE(readFigureSources(siteOf(f).sources).size(), 1u);
        QVERIFY(f.blueprint().table<Assumption>().isEmpty());
    }

    void typedValuesStayWhereTheRegionIsSilent()
    {
        EditFixture f;
        apply(f, wholeRegion());
        f.step([](Draft& d) {
            QVERIFY(millwright::setProperty(d, std::vector<EntityId>{1}, "energyPrice", 0.11));
            QVERIFY(millwright::setProperty(d, std::vector<EntityId>{1}, "demandPrice", 14.0));
            QVERIFY(setParameter(d, "cost.staffCost", 80000.0, "quoted"));
        });
        // A value changed by hand is no longer the source's.
        QVERIFY(!sourceOf(siteOf(f), "energyPrice_USD_per_kWh", 0.11));
        QVERIFY(sourceOf(siteOf(f), "gridCarbon_kg_per_kWh", 0.25));
        apply(f, scantRegion());
        QCOMPARE(siteOf(f).energyPrice, 0.11);
        QCOMPARE(siteOf(f).demandPrice, 14.0);
        QCOMPARE(ParameterValues(f.blueprint())[Parameter::StaffCost], 80000.0);
        QVERIFY(ParameterValues(f.blueprint()).isDefault(Parameter::FacilityPerWatt));
    }

    void theSameAgainChangesNothing()
    {
        EditFixture f;
        apply(f, wholeRegion());
        QCOMPARE(apply(f, wholeRegion()).id, std::string("unchanged"));
    }

    void noSite()
    {
        registerEditMessages();
        EditFixture f;
        std::string error;
        f.step([&](Draft& d) {
            error = applyRegion(d, Id<Site>(77), wholeRegion()).error().message.id;
        });
        QCOMPARE(error, std::string("region.no-site"));
        QVERIFY(!messagePattern(error).empty());
    }

    void sourcesAreReadAsTheyAreWritten()
    {
        const std::vector<FigureSource> sources{
            {"gridCarbon_kg_per_kWh", 0.1 + 0.2, "2024", "verified", "A \"quoted\" source; 3 %"},
            {"altitude_m", -12.5, "1986-2010", "derived", ""}};
        QCOMPARE(readFigureSources(writeFigureSources(sources)), sources);
        // What separates cells and lines cannot come in through a name.
        const std::vector<FigureSource> hostile{{"altitude_m", 1.0, "20\t24", "x\ny", "a\r\nb\tc"}};
        const auto read = readFigureSources(writeFigureSources(hostile));
        QCOMPARE(read.size(), 1u);
        QCOMPARE(read[0].source, std::string("a  b c"));
        QVERIFY(readFigureSources("\n\naltitude_m\tten\t\t\t\nshort\t1\nx\t1\t\t\t\tmore\n").empty());
    }
};

QTEST_APPLESS_MAIN(TestRegionActions)
#include "tst_region_actions.moc"

#include "model/base/Csv.h"
#include "model/graph/ElectricalFormulas.h"
#include "model/graph/ThermalFormulas.h"
#include <QRegularExpression>
#include <QtTest>
#include <functional>
#include <map>
#include <vector>

using namespace millwright;

namespace
{

constexpr double feet = 0.3048;
constexpr double litrePerMinute = 1e-3 / 60;
constexpr double kelvinPerFahrenheit = 5.0 / 9.0;

bool isNear(double value, double expected, double relative)
{
    return std::abs(value - expected) <= relative * std::abs(expected);
}

/// A row of the evidence that follows from others by a formula, and how near the formula must come.
/// Printed figures are rounded, so the tolerance is half of their last digit or what the design
/// allows.
struct Computed {
    std::function<double()> value;
    double tolerance;
};

double circuit(double volts, double amperes, PhaseSystem system, double factor)
{
    return circuitCapacity(BranchCircuit<double>{volts, amperes, system, factor});
}

double pressureAtmospheres(double altitudeFeet)
{
    return airPressure(altitudeFeet * feet) / standardPressure;
}

const std::map<std::string, Computed>& computedRows()
{
    constexpr auto lineToLine = PhaseSystem::ThreePhaseLineToLine;
    constexpr auto toNeutral = PhaseSystem::ThreePhaseLineToNeutral;
    static const std::map<std::string, Computed> rows{
        {"PC010", {[] { return 6500 / btuPerHour; }, 5e-5}},
        {"PC024", {[] { return 14300 / btuPerHour; }, 5e-5}},
        {"PC073", {[] { return circuit(240, 60, toNeutral, 0.8) / 1e3; }, 5e-3}},
        {"PC074", {[] { return circuit(208, 30, lineToLine, 0.8); }, 1e-4}},
        {"PC075", {[] { return 3 * circuit(208, 20, PhaseSystem::SinglePhase, 0.8); }, 1e-12}},
        {"PC076", {[] { return necContinuousFactor; }, 1e-12}},
        {"PC077",
         {[] { return realPower(circuit(230, 30, PhaseSystem::SinglePhase, 0.8), 0.9); }, 1e-12}},
        {"PC090", {[] { return installedRatio(5, 0); }, 1e-12}},
        {"PC092", {[] { return installedRatio(2, 1); }, 1e-12}},
        {"PC110", {[] { return standardAirCfm(4000.0, 20 * kelvinPerFahrenheit); }, 0.01}},
        {"PC111",
         {[] {
              const double density = airDensity((55 - 32) * kelvinPerFahrenheit, standardPressure);
              return airFlowForHeat(1000.0, 20 * kelvinPerFahrenheit, density) / cubicFootPerMinute;
          },
          5e-3}},
        {"PC112", {[] { return pressureAtmospheres(2000); }, 6e-3}},
        {"PC113", {[] { return pressureAtmospheres(4000); }, 6e-3}},
        {"PC114", {[] { return pressureAtmospheres(6000); }, 7e-3}},
        {"PC115", {[] { return pressureAtmospheres(8000); }, 7e-3}},
        {"PC116", {[] { return pressureAtmospheres(10000); }, 8e-3}},
        {"PC135", {[] { return 1 / btuPerHour; }, 1e-6}},
        {"PC136", {[] { return 12000 * btuPerHour / 1e3; }, 1e-4}},
    };
    return rows;
}

struct CduCase {
    const char* id;
    double kilowatt;
    double litresPerMinute;
    double approach;
};

/// Tuples of the evidence that state heat, flow and approach; the facility flow is taken equal
/// where none is stated.
const std::vector<CduCase> cduCases{
    {"PC044", 121, 120, 4}, {"PC120", 2000, 2125, 5}, {"PC121", 2500, 3751, 4}};

CduRating<double> ratingOf(const CduCase& cdu)
{
    const double hot = capacityRate(cdu.litresPerMinute * litrePerMinute, propyleneGlycol25);
    const double cold = capacityRate(cdu.litresPerMinute * litrePerMinute, water);
    return {cdu.kilowatt * 1e3, hot, cold, cdu.approach};
}

double logMeanDifference(const CduPoint<double>& point)
{
    const double a = point.coolantReturn - point.facilityReturn;
    const double b = point.coolantSupply - point.facilitySupply;
    return std::abs(a - b) < 1e-9 ? a : (a - b) / std::log(a / b);
}

} // namespace

class TestFormulas : public QObject
{
    Q_OBJECT
    CsvTable m_facts;

    const CsvRow* find(const std::string& id) const
    {
        for (const CsvRow& row : m_facts.rows()) {
            if (m_facts.text(row, "id") == id)
                return &row;
        }
        return nullptr;
    }

private slots:
    void initTestCase()
    {
        auto table =
            readCsvFile(MILLWRIGHT_SOURCE_DIR "/resources/evidence/power_cooling_facts.csv");
        QVERIFY(table.isOk());
        m_facts = *table;
        QVERIFY(m_facts.rows().size() >= 136);
    }

    void computed_data()
    {
        QTest::addColumn<QString>("id");
        for (const auto& entry : computedRows())
            QTest::addRow("%s", entry.first.c_str()) << QString::fromStdString(entry.first);
    }
    void computed()
    {
        QFETCH(QString, id);
        const CsvRow* row = find(id.toStdString());
        QVERIFY(row);
        const std::string text(m_facts.text(*row, "value"));
        const double value = computedRows().at(id.toStdString()).value();
        const auto published = parseNumber(text);
        QVERIFY2(published.has_value(), text.c_str());
        QVERIFY2(isNear(value, *published, computedRows().at(id.toStdString()).tolerance),
                 qPrintable(QString::number(value, 'g', 10)));
    }

    /// All branch circuits of the table: volts, phases, amperes and code are read from the row
    /// itself.
    void branchCircuits()
    {
        static const QRegularExpression pattern(R"(^(\d+)V (\d)ph (\d+)A \((NEC|IEC)\)$)");
        int met = 0;
        for (const CsvRow& row : m_facts.rows()) {
            const auto match =
                pattern.match(QString::fromStdString(std::string(m_facts.text(row, "item"))));
            if (!match.hasMatch())
                continue;
            const bool isNec = match.captured(4) == "NEC";
            const bool isThreePhase = match.captured(2) == "3";
            const PhaseSystem system = !isThreePhase ? PhaseSystem::SinglePhase
                                       : isNec       ? PhaseSystem::ThreePhaseLineToLine
                                                     : PhaseSystem::ThreePhaseLineToNeutral;
            const double value =
                circuit(match.captured(1).toDouble(), match.captured(3).toDouble(), system,
                        isNec ? necContinuousFactor : fullContinuousFactor);
            const auto published = m_facts.number(row, "value");
            QVERIFY(published && *published);
            QVERIFY2(std::abs(value - **published) <= 1.0, // whole VA, truncated or rounded
                     qPrintable(match.captured(0) + QString(": %1").arg(value)));
            ++met;
        }
        QCOMPARE(met, 13);
    }

    void everyRowMarkedComputedIsTested()
    {
        for (const CsvRow& row : m_facts.rows()) {
            const std::string id(m_facts.text(row, "id"));
            const bool isCircuit = id >= "PC060" && id <= "PC072"; // branchCircuits()
            if (m_facts.text(row, "note").rfind("computed", 0) == 0)
                QVERIFY2(isCircuit || computedRows().count(id), id.c_str());
        }
    }

    void redundancy()
    {
        QCOMPARE(m_facts.text(*find("PC093"), "value"), std::string_view("4/3"));
        QVERIFY(isNear(installedRatio(4, 1), 4.0 / 3.0, 1e-12));
        QCOMPARE(m_facts.text(*find("PC094"), "value"), std::string_view("3/2"));
        QVERIFY(isNear(installedRatio(3, 1), 3.0 / 2.0, 1e-12));
        QCOMPARE(installedRatio(6, 1), 6.0 / 5.0);          // N+1, N = 5
        QCOMPARE(redundantCapacity(3000.0, 6, 2), 12000.0); // DGX H100: six supplies, four needed
        QCOMPARE(redundantCapacity(500.0, 1, 1), 0.0);
        QCOMPARE(redundantCapacity(500.0, 1, 3), 0.0);
    }

    void designCircuits()
    {
        QVERIFY(isNear(circuit(415, 60, PhaseSystem::ThreePhaseLineToLine, 0.8), 34.5e3, 5e-4));
        QVERIFY(isNear(circuit(400, 32, PhaseSystem::ThreePhaseLineToLine, 1.0), 22080,
                       5e-3)); // 230 V is rounded
        QVERIFY(
            isNear(lineCurrent(22080.0, 230.0, PhaseSystem::ThreePhaseLineToNeutral), 32, 1e-12));
        QVERIFY(isNear(
            lineCurrent(apparentPower(9500.0, 0.95), 208.0, PhaseSystem::ThreePhaseLineToLine),
            27.757, 1e-4));
    }

    void fleetPower()
    {
        QVERIFY(
            isNear(energyOverHours(facilityPower(20e6, 1.5), 8760.0) / 1e3 * 0.115, 30.2e6, 1e-3));
        QCOMPARE(energyOverHours(250.0, 6883.0), 1720750.0); // kW and h: kWh
        QCOMPARE(energyOverHours(250.0, 380.0), 95000.0);
        QVERIFY(isNear(11300 / btuPerHour, 38557,
                       5e-5)); // DGX H100's stated heat is not its stated power
    }

    /// Rows that state one unit, a number of units and the product: "61 units = 32.94 / 68.63 kW".
    void fleetRows()
    {
        static const QRegularExpression pattern(
            R"((\d+) (?:systems|units) = ([\d.]+)(?: / ([\d.]+))? (kW|MW)$)");
        int met = 0;
        for (const CsvRow& row : m_facts.rows()) {
            const auto match =
                pattern.match(QString::fromStdString(std::string(m_facts.text(row, "condition"))));
            if (!match.hasMatch())
                continue;
            const QStringList each =
                QString::fromStdString(std::string(m_facts.text(row, "value"))).split(" / ");
            const double unit = m_facts.text(row, "unit") == "kW" ? 1e3 : 1.0;
            const double total = match.captured(4) == "MW" ? 1e6 : 1e3;
            for (int i = 0; i < each.size(); ++i) {
                const double sum =
                    redundantCapacity(each[i].toDouble() * unit, match.captured(1).toInt(), 0);
                const double published = match.captured(2 + i).toDouble() * total;
                QVERIFY2(std::abs(sum - published) <= 10.0,
                         qPrintable(match.captured(0))); // last digit printed
                ++met;
            }
        }
        QCOMPARE(met, 7);
    }

    /// The parts of a rack's heat add up to the rack: rows PC034 to PC039.
    void heatOfARack()
    {
        const auto value = [this](const char* id) {
            return m_facts.number(*find(id), "value").value().value_or(0.0);
        };
        QCOMPARE(value("PC035") + value("PC036"), value("PC034"));
        QVERIFY(isNear(18 * 5.8 + value("PC039"), value("PC038"), 1e-12));
    }

    void voltageDrops()
    {
        // 100 m of 35 mm2 copper (0.524 ohm/km, 0.08 ohm/km), 100 A at 0.95, three phases:
        // sqrt3*100*(0.0498+0.0025)
        const RunImpedance<double> run{0.0524, 0.008};
        const double drop = voltageDrop(100.0, run, 0.95, PhaseSystem::ThreePhaseLineToLine);
        QVERIFY(isNear(drop, 9.055, 1e-3));
        QVERIFY(isNear(voltageDrop(100.0, run, 1.0, PhaseSystem::SinglePhase), 10.48,
                       1e-12)); // out and back
        QVERIFY(isNear(voltageDrop(100.0, run, 1.0, PhaseSystem::ThreePhaseLineToNeutral), 5.24,
                       1e-12));
    }

    void shortCircuits()
    {
        const double terminals = shortCircuitCurrent(2.5e6, 415.0, 0.0575);
        QVERIFY(isNear(terminals, 60.49e3, 1e-3));
        QVERIFY(isNear(shortCircuitAfterRun(terminals, 415.0, RunImpedance<double>{0, 0}),
                       terminals, 1e-12));
        // a run with the source's own reactance halves the current
        const double source = 415.0 / (std::sqrt(3.0) * terminals);
        QVERIFY(isNear(shortCircuitAfterRun(terminals, 415.0, RunImpedance<double>{0, source}),
                       terminals / 2, 1e-12));
        QVERIFY(isNear(shortCircuitAfterRun(terminals, 415.0, RunImpedance<double>{source, 0}),
                       terminals / std::sqrt(2.0), 1e-12));
    }

    void partLoadEfficiency()
    {
        const std::vector<EfficiencyPoint<double>> ups{
            {0.25, 0.955}, {0.5, 0.965}, {0.75, 0.968}, {1.0, 0.965}};
        const std::span<const EfficiencyPoint<double>> points(ups);
        for (const auto& point : ups)
            QVERIFY(isNear(efficiencyAtLoad(points, point.load), point.efficiency, 1e-12));
        QVERIFY(isNear(efficiencyAtLoad(points, 0.375), 0.960, 1e-12));
        QVERIFY(isNear(efficiencyAtLoad(points, 1.1), 0.965, 1e-12));
        QCOMPARE(efficiencyAtLoad(points, 0.0), 0.0);
        const double idle = inputPower(points, 0.0, 1e6);
        QVERIFY(isNear(idle, 250e3 / 0.955 - 250e3, 1e-12)); // burns its first point's loss
        QVERIFY(isNear(inputPower(points, 100e3, 1e6), 100e3 + idle, 1e-12));
        QVERIFY(
            isNear(inputPower(points, 250e3 * (1 + 1e-9), 1e6), 250e3 / 0.955, 1e-6)); // no step
        QVERIFY(isNear(inputPower(points, 500e3, 1e6), 500e3 / 0.965, 1e-12));
    }

    void airFlow()
    {
        const double rise = 20 * kelvinPerFahrenheit;
        const double si = airFlowForHeat(4000.0, rise, standardAirDensity);
        QVERIFY(isNear(si / cubicFootPerMinute, 629,
                       0.01)); // the SI line and the trade's constant agree to 1 %
        QVERIFY(isNear(airHeat(si, rise, standardAirDensity), 4000, 1e-12));
        QCOMPARE(airDensityAtAltitude(0.0), standardAirDensity);
        QVERIFY(isNear(airDensityAtAltitude(3048.0), 1.2 * 0.6878, 1e-3));
        QVERIFY(isNear(airDensity(20.0, standardPressure), 1.204, 1e-3));
        QVERIFY(isNear(fanPower(1000.0, 0.5, 1.0), 125, 1e-12));
        QVERIFY(isNear(fanPressure(100.0, 0.5, 0.8), 20, 1e-12));
        QCOMPARE(allowableInlet(32.0, 500.0, 300.0), 32.0);
        QVERIFY(isNear(allowableInlet(35.0, 1800.0, 300.0), 32.0, 1e-12));
    }

    void psychrometrics()
    {
        // ASHRAE Fundamentals 2017 ch. 1, table 3: saturation pressure of water at 0, 25 and 40
        // degC in Pa
        QVERIFY(isNear(saturationPressure(0.0), 611.2, 2e-3));
        QVERIFY(isNear(saturationPressure(25.0), 3169.9, 4e-3));
        QVERIFY(isNear(saturationPressure(40.0), 7384.4, 4e-3));
        QVERIFY(std::abs(dewPoint(25.0, 0.5) - 13.86) < 0.05);
        QVERIFY(std::abs(dewPoint(25.0, 1.0) - 25.0) < 1e-9);
        for (const double humidity : {0.08, 0.4, 0.9})
            QVERIFY(isNear(relativeHumidity(27.0, dewPoint(27.0, humidity)), humidity, 1e-9));
        QVERIFY(isNear(humidityRatio(15.0, standardPressure), 0.01065,
                       5e-3)); // table 2, saturated at 15 degC
    }

    void liquidRuleOfThumb()
    {
        const auto rise = [](double litresPerKw) {
            return liquidRise(1000.0, litresPerKw * litrePerMinute, water);
        };
        QVERIFY(isNear(rise(1.5), 9.6, 0.01)); // row PC118
        QVERIFY(isNear(rise(1.2), 12.0, 0.01));
        QVERIFY(isNear(rise(1.0), 14.5, 0.01));
        QVERIFY(isNear(liquidFlowForHeat(115e3, 10.0, propyleneGlycol25),
                       115e3 / (1015 * 3900 * 10.0), 1e-12));
        QVERIFY(12 * 120 * 1.2 <= 2125); // row PC123: twelve racks on one CDU
    }

    void effectivenessKnownCases()
    {
        QVERIFY(isNear(counterflowEffectiveness(1.0, 1.0, 1.0), 0.5, 1e-12));
        // Incropera table 11.4: Cr = 0.5, NTU = 2: (1 - e^-1)/(1 - 0.5 e^-1)
        QVERIFY(isNear(counterflowEffectiveness(2.0, 1.0, 2.0), 0.7746, 1e-4));
        QVERIFY(isNear(counterflowEffectiveness(2.0, 2.0, 1.0), 0.7746,
                       1e-4)); // whichever side is the smaller
        QVERIFY(isNear(counterflowEffectiveness(3.0, 1.0, 1.0 + 1e-6 * 0.5), 0.75,
                       1e-5)); // smooth at equal flows
        QVERIFY(isNear(counterflowEffectiveness(3.0, 1.0, 1.0 + 3e-6), 0.75, 1e-5));
        for (const double cold : {0.3, 0.99, 1.0, 1.01, 5.0})
            QVERIFY(
                isNear(counterflowConductance(counterflowEffectiveness(1.7, 1.0, cold), 1.0, cold),
                       1.7, 1e-6));
    }

    void cduTuples_data()
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < cduCases.size(); ++i)
            QTest::addRow("%s", cduCases[i].id) << static_cast<int>(i);
    }
    /// The rated point comes back within 1 % and energy closes to 0.1 %, here and off the rated
    /// flows; the heat also equals UA x the log-mean difference, which the effectiveness formula
    /// does not use.
    void cduTuples()
    {
        QFETCH(int, index);
        const CduCase& cdu = cduCases[static_cast<std::size_t>(index)];
        const CsvRow* row = find(cdu.id);
        QVERIFY(row);
        const auto published = m_facts.number(*row, "value");
        QVERIFY(published && *published);
        QCOMPARE(**published, cdu.kilowatt);
        const CduRating<double> rating = ratingOf(cdu);
        QVERIFY(isPossible(rating));
        const CduFlows<double> rated{rating.hot, rating.cold};
        QVERIFY(isNear(cduCapacity(rating, rated, cdu.approach), cdu.kilowatt * 1e3, 0.01));
        const auto point = cduAtHeat(rating, rated, cdu.kilowatt * 1e3, 30.0);
        QVERIFY(isNear(point.coolantSupply - 30.0, cdu.approach, 0.01));
        for (const double hot : {0.4, 1.0, 1.2}) {
            for (const double cold : {0.5, 1.0, 1.5}) {
                const CduFlows<double> flows{rating.hot * hot, rating.cold * cold};
                const auto off = cduAtReturn(rating, flows, point.coolantReturn, 25.0);
                const double fromHot = flows.hot * (off.coolantReturn - off.coolantSupply);
                const double fromCold = flows.cold * (off.facilityReturn - off.facilitySupply);
                const double fromMean =
                    cduConductance(rating, flows.hot, flows.cold) * logMeanDifference(off);
                QVERIFY(isNear(fromHot, off.heat, 1e-3));
                QVERIFY(isNear(fromCold, off.heat, 1e-3));
                QVERIFY(isNear(fromMean, off.heat, 1e-3));
                const auto again = cduAtHeat(rating, flows, off.heat, 25.0);
                QVERIFY(isNear(again.coolantReturn, off.coolantReturn, 1e-9));
            }
        }
    }

    void cduRespondsAsItMust()
    {
        const CduRating<double> rating = ratingOf(cduCases[1]);
        const double full = cduConductance(rating, rating.hot, rating.cold);
        const double half = cduConductance(rating, rating.hot / 2, rating.cold / 2);
        QVERIFY(isNear(half / full, std::pow(0.5, 0.8), 1e-12)); // both films fall alike
        const double lessWater =
            cduCapacity(rating, CduFlows<double>{rating.hot, rating.cold * 0.7}, 5.0);
        QVERIFY(lessWater < rating.heat);
        CduRating<double> impossible = rating;
        impossible.cold = rating.heat / 100.0; // its water would have to rise by 100 K
        QVERIFY(!isPossible(impossible));
    }

    void plant()
    {
        const double litresPerKwh = towerEvaporation(1000.0) * 3600 * 1000;
        QVERIFY(isNear(litresPerKwh, 1.48, 2e-3));
        QVERIFY(isNear(towerBlowdown(1.0, 5.0, 0.01), 0.24, 1e-12));
        QCOMPARE(towerBlowdown(1.0, 5.0, 0.5), 0.0);
        QCOMPARE(chillerPower(6.5e6, 6.5), 1e6);
        QVERIFY(isNear(pumpPower(244e3, 1200 * litrePerMinute, 0.5), 9760, 1e-12));
    }

    /// A year of known bins: 5,000 h at 10, 1,877 at 25, 1,883 at 35 degC.
    void freeCoolingHours()
    {
        std::vector<double> year;
        year.insert(year.end(), 5000, 10.0);
        year.insert(year.end(), 1877, 25.0);
        year.insert(year.end(), 1883, 35.0);
        QCOMPARE(year.size(), std::size_t(8760));
        const CoolingHours hours = countCoolingHours(year, 5.0, 18.0, 32.0);
        QCOMPARE(hours.free, 5000);
        QCOMPARE(hours.partial, 1877);
        QCOMPARE(hours.mechanical, 1883);
        QCOMPARE(countCoolingHours(year, 5.0, 40.0, 50.0).free, 8760);
    }

    /// The explained path runs the same formulas: same value, rebuilt from its leaves, no leaf
    /// without a source.
    void tracedEqualsLive()
    {
        const auto leaf = [](double value, const char* unit) {
            return Traced::leaf(value, unit, "x", "datasheet", "verified");
        };
        const auto check = [](const Traced& traced, double live) {
            QVERIFY(isNear(traced.value(), live, 1e-12));
            QVERIFY(isNear(evaluateExplanation(*traced.node()), live, 1e-12));
            QVERIFY(unsourcedLeaves(traced.node()).empty());
        };
        check(airFlowForHeat(leaf(4e3, "W"), leaf(11, "K"), airDensityAtAltitude(leaf(1500, "m"))),
              airFlowForHeat(4e3, 11.0, airDensityAtAltitude(1500.0)));
        check(dewPoint(leaf(25, "degC"), leaf(0.5, "1")), dewPoint(25.0, 0.5));
        const CduRating<double> rating = ratingOf(cduCases[2]);
        const CduRating<Traced> traced{leaf(rating.heat, "W"), leaf(rating.hot, "W/K"),
                                       leaf(rating.cold, "W/K"), leaf(rating.approach, "K")};
        check(cduAtHeat(traced, CduFlows<Traced>{traced.hot, traced.cold}, traced.heat,
                        leaf(30, "degC"))
                  .coolantReturn,
              cduAtHeat(rating, CduFlows<double>{rating.hot, rating.cold}, rating.heat, 30.0)
                  .coolantReturn);
        check(circuitCapacity(BranchCircuit<Traced>{leaf(208, "V"), leaf(30, "A"),
                                                    PhaseSystem::ThreePhaseLineToLine}),
              circuit(208, 30, PhaseSystem::ThreePhaseLineToLine, 0.8));
        const std::vector<EfficiencyPoint<Traced>> ups{{0.25, leaf(0.955, "1")},
                                                       {1.0, leaf(0.965, "1")}};
        const std::vector<EfficiencyPoint<double>> plainUps{{0.25, 0.955}, {1.0, 0.965}};
        for (const double load : {100e3, 600e3})
            check(inputPower(std::span<const EfficiencyPoint<Traced>>(ups), leaf(load, "W"),
                             leaf(1e6, "W")),
                  inputPower(std::span<const EfficiencyPoint<double>>(plainUps), load, 1e6));
    }
};

QTEST_APPLESS_MAIN(TestFormulas)
#include "tst_formulas.moc"

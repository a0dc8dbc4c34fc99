#include "model/blueprint/EntityFields.h"
#include "model/blueprint/EnumNames.h"
#include "model/blueprint/FieldRange.h"
#include "model/blueprint/FieldText.h"
#include "model/blueprint/Project.h"
#include <QtTest>
#include <limits>
#include <random>
#include <set>

using namespace millwright;

class TestParameters : public QObject
{
    Q_OBJECT
private slots:
    void defaultsComeFromTheTable()
    {
        const ParameterValues values;
        for (std::size_t i = 0; i < static_cast<std::size_t>(Parameter::Count); ++i) {
            const auto parameter = static_cast<Parameter>(i);
            const ParameterInfo& info = parameterInfo(parameter);
            QVERIFY(info.parameter == parameter);
            QVERIFY(parameterFromKey(info.key) == parameter);
            QVERIFY2(!info.source.empty(), std::string(info.key).c_str());
            QVERIFY(!info.unit.empty() && !info.label.empty());
            QCOMPARE(values[parameter], info.standard);
            QVERIFY(values.isDefault(parameter));
        }
        QVERIFY(!parameterFromKey("no.such"));
        // NFPA 70 (NEC) 210.20(A): 125 % of the continuous load
        QCOMPARE(values[Parameter::NecContinuous], 1 / 1.25);
    }

    void assumptionsReplaceDefaults()
    {
        Blueprint blueprint;
        blueprint.table<Assumption>().put({Id<Assumption>(1), "space.aisle.cold", 1.8, "wide"});
        blueprint.table<Assumption>().put({Id<Assumption>(2), "no.such.key", 5.0, ""});
        const ParameterValues values(blueprint);
        QCOMPARE(values[Parameter::AisleCold], 1.8);
        QVERIFY(!values.isDefault(Parameter::AisleCold));
        QVERIFY(values.isDefault(Parameter::AisleHot));
    }

    void enumNamesGoBothWays()
    {
        QCOMPARE(enumName(Topology::RailOptimised), std::string_view("rail-optimised"));
        QVERIFY(enumFromName<Topology>("torus-3d") == Topology::Torus3D);
        QVERIFY(enumFromName<FeatureKind>("keep-out") == FeatureKind::KeepOut);
        QVERIFY(!enumFromName<Side>("c"));
        QVERIFY(enumName(static_cast<Side>(77)).empty());
    }

    void fieldKeysAreUniqueWithinAnEntity()
    {
        Blueprint().forEachTable([]<class T>(const Table<T>&) {
            std::set<std::string_view> keys{"id"};
            T row;
            std::size_t count = 1;
            forEachField(row, [&](std::string_view key, auto&) {
                keys.insert(key);
                ++count;
            });
            QCOMPARE(keys.size(), count);
        });
    }

    void defaultsLieInTheirRanges()
    {
        Blueprint().forEachTable([]<class T>(const Table<T>&) {
            const T row;
            forEachField(row, [&]<class Value>(std::string_view key, const Value& value) {
                if constexpr (std::is_same_v<Value, double> || std::is_same_v<Value, int>)
                    QVERIFY2(fieldRange(key).contains(value), std::string(key).c_str());
                else if constexpr (std::is_same_v<Value, Length>)
                    QVERIFY2(fieldRange(key).contains(value.metres()), std::string(key).c_str());
            });
        });
    }

    void degreesAreNormalised_data()
    {
        QTest::addColumn<double>("given");
        QTest::addColumn<double>("expected");
        QTest::newRow("in") << 90.0 << 90.0;
        QTest::newRow("full turn") << 360.0 << 0.0;
        QTest::newRow("negative") << -90.0 << 270.0;
        QTest::newRow("many turns") << 3690.0 << 90.0;
        QTest::newRow("a hair below 0") << -1e-20 << 0.0;
        QTest::newRow("minus full turn") << -720.0 << 0.0;
    }
    void degreesAreNormalised()
    {
        QFETCH(const double, given);
        QFETCH(const double, expected);
        QCOMPARE(normalisedDegrees(given), expected);
        QVERIFY(normalisedDegrees(given) < 360.0 && !std::signbit(normalisedDegrees(given)));
    }

    void lengthsAreWrittenExactly()
    {
        const auto text = [](std::int64_t um) {
            std::string written;
            appendMetres(written, Length::micrometres(um));
            return written;
        };
        QCOMPARE(text(0), std::string("0"));
        QCOMPARE(text(600000), std::string("0.6"));
        QCOMPARE(text(44450), std::string("0.04445"));
        QCOMPARE(text(-1), std::string("-0.000001"));
        QCOMPARE(text(-12000000), std::string("-12"));
        QCOMPARE(text(std::numeric_limits<std::int64_t>::min()),
                 std::string("-9223372036854.775808"));
        std::mt19937_64 random(1);
        for (int i = 0; i < 2000; ++i) {
            const auto um =
                static_cast<std::int64_t>(random() % 2000000000000ULL) - 1000000000000LL;
            const auto numbers = readNumbers(text(um));
            QVERIFY(numbers && numbers->size() == 1);
            QCOMPARE(Length::metres(numbers->front()).micrometres(), um);
        }
    }

    void numbersAreReadStrictly()
    {
        QVERIFY(readNumbers("1 2,3;4") == (std::vector<double>{1, 2, 3, 4}));
        QVERIFY(readNumbers("")->empty());
        QVERIFY(!readNumbers("1 x"));
        QVERIFY(!readNumbers("1x"));
        QVERIFY(!readNumbers("inf"));
        QVERIFY(!readNumbers("nan"));
        std::string text;
        appendNumber(text, 0.1);
        appendNumber(text, -0.0);
        appendNumber(text, std::numeric_limits<double>::infinity());
        QCOMPARE(text, std::string("0.10null"));
    }
};

QTEST_APPLESS_MAIN(TestParameters)
#include "tst_parameters.moc"

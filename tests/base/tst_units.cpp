#include "model/base/UnitTable.h"
#include "model/base/Units.h"
#include <QtTest>
#include <clocale>
#include <cmath>
#include <limits>
#include <locale>

using namespace millwright;

class TestUnits : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        // A comma locale must change nothing: QApplication sets the locale of the user.
        // The C locale may not be installed; the C++ one always takes.
        std::setlocale(LC_ALL, "de_DE.UTF-8");
        struct CommaPoint : std::numpunct<char> {
            char do_decimal_point() const override { return ','; }
            char do_thousands_sep() const override { return '.'; }
            std::string do_grouping() const override { return "\3"; }
        };
        std::locale::global(std::locale(std::locale(), new CommaPoint));
    }

    void formats_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("unit");
        QTest::addColumn<QString>("text");
        const auto row = [](double value, const char* unit, const char* text) {
            QTest::addRow("%g %s", value, unit) << value << unit << QString::fromUtf8(text);
        };
        row(20400, "W", "20.4 kW");
        row(0.6, "m", "600 mm");
        row(1.2e6, "USD", "1.20 M USD");
        row(27, "degC", "27.0 °C");
        row(0, "W", "0 W");
        row(-0.0, "degC", "0.0 °C");
        row(-1200, "W", "-1.20 kW");
        row(999.6, "W", "1.00 kW");
        row(999.4, "W", "999 W");
        row(0.25, "W", "0.250 W");
        row(3.584e6, "W", "3.58 MW");
        row(8646, "VA", "8.65 kVA");
        row(1.72075e9, "Wh", "1.72 GWh");
        row(80e9, "B", "80.0 GB");
        row(3.35e12, "B/s", "3.35 TB/s");
        row(400e9, "bit/s", "400 Gbit/s");
        row(989.4e12, "FLOP/s", "989 TFLOP/s");
        row(9999, "USD", "9,999 USD");
        row(34.5, "USD", "34.5 USD");
        row(0.115, "USD/kWh", "0.115 USD/kWh");
        row(30.222e6, "USD/year", "30.2 M USD/year");
        row(2.5e9, "EUR", "2.50 bn EUR");
        row(12345, "USD", "12.3 k USD");
        row(1850.4, "tok/s", "1,850 tok/s");
        row(12345, "tok/s", "12.3 k tok/s");
        row(0.04445, "m", "44.45 mm");
        row(7.0, "m", "7.00 m");
        row(1250, "m", "1,250 m");
        row(12500, "m", "12.5 km");
        row(1360, "kg", "1,360 kg");
        row(1.2e7, "kg", "12,000 t");
        row(122.5, "m2", "122 m²");
        row(0.521, "m3/s", "0.521 m³/s");
        row(0.002, "m3/s", "120 L/min");
        row(4, "K", "4.0 K");
        row(244000, "Pa", "244 kPa");
        row(0.0123, "s", "12.3 ms");
        row(4e-6, "s", "4 µs");
        row(415, "V", "415 V");
        row(13800, "V", "13.8 kV");
        row(1200, "A", "1,200 A");
        row(276000, "1", "276,000");
        row(1.25, "1", "1.25");
        row(0.66667, "1", "0.667");
        row(37, "%", "37 %");
        row(0.369, "g/Wh", "369 g/kWh");
        row(8760, "h", "8,760 h");
        row(2.5, "years", "2.5 years");
        row(12.5, "furlong", "12.5 furlong");
        row(1e-7, "W", "1.00e-07 W");
        row(std::numeric_limits<double>::quiet_NaN(), "W", "–");
        row(std::numeric_limits<double>::infinity(), "m", "–");
    }
    void formats()
    {
        QFETCH(double, value);
        QFETCH(QString, unit);
        QFETCH(QString, text);
        QCOMPARE(QString::fromStdString(formatMeasure(value, unit.toStdString())), text);
    }

    void formatsUsUnits()
    {
        const auto text = [](double value, const char* unit) {
            return QString::fromStdString(formatMeasure(value, unit, UnitSystem::US));
        };
        QCOMPARE(text(7.1120, "m"), QStringLiteral("23 ft 4 in"));
        QCOMPARE(text(0.6, "m"), QStringLiteral("1 ft 11.6 in"));
        QCOMPARE(text(0.3, "m"), QStringLiteral("11.8 in"));
        QCOMPARE(text(0.3048 - 1e-9, "m"), QStringLiteral("1 ft")); // never "12 in"
        QCOMPARE(text(-0.6096, "m"), QStringLiteral("-2 ft"));
        QCOMPARE(text(100, "m"), QStringLiteral("328 ft"));
        QCOMPARE(text(1360, "kg"), QStringLiteral("2,998 lb"));
        QCOMPARE(text(27, "degC"), QStringLiteral("80.6 °F"));
        QCOMPARE(text(10, "K"), QStringLiteral("18.0 °F"));
        QCOMPARE(text(0.5215, "m3/s"), QStringLiteral("1,105 CFM")); // DGX H100 at 80 % fan speed
        QCOMPARE(text(1221, "kg/m2"), QStringLiteral("250 lb/ft²"));
        QCOMPARE(text(10200, "W"), QStringLiteral("10.2 kW"));
    }

    void splitsNumberFromUnit()
    {
        const FormattedMeasure parts = splitMeasure(20400, "W");
        QCOMPARE(parts.number, std::string("20.4"));
        QCOMPARE(parts.unit, std::string("kW"));
        QCOMPARE(splitMeasure(5, "1").unit, std::string());
    }

    void formatsWholesAndLengths()
    {
        QCOMPARE(formatWhole(0), std::string("0"));
        QCOMPARE(formatWhole(-999), std::string("-999"));
        QCOMPARE(formatWhole(-12345), std::string("-12,345"));
        QCOMPARE(formatWhole(1234567), std::string("1,234,567"));
        QCOMPARE(formatWhole(std::numeric_limits<std::int64_t>::min()),
                 std::string("-9,223,372,036,854,775,808"));
        QCOMPARE(formatLengthMm(7.0), std::string("7,000 mm"));
        QCOMPARE(formatLengthMm(23.6), std::string("23,600 mm"));
        QCOMPARE(formatLengthMm(100.0), std::string("100 m"));
        QCOMPARE(formatLengthMm(0.04445), std::string("44.45 mm"));
    }

    void parses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("unit");
        QTest::addColumn<QString>("bareUnit");
        QTest::addColumn<double>("value");
        const auto row = [](const char* text, const char* unit, const char* bare, double value) {
            QTest::addRow("%s [%s]", text, unit)
                << QString::fromUtf8(text) << unit << bare << value;
        };
        row("4*600 mm", "m", "mm", 2.4);
        row("2.5 m", "m", "mm", 2.5);
        row("600", "m", "mm", 0.6);
        row("600", "m", "", 600);
        row("23 ft 4 in", "m", "mm", 7.112);
        row("23'4\"", "m", "mm", 7.112);
        row("2 * 23 ft 4 in", "m", "mm", 14.224);
        row("-23 ft 4 in", "m", "mm", -7.112);
        row("2 m + 30 cm", "m", "mm", 2.3);
        row("2 m + 30", "m", "mm", 2.03); // the bare number is in millimetres
        row("3*(2 m - 40 cm)", "m", "mm", 4.8);
        row("(2+3) m", "m", "mm", 5);
        row("600/3 mm", "m", "mm", 0.2);
        row("10 m / 4", "m", "mm", 2.5);
        row("42 U", "m", "mm", 42 * 0.04445);
        row("1,234.5 mm", "m", "mm", 1.2345);
        row("12,345,678", "1", "1", 12345678);
        row("2.5e3 mm", "m", "mm", 2.5);
        row("20.4 kW", "W", "kW", 20400);
        row("20.4 kw", "W", "kW", 20400);
        row("20.4", "W", "kW", 20400);
        row("1.5 MW + 200 kW", "W", "kW", 1.7e6);
        row("10 tons", "W", "kW", 35168.5285);
        row("22179 BTU/h", "W", "kW", 6500.02327);
        row("75 F", "degC", "degC", 23.8888888889);
        row("75 °F", "degC", "degC", 23.8888888889);
        row("-40 F", "degC", "degC", -40);
        row("20 + 5", "degC", "degC", 25);
        row("68", "degC", "F", 20);
        row("300.15 K", "degC", "degC", 27);
        row("18 F", "K", "K", 10);
        row("415 V", "V", "V", 415);
        row("13.8 kV", "V", "V", 13800);
        row("400 Gbit/s", "B/s", "GB/s", 50e9);
        row("50 GB/s", "bit/s", "Gbit/s", 400e9);
        row("80 GiB", "B", "GB", 85899345920.0);
        row("1.2 M USD", "USD", "USD", 1.2e6);
        row("1.2bn", "USD", "USD", 1.2e9);
        row("$1.2M", "USD", "USD", 1.2e6);
        row("$5", "USD", "k USD", 5);
        row("12.3 k tok/s", "tok/s", "tok/s", 12300);
        row("35 %", "1", "1", 0.35);
        row("400 g/kWh", "g/Wh", "g/kWh", 0.4);
        row("120 L/min", "m3/s", "L/min", 0.002);
        row("1,105 CFM", "m3/s", "L/min", 0.521502);
        row("1 h 30 min", "s", "s", 5400);
        row("2 years", "h", "h", 17520);
        row("0.115 USD/kWh", "USD/kWh", "", 0.115);
        row("12 furlong", "furlong", "", 12);
        row(" 2\u00a0m ", "m", "mm", 2);
        row("\u22125 m", "m", "mm", -5);
    }
    void parses()
    {
        QFETCH(QString, text);
        QFETCH(QString, unit);
        QFETCH(QString, bareUnit);
        QFETCH(double, value);
        const std::string si = unit.toStdString();
        const auto result = parseMeasure(text.toStdString(), si, bareUnit.toStdString());
        QVERIFY2(result.isOk(), result.isOk() ? "" : result.error().message.id.c_str());
        QVERIFY2(std::abs(*result - value) <= 2e-6 * std::abs(value),
                 qPrintable(QString::number(*result, 'g', 12)));
    }

    void rejects_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("unit");
        QTest::addColumn<QString>("error");
        const auto row = [](const char* text, const char* unit, const char* error) {
            QTest::addRow("%.30s [%s]", text, unit)
                << QString::fromUtf8(text) << unit << QString("units.%1").arg(error);
        };
        row("", "m", "not-a-number");
        row("   ", "m", "not-a-number");
        row("abc", "m", "not-a-number");
        row("nan", "m", "not-a-number");
        row("inf", "W", "not-a-number");
        row("12,5", "m", "not-a-number");
        row("1,2345", "m", "not-a-number");
        row("1,,000", "m", "not-a-number");
        row(",500", "m", "not-a-number");
        row("5 m +", "m", "not-a-number");
        row("(5 m", "m", "not-a-number");
        row("5 m)", "m", "not-a-number");
        row("1/0", "m", "not-a-number");
        row("2 m 30", "m", "not-a-number");
        row("1.2.3 m", "m", "not-a-number");
        row("2 3", "degC", "not-a-number");
        row("20 C 5", "degC", "not-a-number");
        row("1e999 m", "m", "not-a-number");
        row("..", "m", "not-a-number");
        row("5 apples", "m", "wrong-unit");
        row("5 kg", "m", "wrong-unit");
        row("5 kW", "m", "wrong-unit");
        row("2 m * 3 m", "m", "wrong-unit");
        row("6 / (2 m)", "m", "wrong-unit");
        row("10 m / 2 m", "m", "wrong-unit");
        row("20 C + 9 F", "degC", "wrong-unit");
        row("5 $", "m", "wrong-unit");
        row("5 gb/s", "B/s", "wrong-unit"); // bits or bytes
    }
    void rejects()
    {
        QFETCH(QString, text);
        QFETCH(QString, unit);
        QFETCH(QString, error);
        const auto result = parseMeasure(text.toStdString(), unit.toStdString(), "");
        QVERIFY(!result.isOk());
        QCOMPARE(QString::fromStdString(result.error().message.id), error);
        QCOMPARE(std::get<std::string>(result.error().message.arguments.at(0)), text.toStdString());
    }

    void rejectsHostileText()
    {
        QVERIFY(!parseMeasure(std::string(100000, '('), "m", "m").isOk());
        QVERIFY(!parseMeasure(std::string(150, '(') + "1" + std::string(10, ')'), "m", "m").isOk());
        QVERIFY(!parseMeasure(std::string("5\0m", 3), "m", "m").isOk());
        QVERIFY(!parseMeasure("\xff\xfe", "m", "m").isOk());
        QVERIFY(!parseMeasure("5", "m", "kW").isOk()); // a bare unit of another quantity
    }

    /// What people see can be typed back, within the digits that are shown.
    void formatThenParse_data() { formats_data(); }
    void formatThenParse()
    {
        QFETCH(double, value);
        QFETCH(QString, unit);
        QFETCH(QString, text);
        if (!std::isfinite(value))
            return;
        const auto back = parseMeasure(text.toStdString(), unit.toStdString(), "");
        QVERIFY2(back.isOk(), qPrintable(text));
        QVERIFY2(std::abs(*back - value) <= 0.006 * std::abs(value), qPrintable(text));
    }

    void editTextRoundTrips_data()
    {
        QTest::addColumn<QString>("unit");
        QTest::addColumn<QString>("shown");
        QTest::addRow("mm") << "m"
                            << "mm";
        QTest::addRow("ft") << "m"
                            << "ft";
        QTest::addRow("kW") << "W"
                            << "kW";
        QTest::addRow("F") << "degC"
                           << "°F";
        QTest::addRow("plain") << "1"
                               << "1";
        QTest::addRow("tok") << "tok/s"
                             << "k tok/s";
        QTest::addRow("unknown") << "m"
                                 << "parsec";
    }
    void editTextRoundTrips()
    {
        QFETCH(QString, unit);
        QFETCH(QString, shown);
        for (const double value : {0.04445, 1.0 / 3.0, 27.0, 123456.789, -5.5, 0.0}) {
            const std::string text = formatForEdit(value, unit.toStdString(), shown.toStdString());
            const auto back = parseMeasure(text, unit.toStdString(), "");
            QVERIFY2(back.isOk(), text.c_str());
            QVERIFY2(std::abs(*back - value) <= 1e-12 * std::max(1.0, std::abs(value)),
                     text.c_str());
        }
        QCOMPARE(formatForEdit(0.6, "m", "mm"), std::string("600 mm"));
        QCOMPARE(formatForEdit(std::nan(""), "m", "mm"), std::string());
    }

    void unitTableHasEachUnitItself()
    {
        for (const char* unit :
             {"W",    "VA",  "J",  "Wh", "m",     "m2",   "m3/s",  "kg",     "kg/m2",
              "degC", "K",   "Pa", "s",  "B",     "B/s",  "bit/s", "FLOP/s", "A",
              "V",    "USD", "1",  "%",  "tok/s", "g/Wh", "h",     "years",  "days"}) {
            const auto self = findUnitName(unit, unit);
            QVERIFY2(self.has_value(), unit);
            QCOMPARE(self->factor, 1.0);
            QCOMPARE(self->offset, 0.0);
        }
    }
};

QTEST_APPLESS_MAIN(TestUnits)
#include "tst_units.moc"

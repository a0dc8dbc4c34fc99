#include "model/base/Csv.h"
#include <QtTest>

using namespace millwright;

/// The CSV reader against what people's files really hold.
class TestCsv : public QObject
{
    Q_OBJECT

private slots:
    void readsQuotesLineEndsAndByteOrderMark()
    {
        const auto table = readCsv("\xEF\xBB\xBF"
                                   "a,b\r\n1,\"x \"\"y\"\"\nz\"\r\n\r\n2,",
                                   "t.csv");
        QVERIFY(table.isOk());
        QCOMPARE(table->rows().size(), std::size_t{2});
        QCOMPARE(table->rows()[0].fields[1], std::string("x \"y\"\nz"));
        QCOMPARE(table->rows()[1].line, std::size_t{5});
        QCOMPARE(std::string(table->text(table->rows()[1], "b")), std::string());
    }

    void refusesWithPlace_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("where");
        QTest::newRow("empty") << QByteArray("") << "csv.empty"
                               << "t.csv";
        QTest::newRow("only blank lines") << QByteArray("\n\r\n") << "csv.empty"
                                          << "t.csv";
        QTest::newRow("too many fields") << QByteArray("a,b\n1,2,3\n") << "csv.field-count"
                                         << "t.csv:2";
        QTest::newRow("too few fields") << QByteArray("a,b\n1,2\n3\n") << "csv.field-count"
                                        << "t.csv:3";
        QTest::newRow("open quote") << QByteArray("a,b\n1,\"2\n3,4\n") << "csv.quote-open"
                                    << "t.csv:2";
        QTest::newRow("stray quote") << QByteArray("a,b\n1,2\"3\n") << "csv.quote-stray"
                                     << "t.csv:2";
        QTest::newRow("text behind quote") << QByteArray("a,b\n1,\"2\"x\n") << "csv.quote-stray"
                                           << "t.csv:2";
        QTest::newRow("column twice") << QByteArray("a,a\n1,2\n") << "csv.column-twice"
                                      << "t.csv:1";
        QTest::newRow("zero byte") << QByteArray("a,b\n1,\0\n", 8) << "csv.binary"
                                   << "t.csv";
    }
    void refusesWithPlace()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, id);
        QFETCH(QString, where);
        const auto table = readCsv(
            std::string_view(text.constData(), static_cast<std::size_t>(text.size())), "t.csv");
        QVERIFY(!table.isOk());
        QCOMPARE(QString::fromStdString(table.error().message.id), id);
        QCOMPARE(QString::fromStdString(table.error().where), where);
    }

    void readsNumbersInAnyLocale()
    {
        QCOMPARE(parseNumber(" 1.5e3 ").value_or(0), 1500.0);
        QCOMPARE(parseNumber("+2").value_or(0), 2.0);
        for (const char* bad : {"", "1,5", "1.5x", "nan", "inf", "1e999", "+-1", "0x10"})
            QVERIFY2(!parseNumber(bad), bad);
        const auto table = readCsv("a\nx\n", "t.csv");
        const auto number = table->number(table->rows()[0], "a");
        QVERIFY(!number.isOk());
        QCOMPARE(number.error().where, std::string("t.csv:2:a"));
    }

    void writesFieldsThatReadBackAndRunNoFormula()
    {
        QCOMPARE(csvField("=1+1"), std::string("'=1+1"));
        QCOMPARE(csvField("@cmd"), std::string("'@cmd"));
        QCOMPARE(csvField("a;=1+1"), std::string("a;'=1+1"));
        QCOMPARE(csvField("a; = 1"), std::string("a; = 1"));
        QCOMPARE(csvField("-5.2"), std::string("-5.2"));
        QCOMPARE(csvField("a,\"b\""), std::string("\"a,\"\"b\"\"\""));
        const auto table = readCsv("h\n" + csvField("x,\"y\"\nz") + "\n", "t.csv");
        QVERIFY(table.isOk());
        QCOMPARE(table->rows()[0].fields[0], std::string("x,\"y\"\nz"));
    }
};

QTEST_APPLESS_MAIN(TestCsv)
#include "tst_csv.moc"

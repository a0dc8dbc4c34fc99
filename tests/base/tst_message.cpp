#include "model/base/Message.h"
#include "model/base/Result.h"
#include <QtTest>

using namespace millwright;

class TestMessage : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        registerMessagePatterns({{"test.load", "{0} draws {1}, limit {2} ({3} racks)"},
                                 {"test.twice", "{0} and {0}"},
                                 {"test.braces", "{} {x} {9} {"}});
    }

    void placesTakeTheirArguments()
    {
        const Message message{
            "test.load",
            {std::string("Row 3"), Measure{20400, "W"}, Measure{17.3e3, "W"}, std::int64_t{12000}}};
        QCOMPARE(formatMessage(message),
                 std::string("Row 3 draws 20.4 kW, limit 17.3 kW (12,000 racks)"));
        QCOMPARE(formatMessage({"test.twice", {std::string("a")}}), std::string("a and a"));
    }

    void oddPatternsPrintWithoutHarm()
    {
        QCOMPARE(formatMessage({"test.braces", {std::string("a")}}), std::string("{} {x}  {"));
        QCOMPARE(formatMessage({"test.load", {}}), std::string(" draws , limit  ( racks)"));
    }

    void argumentsAreNotPatterns()
    {
        QCOMPARE(formatMessage({"test.twice", {std::string("{0}{1}")}}),
                 std::string("{0}{1} and {0}{1}"));
    }

    void unknownIdPrintsItself()
    {
        QVERIFY(messagePattern("test.unknown").empty());
        QCOMPARE(formatMessage({"test.unknown", {std::string("x"), std::int64_t{-7}}}),
                 std::string("test.unknown x -7"));
    }

    void laterTableWins()
    {
        registerMessagePatterns({{"test.replaced", "old"}});
        registerMessagePatterns({{"test.replaced", "new"}});
        QCOMPARE(formatMessage({"test.replaced", {}}), std::string("new"));
    }

    void resultHoldsValueOrError()
    {
        const Result<int> good = 3;
        QVERIFY(good.isOk());
        QCOMPARE(*good, 3);
        const Result<int> bad = fail("test.load", {std::string("a")}, "file.csv:12:price");
        QVERIFY(!bad.isOk());
        QCOMPARE(bad.error().where, std::string("file.csv:12:price"));
        QCOMPARE(bad.error().message, (Message{"test.load", {std::string("a")}}));
        const Result<void> done;
        QVERIFY(done.isOk());
        const Result<void> failed = fail("test.load");
        QVERIFY(!failed.isOk());
    }
};

QTEST_APPLESS_MAIN(TestMessage)
#include "tst_message.moc"

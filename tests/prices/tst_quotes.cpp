#include "model/edit/Document.h"
#include "model/edit/PriceActions.h"
#include "model/prices/QuoteImport.h"
#include "tests/support/Builder.h"
#include <QTest>
#include <algorithm>
#include <cmath>

using namespace millwright;
using millwright::test::Builder;

namespace
{

PartPtr part(const char* id, const char* vendor, const char* name, double price = 0.0)
{
    Part made;
    made.id = id;
    made.vendor = vendor;
    made.name = name;
    made.kind = PartKind::System;
    if (price > 0.0) {
        Field field;
        field.key = FieldKey::Price;
        field.number = price;
        field.source = std::make_shared<const std::string>("list");
        field.confidence = Confidence::Secondary;
        made.fields.push_back(field);
    }
    return finishPart(std::move(made));
}

const std::vector<PartPtr>& parts()
{
    static const std::vector<PartPtr> all{
        part("dgx-h100", "NVIDIA", "DGX H100", 300000.0),
        part("qm9700", "NVIDIA", "QM9700", 40000.0), part("nic-a", "NVIDIA", "ConnectX-7"),
        part("nic-b", "Dell", "ConnectX-7"), part("rack-48", "Vertiv", "VR3357 48U", 2000.0)};
    return all;
}

QuotePreview previewed(const std::string& text, const PriceBook& book = {},
                       void (*change)(QuoteOptions&) = nullptr)
{
    const Sheet sheet = readCsvSheet(text, "quote.csv").value();
    auto options = suggestOptions(sheet);
    if (!options)
        qFatal("no header in a test");
    if (change)
        change(*options);
    return previewQuote(sheet, *options, parts(), book);
}

bool hasProblem(const QuoteRow& row, const char* id)
{
    return std::any_of(row.problems.begin(), row.problems.end(),
                       [&](const Message& m) { return m.id == id; });
}

} // namespace

class QuotesTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { registerQuoteMessages(); }
    void readsAWholeQuote();
    void readsAGermanQuote();
    void amounts_data();
    void amounts();
    void dates_data();
    void dates();
    void leadTimes_data();
    void leadTimes();
    void headersAreRecognised_data();
    void headersAreRecognised();
    void unclearIsNeverGuessed_data();
    void unclearIsNeverGuessed();
    void discounts_data();
    void discounts();
    void choicesAreRememberedByTheSuppliersNumber();
    void columnsCanBeMapped();
    void oneUndoStepTakesTheChosenRows();
    void hostileCellsStayText();
};

void QuotesTest::readsAWholeQuote()
{
    const QuotePreview preview =
        previewed("Reseller Ltd,,,,,\n"
                  "Quote no.: Q-2026-17,,,,,\n"
                  "Date,2026-10-01,,Valid until: 31 Dec 2026,,\n"
                  "Supplier,Reseller Ltd,,All prices in USD,,\n"
                  "\n"
                  "Pos,Part number,Description,Qty,Unit price,Total,Lead time (weeks)\n"
                  "1,DGX-H100,NVIDIA DGX H100 640GB,31,\"271,234.50\",\"8,408,269.50\",8-12\n"
                  "2,QM9700,Switch,12,\"38,000.00\",\"456,000.00\",26\n"
                  "3,FRT,Freight,1,\"5,000.00\",\"5,000.00\",\n"
                  ",,,,Total,\"8,869,269.50\",\n");
    QCOMPARE(preview.rows.size(), std::size_t(3));
    const QuoteRow& system = preview.rows[0];
    QCOMPARE(int(system.state), int(QuoteState::Ready));
    QCOMPARE(system.entry.part, Symbol("dgx-h100"));
    QCOMPARE(*system.entry.mid, 271234.5);
    QCOMPARE(system.entry.currency, std::string("USD"));
    QCOMPARE(system.entry.date, std::string("2026-10-01"));
    QCOMPARE(system.entry.validUntil, std::string("2026-12-31"));
    QCOMPARE(system.entry.supplier, std::string("Reseller Ltd"));
    QCOMPARE(system.entry.source, std::string("Q-2026-17, quote.csv"));
    QCOMPARE(*system.entry.leadLow, 8.0);
    QCOMPARE(*system.entry.leadHigh, 12.0);
    QVERIFY(std::abs(*system.change - (271234.5 / 300000.0 - 1.0)) < 1e-12);
    QVERIFY(system.entry.isQuoted && system.problems.empty());
    QCOMPARE(system.line, std::size_t(7));
    QCOMPARE(*preview.rows[1].entry.leadHigh, 26.0);
    QCOMPARE(int(preview.rows[2].state), int(QuoteState::Unmatched));
    QCOMPARE(preview.ready, std::size_t(2));
    QCOMPARE(preview.unmatched, std::size_t(1));
    QCOMPARE(quotedEntries(preview).size(), std::size_t(2));
}

void QuotesTest::readsAGermanQuote()
{
    const QuotePreview preview =
        previewed("Angebot;A-77\nWährung;EUR\nGültig bis;31.12.2026\n"
                  "Artikel;Bezeichnung;Menge;Einzelpreis;Gesamt;Lieferzeit (Tage)\n"
                  "dgx-h100;DGX;2;250.000,50;500.001,00;70\nqm9700;Switch;1;35.000;35.000;\n");
    QCOMPARE(preview.ready, std::size_t(2));
    QCOMPARE(*preview.rows[0].entry.mid, 250000.5);
    QCOMPARE(preview.rows[0].entry.currency, std::string("EUR"));
    QCOMPARE(preview.rows[0].entry.validUntil, std::string("2026-12-31"));
    QCOMPARE(*preview.rows[0].entry.leadHigh, 10.0);
    QCOMPARE(*preview.rows[1].entry.mid, 35000.0); // the other rows say what the point is
    QVERIFY(std::abs(*preview.rows[0].change - (250000.5 * 1.1684 / 300000.0 - 1.0)) < 1e-12);
}

void QuotesTest::amounts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("value"); // -1 = ambiguous, -2 = none
    QTest::addColumn<QString>("currency");
    QTest::newRow("plain") << "1234.5" << 1234.5 << "";
    QTest::newRow("dollar") << "$1,234.50" << 1234.5 << "USD";
    QTest::newRow("euro behind") << "1.234,50 €" << 1234.5 << "EUR";
    QTest::newRow("code") << "CHF 1'200.00" << 1200.0 << "CHF";
    QTest::newRow("blanks") << "1 234 567,8 EUR" << 1234567.8 << "EUR";
    QTest::newRow("two groups") << "1,234,567" << 1234567.0 << "";
    QTest::newRow("either") << "31,000" << -1.0 << "";
    QTest::newRow("either, point") << "31.000" << -1.0 << "";
    QTest::newRow("below one") << "0.125" << 0.125 << "";
    QTest::newRow("yen is two currencies") << "¥ 100" << 100.0 << "";
    QTest::newRow("words") << "on request" << -2.0 << "";
    QTest::newRow("whole") << "31000" << 31000.0 << "";
}

void QuotesTest::amounts()
{
    QFETCH(QString, text);
    QFETCH(double, value);
    QFETCH(QString, currency);
    const Amount amount = readAmount({text.toStdString(), {}, false, false}, DecimalSign::Unknown);
    QCOMPARE(amount.isAmbiguous, value == -1.0);
    QCOMPARE(amount.value.has_value(), value >= 0.0);
    if (value >= 0.0)
        QCOMPARE(*amount.value, value);
    QCOMPARE(QString::fromStdString(amount.currency), currency);
}

void QuotesTest::dates_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("date");
    QTest::newRow("ISO") << "2026-04-13"
                         << "2026-04-13";
    QTest::newRow("ISO with time") << "2026-04-13T10:00"
                                   << "2026-04-13";
    QTest::newRow("German") << "3.4.2026"
                            << "2026-04-03";
    QTest::newRow("words") << "13 April 2026"
                           << "2026-04-13";
    QTest::newRow("US words") << "Apr 13, 2026"
                              << "2026-04-13";
    QTest::newRow("day first for certain") << "25/04/2026"
                                           << "2026-04-25";
    QTest::newRow("month first for certain") << "04/25/2026"
                                             << "2026-04-25";
    QTest::newRow("either") << "04/05/2026"
                            << "";
    QTest::newRow("no such day") << "31.02.2026"
                                 << "";
    QTest::newRow("none") << "60 days"
                          << "";
}

void QuotesTest::dates()
{
    QFETCH(QString, text);
    QFETCH(QString, date);
    QCOMPARE(QString::fromStdString(readDate({text.toStdString(), {}, false, false})), date);
}

void QuotesTest::leadTimes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::newRow("number") << "6" << 6.0 << 6.0;
    QTest::newRow("range") << "8-12 weeks" << 8.0 << 12.0;
    QTest::newRow("days") << "28 days" << 4.0 << 4.0;
    QTest::newRow("short") << "10wks" << 10.0 << 10.0;
    QTest::newRow("words") << "in stock" << -1.0 << -1.0;
    QTest::newRow("reversed") << "12-8" << -1.0 << -1.0;
}

void QuotesTest::leadTimes()
{
    QFETCH(QString, text);
    QFETCH(double, low);
    QFETCH(double, high);
    const auto lead = readLeadTime({text.toStdString(), {}, false, false}, 1.0);
    QCOMPARE(lead.has_value(), low >= 0.0);
    if (lead) {
        QCOMPARE(lead->low, low);
        QCOMPARE(lead->high, high);
    }
}

void QuotesTest::headersAreRecognised_data()
{
    QTest::addColumn<QString>("header");
    QTest::addColumn<QString>("column");
    for (const auto& [header, column] : std::initializer_list<std::pair<const char*, const char*>>{
             {"SKU", "part"},
             {"Part #", "part"},
             {"Manufacturer Part Number", "vendor"},
             {"Product Description", "description"},
             {"Qty.", "quantity"},
             {"Unit Price (USD)", "net-price"},
             {"List Price", "list-price"},
             {"Net unit price", "net-price"},
             {"Ext. Price", "line-total"},
             {"Disc %", "discount"},
             {"Lead time", "lead-time"},
             {"Delivery", "lead-time"},
             {"Valid until", "valid-until"},
             {"Curr.", "currency"},
             {"MSRP", "list-price"}})
        QTest::newRow(header) << header << column;
}

void QuotesTest::headersAreRecognised()
{
    QFETCH(QString, header);
    QFETCH(QString, column);
    const Sheet sheet =
        readCsvSheet("Part number;Description;Price per unit;" + header.toStdString() + "\n",
                     "t.csv")
            .value();
    auto mapping = suggestMapping(sheet);
    QVERIFY(mapping);
    const auto found =
        std::find(mapping->columns.begin(), mapping->columns.end(), std::optional<std::size_t>(3));
    const bool isTaken = header.startsWith("SKU") || header.startsWith("Part") ||
                         header.startsWith("Product D") || header.startsWith("Unit") ||
                         header.startsWith("Net");
    if (isTaken) // the first column of a meaning keeps it
        QVERIFY(found == mapping->columns.end());
    else
        QCOMPARE(
            QString::fromUtf8(
                quoteColumnName(static_cast<QuoteColumn>(found - mapping->columns.begin())).data()),
            column);
}

void QuotesTest::unclearIsNeverGuessed_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("problem");
    const QString head = "Part,Description,Qty,Unit price,Currency\n";
    QTest::newRow("two parts of that name") << head + "X1,ConnectX-7,1,1500,USD\n"
                                            << "quote.part-unclear";
    QTest::newRow("name inside of a description")
        << head + "X1,Kit with QM9700 and rails,1,40000,USD\n"
        << "quote.part-unclear";
    QTest::newRow("no currency") << head + "qm9700,,1,40000,\n"
                                 << "quote.currency-missing";
    QTest::newRow("unknown currency") << head + "qm9700,,1,40000,Groats\n"
                                      << "quote.currency-unknown";
    QTest::newRow("no rate") << head + "qm9700,,1,40000,ZZZ\n"
                             << "price.rate-missing";
    QTest::newRow("thousands or decimals") << head + "qm9700,,1,\"40,000\",USD\n"
                                           << "quote.number-unclear";
    QTest::newRow("negative") << head + "qm9700,,1,-40000,USD\n"
                              << "quote.negative";
    QTest::newRow("zero") << head + "qm9700,,1,0,USD\n"
                          << "quote.zero";
    QTest::newRow("two prices") << head + "qm9700,,1,40000,USD\nqm9700,,1,41000,USD\n"
                                << "quote.twice";
    QTest::newRow("words for a price") << head + "qm9700,,1,on request,USD\n"
                                       << "quote.no-price";
}

void QuotesTest::unclearIsNeverGuessed()
{
    QFETCH(QString, text);
    QFETCH(QString, problem);
    const QuotePreview preview = previewed(text.toStdString());
    QVERIFY(!preview.rows.empty());
    for (const QuoteRow& row : preview.rows) {
        QCOMPARE(int(row.state), int(QuoteState::Unclear));
        QVERIFY2(hasProblem(row, problem.toUtf8().constData()),
                 row.problems.empty() ? "none" : row.problems[0].id.c_str());
        for (const Message& message : row.problems)
            QVERIFY2(message.id.starts_with("price.") || !messagePattern(message.id).empty(),
                     message.id.c_str());
    }
    QVERIFY(quotedEntries(preview).empty());
    const QuoteMatcher matcher({part("nv-qm9700", "NVIDIA", "Quantum-2 QM9700"),
                                part("other", "NVIDIA", "Quantum QM8700")},
                               {});
    const QuoteMatch model = matcher.match("MQM9700-NS2F", "Switch, 64 ports", "");
    QVERIFY(model.part.isEmpty()); // a model word is a hint, no match
    QCOMPARE(model.candidates, std::vector<Symbol>{Symbol("nv-qm9700")});
    if (problem == "quote.part-unclear")
        QVERIFY(!preview.rows[0].candidates.empty());
}

void QuotesTest::discounts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("price"); // -1 = unclear
    QTest::newRow("list and discount")
        << "Part,List price,Discount,Currency\nqm9700,50000,20 %,USD\n"
        << 40000.0;
    QTest::newRow("share") << "Part,List price,Discount,Currency\nqm9700,50000,0.2,USD\n"
                           << 40000.0;
    QTest::newRow("net stated")
        << "Part,List price,Net price,Discount,Currency\nqm9700,50000,41000,20 %,USD\n"
        << 41000.0;
    QTest::newRow("unit price, total says net")
        << "Part,Qty,Unit price,Discount,Total,Currency\nqm9700,2,40000,20 %,80000,USD\n"
        << 40000.0;
    QTest::newRow("unit price, total says list")
        << "Part,Qty,Unit price,Discount,Total,Currency\nqm9700,2,50000,20 %,80000,USD\n"
        << 40000.0;
    QTest::newRow("unit price, nothing says")
        << "Part,Qty,Unit price,Discount,Currency\nqm9700,2,50000,20 %,USD\n"
        << -1.0;
    QTest::newRow("header says net")
        << "Part,Qty,Net unit price,Discount,Currency\nqm9700,2,50000,20 %,USD\n"
        << 50000.0;
    QTest::newRow("no discount in this row")
        << "Part,Qty,Unit price,Discount,Currency\nqm9700,2,50000,,USD\n"
        << 50000.0;
    QTest::newRow("nonsense") << "Part,List price,Discount,Currency\nqm9700,50000,150 %,USD\n"
                              << -1.0;
}

void QuotesTest::discounts()
{
    QFETCH(QString, text);
    QFETCH(double, price);
    const QuotePreview preview = previewed(text.toStdString());
    QCOMPARE(preview.rows.size(), std::size_t(1));
    QCOMPARE(int(preview.rows[0].state),
             int(price < 0.0 ? QuoteState::Unclear : QuoteState::Ready));
    if (price >= 0.0)
        QCOMPARE(*preview.rows[0].entry.mid, price);
}

void QuotesTest::choicesAreRememberedByTheSuppliersNumber()
{
    const std::string text = "Part,Description,Unit price,Currency\nMCX-75,ConnectX-7,1500,USD\n";
    const QuotePreview chosen =
        previewed(text, {}, [](QuoteOptions& options) { options.choices[2] = Symbol("nic-b"); });
    QCOMPARE(int(chosen.rows[0].state), int(QuoteState::Ready));
    Draft draft{Project{}};
    QVERIFY(setPrices(draft, quotedEntries(chosen), {}));
    const QuotePreview again = previewed(text, *draft.project().prices);
    QCOMPARE(int(again.rows[0].state), int(QuoteState::Ready));
    QCOMPARE(again.rows[0].entry.part, Symbol("nic-b"));
    QVERIFY(again.rows[0].isSame);
}

void QuotesTest::columnsCanBeMapped()
{
    const Sheet sheet =
        readCsvSheet("Part,Price,Street,Currency\nqm9700,50000,42000,USD\n", "t.csv").value();
    QuoteOptions options = suggestOptions(sheet).value();
    QVERIFY(mapColumn(options.mapping, sheet, "list-price", "Price"));
    QVERIFY(!options.mapping[QuoteColumn::NetPrice]); // a column says one thing
    QVERIFY(mapColumn(options.mapping, sheet, "net-price", "street"));
    QCOMPARE(*previewQuote(sheet, options, parts(), {}).rows[0].entry.mid, 42000.0);
    QVERIFY(mapColumn(options.mapping, sheet, "net-price", "B"));
    QCOMPARE(*previewQuote(sheet, options, parts(), {}).rows[0].entry.mid, 50000.0);
    QVERIFY(!mapColumn(options.mapping, sheet, "nonsense", "B"));
    QVERIFY(!mapColumn(options.mapping, sheet, "net-price", "No such header"));
    QVERIFY(!suggestOptions(readCsvSheet("a,b\n1,2\n", "t.csv").value()));
    QCOMPARE(headerSignature(sheet, 0), std::string("part|price|street|currency|"));
}

void QuotesTest::oneUndoStepTakesTheChosenRows()
{
    const QuotePreview preview =
        previewed("Part,Unit price,Currency\ndgx-h100,290000.00,USD\nqm9700,39000.00,USD\n");
    Document document{Project{}};
    Transaction transaction(document, {"edit.quote", {}});
    const std::size_t lines[] = {3};
    QVERIFY(setPrices(transaction, quotedEntries(preview, lines), "2026-11-26"));
    const auto edit = transaction.commit();
    QVERIFY(edit);
    QCOMPARE(document.project().prices->entries.size(), std::size_t(1));
    QCOMPARE(document.project().prices->asOf, std::string("2026-11-26"));
    QVERIFY(document.project().prices->entry("qm9700"));
    document.undo(*edit);
    QVERIFY(document.project().prices->isEmpty());
}

void QuotesTest::hostileCellsStayText()
{
    const QuotePreview preview =
        previewed("Part,Description,Unit "
                  "price,Currency\nqm9700,\"=HYPERLINK(\"\"http://"
                  "x\"\")\",39000.00,USD\n@SUM(1+1)*cmd|' /C calc'!A0,x,1.00,USD\n"
                  "'; DROP TABLE parts;--,x,1.00,USD\n");
    QCOMPARE(preview.rows.size(), std::size_t(3));
    QCOMPARE(preview.rows[0].description, std::string("=HYPERLINK(\"http://x\")"));
    QCOMPARE(preview.ready, std::size_t(1));
    QCOMPARE(preview.unmatched, std::size_t(2));
}

QTEST_APPLESS_MAIN(QuotesTest)
#include "tst_quotes.moc"

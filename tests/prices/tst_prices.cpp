#include "model/analysis/RecalculationGraph.h"
#include "model/analysis/Reliance.h"
#include "model/edit/Document.h"
#include "model/edit/PriceActions.h"
#include "model/export/BillExport.h"
#include "model/prices/Currency.h"
#include "model/report/Bill.h"
#include "model/sheet/Sheet.h"
#include "tests/support/Builder.h"
#include "tests/support/RuleCheck.h"
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <cmath>

using namespace millwright;
using millwright::test::Builder;
using millwright::test::RuleCheck;

namespace
{

void give(Project& project, Symbol id, const char* vendor, Confidence confidence)
{
    Part part = *project.parts.find(id);
    part.vendor = vendor;
    for (Field& field : part.fields)
        field.confidence = confidence;
    project.parts.put(finishPart(std::move(part)));
}

/// Two servers at 300,000 (250,000 to 400,000) USD that nobody checked, a rack at 1,500 that
/// somebody did.
Project smallDesign()
{
    Builder b;
    const Symbol rack = b.part("rack", PartKind::Rack,
                               {{FieldKey::InternalUnits, 42},
                                {FieldKey::Price, 1500},
                                {FieldKey::LeadTimeLow, 2},
                                {FieldKey::LeadTimeHigh, 4}});
    const Symbol server = b.part("server", PartKind::System,
                                 {{FieldKey::RackUnits, 8},
                                  {FieldKey::PowerMax, 10200},
                                  {FieldKey::AcceleratorCount, 8},
                                  {FieldKey::PriceLow, 250000},
                                  {FieldKey::Price, 300000},
                                  {FieldKey::PriceHigh, 400000},
                                  {FieldKey::LeadTimeLow, 20},
                                  {FieldKey::LeadTimeHigh, 40}});
    const auto id = b.rack(rack);
    b.device(id, server, 1);
    b.device(id, server, 10);
    give(b.project, server, "ACME", Confidence::Unverified);
    return b.project;
}

PriceEntry quote(const char* part, double mid, const char* currency = "USD")
{
    PriceEntry entry;
    entry.part = part;
    entry.mid = mid;
    entry.currency = currency;
    entry.date = "2026-10-01";
    entry.validUntil = "2026-12-31";
    entry.supplier = "Reseller";
    entry.source = "Q-17";
    entry.isQuoted = true;
    return entry;
}

struct Evaluated {
    explicit Evaluated(Project p) : project(std::move(p))
    {
        graph.update(project, ChangeSet::everything(), true);
    }
    const CostResult& cost() const { return *graph.results().cost; }
    const BillLine& line(const char* part) const
    {
        return *std::find_if(cost().lines.begin(), cost().lines.end(),
                             [&](const BillLine& l) { return l.part == Symbol(part); });
    }
    MetricContext metrics() const { return {project, graph.results(), graph.parameters()}; }
    double metric(const char* id) const
    {
        return findMetric(id)->value(metrics()).value_or(std::nan(""));
    }

    Project project;
    RecalculationGraph graph = RecalculationGraph::create().value();
};

Project with(Project project, const std::vector<PriceEntry>& entries)
{
    Draft draft(std::move(project));
    if (!setPrices(draft, entries, "2026-10-02"))
        qFatal("bad entry in a test");
    return draft.project();
}

} // namespace

class PricesTest : public QObject
{
    Q_OBJECT

private slots:
    void aQuoteGoesBeforeTheListPrice();
    void vendorDiscountsLowerTheListPrice();
    void currenciesConvertByDatedRates();
    void quotesRunOutAndUnverifiedTotalsAreSaid();
    void anUnknownCurrencyIsAnErrorAndNoPrice();
    void billIsInTheProjectsCurrency();
    void billOfWholeUnits();
    void totalsSayWhatTheyRestOn();
    void leadTimesComeFromTheQuote();
    void expiredQuotesAreFound();
    void everyPriceMetricExplainsItself();
    void relianceFollowsTheDerivation();
    void actionsRefuseNonsense_data();
    void actionsRefuseNonsense();
    void priceEditsAreOneStepAndOnlyCostRuns();
    void pricePerMetreIsNoPriceOfAPiece();
    void exportsDefuseHostileNames();
};

void PricesTest::aQuoteGoesBeforeTheListPrice()
{
    const Evaluated listed(smallDesign());
    QCOMPARE(listed.line("server").unitPrice, 300000.0);
    QCOMPARE(listed.cost().equipment, std::int64_t(60150000));
    const Evaluated quoted(with(smallDesign(), {quote("server", 271234.565)}));
    const BillLine& line = quoted.line("server");
    QVERIFY(line.price.origin == PriceOrigin::Quote);
    QCOMPARE(line.confidence, std::string("quoted"));
    QCOMPARE(line.lineTotal, std::int64_t(54246913)); // 2 x 271,234.565
    QCOMPARE(line.priceLow, 271234.565);
    QCOMPARE(quoted.cost().unverifiedShare, 0.0);
    // Without a price of its own, an entry leaves the list price standing.
    PriceEntry leadOnly = quote("server", 0.0);
    leadOnly.mid.reset();
    leadOnly.leadHigh = 30.0;
    const Evaluated lead(with(smallDesign(), {leadOnly}));
    QVERIFY(lead.line("server").price.origin == PriceOrigin::List);
    QCOMPARE(*lead.line("server").price.leadHigh, 30.0);
}

void PricesTest::vendorDiscountsLowerTheListPrice()
{
    Draft draft(smallDesign());
    QVERIFY(setVendorDiscount(draft, {"acme", 0.12, "2026-09-01", "frame contract 5"}));
    const Evaluated design(draft.project());
    QCOMPARE(design.line("server").unitPrice, 300000.0 * 0.88);
    QCOMPARE(design.line("server").priceHigh, 400000.0 * 0.88);
    QCOMPARE(design.line("rack").unitPrice, 1500.0);
    // A quote is net already.
    QVERIFY(setPrice(draft, quote("server", 280000.0)));
    QCOMPARE(Evaluated(draft.project()).line("server").unitPrice, 280000.0);
    QVERIFY(setVendorDiscount(draft, {"ACME", 0.0, {}, {}}));
    QVERIFY(draft.project().prices->discounts.empty());
}

void PricesTest::currenciesConvertByDatedRates()
{
    // ECB reference rates of 13 April 2026: 1 EUR = 1.1684 USD = 0.87058 GBP = 186.75 JPY.
    const auto euro = rateOf({}, "EUR");
    QVERIFY(euro);
    QCOMPARE(euro->usd, 1.1684);
    QCOMPARE(euro->date, std::string("2026-04-13"));
    QCOMPARE(euro->confidence, std::string("verified"));
    QCOMPARE(rateOf({}, "GBP")->usd, 1.1684 / 0.87058);
    QCOMPARE(rateOf({}, "JPY")->usd, 1.1684 / 186.75);
    QCOMPARE(rateOf({}, "AED")->usd, 1.0 / 3.6725);
    QVERIFY(shippedRates().size() >= 30);
    for (const RateUse& rate : shippedRates())
        QVERIFY2(rate.usd > 0.0 &&
                     (rate.currency == "USD" || (isIsoDate(rate.date) && !rate.source.empty())),
                 rate.currency.c_str());
    PriceBook book;
    book.rates = {{"EUR", 1.25, "2026-11-01", "hedge of the customer"}};
    QCOMPARE(rateOf(book, "EUR")->usd, 1.25);
    const Evaluated design(with(smallDesign(), {quote("server", 250000.0, "EUR")}));
    QCOMPARE(design.line("server").unitPrice, 250000.0 * 1.1684);
    QCOMPARE(design.line("server").price.localMid, 250000.0);
}

void PricesTest::anUnknownCurrencyIsAnErrorAndNoPrice()
{
    const auto rate = rateOf({}, "XYZ");
    QVERIFY(!rate);
    QCOMPARE(rate.error().message.id, std::string("price.rate-missing"));
    Project project = with(smallDesign(), {quote("server", 250000.0, "TWD")});
    const Evaluated design(project);
    QVERIFY(!design.line("server").hasPrice); // neither 1:1 nor the list price
    QCOMPARE(design.cost().unpricedAccelerators, 16);
    const RuleOutcome found = RuleCheck(project).outcome("cost.rates");
    QCOMPARE(int(found.state), int(RuleState::Found));
    QCOMPARE(int(found.findings.front().severity), int(Severity::Error));
    project.currency = "XYZ";
    const auto bill = makeBill(project, design.cost());
    QVERIFY(!bill);
    QCOMPARE(bill.error().message.id, std::string("price.rate-missing"));
    Draft draft(project);
    QVERIFY(setExchangeRate(draft, {"TWD", 0.031, "2026-11-01", "bank"}));
    QCOMPARE(Evaluated(draft.project()).line("server").unitPrice, 250000.0 * 0.031);
    QCOMPARE(int(RuleCheck(draft.project()).outcome("cost.rates").state), int(RuleState::Passed));
}

void PricesTest::quotesRunOutAndUnverifiedTotalsAreSaid()
{
    const auto state = [](const Project& project, const char* rule) { return int(RuleCheck(project).outcome(rule).state); };
    Project project = smallDesign(); // nearly all of it is an unverified price
    QCOMPARE(state(project, "cost.quotes"), int(RuleState::Passed));
    QCOMPARE(state(project, "cost.unverified"), int(RuleState::Found));
    project = with(project, {quote("server", 250000.0)}); // valid until 2026-12-31
    const auto asOf = [&](const char* date) {
        PriceBook book = *project.prices;
        book.asOf = date;
        project.prices.set(book);
    };
    asOf("2026-12-01");
    QCOMPARE(state(project, "cost.quotes"), int(RuleState::Passed));
    QCOMPARE(state(project, "cost.unverified"), int(RuleState::Passed));
    asOf("2027-01-01");
    QCOMPARE(state(project, "cost.quotes"), int(RuleState::Found));
}

void PricesTest::billIsInTheProjectsCurrency()
{
    Project project = with(smallDesign(), {quote("server", 250000.015, "EUR")});
    project.currency = "EUR";
    const Evaluated design(project);
    const Bill bill = makeBill(project, design.cost()).value();
    QCOMPARE(bill.currency, std::string("EUR"));
    const auto line = [&](const char* part) {
        return *std::find_if(bill.lines.begin(), bill.lines.end(),
                             [&](const BillLine& l) { return l.part == Symbol(part); });
    };
    // Offered in euros: taken as it is, not by way of the dollar.
    QCOMPARE(line("server").unitPrice, 250000.015);
    QCOMPARE(line("server").lineTotal, std::int64_t(50000003));
    QCOMPARE(line("rack").unitPrice, 1500.0 / 1.1684);
    QCOMPARE(line("rack").lineTotal, std::llround(150000.0 / 1.1684));
    QCOMPARE(bill.total, line("server").lineTotal + line("rack").lineTotal);
    const std::string csv = billCsv(bill);
    QVERIFY(csv.find("500000.03,EUR") != std::string::npos);
    QVERIFY(csv.find("quote, Reseller, Q-17,2026-10-01,2026-12-31") != std::string::npos ||
            csv.find("\"quote, Reseller, Q-17\",2026-10-01,2026-12-31") != std::string::npos);
}

void PricesTest::billOfWholeUnits()
{
    Project project = with(smallDesign(), {quote("server", 45000000.5, "JPY")});
    project.currency = "JPY";
    const Bill bill = makeBill(project, Evaluated(project).cost()).value();
    QCOMPARE(bill.digits, 0);
    const auto server = std::find_if(bill.lines.begin(), bill.lines.end(),
                                     [](const BillLine& l) { return l.part == Symbol("server"); });
    QCOMPARE(server->lineTotal, std::int64_t(90000001));
    QVERIFY(billCsv(bill).find(",90000001,JPY") != std::string::npos);
    QVERIFY(billJson(bill).find("90000001") != std::string::npos);
}

void PricesTest::totalsSayWhatTheyRestOn()
{
    const Evaluated design(smallDesign());
    QCOMPARE(design.metric("cost.equipment"), 601500.0);
    QCOMPARE(design.metric("cost.equipmentLow"), 501500.0);
    QCOMPARE(design.metric("cost.equipmentHigh"), 801500.0);
    QCOMPARE(design.metric("cost.unverifiedShare"), 600000.0 / 601500.0);
    QCOMPARE(design.metric("cost.unverifiedDown"), 100000.0);
    QCOMPARE(design.metric("cost.unverifiedUp"), 200000.0);
    const double follow = (1.0 + 0.02 + 0.03) * 1.05; // spares, installation, contingency
    QVERIFY(std::abs(design.metric("cost.capex") - design.metric("cost.capexLow") -
                     100000.0 * follow) < 1e-6);
    QVERIFY(std::abs(design.metric("cost.capexHigh") - design.metric("cost.capex") -
                     200000.0 * follow) < 1e-6);
    PriceEntry own = quote("server", 290000.0);
    own.isQuoted = false;
    QCOMPARE(Evaluated(with(smallDesign(), {own})).metric("cost.unverifiedShare"),
             580000.0 / 581500.0);
}

void PricesTest::leadTimesComeFromTheQuote()
{
    const Evaluated design(smallDesign());
    QCOMPARE(design.metric("schedule.goLive"), 48.0); // 40 + 8 weeks of installation
    QCOMPARE(design.metric("schedule.goLiveEarly"), 28.0);
    PriceEntry entry = quote("server", 280000.0);
    entry.leadLow = 10.0;
    entry.leadHigh = 14.0;
    const Evaluated quoted(with(smallDesign(), {entry}));
    QCOMPARE(quoted.metric("schedule.goLive"), 22.0);
    QCOMPARE(quoted.metric("schedule.goLiveEarly"), 18.0);
}

void PricesTest::expiredQuotesAreFound()
{
    const std::vector<PriceEntry> entries{quote("server", 280000.0)};
    Project project = with(smallDesign(), entries);
    QCOMPARE(int(RuleCheck(project).outcome("cost.quotes").state), int(RuleState::Passed));
    Draft draft(project);
    QVERIFY(setPriceDate(draft, "2027-01-01"));
    QCOMPARE(int(RuleCheck(draft.project()).outcome("cost.quotes").state), int(RuleState::Found));
    QVERIFY(Evaluated(draft.project()).line("server").price.isExpired);
}

void PricesTest::everyPriceMetricExplainsItself()
{
    Draft draft(with(smallDesign(), {quote("rack", 1400.0, "GBP")}));
    QVERIFY(setVendorDiscount(draft, {"ACME", 0.07, "2026-09-01", "frame contract 5"}));
    const Evaluated design(draft.project());
    int seen = 0;
    for (const Metric& metric : costMetrics()) {
        const auto value = metric.value(design.metrics());
        if (!value)
            continue;
        const auto tree = explainMetric(design.metrics(), metric.id);
        QVERIFY2(tree.isOk(), metric.id.data());
        QVERIFY2(std::abs((*tree)->value - *value) <= 1e-12 * std::max(1.0, std::abs(*value)),
                 metric.id.data());
        QVERIFY2(std::abs(evaluateExplanation(**tree) - *value) <=
                     1e-12 * std::max(1.0, std::abs(*value)),
                 metric.id.data());
        QVERIFY2(unsourcedLeaves(*tree).empty(), metric.id.data());
        ++seen;
    }
    QVERIFY(seen >= 12);
    const Traced price =
        tracedPrice(draft.project().parts.find("server"), "server", *draft.project().prices);
    QCOMPARE(price.value(), 300000.0 * (1.0 - 0.07));
    std::vector<std::string> sources;
    std::vector<ExplainPtr> open{price.node()};
    while (!open.empty()) {
        const ExplainPtr node = open.back();
        open.pop_back();
        sources.push_back(node->source);
        open.insert(open.end(), node->inputs.begin(), node->inputs.end());
    }
    for (const char* wanted : {"test data sheet", "frame contract 5, 2026-09-01"})
        QVERIFY2(std::find(sources.begin(), sources.end(), wanted) != sources.end(), wanted);
}

void PricesTest::relianceFollowsTheDerivation()
{
    const Evaluated design(smallDesign());
    const Reliance equipment = relianceOf(design.metrics(), "cost.equipment").value();
    QVERIFY(std::abs(equipment.share - 600000.0 / 601500.0) < 1e-12);
    QCOMPARE(equipment.figures.size(), std::size_t(1));
    QVERIFY(std::abs(equipment.figures[0].share - equipment.share) < 1e-12);
    QCOMPARE(equipment.figures[0].confidence, std::string("unverified"));
    // Capex rests on it and on the defaults of spares, installation, facility and contingency.
    const Reliance capex = relianceOf(design.metrics(), "cost.capex").value();
    double sum = 0.0;
    for (const WeakFigure& figure : capex.figures)
        sum += figure.share;
    QVERIFY(std::abs(sum - capex.share) < 1e-9);
    QVERIFY(capex.share > 0.9 && capex.share <= 1.0);
    // With quotes only, nothing of the equipment does; power rests on the verified data sheet.
    const Evaluated quoted(with(smallDesign(), {quote("server", 280000.0)}));
    QCOMPARE(relianceOf(quoted.metrics(), "cost.equipment").value().share, 0.0);
    for (const Metric* metric : allMetrics())
        if (metric->value(design.metrics())) {
            const auto any = relianceOf(design.metrics(), metric->id);
            QVERIFY2(any && any->share >= 0.0 && any->share <= 1.0, metric->id.data());
        }
    QVERIFY(!relianceOf(design.metrics(), "no.such"));
    // At the maximum the typical power counts nothing: typical + (maximum - typical) x 1.
    Project project = smallDesign();
    Part server = *project.parts.find("server");
    Field typical;
    typical.key = FieldKey::PowerTypical;
    typical.number = 7000.0;
    typical.source = std::make_shared<const std::string>("a guess");
    typical.confidence = Confidence::Unverified;
    server.fields.push_back(typical);
    for (Field& field : server.fields)
        if (field.key == FieldKey::PowerMax)
            field.confidence = Confidence::Verified;
    project.parts.put(finishPart(std::move(server)));
    const Evaluated guessed(project);
    const Reliance it = relianceOf(guessed.metrics(), "power.it").value();
    for (const WeakFigure& figure : it.figures)
        QVERIFY2(figure.source.find("a guess") == std::string::npos, figure.label.c_str());
    const auto average = relianceOf(guessed.metrics(), "power.it.average").value();
    QVERIFY(average.share > 0.99 && average.figures.front().source == "a guess");
}

void PricesTest::actionsRefuseNonsense_data()
{
    QTest::addColumn<QString>("message");
    QTest::addColumn<int>("what");
    QTest::newRow("no part") << "price.no-part" << 0;
    QTest::newRow("currency") << "price.currency-malformed" << 1;
    QTest::newRow("negative") << "price.negative" << 2;
    QTest::newRow("infinite") << "price.negative" << 3;
    QTest::newRow("order") << "price.order" << 4;
    QTest::newRow("date") << "price.date-malformed" << 5;
    QTest::newRow("lead") << "price.lead-malformed" << 6;
}

void PricesTest::actionsRefuseNonsense()
{
    QFETCH(QString, message);
    QFETCH(int, what);
    PriceEntry entry = quote("server", 1.0);
    switch (what) {
    case 0:
        entry.part = {};
        break;
    case 1:
        entry.currency = "euro";
        break;
    case 2:
        entry.mid = -1.0;
        break;
    case 3:
        entry.mid = INFINITY;
        break;
    case 4:
        entry.low = 2.0;
        break;
    case 5:
        entry.validUntil = "2026-02-30";
        break;
    default:
        entry.leadLow = 9.0;
        entry.leadHigh = 8.0;
    }
    Draft draft(smallDesign());
    const PriceEntry good = quote("rack", 1.0);
    const std::vector<PriceEntry> entries{good, entry};
    const auto set = setPrices(draft, entries, {});
    QVERIFY(!set);
    QCOMPARE(QString::fromStdString(set.error().message.id), message);
    QVERIFY(draft.project().prices->isEmpty()); // all or none
    QVERIFY(draft.changes().isEmpty());
    QVERIFY(!setVendorDiscount(draft, {"V", 1.0, {}, {}}));
    QVERIFY(!setVendorDiscount(draft, {"", 0.1, {}, {}}));
    QVERIFY(!setExchangeRate(draft, {"USD", 2.0, {}, {}}));
    QVERIFY(!setCurrency(draft, "XYZ"));
    QVERIFY(draft.changes().isEmpty());
}

void PricesTest::priceEditsAreOneStepAndOnlyCostRuns()
{
    Document document(smallDesign());
    RecalculationGraph graph = RecalculationGraph::create().value();
    graph.update(document.project(), ChangeSet::everything(), true);
    Transaction transaction(document, {"edit.price", {}});
    QVERIFY(setPrice(transaction, quote("server", 280000.0)));
    const auto edit = transaction.commit();
    QVERIFY(edit);
    graph.update(document.project(), edit->changes, true);
    QCOMPARE(graph.lastRun(), std::vector<std::string_view>{"cost"});
    QCOMPARE(graph.results().cost->equipment, std::int64_t(56150000));
    document.undo(*edit);
    graph.update(document.project(), edit->changes, true);
    QVERIFY(document.project().prices->isEmpty());
    QCOMPARE(graph.results().cost->equipment, std::int64_t(60150000));
    document.redo(*edit);
    QCOMPARE(*document.project().prices->entry("server")->mid, 280000.0);
    Transaction removal(document, {"edit.price-remove", {}});
    const Symbol part("server");
    removePrices(removal, {&part, 1});
    QVERIFY(removal.commit());
    QVERIFY(document.project().prices->entries.empty());
}

void PricesTest::pricePerMetreIsNoPriceOfAPiece()
{
    Builder b;
    const Symbol busway = b.part("busway", PartKind::Rack, {{FieldKey::PricePerMetre, 900}});
    b.rack(busway);
    const Evaluated design(b.project);
    QVERIFY(!design.line("busway").hasPrice); // blank, not 0
    QCOMPARE(design.cost().unpricedLines, 1);
}

void PricesTest::exportsDefuseHostileNames()
{
    Project project = smallDesign();
    Part part = *project.parts.find("server");
    part.vendor = "";
    part.name = "=HYPERLINK(\"http://x\",\"pay\")";
    project.parts.put(finishPart(std::move(part)));
    PriceEntry entry = quote("server", 1.0);
    entry.supplier = "";
    entry.source = "@SUM(A1)";
    project = with(project, {entry});
    const std::string csv = billCsv(makeBill(project, Evaluated(project).cost()).value());
    for (const char start : {'=', '@', '+', '-'}) {
        QVERIFY2(csv.find(std::string(",") + start) == std::string::npos, csv.c_str());
        QVERIFY2(csv.find(std::string("\"") + start) == std::string::npos, csv.c_str());
    }
    QTemporaryDir folder;
    const std::string path = folder.filePath("bill.xlsx").toStdString();
    QVERIFY(writeBill(makeBill(project, Evaluated(project).cost()).value(), path));
    const Sheet sheet = readSheet(path).value();
    int texts = 0, totals = 0;
    for (const SheetRow& row : sheet.rows)
        for (const SheetCell& cell : row.cells) {
            if (cell.text.find("HYPERLINK") != std::string::npos ||
                cell.text.find("@SUM") != std::string::npos) {
                QVERIFY2(!cell.isFormula, cell.text.c_str());
                ++texts;
            }
            totals += cell.isFormula; // line and grand totals are formulas, with their value stored
        }
    QCOMPARE(texts, 2);
    QCOMPARE(totals, 4);
}

QTEST_APPLESS_MAIN(PricesTest)
#include "tst_prices.moc"

#include "model/base/Csv.h"
#include "model/edit/EditMessages.h"
#include "model/edit/PriceActions.h"
#include "model/io/ProjectFile.h"
#include "model/prices/PriceMessages.h"
#include "model/prices/QuoteImport.h"
#include "views/DocumentController.h"
#include "views/models/PriceTableModel.h"
#include "views/models/QuoteTableModel.h"
#include "views/panels/ExplainPanel.h"
#include "views/panels/PriceBookDialog.h"
#include "views/panels/QuoteDialog.h"
#include "views/session/Session.h"
#include "views/theme/ThemeManager.h"
#include "views/widgets/Buttons.h"
#include "views/widgets/SearchField.h"
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QTableView>
#include <QtTest>

using namespace millwright;

namespace
{

using Col = PriceTableModel::Col;

int rowOf(const QTableView& table, const QString& part)
{
    for (int row = 0; row < table.model()->rowCount(); ++row)
        if (table.model()->index(row, 0).data(PriceTableModel::PartIdRole).toString() == part)
            return row;
    return -1;
}

/// Double-click on a cell, type, Enter: as a person does it.
void typeInto(QTableView& table, int row, int column, const QString& text)
{
    const QModelIndex index = table.model()->index(row, column);
    table.scrollTo(index);
    const QPoint at = table.visualRect(index).center();
    QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, at);
    QTest::mouseDClick(table.viewport(), Qt::LeftButton, {}, at);
    QLineEdit* editor = nullptr;
    for (QLineEdit* found : table.viewport()->findChildren<QLineEdit*>())
        editor = found->isVisible() ? found : editor; // an ended one may wait for its deletion
    QVERIFY(editor);
    editor->selectAll();
    QTest::keyClicks(editor, text);
    QTest::keyClick(editor, Qt::Key_Return);
    QApplication::processEvents();
}

} // namespace

/// Price book and quote import by mouse and keyboard, on a shipped example with its real prices.
class TestPriceBook : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void tableShowsWhatCounts();
    void pricesAreEditedInPlace();
    void nonsenseIsRefusedInWords();
    void filterShowsPartsWithoutPrice();
    void discountsAndRates();
    void currencyAndDate();
    void removingGivesTheListPriceBack();
    void quoteIsPreviewedAndTaken();
    void unclearPartIsChosen();
    void mappingIsRemembered();
    void badFilesAreSaid();
    void explanationSaysWhatItRestsOn();
    void pictures();

private:
    QString write(const char* name, const QByteArray& text)
    {
        QFile file(m_folder.filePath(QLatin1String(name)));
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate))
            qFatal("cannot write");
        file.write(text);
        return file.fileName();
    }
    void read(QuoteDialog& dialog, const QString& path)
    {
        QSignalSpy spy(&dialog, &QuoteDialog::read);
        dialog.load(path);
        QVERIFY(spy.wait(10000));
    }
    const PriceBook& book() const { return *m_session->project().prices; }

    QTemporaryDir m_folder;
    ThemeManager* m_themes = nullptr;
    std::unique_ptr<Session> m_session;
};

void TestPriceBook::initTestCase()
{
    QCoreApplication::setApplicationName(QStringLiteral("tst_price_book"));
    QSettings().clear();
    m_themes = new ThemeManager(*qApp, ThemeMode::Dark);
    registerCsvMessages();
    registerEditMessages();
    registerPriceMessages();
    registerSheetMessages();
    registerQuoteMessages();
}

void TestPriceBook::init()
{
    m_session = std::make_unique<Session>();
    auto loaded =
        readProject(MILLWRIGHT_SOURCE_DIR "/resources/examples/h100-scalable-unit.millwright");
    QVERIFY(loaded);
    loaded->project.blueprint().table<Workload>().assign({}); // searches that no price needs
    m_session->reset(std::move(loaded->project));
    QTRY_VERIFY_WITH_TIMEOUT(!m_session->isCalculating(), 20000);
}

void TestPriceBook::tableShowsWhatCounts()
{
    PriceTableModel model(*m_session);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    PriceBookDialog dialog(*m_session, *m_themes, nullptr);
    QTableView& table = dialog.prices();
    const int row = rowOf(table, QStringLiteral("dgx-h100"));
    QVERIFY(row >= 0);
    const auto cell = [&](int column) {
        return table.model()->index(row, column).data().toString();
    };
    QCOMPARE(cell(Col::Quantity), QStringLiteral("31"));
    const millwright::Part& part = *m_session->project().parts.find("dgx-h100");
    QCOMPARE(cell(Col::List), moneyText(part.figures.price));
    QCOMPARE(cell(Col::Effective), cell(Col::List));
    QVERIFY(cell(Col::Price).isEmpty()); // no deal price yet
    QVERIFY(!cell(Col::Source).isEmpty() && !cell(Col::Basis).isEmpty());
    QVERIFY(dialog.summary().contains(u'%'));
}

void TestPriceBook::pricesAreEditedInPlace()
{
    PriceBookDialog dialog(*m_session, *m_themes, nullptr);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));
    QTableView& table = dialog.prices();
    const int row = rowOf(table, QStringLiteral("dgx-h100"));
    const std::int64_t before = m_session->results().cost->equipment;
    typeInto(table, row, Col::Price, QStringLiteral("250,000.50 EUR"));
    const PriceEntry* entry = book().entry("dgx-h100");
    QVERIFY(entry);
    QCOMPARE(*entry->mid, 250000.5);
    QCOMPARE(entry->currency, std::string("EUR"));
    QVERIFY(!entry->isQuoted); // what somebody types is an estimate until a source is named
    QCOMPARE(m_session->undoStack().count(), 1);
    QVERIFY(m_session->results().cost->equipment != before);
    QCOMPARE(table.model()->index(row, Col::Effective).data().toString(),
             moneyText(250000.5 * 1.1684));
    typeInto(table, row, Col::Lead, QStringLiteral("8-12"));
    QCOMPARE(*book().entry("dgx-h100")->leadHigh, 12.0);
    typeInto(table, row, Col::Basis, QStringLiteral("quote"));
    typeInto(table, row, Col::Source, QStringLiteral("Q-17"));
    QVERIFY(book().entry("dgx-h100")->isQuoted);
    QCOMPARE(table.model()->index(row, Col::Basis).data().toString(), QStringLiteral("quoted"));
    for (int i = 0; i < 4; ++i)
        m_session->undoStack().undo();
    QVERIFY(book().isEmpty());
    QCOMPARE(m_session->results().cost->equipment, before);
    QVERIFY(table.model()->index(row, Col::Price).data().toString().isEmpty());
}

void TestPriceBook::nonsenseIsRefusedInWords()
{
    PriceBookDialog dialog(*m_session, *m_themes, nullptr);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));
    QTableView& table = dialog.prices();
    const int row = rowOf(table, QStringLiteral("dgx-h100"));
    const std::pair<int, const char*> typed[] = {
        {Col::Price, "cheap"}, {Col::Price, "-5"}, {Col::Lead, "soon"}, {Col::Price, "10 TWD"}};
    for (const auto& [column, text] : typed) {
        typeInto(table, row, column, QLatin1String(text));
        if (QLatin1String(text) != QLatin1String("10 TWD")) {
            QVERIFY2(book().isEmpty(), text);
            QVERIFY(!dialog.note().isEmpty() &&
                    !dialog.note().startsWith(QStringLiteral("Double-click")));
        }
    }
    // A currency without a rate is kept, but it is no price, and the table says why.
    QVERIFY(book().entry("dgx-h100"));
    QVERIFY(
        table.model()->index(row, Col::Basis).data().toString().contains(QStringLiteral("TWD")));
    QVERIFY(table.model()->index(row, 0).data(PriceTableModel::IsUnpricedRole).toBool());
}

void TestPriceBook::filterShowsPartsWithoutPrice()
{
    PriceBookDialog dialog(*m_session, *m_themes, nullptr);
    QTableView& table = dialog.prices();
    const int all = table.model()->rowCount();
    ChipButton *chip = nullptr, *ranges = nullptr;
    for (ChipButton* button : dialog.findChildren<ChipButton*>())
        (button->text().contains("Without price") ? chip : ranges) = button;
    QVERIFY(chip && ranges);
    const bool areShown = ranges->isChecked();
    QCOMPARE(table.isColumnHidden(Col::Low), !areShown);
    ranges->click();
    QCOMPARE(table.isColumnHidden(Col::Low), areShown);
    chip->click();
    const int unpriced = table.model()->rowCount();
    QVERIFY(unpriced > 0 && unpriced < all);
    for (int row = 0; row < unpriced; ++row)
        QVERIFY(table.model()->index(row, 0).data(PriceTableModel::IsUnpricedRole).toBool());
    chip->click();
    dialog.findChild<SearchField*>()->setText(QStringLiteral("h100"));
    QVERIFY(table.model()->rowCount() >= 1 && table.model()->rowCount() < all);
}

void TestPriceBook::discountsAndRates()
{
    PriceBookDialog dialog(*m_session, *m_themes, nullptr);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));
    dialog.showTab(1);
    QTableView& discounts = dialog.discounts();
    int nvidia = -1;
    for (int row = 0; row < discounts.model()->rowCount(); ++row)
        if (discounts.model()->index(row, 0).data().toString() == QStringLiteral("NVIDIA"))
            nvidia = row;
    QVERIFY(nvidia >= 0);
    const double before = m_session->results().cost->capex;
    typeInto(discounts, nvidia, 1, QStringLiteral("0.5"));
    QCOMPARE(book().discount("NVIDIA")->share, 0.005); // per cent, as the head says
    typeInto(discounts, nvidia, 1, QStringLiteral("12 %"));
    QCOMPARE(book().discount("NVIDIA")->share, 0.12);
    QVERIFY(m_session->results().cost->capex < before);
    typeInto(discounts, nvidia, 1, QStringLiteral("100"));
    QCOMPARE(book().discount("NVIDIA")->share, 0.12); // refused
    dialog.showTab(2);
    QTableView& rates = dialog.rates();
    const int last = rates.model()->rowCount() - 1;
    typeInto(rates, last, 0, QStringLiteral("twd"));
    typeInto(rates, last, 1, QStringLiteral("0.031"));
    QVERIFY(book().rate("TWD"));
    QCOMPARE(book().rate("TWD")->usd, 0.031);
}

void TestPriceBook::currencyAndDate()
{
    PriceBookDialog dialog(*m_session, *m_themes, nullptr);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));
    auto* currency = dialog.findChild<QComboBox*>();
    QVERIFY(currency && currency->currentText() == QStringLiteral("USD"));
    currency->lineEdit()->selectAll();
    QTest::keyClicks(currency->lineEdit(), QStringLiteral("eur"));
    QTest::keyClick(currency->lineEdit(), Qt::Key_Return);
    QCOMPARE(m_session->project().currency, std::string("EUR"));
    currency->lineEdit()->selectAll();
    QTest::keyClicks(currency->lineEdit(), QStringLiteral("zzz"));
    QTest::keyClick(currency->lineEdit(), Qt::Key_Return);
    QCOMPARE(m_session->project().currency, std::string("EUR"));
    QCOMPARE(currency->currentText(), QStringLiteral("EUR"));
    QVERIFY(dialog.note().contains(QStringLiteral("ZZZ")));
}

void TestPriceBook::removingGivesTheListPriceBack()
{
    QVERIFY(m_session->perform({"edit.price", {}}, [](Draft& draft) {
        PriceEntry entry;
        entry.part = "dgx-h100";
        entry.mid = 1.0;
        return setPrice(draft, entry);
    }));
    PriceBookDialog dialog(*m_session, *m_themes, nullptr);
    dialog.show();
    QTableView& table = dialog.prices();
    table.selectRow(rowOf(table, QStringLiteral("dgx-h100")));
    for (QPushButton* button : dialog.findChildren<QPushButton*>())
        if (button->text() == QStringLiteral("Remove deal price"))
            QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(book().entries.empty());
    QCOMPARE(m_session->undoStack().count(), 2);
}

void TestPriceBook::quoteIsPreviewedAndTaken()
{
    const QString path =
        write("quote.csv", "Quote no.,Q-2026-17\nSupplier,Reseller Ltd\n"
                           "Part number,Description,Qty,Unit price,Currency,Lead time\n"
                           "dgx-h100,DGX,31,281000.50,USD,8-12\nFREIGHT,Freight,1,500.00,USD,"
                           "\nnv-qm9700,Switch,1,\"40,000\",USD,\n");
    QuoteDialog dialog(*m_session, *m_themes, nullptr);
    QAbstractItemModelTester tester(&dialog.model(),
                                    QAbstractItemModelTester::FailureReportingMode::QtTest);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));
    read(dialog, path);
    QCOMPARE(dialog.model().rowCount(), 3);
    QCOMPARE(int(dialog.model().preview().ready), 2); // the other amounts say what the comma is
    QVERIFY(dialog.note().contains(QStringLiteral("2 clear")));
    QPushButton* take = nullptr;
    for (QPushButton* button : dialog.findChildren<QPushButton*>())
        if (button->text().startsWith(QStringLiteral("Take")))
            take = button;
    QVERIFY(take && take->isEnabled());
    // The second row's check mark is taken away by the mouse.
    QTableView& table = dialog.table();
    const QModelIndex check = table.model()->index(2, QuoteTableModel::Take);
    QCOMPARE(check.data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
    table.setCurrentIndex(check);
    QTest::keyClick(table.viewport(), Qt::Key_Space);
    QCOMPARE(check.data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
    QVERIFY(book().isEmpty()); // nothing is taken before the button
    QTest::mouseClick(take, Qt::LeftButton);
    QVERIFY(!dialog.isVisible());
    QCOMPARE(book().entries.size(), std::size_t(1));
    QCOMPARE(*book().entry("dgx-h100")->mid, 281000.5);
    QCOMPARE(book().entry("dgx-h100")->source, std::string("Q-2026-17, quote.csv"));
    QVERIFY(isIsoDate(book().asOf));
    QCOMPARE(m_session->undoStack().count(), 1);
    m_session->undoStack().undo();
    QVERIFY(book().isEmpty());
}

void TestPriceBook::unclearPartIsChosen()
{
    const QString path = write(
        "unclear.csv",
        "SKU,Description,Unit price,Currency\nX-1,System with DGX H100 inside,281000.50,USD\n");
    QuoteDialog dialog(*m_session, *m_themes, nullptr);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));
    read(dialog, path);
    QCOMPARE(int(dialog.model().preview().unclear), 1);
    QVERIFY(dialog.model().takenLines().empty());
    QTableView& table = dialog.table();
    const QModelIndex part = table.model()->index(0, QuoteTableModel::Part);
    table.scrollTo(part);
    table.edit(part);
    QComboBox* combo = nullptr;
    for (QComboBox* found : table.findChildren<QComboBox*>())
        combo = found;
    QVERIFY(combo);
    const int at = combo->findData(QStringLiteral("dgx-h100"));
    QVERIFY(at >= 0);
    combo->setCurrentIndex(at);
    emit combo->activated(at);
    QApplication::processEvents();
    QCOMPARE(int(dialog.model().preview().ready), 1);
    QCOMPARE(dialog.model().takenLines().size(), std::size_t(1));
    dialog.accept();
    QCOMPARE(book().entry("dgx-h100")->supplierPart, std::string("X-1"));
    // The next quote with that number is clear from the start.
    QuoteDialog second(*m_session, *m_themes, nullptr);
    read(second, path);
    QCOMPARE(int(second.model().preview().ready), 1);
}

void TestPriceBook::mappingIsRemembered()
{
    const QString path =
        write("columns.csv", "Part,Price,Street,Currency\ndgx-h100,300000.00,281000.00,USD\n");
    const auto streetIsNet = [&](QuoteDialog& dialog) {
        QComboBox* net = nullptr;
        for (QComboBox* combo : dialog.findChildren<QComboBox*>())
            if (combo->accessibleName() == QStringLiteral("Net price"))
                net = combo;
        return net;
    };
    QuoteDialog dialog(*m_session, *m_themes, nullptr);
    read(dialog, path);
    QCOMPARE(*dialog.model().preview().rows[0].entry.mid, 300000.0);
    QComboBox* net = streetIsNet(dialog);
    QVERIFY(net);
    const int street = net->findText(QStringLiteral("Street"));
    net->setCurrentIndex(street);
    emit net->activated(street);
    QCOMPARE(*dialog.model().preview().rows[0].entry.mid, 281000.0);
    dialog.accept();
    m_session->undoStack().undo();
    QuoteDialog second(*m_session, *m_themes, nullptr);
    read(second, path);
    QCOMPARE(*second.model().preview().rows[0].entry.mid, 281000.0);
}

void TestPriceBook::badFilesAreSaid()
{
    QuoteDialog dialog(*m_session, *m_themes, nullptr);
    read(dialog, write("broken.xlsx", "PK\x03\x04 broken"));
    QVERIFY(dialog.note().contains(QStringLiteral("damaged")));
    QCOMPARE(dialog.model().rowCount(), 0);
    read(dialog, write("nothing.csv", "a,b\n1,2\n"));
    QVERIFY(dialog.note().contains(QStringLiteral("headings")));
    read(dialog, m_folder.filePath(QStringLiteral("missing.csv")));
    QVERIFY(dialog.note().contains(QStringLiteral("cannot be read")));
    dialog.accept(); // nothing to take: nothing happens
    QVERIFY(book().isEmpty());
}

void TestPriceBook::explanationSaysWhatItRestsOn()
{
    ExplainPanel panel(*m_session, *m_themes);
    panel.explain(QStringLiteral("cost.equipment"));
    const auto* label = panel.findChild<QLabel*>(QStringLiteral("reliance"));
    QVERIFY(label);
    QVERIFY2(label->text().contains(QStringLiteral("unverified figures")),
             qPrintable(label->text()));
    QVERIFY(!label->toolTip().isEmpty());
}

/// Writes the screens to $MILLWRIGHT_SHOTS to be looked at; without it only that they can be drawn.
void TestPriceBook::pictures()
{
    const QString folder = qEnvironmentVariable("MILLWRIGHT_SHOTS");
    QVERIFY(m_session->perform({"edit.price", {}}, [](Draft& draft) -> Result<void> {
        PriceEntry entry;
        entry.part = "dgx-h100";
        entry.low = 265000.0;
        entry.mid = 281000.5;
        entry.high = 290000.0;
        entry.currency = "EUR";
        entry.date = "2026-10-01";
        entry.validUntil = "2026-12-31";
        entry.supplier = "Reseller Ltd";
        entry.source = "Q-2026-17, quote.xlsx";
        entry.leadLow = 8.0;
        entry.leadHigh = 12.0;
        entry.isQuoted = true;
        if (auto set = setPrice(draft, entry); !set)
            return set;
        return setVendorDiscount(draft, {"Vertiv", 0.12, "2026-09-01", "frame contract"});
    }));
    QTRY_VERIFY_WITH_TIMEOUT(!m_session->isCalculating(), 20000);
    const QString path = write(
        "shown.csv", "Quote no.,Q-2026-18\nSupplier,Reseller Ltd\nValid until,2026-12-31\n"
                     "Part number,Description,Qty,Unit price,Currency,Lead time (weeks)\n"
                     "dgx-h100,NVIDIA DGX H100,31,285000.50,EUR,10-14\nqm9700,QM9700 "
                     "switch,12,39500.00,USD,26\nX-9,Switch kit QM9700 with rails,2,41000.00,USD,\n"
                     "FRT,Freight,1,5000.00,USD,\n");
    for (const ThemeMode mode : {ThemeMode::Dark, ThemeMode::Light}) {
        m_themes->setMode(mode);
        const QString end =
            mode == ThemeMode::Dark ? QStringLiteral("-dark.png") : QStringLiteral("-light.png");
        const auto keep = [&](QWidget& widget, const QString& name) {
            widget.show();
            QTest::qWait(50);
            const QPixmap picture = widget.grab();
            QVERIFY(picture.width() > 600);
            if (!folder.isEmpty())
                QVERIFY(picture.save(folder + u'/' + name + end));
        };
        PriceBookDialog dialog(*m_session, *m_themes, nullptr);
        for (int tab = 0; tab < 3; ++tab) {
            dialog.showTab(tab);
            keep(dialog, QStringLiteral("price-book-%1").arg(tab));
        }
        QuoteDialog quote(*m_session, *m_themes, nullptr);
        read(quote, path);
        keep(quote, QStringLiteral("quote"));
        ExplainPanel panel(*m_session, *m_themes);
        panel.resize(700, 600);
        panel.explain(QStringLiteral("cost.capex"));
        keep(panel, QStringLiteral("explain"));
    }
    m_themes->setMode(ThemeMode::Dark);
}

QTEST_MAIN(TestPriceBook)
#include "tst_price_book.moc"

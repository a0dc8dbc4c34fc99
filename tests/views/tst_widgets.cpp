#include "views/theme/ThemeManager.h"
#include "views/widgets/Buttons.h"
#include "views/widgets/CommandListModel.h"
#include "views/widgets/DetailRow.h"
#include "views/widgets/EmptyState.h"
#include "views/widgets/ExplainableNumber.h"
#include "views/widgets/FuzzyMatch.h"
#include "views/widgets/KpiStrip.h"
#include "views/widgets/MeterBar.h"
#include "views/widgets/QuantityField.h"
#include "views/widgets/SearchField.h"
#include "views/widgets/SectionHeader.h"
#include "views/widgets/SegmentedBar.h"
#include "views/widgets/StatusMark.h"
#include "views/widgets/Toast.h"
#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QApplication>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace millwright;

namespace
{

std::vector<KpiValue> tenValues()
{
    std::vector<KpiValue> values;
    for (int i = 0; i < 10; ++i) {
        KpiValue value;
        value.metric = QStringLiteral("metric.%1").arg(i);
        value.label = QStringLiteral("Figure %1").arg(i);
        value.number = QStringLiteral("568");
        value.unit = QStringLiteral("k tok/s");
        value.unitDetail = QStringLiteral("±15 %");
        value.importance = i == 3 || i == 7 ? 0 : 5;
        values.push_back(value);
    }
    return values;
}

std::vector<Command> someCommands(QStringList* done = nullptr)
{
    std::vector<Command> commands;
    for (const char* title :
         {"Align left", "Align right", "Rotate right", "Connect power", "Zoom to fit", "DGX H100"})
        commands.push_back({title, "Edit", {}, [done, title] {
                                if (done)
                                    done->append(title);
                            }});
    return commands;
}

} // namespace

class TstWidgets : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        registerUnitMessages();
        m_themes = new ThemeManager(*qApp);
    }
    void init() { m_themes->setMode(ThemeMode::Dark); }
    void expressionsCommitSi_data();
    void expressionsCommitSi();
    void wrongTextIsNotCommitted_data();
    void wrongTextIsNotCommitted();
    void escapeRestores();
    void visitingAFieldChangesNothing();
    void leavingAFieldCommits();
    void mixedValuesSaySo();
    void hintDiesWithField();
    void changesHaveSignAndColour();
    void stripDropsCells();
    void stripNamesMetricClicked();
    void previewHasDashedLine();
    void meterGoesOnPastItsLimit();
    void fuzzyPrefersWordBeginnings();
    void commandModelIsSound();
    void paletteFiltersAndRuns();
    void paletteClosesOnEscape();
    void keysBarTakesBackItsChoice();
    void tabsKeepOneChoice();
    void sectionHidesItsContent();
    void detailRowExplains();
    void toastRunsItsActionAndErrorsStay();
    void searchShowsItsShortcutWhileEmpty();
    void everythingHasANameForScreenReaders();
    void focusIsVisible();

private:
    ThemeManager* m_themes = nullptr;
};

void TstWidgets::expressionsCommitSi_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("unit");
    QTest::addColumn<QString>("bare");
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("hint");
    QTest::newRow("expression") << "2.5*600 mm"
                                << "m"
                                << "mm" << 1.5 << "= 1,500 mm";
    QTest::newRow("bare") << "7000"
                          << "m"
                          << "mm" << 7.0 << "= 7,000 mm";
    QTest::newRow("feet") << "23 ft"
                          << "m"
                          << "mm" << 23 * 0.3048 << "= 7.01 m";
    QTest::newRow("kilowatts") << "20.4 kW"
                               << "W"
                               << "kW" << 20400.0 << "= 20.4 kW";
    QTest::newRow("fahrenheit") << "75 F"
                                << "degC"
                                << "degC" << (75.0 - 32.0) / 1.8 << "= 23.9 °C";
}

void TstWidgets::expressionsCommitSi()
{
    QFETCH(QString, typed);
    QFETCH(QString, unit);
    QFETCH(QString, bare);
    QFETCH(double, value);
    QWidget window;
    auto* field =
        new QuantityField(*m_themes, {"X", unit.toStdString(), bare.toStdString()}, &window);
    field->setValue(1.0);
    window.show();
    field->setFocus();
    QSignalSpy committed(field, &QuantityField::committed);
    field->selectAll();
    QTest::keyClicks(field, typed);
    QTEST(field->hintText(), "hint");
    QCOMPARE(committed.count(), 0);
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(committed.count(), 1);
    QVERIFY(std::abs(committed[0][0].toDouble() - value) < 1e-9 * std::abs(value));
    QVERIFY(field->hintText().isEmpty());
    QTest::keyClick(field, Qt::Key_Return); // the same value is not a second edit
    QCOMPARE(committed.count(), 1);
}

void TstWidgets::wrongTextIsNotCommitted_data()
{
    QTest::addColumn<QString>("typed");
    QTest::newRow("words") << "wide";
    QTest::newRow("wrong unit") << "3 kW";
    QTest::newRow("unfinished") << "4*";
}

void TstWidgets::wrongTextIsNotCommitted()
{
    QFETCH(QString, typed);
    QuantityField field(*m_themes, {"X", "m", "mm"});
    field.setValue(1.2);
    QSignalSpy committed(&field, &QuantityField::committed);
    field.selectAll();
    QTest::keyClicks(&field, typed);
    QTest::keyClick(&field, Qt::Key_Return);
    QCOMPARE(committed.count(), 0);
    QVERIFY(!field.isValid());
    QVERIFY2(field.hintText().contains(typed) && !field.hintText().startsWith(u'='),
             qPrintable(field.hintText()));
    QCOMPARE(field.text(), typed);
    QCOMPARE(*field.value(), 1.2);
}

void TstWidgets::escapeRestores()
{
    QuantityField field(*m_themes, {"X", "m", "mm"});
    field.setValue(1.2);
    const QString shown = field.text();
    QCOMPARE(shown, QStringLiteral("1,200 mm"));
    field.selectAll();
    QTest::keyClicks(&field, "77 kW");
    QTest::keyClick(&field, Qt::Key_Escape);
    QCOMPARE(field.text(), shown);
    QVERIFY(field.isValid());
}

void TstWidgets::visitingAFieldChangesNothing()
{
    QWidget window;
    auto* field = new QuantityField(*m_themes, {"P", "W", "kW"}, &window);
    auto* other = new QLineEdit(&window);
    field->setValue(20437.123);
    QCOMPARE(field->text(), QStringLiteral("20.4 kW"));
    QSignalSpy committed(field, &QuantityField::committed);
    window.show();
    QApplication::setActiveWindow(&window);
    field->setFocus(Qt::TabFocusReason);
    QCOMPARE(field->text(), QStringLiteral("20.437123 kW")); // all digits while editing
    other->setFocus(Qt::TabFocusReason);
    QCOMPARE(field->text(), QStringLiteral("20.4 kW"));
    QCOMPARE(committed.count(), 0);
    QCOMPARE(*field->value(), 20437.123);
}

void TstWidgets::leavingAFieldCommits()
{
    QWidget window;
    auto* field = new QuantityField(*m_themes, {"X", "m", "mm"}, &window);
    auto* other = new QLineEdit(&window);
    field->setValue(1.0);
    QSignalSpy committed(field, &QuantityField::committed);
    window.show();
    QApplication::setActiveWindow(&window);
    field->setFocus(Qt::TabFocusReason);
    QTest::keyClicks(field, "2 m");
    other->setFocus(Qt::TabFocusReason);
    QCOMPARE(committed.count(), 1);
    QCOMPARE(committed[0][0].toDouble(), 2.0);
    QCOMPARE(field->text(), QStringLiteral("2,000 mm"));
}

void TstWidgets::mixedValuesSaySo()
{
    QuantityField field(*m_themes, {"X", "m", "mm"});
    field.setValue(std::nullopt);
    QVERIFY(field.text().isEmpty());
    QVERIFY(!field.placeholderText().isEmpty());
    QSignalSpy committed(&field, &QuantityField::committed);
    QTest::keyClick(&field, Qt::Key_Return);
    QCOMPARE(committed.count(), 0);
}

void TstWidgets::hintDiesWithField()
{
    QWidget window;
    window.show();
    QApplication::setActiveWindow(&window);
    auto* field = new QuantityField(*m_themes, {"X", "m", "mm"}, &window);
    field->show();
    field->setFocus();
    const auto children = window.children().size();
    QTest::keyClicks(field, "5");
    QCOMPARE(window.children().size(), children + 1);
    delete field;
    QCOMPARE(window.children().size(), children - 1);
}

void TstWidgets::changesHaveSignAndColour()
{
    KpiValue value;
    value.label = "IT load", value.number = "0.367", value.unit = "MW";
    KpiCell cell(*m_themes);
    cell.setValue(value);
    QCOMPARE(cell.changeText(), QStringLiteral("no change"));
    value.change = "20.4 kW", value.direction = 1;
    cell.setValue(value);
    QCOMPARE(cell.changeText(), QStringLiteral("+20.4 kW"));
    for (const ThemeMode mode : {ThemeMode::Dark, ThemeMode::Light}) {
        m_themes->setMode(mode);
        value.quality = ChangeQuality::Neutral;
        cell.setValue(value);
        QCOMPARE(cell.changeColor(), m_themes->theme().text3);
        value.quality = ChangeQuality::Good;
        cell.setValue(value);
        QCOMPARE(cell.changeColor(), m_themes->theme().status(Status::Ok));
        value.quality = ChangeQuality::Bad;
        cell.setValue(value);
        // Red is for errors only.
        QCOMPARE(cell.changeColor(), m_themes->theme().status(Status::Warning));
    }
    value.direction = -1;
    cell.setValue(value);
    QCOMPARE(cell.changeText(), QStringLiteral("\u221220.4 kW"));
    QVERIFY(cell.accessibleName().contains("0.367 MW"));
    QVERIFY(cell.accessibleDescription().contains(cell.changeText()));
    // The arrow turns with the sign, so the colour is never alone.
    cell.resize(140, metrics::kpiHeight);
    const QImage down = cell.grab(QRect(12, 41, 11, 15)).toImage();
    value.direction = 1;
    cell.setValue(value);
    QVERIFY(down != cell.grab(QRect(12, 41, 11, 15)).toImage());
    const QImage fresh = cell.grab(QRect(12, 21, 60, 21)).toImage();
    value.isStale = true;
    cell.setValue(value);
    QVERIFY(fresh != cell.grab(QRect(12, 21, 60, 21)).toImage());
}

void TstWidgets::stripDropsCells()
{
    KpiStrip strip(*m_themes);
    strip.setValues(tenValues());
    const auto check = [&](int width, int cells, bool hasDetail) {
        strip.resize(width, metrics::kpiHeight);
        strip.show();
        QCOMPARE(strip.visibleCellCount(), cells);
        int end = 0;
        for (const KpiCell* cell : strip.cells()) {
            if (!cell->isVisible())
                continue;
            QCOMPARE(cell->isUnitDetailShown(), hasDetail);
            QVERIFY(cell->x() >= end);
            end = cell->geometry().right();
        }
        QCOMPARE(end, width - 1);
    };
    check(1600, 10, true);
    check(1366, 10, false);
    check(1100, 8, false);
    QVERIFY(!strip.cells()[3]->isVisible());
    QVERIFY(!strip.cells()[7]->isVisible());
    check(800, 6, false);
    QVERIFY(strip.minimumSizeHint().width() < 400);
    check(1600, 10, true);
}

void TstWidgets::stripNamesMetricClicked()
{
    KpiStrip strip(*m_themes);
    strip.resize(1600, metrics::kpiHeight);
    strip.setValues(tenValues());
    strip.show();
    QSignalSpy clicked(&strip, &KpiStrip::metricClicked);
    QTest::mouseClick(strip.cells()[2], Qt::LeftButton);
    QTest::keyClick(strip.cells()[5], Qt::Key_Return);
    QCOMPARE(clicked.count(), 2);
    QCOMPARE(clicked[0][0].toString(), QStringLiteral("metric.2"));
    QCOMPARE(clicked[1][0].toString(), QStringLiteral("metric.5"));
}

void TstWidgets::previewHasDashedLine()
{
    KpiStrip strip(*m_themes);
    strip.resize(1600, metrics::kpiHeight);
    const auto accents = [&] {
        const QImage line = strip.grab(QRect(0, 0, 1600, 1)).toImage();
        int count = 0;
        for (int x = 0; x < line.width(); ++x)
            count += line.pixelColor(x, 0) == m_themes->theme().accent;
        return count;
    };
    strip.setReason({"Last edit", "RPP-1A to 630 A"});
    QCOMPARE(accents(), 0);
    strip.setReason({"If dropped", "29 to 31 nodes", true});
    QVERIFY2(accents() > 600 && accents() < 1200, qPrintable(QString::number(accents())));
}

void TstWidgets::meterGoesOnPastItsLimit()
{
    MeterBar meter(*m_themes);
    meter.resize(100, 14);
    const Theme& t = m_themes->theme();
    meter.setShareOfLimit(0.5);
    QVERIFY(!meter.isOverLimit());
    QImage image = meter.grab().toImage();
    QCOMPARE(image.pixelColor(20, 7), t.meter);
    QCOMPARE(image.pixelColor(60, 7), t.chip);
    QCOMPARE(image.pixelColor(80, 2), t.text); // the tick is taller than the bar
    meter.setShareOfLimit(1.21);
    QVERIFY(meter.isOverLimit());
    image = meter.grab().toImage();
    QCOMPARE(image.pixelColor(20, 7), t.status(Status::Error));
    QCOMPARE(image.pixelColor(90, 7), t.status(Status::Error));
    QVERIFY(meter.accessibleName().contains("121"));
}

void TstWidgets::fuzzyPrefersWordBeginnings()
{
    QVERIFY(!fuzzyMatch("xyz", "Align right"));
    QVERIFY(!fuzzyMatch("rightalign", "Align right"));
    QCOMPARE(fuzzyMatch("", "Align right")->score, 0);
    QCOMPARE(fuzzyMatch("AR", "Align right")->positions, (std::vector<int>{0, 6}));
    QCOMPARE(fuzzyMatch("rig", "Rotate right")->positions, (std::vector<int>{7, 8, 9}));
    QVERIFY(fuzzyMatch("con", "Connect power")->score > fuzzyMatch("con", "Second option")->score);
}

void TstWidgets::commandModelIsSound()
{
    CommandListModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setCommands(someCommands());
    QCOMPARE(model.rowCount(), 6);
    model.setPattern("right");
    QCOMPARE(model.rowCount(), 2);
}

void TstWidgets::paletteFiltersAndRuns()
{
    QWidget window;
    window.resize(1000, 700);
    CommandPalette palette(*m_themes, &window);
    window.show();
    QStringList done;
    palette.open(someCommands(&done));
    QCOMPARE(palette.resultCount(), 6);
    auto* edit = palette.findChild<QLineEdit*>();
    QTest::keyClicks(edit, "cpow");
    QCOMPARE(palette.resultCount(), 1);
    QCOMPARE(palette.resultTitle(0), QStringLiteral("Connect power"));
    edit->clear();
    QTest::keyClicks(edit, "right");
    QCOMPARE(palette.resultCount(), 2);
    const QString second = palette.resultTitle(1);
    QTest::keyClick(edit, Qt::Key_Down);
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(done, QStringList{second});
    QVERIFY(palette.isHidden());
}

void TstWidgets::paletteClosesOnEscape()
{
    QWidget window;
    window.resize(1000, 700);
    CommandPalette palette(*m_themes, &window);
    window.show();
    palette.open(someCommands());
    QVERIFY(palette.isVisible());
    QSignalSpy closed(&palette, &CommandPalette::closed);
    QTest::keyClick(palette.findChild<QLineEdit*>(), Qt::Key_Escape);
    QVERIFY(palette.isHidden());
    QCOMPARE(closed.count(), 1);
}

void TstWidgets::keysBarTakesBackItsChoice()
{
    SegmentedBar bar(*m_themes, SegmentedBar::Look::Keys);
    bar.setSegments({{"Power", "1"}, {"Heat", "2"}, {"Weight", "3"}});
    QSignalSpy changed(&bar, &SegmentedBar::currentChanged);
    bar.button(1)->click();
    QCOMPARE(bar.currentIndex(), 1);
    bar.button(1)->click();
    QCOMPARE(bar.currentIndex(), -1);
    QVERIFY(!bar.button(1)->isChecked());
    QCOMPARE(changed.count(), 2);
}

void TstWidgets::tabsKeepOneChoice()
{
    SegmentedBar bar(*m_themes, SegmentedBar::Look::Tabs);
    bar.setSegments({{"Plan", {}}, {"Racks", {}}, {"Power", {}}});
    bar.show();
    QApplication::setActiveWindow(&bar);
    bar.setCurrentIndex(0);
    bar.button(0)->click();
    QCOMPARE(bar.currentIndex(), 0);
    QVERIFY(bar.button(0)->isChecked());
    bar.button(0)->setFocus();
    QTest::keyClick(bar.button(0), Qt::Key_Left);
    QVERIFY(bar.button(2)->hasFocus());
    QTest::keyClick(bar.button(2), Qt::Key_Space);
    QCOMPARE(bar.currentIndex(), 2);
}

void TstWidgets::sectionHidesItsContent()
{
    SectionHeader header(*m_themes, "Compute");
    QWidget content;
    header.setContent(&content);
    QVERIFY(!content.isHidden());
    QTest::keyClick(&header, Qt::Key_Space);
    QVERIFY(content.isHidden());
    header.click();
    QVERIFY(!content.isHidden());
}

void TstWidgets::detailRowExplains()
{
    DetailRow row(*m_themes, "Power");
    row.setNumber("20.4", "kW", "power.it");
    row.setMeter(20.4, 27.5, 22.0);
    row.setSuffix("of 22");
    row.resize(320, 26);
    row.show();
    QSignalSpy asked(&row, &DetailRow::explainRequested);
    QTest::mouseClick(row.number(), Qt::LeftButton);
    QTest::keyClick(row.number(), Qt::Key_Return);
    QCOMPARE(asked.count(), 2);
    QCOMPARE(asked[0][0].toString(), QStringLiteral("power.it"));
    QVERIFY(row.number()->geometry().right() < row.meter()->x());
}

void TstWidgets::toastRunsItsActionAndErrorsStay()
{
    QWidget window;
    window.resize(1000, 700);
    Toast toast(*m_themes, &window);
    window.show();
    int runs = 0;
    toast.say({Status::Ok, "Wired the fabric", "Undo", [&] { ++runs; }});
    QVERIFY(toast.isVisible());
    QVERIFY(window.rect().contains(toast.geometry()));
    toast.findChild<ChipButton*>()->click();
    QCOMPARE(runs, 1);
    QVERIFY(toast.isHidden());
    toast.say({Status::Error, "Cannot be saved", {}, {}});
    QVERIFY(toast.findChild<ChipButton*>()->isHidden());
    QVERIFY(toast.isVisible());
    toast.findChild<QToolButton*>()->click();
    QVERIFY(toast.isHidden());
}

void TstWidgets::searchShowsItsShortcutWhileEmpty()
{
    SearchField field(*m_themes, "Parts");
    field.resize(200, 26);
    const QImage bare = field.grab().toImage();
    field.setShortcutHint("Ctrl F");
    const QImage hinted = field.grab().toImage();
    QVERIFY(bare != hinted);
    field.setText("rack");
    QTest::keyClick(&field, Qt::Key_Escape);
    QVERIFY(field.text().isEmpty());
}

void TstWidgets::everythingHasANameForScreenReaders()
{
    QWidget window;
    KpiCell cell(*m_themes, &window);
    cell.setValue({"m", "PUE", "1.24"});
    MeterBar meter(*m_themes, &window);
    meter.setShareOfLimit(0.4);
    SearchField search(*m_themes, "Parts", &window);
    QuantityField quantity(*m_themes, {"Width", "m", "mm"}, &window);
    SectionHeader section(*m_themes, "Compute", &window);
    StatusMark mark(*m_themes, Status::Warning, {}, &window);
    ExplainableNumber number(*m_themes, &window);
    number.setNumber("28.1", "°C");
    ChipButton chip(*m_themes, Icon::Wand, "Fix", &window);
    EmptyState empty(*m_themes, {Icon::Info, "Nothing here", "Why", "Do it"}, &window);
    Toast toast(*m_themes, &window);
    toast.say({Status::Info, "Saved", {}, {}});
    const std::vector<QWidget*> all = {&cell, &meter,  &search, &quantity, &section,
                                       &mark, &number, &chip,   &empty,    &toast};
    for (QWidget* widget : all) {
        QAccessibleInterface* face = QAccessible::queryAccessibleInterface(widget);
        QVERIFY(face);
        QVERIFY2(!face->text(QAccessible::Name).isEmpty(), widget->metaObject()->className());
    }
    QCOMPARE(QAccessible::queryAccessibleInterface(&number)->text(QAccessible::Name),
             QStringLiteral("28.1 °C"));
    QCOMPARE(QAccessible::queryAccessibleInterface(&mark)->text(QAccessible::Name),
             QStringLiteral("Warning"));
}

void TstWidgets::focusIsVisible()
{
    QWidget window;
    auto* chip = new ChipButton(*m_themes, "Fix", &window);
    auto* primary = new PrimaryButton(*m_themes, "Apply", &window);
    auto* number = new ExplainableNumber(*m_themes, &window);
    number->setNumber("28.1");
    auto* section = new SectionHeader(*m_themes, "Compute", &window);
    auto* cell = new KpiCell(*m_themes, &window);
    auto* quantity = new QuantityField(*m_themes, {"X", "m", "mm"}, &window);
    auto* away = new QLineEdit(&window);
    window.show();
    QApplication::setActiveWindow(&window);
    for (QWidget* widget : std::vector<QWidget*>{chip, primary, number, section, cell, quantity}) {
        away->setFocus();
        widget->resize(widget->sizeHint());
        const QImage without = widget->grab().toImage();
        widget->setFocus(Qt::TabFocusReason);
        QVERIFY2(widget->hasFocus(), widget->metaObject()->className());
        QVERIFY2(without != widget->grab().toImage(), widget->metaObject()->className());
    }
}

QTEST_MAIN(TstWidgets)
#include "tst_widgets.moc"

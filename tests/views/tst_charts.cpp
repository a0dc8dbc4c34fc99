#include "views/charts/CascadeChart.h"
#include "views/charts/EqualityChart.h"
#include "views/theme/ThemeManager.h"
#include <QAction>
#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QImage>
#include <QMenu>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace millwright;

namespace
{

/// A chart of three parts that is on screen.
struct Shown {
    explicit Shown(ThemeManager& themes) : chart(themes, QStringLiteral("Memory"))
    {
        CascadeChart::Content content;
        content.parts = {{QStringLiteral("Weights"), 40e9, 0, QStringLiteral("memory.weights")},
                         {QStringLiteral("KV cache"), 30e9, 1, QStringLiteral("memory.cache")},
                         {QStringLiteral("Free"), 10e9, -1}};
        content.unit = "B";
        content.limit = 80e9;
        content.limitName = QStringLiteral("capacity");
        chart.resize(460, 300);
        chart.show();
        chart.show(content);
        QTest::qWait(20); // axes and texts take their places
    }
    void move(int mark)
    {
        QTest::mouseMove(chart.view().viewport(), {1, 1});
        QTest::mouseMove(chart.view().viewport(), chart.positionOf(mark) - QPoint(4, 0));
    }

    struct Chart : CascadeChart {
        using CascadeChart::CascadeChart;
        using CascadeChart::show;
        using QWidget::show;
    } chart;
};

} // namespace

class TestCharts : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { m_themes = std::make_unique<ThemeManager>(*qApp, ThemeMode::Light); }

    void thePointerReadsAMarkOut()
    {
        Shown f(*m_themes);
        f.move(1);
        QCOMPARE(f.chart.current(), 1);
        QVERIFY2(f.chart.readout().contains("KV cache") && f.chart.readout().contains("30.0 GB") &&
                     f.chart.readout().contains("37.5 %"),
                 qPrintable(f.chart.readout()));
        QTest::mouseMove(f.chart.view().viewport(), {1, 1});
        QCOMPARE(f.chart.current(), -1);
        QVERIFY(f.chart.readout().isEmpty());
    }

    void pressOrEnterExplains()
    {
        Shown f(*m_themes);
        QSignalSpy asked(&f.chart, &ChartCard::explainRequested);
        QTest::mouseClick(f.chart.view().viewport(), Qt::LeftButton, {},
                          f.chart.positionOf(0) - QPoint(5, 0));
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked.front().front().toString(), QStringLiteral("memory.weights"));
        f.chart.setFocus();
        QTest::keyClick(&f.chart, Qt::Key_Home);
        QTest::keyClick(&f.chart, Qt::Key_Right);
        QTest::keyClick(&f.chart, Qt::Key_Return);
        QCOMPARE(asked.back().front().toString(), QStringLiteral("memory.cache"));
        QTest::keyClick(&f.chart, Qt::Key_End); // what is left explains nothing
        QTest::keyClick(&f.chart, Qt::Key_Return);
        QCOMPARE(asked.count(), 2);
        QTest::keyClick(&f.chart, Qt::Key_Escape);
        QCOMPARE(f.chart.current(), -1);
    }

    void theTableHasBareNumbersAndUnitsInItsHead()
    {
        Shown f(*m_themes);
        const QStringList lines = f.chart.marks().table().split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 4);
        QCOMPARE(lines[0], QStringLiteral("Part\tValue, B\tShare, %"));
        QCOMPARE(lines[2], QStringLiteral("KV cache\t3e+10\t37.5"));
        QGuiApplication::clipboard()->clear();
        f.chart.setFocus();
        QTest::keySequence(&f.chart, QKeySequence::Copy);
        QCOMPARE(QGuiApplication::clipboard()->text(), f.chart.marks().table());
    }

    void picturesAreWrittenAsPngAndSvg()
    {
        Shown f(*m_themes);
        QTemporaryDir folder;
        QSignalSpy saved(&f.chart, &ChartCard::saved), failed(&f.chart, &ChartCard::notSaved);
        f.chart.setSubject(QStringLiteral("Chat on 62 H100"));
        const QString png = folder.filePath("chart.png"), svg = folder.filePath("chart.svg");
        QVERIFY(f.chart.savePicture(png));
        const QImage image(png);
        QVERIFY(image.width() >= 2 * f.chart.view().width());
        QVERIFY(f.chart.savePicture(svg));
        QFile drawing(svg);
        QVERIFY(drawing.open(QIODevice::ReadOnly));
        const QByteArray text = drawing.readAll();
        QVERIFY(text.contains("<svg") && text.contains("KV cache") && text.contains("Memory") &&
                text.contains("Chat on 62 H100"));
        QVERIFY2(!text.contains("<image"), "vectors, not a picture of pixels");
        QVERIFY(!f.chart.savePicture(folder.filePath("none/chart.png")));
        QCOMPARE(saved.count(), 2);
        QCOMPARE(failed.count(), 1);
    }

    void picturesAreLightWhateverTheScreenHas()
    {
        m_themes->setMode(ThemeMode::Dark);
        Shown f(*m_themes);
        const int marks = f.chart.marks().count();
        f.chart.copyPicture();
        const QImage image = QGuiApplication::clipboard()->image();
        QVERIFY(!image.isNull() && image.pixelColor(3, 3).lightness() > 220);
        int bars = 0; // the bars stand on it in the colour of the light look
        for (int x = 0; x < image.width(); ++x)
            for (int y = 0; y < image.height(); ++y)
                bars += image.pixelColor(x, y) == Theme::light().series[0] ? 1 : 0;
        QVERIFY2(bars > 500, qPrintable(QString::number(bars)));
        QVERIFY(f.chart.theme().isDark());
        QCOMPARE(f.chart.marks().count(), marks);
        m_themes->setMode(ThemeMode::Light);
    }

    void aClassOfCasesIsHiddenAndShownAgain()
    {
        const QualityReport& report = QualityReport::shipped();
        QVERIFY(!report.targets.empty() && report.targets.front().classes.size() >= 2);
        EqualityChart chart(*m_themes);
        chart.resize(600, 500);
        static_cast<QWidget&>(chart).show();
        chart.show(&report.targets.front(), {});
        const int all = chart.marks().count();
        QMenu menu;
        chart.fillMenu(menu);
        QAction* first = menu.actions().front();
        QVERIFY(first->isCheckable() && first->isChecked());
        first->trigger();
        QVERIFY(chart.marks().count() > 0 && chart.marks().count() < all);
        chart.toggle(report.targets.front().points.front().series);
        chart.toggle(report.targets.front().points.front().series);
        QVERIFY(chart.marks().count() < all);
    }

private:
    std::unique_ptr<ThemeManager> m_themes;
};

QTEST_MAIN(TestCharts)
#include "tst_charts.moc"

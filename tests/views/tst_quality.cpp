#include "model/calibrate/MeasurementImport.h"
#include "model/edit/EditMessages.h"
#include "model/io/ProjectFile.h"
#include "views/charts/EqualityChart.h"
#include "views/models/QualityReport.h"
#include "views/panels/CalibrateDialog.h"
#include "views/panels/QualityPage.h"
#include "views/session/Session.h"
#include "views/theme/ThemeManager.h"
#include <QComboBox>
#include <QFile>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTemporaryDir>
#include <QtTest>

using namespace millwright;

namespace
{

constexpr int patience = 30000; // ms

const char* const twoTargets = R"({"factors": "x", "targets": [
 {"title": "Time per output token", "unit": "ms", "cases": 3, "covered": 2,
  "classes": {"serving": {"rows": 2, "median": 0.1, "p90": 0.3, "bias": 0.05, "band": 0.8, "heldOut": {"model": {"rows": 2, "median": 0.15, "p90": 0.4, "bias": 0, "band": 0.79}}}},
  "baselines": {"roofline": {"median": 0.5, "p90": 1.1}},
  "points": [["vLLM", "H100", 10, 11], ["SGLang", "B200", 5, 4], ["broken"], ["vLLM", "H100", -1, 4]]},
 {"title": "Training throughput", "unit": "tokens/s", "cases": 0, "covered": 0, "classes": {}, "points": []}]})";

QByteArray run(const char* model, double ttft, double tpot)
{
    return QStringLiteral(
               R"({"backend": "vllm", "model_id": "%1", "completed": 100, "total_input_tokens": 100000, "total_output_tokens": 50000,
 "request_throughput": 1.0, "output_throughput": 500.0, "mean_ttft_ms": %2, "mean_tpot_ms": %3, "mean_e2el_ms": %4, "tp": 8, "quantization": "fp8"})")
        .arg(QLatin1String(model))
        .arg(ttft)
        .arg(tpot)
        .arg(ttft + 499 * tpot)
        .toUtf8();
}

} // namespace

/// How far the estimator is off is shown as it was published; a refit changes the design in one
/// step.
class TestQuality : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName("millwright-test");
        registerCalibrateMessages();
        registerEditMessages();
    }

    void reportIsRead()
    {
        const auto report = QualityReport::read(twoTargets);
        QVERIFY(report);
        QCOMPARE(report->targets.size(), std::size_t{2});
        QCOMPARE(report->targets[0].points.size(), std::size_t{2}); // broken points are left out
        QVERIFY(report->targets[0].classes[0].byModel);
        QVERIFY(!report->targets[0].classes[0].byAccelerator);
        QVERIFY(!QualityReport::read("[]"));
        QVERIFY(!QualityReport::read("{"));
        QCOMPARE(QualityReport::shipped().targets.size(), std::size_t{4});
        QVERIFY(QualityReport::shipped().targets[1].points.size() > 1000);
    }

    void pageShowsWhatWasPublished()
    {
        const auto report = QualityReport::read(twoTargets);
        QualityPage page(*report, m_themes);
        page.resize(900, 900);
        page.show();
        QCOMPARE(page.rows().rowCount(), 2); // one class, one baseline
        QCOMPARE(page.rows().item(0, 2)->text(), QString("10 / 30 %"));
        QCOMPARE(page.rows().item(0, 4)->text(), QString("not measured"));
        QCOMPARE(page.chart().pointCount(), 2);
        page.showTarget(1);
        QCOMPARE(page.chart().pointCount(), 0);
        QSignalSpy asked(&page, &QualityPage::calibrateRequested);
        for (QPushButton* button : page.findChildren<QPushButton*>())
            if (button->text().contains("Calibrate"))
                QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(asked.count(), 1);
    }

    void refitIsOneUndoStep()
    {
        QTemporaryDir dir;
        const std::pair<const char*, double> models[] = {
            {"llama3.1-8b", 6.0}, {"llama3.1-70b", 25.0}, {"qwen3-32b", 16.0}};
        for (const auto& [model, tpot] : models) {
            QFile file(dir.filePath(QString(model) + ".json"));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(run(model, 20 * tpot, tpot));
        }
        Session session;
        auto loaded =
            readProject(MILLWRIGHT_SOURCE_DIR "/resources/examples/h100-scalable-unit.millwright");
        QVERIFY(loaded.isOk());
        session.reset(std::move(loaded->project));
        CalibrateDialog dialog(session, m_themes, nullptr);
        dialog.show();
        dialog.load({dir.path()}); // the files name no accelerator
        QTRY_VERIFY_WITH_TIMEOUT(!dialog.isWorking() && !dialog.note().contains("…"), patience);
        QVERIFY(!dialog.hasResult());
        QCOMPARE(dialog.rows().rowCount(), 3); // one reason a file
        dialog.setHardware("H100", 8);
        dialog.load({dir.path()});
        QTRY_VERIFY_WITH_TIMEOUT(dialog.hasResult(), patience);
        QVERIFY(dialog.note().contains("3"));
        QVERIFY(dialog.rows().rowCount() >= 4);
        for (QPushButton* button : dialog.findChildren<QPushButton*>())
            if (button->text() == "Use in this design")
                QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(!dialog.isVisible());
        const auto& factors = session.blueprint().table<CalibratedFactor>();
        QVERIFY(!factors.isEmpty());
        QVERIFY(!factors.begin()->source.empty() && !factors.begin()->date.empty());
        QCOMPARE(session.undoStack().count(), 1);
        session.undoStack().undo();
        QVERIFY(session.blueprint().table<CalibratedFactor>().isEmpty());
    }

private:
    ThemeManager m_themes{*qApp};
};

QTEST_MAIN(TestQuality)
#include "tst_quality.moc"

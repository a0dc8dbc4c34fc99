#include "model/report/EstimatorReport.h"
#include "model/report/PlotSvg.h"
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QXmlStreamReader>
#include <QtTest>

using namespace millwright;

namespace
{

std::string casePath(const char* name)
{
    return std::string(MILLWRIGHT_SOURCE_DIR "/resources/evidence/cases/") + name;
}

std::vector<ValidationReport> seenReports()
{
    std::vector<ValidationReport> reports;
    for (const auto& [kind, name] : {std::pair{CaseKind::Latency, "silicon_latency_cases.csv"},
                                     {CaseKind::Training, "training_cases.csv"}}) {
        auto report = validate(kind, casePath(name));
        if (!report)
            qFatal("%s", name);
        reports.push_back(std::move(*report));
    }
    return reports;
}

int elements(const std::string& svg, const char* name)
{
    QXmlStreamReader xml(QByteArray::fromStdString(svg));
    int found = 0;
    while (!xml.atEnd())
        if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == QLatin1String(name))
            ++found;
    return xml.hasError() ? -1 : found;
}

const std::string& fileNamed(const std::vector<ReportFile>& files, const std::string& path)
{
    for (const ReportFile& file : files)
        if (file.path == path)
            return file.text;
    qFatal("no %s", path.c_str());
}

} // namespace

/// The published report holds every case that was compared, is well-formed, and what is shipped
/// belongs to the factors that are shipped.
class TestEstimatorReport : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_reports = seenReports(); }

    void pageAndPlots()
    {
        const std::vector<ReportFile> files = estimatorReport(m_reports);
        const std::string& page = fileNamed(files, "estimator-validation.md");
        for (const char* heading :
             {"## Time per output token", "## Time to first token", "## Training throughput"})
            QVERIFY2(page.find(heading) != std::string::npos, heading);
        QVERIFY(page.find("| moe |") != std::string::npos);
        // Every picture that the page names is there, and every number that was compared is a mark
        // in it.
        for (std::size_t at = page.find("](validation/"); at != std::string::npos;
             at = page.find("](validation/", at + 1)) {
            const std::string name = page.substr(at + 2, page.find(')', at) - at - 2);
            QVERIFY2(elements(fileNamed(files, name), "svg") == 1, name.c_str());
        }
        const std::string& plot = fileNamed(files, "validation/tpot.svg");
        const auto series =
            elements(plot, "path") + elements(plot, "rect") - 1 + elements(plot, "circle");
        const auto points = static_cast<int>(m_reports[0].targets.at("tpot_ms").covered);
        QVERIFY2(series >= points + 2 && series <= points + 4, qPrintable(QString::number(series)));
    }

    void dataForTheWindow()
    {
        const QJsonObject json =
            QJsonDocument::fromJson(QByteArray::fromStdString(estimatorReportData(m_reports)))
                .object();
        QCOMPARE(json["targets"].toArray().size(), 3);
        const QJsonObject tpot = json["targets"].toArray()[0].toObject();
        QCOMPARE(tpot["points"].toArray().size(),
                 static_cast<int>(m_reports[0].targets.at("tpot_ms").covered));
        QCOMPARE(tpot["classes"].toObject()["serving"].toObject()["median"].toDouble(),
                 m_reports[0].byClass.at("serving").at("tpot_ms").median);
    }

    void whatIsShippedBelongsToTheFactors()
    {
        // Changed factors without a new report would publish another program's errors: run `./dev
        // report`.
        QFile file(MILLWRIGHT_SOURCE_DIR "/resources/evidence/validation.json");
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
        QCOMPARE(json["factors"].toString().toStdString(), factorDigest());
        QCOMPARE(json["targets"].toArray().size(), 4);
        for (const QJsonValue& value : json["targets"].toArray()) {
            const QJsonObject target = value.toObject();
            for (const ValidationReport& report : m_reports) {
                if (target["kind"].toString().toStdString() != caseKindName(report.kind))
                    continue;
                const QJsonObject classes = target["classes"].toObject();
                for (auto it = classes.begin(); it != classes.end(); ++it) {
                    const TargetErrors& now = report.byClass.at(it.key().toStdString())
                                                  .at(target["target"].toString().toStdString());
                    QVERIFY2(std::abs(it.value().toObject()["median"].toDouble() - now.median) <
                                 1e-6,
                             qPrintable(it.key()));
                    QVERIFY(it.value().toObject()["heldOut"].toObject().contains("accelerator"));
                }
            }
        }
    }

    void namesCannotBreakAPlot()
    {
        EqualityPlot plot{
            "a <b> & \"c\"", "s", "x", "y", {{"<script>", {{1.0, 2.0}, {1e-3, 5e6}}}}};
        QCOMPARE(elements(equalitySvg(plot), "script"), 0);
        QCOMPARE(elements(equalitySvg({}), "svg"), 1);
        QCOMPARE(elements(spreadSvg({"t", "x", {{"A & B", -9.0, 0.0, 9.0, 12}}}), "svg"), 1);
    }

private:
    std::vector<ValidationReport> m_reports;
};

QTEST_APPLESS_MAIN(TestEstimatorReport)
#include "tst_estimator_report.moc"

#include "model/analysis/Metric.h"
#include "model/analysis/RecalculationGraph.h"
#include "model/io/ProjectFile.h"
#include <QTest>
#include <cmath>

using namespace millwright;

/// Every metric of every example: the derivation gives the value that is shown, computes to it from its leaves, and has no
/// leaf without a source.
class ExplainExamplesTest : public QObject {
    Q_OBJECT

private slots:
    void everyMetricOfEveryExample_data();
    void everyMetricOfEveryExample();
};

void ExplainExamplesTest::everyMetricOfEveryExample_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("atLeast");
    const auto row = [](const char* name, int atLeast) {
        QTest::newRow(name) << QStringLiteral(MILLWRIGHT_SOURCE_DIR "/resources/examples/") + name + ".millwright"
                            << atLeast;
    };
    row("h100-scalable-unit", 44);
    row("nvl72-liquid", 44);
    row("mi300x-ethernet", 44);
    row("broken-on-purpose", 35);
}

void ExplainExamplesTest::everyMetricOfEveryExample()
{
    QFETCH(QString, file);
    QFETCH(int, atLeast);
    const auto loaded = readProject(file.toStdString());
    QVERIFY(loaded.isOk());
    const Project& project = loaded->project;
    RecalculationGraph graph = RecalculationGraph::create().value();
    graph.update(project, ChangeSet::everything(), true);
    const MetricContext context{project, graph.results(), graph.parameters()};
    int explained = 0;
    for (const Metric* metric : allMetrics()) {
        const auto value = metric->value(context);
        if (!value)
            continue;
        const auto tree = explainMetric(context, metric->id);
        QVERIFY2(tree.isOk(), metric->id.data());
        const double tolerance = 1e-12 * std::max(1.0, std::abs(*value));
        const auto differs = [&](double other) {
            return qPrintable(QString("%1: %2 explained, %3 shown").arg(metric->id.data()).arg(other, 0, 'g', 17).arg(*value, 0, 'g', 17));
        };
        QVERIFY2(std::abs((*tree)->value - *value) <= tolerance, differs((*tree)->value));
        const double evaluated = evaluateExplanation(**tree);
        QVERIFY2(std::abs(evaluated - *value) <= tolerance, differs(evaluated));
        for (const ExplainPtr& leaf : unsourcedLeaves(*tree))
            QFAIL(qPrintable(QString("%1: no source for %2").arg(metric->id.data(), leaf->label.c_str())));
        ++explained;
    }
    QVERIFY2(explained >= atLeast, qPrintable(QString::number(explained)));
}

QTEST_APPLESS_MAIN(ExplainExamplesTest)
#include "tst_explain_examples.moc"

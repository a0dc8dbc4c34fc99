#include "tests/support/FacilityDesign.h"
#include <QtTest>
#include <cmath>

using namespace millwright;
using namespace millwright::test;

class tst_facility_metrics : public QObject
{
    Q_OBJECT

private slots:
    void everyMetricExplainsItself_data()
    {
        QTest::addColumn<QString>("id");
        for (const auto metrics : {powerMetrics(), coolingMetrics()})
            for (const Metric& metric : metrics)
                QTest::newRow(metric.id.data()) << QString::fromUtf8(metric.id.data());
    }
    void everyMetricExplainsItself()
    {
        QFETCH(QString, id);
        FacilityDesign design;
        design.assume(Parameter::DesignBasis, 0.8);
        // A tower beside the chillers, so that water has a figure, and optics on two kinds of
        // cable.
        design.cooling(
            design.part("tower", PartKind::CoolingTower, {{FieldKey::CoolingCapacity, 300}}),
            design.facilityLoop);
        Results results = design.facility(2 * 40 * 17.0);
        auto network = std::make_shared<NetworkResult>(*results.network);
        network->cables[design.part("optic", PartKind::Cable, {{FieldKey::PowerPerEnd, 17}})] = 40;
        results.network = std::move(network);
        const ParameterValues parameters(design.blueprint());
        const MetricContext context{design.project, results, parameters};
        const Metric* metric = findMetric(id.toStdString());
        QVERIFY(metric);
        const auto value = metric->value(context);
        QVERIFY(value.has_value());
        const auto explained = explainMetric(context, metric->id);
        QVERIFY(explained.isOk());
        const double tree = evaluateExplanation(**explained);
        const double slack = 1e-12 * std::max(1.0, std::abs(*value));
        QVERIFY2(std::abs(tree - *value) <= slack,
                 qPrintable(
                     QString("%1 explained as %2").arg(*value, 0, 'g', 15).arg(tree, 0, 'g', 15)));
        QVERIFY(std::abs((*explained)->value - *value) <= slack);
        QVERIFY2(unsourcedLeaves(*explained).empty(),
                 unsourcedLeaves(*explained).empty()
                     ? ""
                     : unsourcedLeaves(*explained)[0]->label.c_str());
    }

    void itPowerNamesPartsAndDataSheets()
    {
        const FacilityDesign design;
        const Results results = design.facility();
        const ParameterValues parameters(design.project.blueprint());
        const MetricContext context{design.project, results, parameters};
        QCOMPARE(*findMetric("power.it")->value(context), 4 * 10200.0 + 132000.0);
        const ExplainPtr racks = explainMetric(context, "power.it").value()->inputs[0];
        QCOMPARE(racks->inputs.size(), 2u); // nvl72 and node, the larger first
        QCOMPARE(racks->inputs[0]->label, std::string("nvl72"));
        QCOMPARE(racks->inputs[1]->value, 40800.0);
        QVERIFY(findMetric("power.utilityLimit")->value(context) == 3e6);
    }

    void unstatedMeansNoValue()
    {
        const Builder empty;
        const Results results = empty.facility();
        const ParameterValues parameters(empty.project.blueprint());
        const MetricContext context{empty.project, results, parameters};
        for (const char* id : {"cooling.pue.peak", "cooling.pue.annual", "cooling.wue",
                               "cooling.margin", "power.utilityLimit", "power.headroom"})
            QVERIFY2(!findMetric(id)->value(context), id);
        QCOMPARE(*findMetric("power.facility")->value(context), 0.0);
    }
};

QTEST_APPLESS_MAIN(tst_facility_metrics)
#include "tst_facility_metrics.moc"

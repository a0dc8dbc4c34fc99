#include "model/analysis/Metric.h"
#include "model/edit/EditMessages.h"
#include "model/edit/FieldActions.h"
#include "model/edit/PlaceActions.h"
#include "tests/views/CanvasFixture.h"
#include "views/models/ExplainModel.h"
#include "views/panels/ExplainPanel.h"
#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QTreeView>

using namespace millwright;

namespace
{

ExplainPtr sampleTree()
{
    const Traced load = Traced::leaf(20400.0, "W", "DGX H100", "NVIDIA datasheet", "verified");
    const Traced count = Traced::leaf(31.0, "1", "Nodes", "explain.counted", "verified");
    const Traced other = Traced::reference(50e3, "W", "power.mechanical");
    return ((load * count).named("IT", "W") + other / 2.0).named("power.facility", "W").node();
}

} // namespace

/// The derivation: a tree that opens as somebody looks, in words, and the panel that follows edits.
class TestExplainPanel : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void modelOpensReferencesWhenAsked();
    void openedModelIsSound();
    void chainsAreOneStep();
    void formulasReadAsPeopleWriteThem();
    void everyMetricOfTheSampleHasWords();
    void panelShowsAndFollowsEdits();
    void branchesStayOpen();
    void backAndUnknownMetrics();
    void copiesAsText();

private:
    ThemeManager* m_themes = nullptr;
};

void TestExplainPanel::initTestCase()
{
    m_themes = new ThemeManager(*qApp);
    registerEditMessages();
    registerRuleMessages();
}

void TestExplainPanel::modelOpensReferencesWhenAsked()
{
    ExplainModel model;
    int opened = 0;
    model.setRoot(sampleTree(), [&](const std::string& metric) -> Result<ExplainPtr> {
        ++opened;
        if (metric != "power.mechanical")
            return fail("metric.unknown");
        return sampleTree();
    });
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(opened, 0);
    const QModelIndex quotient = model.index(1, 0);
    model.fetchMore(quotient);
    const QModelIndex reference = model.index(0, 0, quotient);
    QVERIFY(reference.data(ExplainModel::IsReferenceRole).toBool());
    QVERIFY(model.hasChildren(reference));
    QVERIFY(model.canFetchMore(reference));
    QCOMPARE(opened, 0);
    model.fetchMore(reference);
    QCOMPARE(opened, 1);
    QCOMPARE(model.rowCount(reference), 2);
    QVERIFY(!model.canFetchMore(reference));
    QCOMPARE(model.parent(model.index(1, 0, reference)), reference);
}

void TestExplainPanel::openedModelIsSound()
{
    // The tester opens everything by itself, so it gets a tree that ends and is opened already.
    ExplainModel model;
    model.setRoot(sampleTree(), [](const std::string&) -> Result<ExplainPtr> {
        const Traced a = Traced::leaf(1.0, "W", "a", "source", "derived");
        return (a + a * 2.0).node();
    });
    const std::function<int(const QModelIndex&)> open = [&](const QModelIndex& index) {
        if (model.canFetchMore(index))
            model.fetchMore(index);
        int steps = 1;
        for (int row = 0; row < model.rowCount(index); ++row)
            steps += open(model.index(row, 0, index));
        return steps;
    };
    QVERIFY(open({}) > 8);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRoot(nullptr, {});
    QCOMPARE(model.rowCount(), 0);
}

void TestExplainPanel::chainsAreOneStep()
{
    const auto leaf = [](const char* name, double value) {
        return Traced::leaf(value, "W", name, "source", "verified");
    };
    const Traced sum = leaf("a", 1) + leaf("b", 2) + leaf("c", 3);
    QCOMPARE(explainInputs(*sum.node()).size(), std::size_t(3));
    // A named part stays a step of its own, a product is not a sum.
    const Traced named = (leaf("a", 1) + leaf("b", 2)).named("ab") + leaf("c", 3) * 2.0;
    QCOMPARE(explainInputs(*named.node()).size(), std::size_t(2));
}

void TestExplainPanel::formulasReadAsPeopleWriteThem()
{
    const auto leaf = [](const char* name, double value) {
        return Traced::leaf(value, "1", name, "source", "verified");
    };
    const Traced a = leaf("a", 1), b = leaf("b", 2), c = leaf("c", 3);
    QCOMPARE(explainFormula(*((a + b) * c).node()), QStringLiteral("(a + b) × c"));
    QCOMPARE(explainFormula(*(a - (b - c)).node()), QStringLiteral("a − (b − c)"));
    QCOMPARE(explainFormula(*(a / (b * c)).node()), QStringLiteral("a ÷ (b × c)"));
    QCOMPARE(explainFormula(*minimum(a, b).node()), QStringLiteral("min(a, b)"));
    QCOMPARE(explainFormula(*((a + b).named("sum") * 2.0).node()), QStringLiteral("sum × 2"));
    QCOMPARE(explainFormula(*(-(a + b)).node()), QStringLiteral("−(a + b)"));
    QCOMPARE(explainSource("explain.counted"), QStringLiteral("counted in the design"));
    QCOMPARE(explainSource("NVIDIA datasheet"), QStringLiteral("NVIDIA datasheet"));
    QCOMPARE(explainSource("explain.no-such-words"), QStringLiteral("no such words"));
}

void TestExplainPanel::everyMetricOfTheSampleHasWords()
{
    Session session;
    session.reset(samplePlan());
    const MetricContext context{session.project(), session.results(), session.parameters()};
    int explained = 0;
    for (const Metric* metric : allMetrics()) {
        const auto tree = explainMetric(context, metric->id);
        if (!tree)
            continue;
        ++explained;
        const QString text = explainText(**tree, {}, 12);
        QVERIFY2(!text.contains(QStringLiteral("explain.")), qPrintable(text));
    }
    QVERIFY(explained > 20);
}

void TestExplainPanel::panelShowsAndFollowsEdits()
{
    SampleSource source;
    Session session(&source);
    ExplainPanel panel(session, *m_themes);
    panel.resize(320, 600);
    panel.show();
    session.reset(samplePlan());
    panel.explain(QStringLiteral("space.racks"));
    const int racks = panel.valueText().toInt();
    QCOMPARE(racks, static_cast<int>(session.blueprint().table<Rack>().size()));
    QVERIFY(panel.formulaText().startsWith(u'='));
    const EntityId rack = labelled(session.project(), "A01");
    session.perform({"edit.delete", {std::int64_t{1}}}, [&](Draft& draft) {
        deleteEntities(draft, {&rack, 1});
        return Result<void>();
    });
    QCOMPARE(panel.valueText().toInt(), racks - 1);
    panel.hide();
    session.undoStack().undo();
    panel.show();
    QCOMPARE(panel.valueText().toInt(), racks);
}

void TestExplainPanel::branchesStayOpen()
{
    Session session;
    ExplainPanel panel(session, *m_themes);
    panel.show();
    session.reset(samplePlan());
    panel.explain(QStringLiteral("power.facility"));
    QTreeView& tree = panel.tree();
    int row = 0;
    while (row < panel.model().rowCount() &&
           !panel.model().hasChildren(panel.model().index(row, 0)))
        ++row;
    QVERIFY(row < panel.model().rowCount());
    panel.model().fetchMore(panel.model().index(row, 0));
    tree.expand(panel.model().index(row, 0));
    QVERIFY(tree.isExpanded(panel.model().index(row, 0)));
    const EntityId rack = labelled(session.project(), "A02");
    session.perform({"edit.delete", {std::int64_t{1}}}, [&](Draft& draft) {
        deleteEntities(draft, {&rack, 1});
        return Result<void>();
    });
    QVERIFY(tree.isExpanded(panel.model().index(row, 0)));
    QVERIFY(panel.model().rowCount(panel.model().index(row, 0)) > 0);
}

void TestExplainPanel::backAndUnknownMetrics()
{
    Session session;
    ExplainPanel panel(session, *m_themes);
    panel.show();
    session.reset(samplePlan());
    panel.explain(QStringLiteral("power.it"));
    const QString it = panel.valueText();
    panel.explain(QStringLiteral("no.such.metric"));
    QCOMPARE(panel.model().rowCount(), 0);
    QVERIFY(panel.asText().isEmpty());
    panel.back();
    QCOMPARE(panel.metric(), QStringLiteral("power.it"));
    QCOMPARE(panel.valueText(), it);
}

void TestExplainPanel::copiesAsText()
{
    Session session;
    ExplainPanel panel(session, *m_themes);
    panel.show();
    session.reset(samplePlan());
    panel.explain(QStringLiteral("power.it"));
    panel.copy();
    const QString text = QApplication::clipboard()->text();
    QVERIFY(text.contains(QStringLiteral("GPU server")) || text.contains(QStringLiteral("node")));
    QVERIFY(text.contains(QStringLiteral("[test"))); // the source of the sample's figures
}

QTEST_MAIN(TestExplainPanel)
#include "tst_explain_panel.moc"

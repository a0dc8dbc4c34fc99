#include "model/assist/Assist.h"
#include "model/edit/EditMessages.h"
#include "model/edit/FieldActions.h"
#include "model/edit/PlaceActions.h"
#include "tests/views/CanvasFixture.h"
#include "views/panels/FindingsPanel.h"
#include <QAbstractItemModelTester>
#include <QListView>
#include <QScrollBar>
#include <QSignalSpy>

using namespace millwright;

namespace
{

/// A session with the sample plan, whose racks have no feeds, and the panel over it.
struct Fixture {
    explicit Fixture(ThemeManager& themes, Project project = samplePlan())
        : session(&source), panel(session, themes)
    {
        panel.resize(320, 700);
        panel.show();
        session.reset(std::move(project));
        QApplication::processEvents();
    }
    /// The first shown row with a fix, or -1.
    int rowWithFix() const
    {
        for (int row = 0; row < panel.findChild<FindingsModel*>()->rowCount(); ++row)
            if (!panel.findChild<FindingsModel*>()->finding(row).fixes.empty())
                return row;
        return -1;
    }

    SampleSource source;
    Session session;
    FindingsPanel panel;
};

Project manyFindings(int racks)
{
    Project project = samplePlan();
    Blueprint& blueprint = project.blueprint();
    const Rack pattern = *blueprint.table<Rack>().begin();
    for (int i = 0; i < racks; ++i) {
        Rack rack = pattern;
        rack.id = Id<Rack>(++project.lastId);
        rack.label = "X" + std::to_string(i);
        rack.at.centre = pattern.at.centre + Point{Length::metres(30.0 + i), Length()};
        blueprint.table<Rack>().put(rack);
        Device device;
        device.id = Id<Device>(++project.lastId);
        device.rack = rack.id;
        device.part = "node";
        device.label = "n" + std::to_string(i);
        blueprint.table<Device>().put(device);
    }
    return project;
}

} // namespace

/// The findings: rows that follow the rules, marks, subjects, fixes, waivers, filters.
class TestFindings : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void modelFollowsTheRules();
    void filtersAndCounts();
    void updateKeepsSelectionAndScroll();
    void subjectLeadsToThePlan();
    void fixAppliesAsOneStep();
    void hoverPreviewsAndLeavingDropsIt();
    void waiverNeedsAReasonAndGoesBack();
    void rulesTellTheirState();
    void thousandsScrollAsTens();

private:
    ThemeManager* m_themes = nullptr;
};

void TestFindings::initTestCase()
{
    m_themes = new ThemeManager(*qApp);
    registerEditMessages();
    registerRuleMessages();
    registerAssistMessages();
}

void TestFindings::modelFollowsTheRules()
{
    FindingsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    Fixture fixture(*m_themes, manyFindings(10));
    model.update(fixture.session.rules(), fixture.session.blueprint());
    const int before = model.rowCount();
    QCOMPARE(before, static_cast<int>(fixture.session.rules().findings().size()));
    QVERIFY(before > 3);
    // errors first, and every text without holes
    for (int row = 0; row < before; ++row) {
        QVERIFY(row == 0 || model.finding(row - 1).severity <= model.finding(row).severity);
        QVERIFY2(!model.text(row).contains(u'{'), qPrintable(model.text(row)));
        QVERIFY2(!messagePattern(model.finding(row).message.id).empty(),
                 model.finding(row).message.id.c_str());
    }
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    const EntityId rack = labelled(fixture.session.project(), "X5");
    fixture.session.perform({"edit.delete", {std::int64_t{1}}}, [&](Draft& draft) {
        deleteEntities(draft, {&rack, 1});
        return Result<void>();
    });
    model.update(fixture.session.rules(), fixture.session.blueprint());
    QVERIFY(model.rowCount() < before);
    QCOMPARE(resets.count(), 0); // rows went one by one
    fixture.session.undoStack().undo();
    model.update(fixture.session.rules(), fixture.session.blueprint());
    QCOMPARE(model.rowCount(), before);
}

void TestFindings::filtersAndCounts()
{
    Fixture fixture(*m_themes);
    FindingsModel& model = fixture.panel.model();
    const RuleRunner& rules = fixture.session.rules();
    for (const Severity severity : {Severity::Error, Severity::Warning, Severity::Info})
        QCOMPARE(model.count(severity), static_cast<int>(rules.count(severity)));
    const int all = model.rowCount();
    fixture.panel.setSeverityShown(Severity::Error, false);
    QCOMPARE(model.rowCount(), all - model.count(Severity::Error));
    fixture.panel.setSeverityShown(Severity::Error, true);
    QCOMPARE(model.rowCount(), all);
    FindingsFilter filter;
    filter.domain = RuleDomain::Power;
    model.setFilter(filter);
    QVERIFY(model.rowCount() > 0 && model.rowCount() < all);
    for (int row = 0; row < model.rowCount(); ++row)
        QVERIFY(model.finding(row).rule.starts_with("power."));
}

void TestFindings::updateKeepsSelectionAndScroll()
{
    Fixture fixture(*m_themes, manyFindings(60));
    FindingsModel& model = fixture.panel.model();
    QListView& list = fixture.panel.list();
    const int chosen = model.rowCount() / 2;
    const std::string key = model.finding(chosen).key();
    list.setCurrentIndex(model.index(chosen));
    list.scrollTo(model.index(chosen), QAbstractItemView::PositionAtTop);
    QApplication::processEvents();
    const int top = list.visualRect(model.index(chosen)).top();
    QVERIFY(list.verticalScrollBar()->value() > 0);
    // A rack far behind the chosen one goes; what is read stays where it is.
    const EntityId rack = labelled(fixture.session.project(), "X59");
    fixture.session.perform({"edit.delete", {std::int64_t{1}}}, [&](Draft& draft) {
        deleteEntities(draft, {&rack, 1});
        return Result<void>();
    });
    QApplication::processEvents();
    QVERIFY(list.currentIndex().isValid());
    QCOMPARE(model.finding(list.currentIndex().row()).key(), key);
    const int height = list.visualRect(list.currentIndex()).height();
    QVERIFY(std::abs(list.visualRect(list.currentIndex()).top() - top) <= 2 * height);
}

void TestFindings::subjectLeadsToThePlan()
{
    Fixture fixture(*m_themes);
    QSignalSpy reveals(&fixture.panel, &FindingsPanel::revealRequested);
    int row = 0;
    while (fixture.panel.model().finding(row).subjects.empty())
        ++row;
    const EntityId subject = fixture.panel.model().finding(row).subjects.front();
    fixture.panel.list().scrollTo(fixture.panel.model().index(row));
    QTest::mouseClick(fixture.panel.list().viewport(), Qt::LeftButton, {},
                      fixture.panel.placeOf(row, {FindingHit::Kind::Subject, 0}));
    QCOMPARE(fixture.session.selection().first(), subject);
    QCOMPARE(reveals.count(), 1);
}

void TestFindings::fixAppliesAsOneStep()
{
    Fixture fixture(*m_themes);
    const int row = fixture.rowWithFix();
    QVERIFY(row >= 0);
    fixture.panel.list().scrollTo(fixture.panel.model().index(row));
    QApplication::processEvents();
    const Project before = fixture.session.project();
    QTest::mouseClick(fixture.panel.list().viewport(), Qt::LeftButton, {},
                      fixture.panel.placeOf(row, {FindingHit::Kind::Fix, 0}));
    QCOMPARE(fixture.session.undoStack().count(), 1);
    QVERIFY(!(fixture.session.blueprint() == before.blueprint()));
    fixture.session.undoStack().undo();
    QVERIFY(fixture.session.blueprint() == before.blueprint());
}

void TestFindings::hoverPreviewsAndLeavingDropsIt()
{
    Fixture fixture(*m_themes);
    const int row = fixture.rowWithFix();
    const Project before = fixture.session.project();
    fixture.panel.list().scrollTo(fixture.panel.model().index(row));
    QApplication::processEvents();
    QWidget* viewport = fixture.panel.list().viewport();
    const QPoint at = fixture.panel.placeOf(row, {FindingHit::Kind::Fix, 0});
    QMouseEvent over(QEvent::MouseMove, QPointF(at), viewport->mapToGlobal(QPointF(at)),
                     Qt::NoButton, Qt::NoButton, Qt::NoModifier);
    QApplication::sendEvent(viewport, &over);
    QTRY_VERIFY(fixture.session.hasPreview());
    QVERIFY(!(fixture.session.shownProject().blueprint() == before.blueprint()));
    QVERIFY(fixture.session.project() == before);
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(viewport, &leave);
    QVERIFY(!fixture.session.hasPreview());
    QCOMPARE(fixture.session.undoStack().count(), 0);
}

void TestFindings::waiverNeedsAReasonAndGoesBack()
{
    Fixture fixture(*m_themes);
    FindingsModel& model = fixture.panel.model();
    const int all = model.rowCount();
    const Severity severity = model.finding(0).severity;
    const int counted = model.count(severity);
    QVERIFY(!fixture.panel.waive(0, QStringLiteral("  "), QString()));
    QCOMPARE(fixture.session.undoStack().count(), 0);
    const std::string key = model.finding(0).key();
    QVERIFY(fixture.panel.waive(0, QStringLiteral("Agreed with the customer"),
                                QStringLiteral("A. Architect")));
    QApplication::processEvents();
    QCOMPARE(model.rowCount(), all - 1);
    QCOMPARE(model.count(severity), counted - 1);
    QCOMPARE(model.waivedCount(), 1);
    const Waiver& waiver = *fixture.session.blueprint().table<Waiver>().begin();
    QCOMPARE(waiver.finding, key);
    QCOMPARE(waiver.reason, std::string("Agreed with the customer"));
    FindingsFilter filter = model.filter();
    filter.withWaived = true;
    model.setFilter(filter);
    QCOMPARE(model.rowCount(), all);
    fixture.panel.takeBackWaiver(model.rowOf(key));
    QApplication::processEvents();
    QCOMPARE(model.waivedCount(), 0);
    QVERIFY(fixture.session.blueprint().table<Waiver>().isEmpty());
}

void TestFindings::rulesTellTheirState()
{
    Fixture fixture(*m_themes);
    FindingsRuleModel& rules = fixture.panel.rules();
    QAbstractItemModelTester tester(&rules, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(rules.rowCount(), static_cast<int>(allRules().size()));
    const int sum = rules.count(RuleState::Passed) + rules.count(RuleState::Found) +
                    rules.count(RuleState::NotRun) + rules.count(RuleState::Disabled) +
                    rules.count(RuleState::Failed);
    QCOMPARE(sum, rules.rowCount());
    QVERIFY(rules.summary().contains(QString::number(rules.count(RuleState::NotRun))));
    for (int row = 0; row < rules.rowCount(); ++row)
        QVERIFY2(!rules.index(row).data().toString().startsWith(QStringLiteral("rule.")),
                 qPrintable(rules.index(row).data().toString()));
}

void TestFindings::thousandsScrollAsTens()
{
    Fixture fixture(*m_themes, manyFindings(10000));
    FindingsModel& model = fixture.panel.model();
    QVERIFY2(model.rowCount() > 10000, qPrintable(QString::number(model.rowCount())));
    QListView& list = fixture.panel.list();
    QTRY_VERIFY_WITH_TIMEOUT(list.verticalScrollBar()->maximum() > 10000 * 20, 20000);
    QElapsedTimer clock;
    clock.start();
    constexpr int steps = 40;
    for (int i = 0; i < steps; ++i) {
        list.verticalScrollBar()->setValue(i * 300);
        list.viewport()->grab();
    }
    const double perStep = static_cast<double>(clock.elapsed()) / steps;
    qInfo("%.1f ms a scroll step with %d findings", perStep, model.rowCount());
    QVERIFY(perStep < 40.0); // a widget a row would take seconds
}

QTEST_MAIN(TestFindings)
#include "tst_findings.moc"

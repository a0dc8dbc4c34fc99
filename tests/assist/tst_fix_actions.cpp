#include "model/assist/FixActions.h"
#include "model/edit/Document.h"
#include "tests/support/Builder.h"
#include <QDirIterator>
#include <QRegularExpression>
#include <QtTest>

using namespace millwright;
using namespace millwright::test;

namespace
{

Fix fix(std::string action, std::map<std::string, std::string> arguments)
{
    return {std::move(action), {}, std::move(arguments)};
}

} // namespace

class TestFixActions : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void rotatesTheSubjectsOfItsFinding();
    void moves();
    void placesBeside();
    void setsPropertiesAndParameters();
    void changesParts();
    void connectsAndDeletes();
    void badFixesAreRefused();
    void everyActionOfTheRulesIsKnown();

private:
    Result<void> apply(const Fix& what);
    Builder m_b;
    Symbol m_part, m_wide, m_panelPart;
    Id<Rack> m_first, m_second;
    Id<PowerPart> m_panel;
    Project m_after;
};

void TestFixActions::init()
{
    m_b = Builder();
    using enum FieldKey;
    m_part = m_b.part("rack", PartKind::Rack, {{Width, 600}, {Depth, 1200}, {InternalUnits, 42}});
    m_wide = m_b.part("wide", PartKind::Rack, {{Width, 800}, {Depth, 1200}, {InternalUnits, 48}});
    m_panelPart = m_b.part("panel", PartKind::Rpp, {{RatedPower, 272}});
    m_first = m_b.rack(m_part);
    m_second = m_b.rack(m_part);
    m_panel = m_b.power(m_panelPart, Side::A);
}

/// Applies the fix as one step, keeps the project after it in m_after and checks that undo restores
/// the design.
Result<void> TestFixActions::apply(const Fix& what)
{
    Document document(m_b.project);
    Transaction transaction(document, {"fix", {}});
    auto result = applyFix(transaction, what, nullptr);
    if (!result)
        return result;
    const auto edit = transaction.commit();
    if (!edit)
        return fail("test.nothing-changed");
    m_after = document.project();
    document.undo(*edit);
    return document.blueprint() == m_b.project.blueprint() ? Result<void>()
                                                           : Result<void>(fail("test.not-undone"));
}

void TestFixActions::rotatesTheSubjectsOfItsFinding()
{
    Finding finding;
    finding.subjects = {m_first.value(), m_second.value()};
    Draft draft(m_b.project);
    QVERIFY(applyFix(draft, finding, fix("rotate", {{"degrees", "180"}}), nullptr));
    QCOMPARE(draft.find(m_first)->at.rotation, 180.0);
    QCOMPARE(draft.find(m_second)->at.rotation, 180.0);
    QVERIFY(apply(fix("rotate", {{"degrees", "90"}, {"ids", std::to_string(m_first.value())}})));
    QCOMPARE(m_after.blueprint().find(m_first)->at.rotation, 90.0);
    QCOMPARE(m_after.blueprint().find(m_second)->at.rotation, 0.0);
}

void TestFixActions::moves()
{
    const std::string ids =
        std::to_string(m_first.value()) + "," + std::to_string(m_second.value());
    QVERIFY(apply(fix("move", {{"ids", ids}, {"dx", "0.6"}, {"dy", "-0.25"}})));
    for (const Id<Rack> id : {m_first, m_second}) {
        const Point before = m_b.project.blueprint().find(id)->at.centre;
        const Point after = m_after.blueprint().find(id)->at.centre;
        QCOMPARE((after.x - before.x).micrometres(), 600000);
        QCOMPARE((after.y - before.y).micrometres(), -250000);
    }
}

void TestFixActions::placesBeside()
{
    QVERIFY(apply(fix("place-beside", {{"id", std::to_string(m_second.value())},
                                       {"beside", std::to_string(m_first.value())}})));
    const Point anchor = m_after.blueprint().find(m_first)->at.centre;
    const Point beside = m_after.blueprint().find(m_second)->at.centre;
    QCOMPARE((beside.x - anchor.x).micrometres(), 600000);
    QCOMPARE(beside.y, anchor.y);
}

void TestFixActions::setsPropertiesAndParameters()
{
    QVERIFY(
        apply(fix("set-property",
                  {{"ids", std::to_string(m_first.value())}, {"name", "label"}, {"value", "X9"}})));
    QVERIFY(m_after.blueprint().find(m_first)->label == "X9");
    QVERIFY(apply(fix(
        "set-property",
        {{"ids", std::to_string(m_b.hall().value())}, {"name", "airSupply"}, {"value", "24.5"}})));
    QCOMPARE(m_after.blueprint().find(m_b.hall())->airSupply, 24.5);
    QVERIFY(apply(fix("set-parameter", {{"key", "cooling.airRise"}, {"value", "15"}})));
    QCOMPARE(ParameterValues(m_after.blueprint())[Parameter::AirRise], 15.0);
}

void TestFixActions::changesParts()
{
    QVERIFY(
        apply(fix("change-part", {{"ids", std::to_string(m_first.value())}, {"part", "wide"}})));
    QVERIFY(m_after.blueprint().find(m_first)->part == m_wide);
    QVERIFY(
        apply(fix("change-part", {{"ids", "1"}, {"part", "no-such-part"}})).error().message.id ==
        "fix.no-part");
}

void TestFixActions::connectsAndDeletes()
{
    QVERIFY(apply(fix("connect-feed", {{"source", std::to_string(m_panel.value())},
                                       {"target", std::to_string(m_first.value())}})));
    QCOMPARE(m_after.blueprint().table<Feed>().size(), std::size_t{1});
    const Feed& feed = *m_after.blueprint().table<Feed>().begin();
    QCOMPARE(feed.source, m_panel);
    QCOMPARE(feed.target, m_first.value());
    QVERIFY(feed.side == Side::A);
    QVERIFY(apply(fix("delete", {{"ids", std::to_string(m_first.value())}})));
    QVERIFY(!m_after.blueprint().find(m_first));
}

void TestFixActions::badFixesAreRefused()
{
    QVERIFY(apply(fix("dance", {})).error().message.id == "fix.unknown-action");
    for (const Fix& bad :
         {fix("rotate", {{"ids", "1"}}), fix("rotate", {{"degrees", "ninety"}, {"ids", "1"}}),
          fix("move", {{"ids", "1"}, {"dx", "1"}}),
          fix("move", {{"ids", "x"}, {"dx", "1"}, {"dy", "1"}}), fix("wire-fabric", {}),
          fix("delete", {}), fix("set-parameter", {{"key", "a"}, {"value", "b"}}),
          fix("place-beside", {{"id", "1"}, {"beside", "2"}})})
        QVERIFY2(apply(bad).error().message.id == "fix.bad-argument", bad.action.c_str());
}

/// The rules name actions as text; each has to be one that applyFix() carries out.
void TestFixActions::everyActionOfTheRulesIsKnown()
{
    static const QRegularExpression action(
        "\\{\\s*\"([a-z]+(?:-[a-z]+)*)\",\\s*(?:\\{\"fix\\.|std::move\\(title\\))");
    QSet<QString> names;
    QDirIterator files(QString(MILLWRIGHT_SOURCE_DIR) + "/model/rules", {"*.cpp"}, QDir::Files);
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        auto matches = action.globalMatch(QString::fromUtf8(file.readAll()));
        while (matches.hasNext())
            names.insert(matches.next().captured(1));
    }
    QVERIFY(names.contains("wire-fabric"));
    QVERIFY(names.contains("rotate"));
    QVERIFY(names.contains("set-property"));
    for (const QString& name : names) {
        Draft draft(m_b.project);
        const auto result = applyFix(draft, fix(name.toStdString(), {}), nullptr);
        QVERIFY2(result || result.error().message.id != "fix.unknown-action", qPrintable(name));
    }
}

QTEST_APPLESS_MAIN(TestFixActions)
#include "tst_fix_actions.moc"

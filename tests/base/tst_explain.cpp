#include "model/base/Explain.h"
#include <QtTest>
#include <cmath>

using namespace millwright;

namespace
{

Traced watts(double value)
{
    return Traced::leaf(value, "W", "load", "datasheet", "verified");
}

/// One formula for both number types, as analyses write them.
template <class N> N sample(N load, N efficiency, N share)
{
    const N loss = load / efficiency - load;
    return maximum(minimum(loss * share, load), N(0.5)) + squareRoot(power(-load, N(2.0)));
}

} // namespace

class TestExplain : public QObject
{
    Q_OBJECT
private slots:
    void tracedRunsTheSameFormula()
    {
        const Traced traced = sample(
            watts(10200), Traced::leaf(0.965, "1", "efficiency", "s", "verified"), Traced(0.4));
        QCOMPARE(traced.value(), sample(10200.0, 0.965, 0.4));
        QCOMPARE(evaluateExplanation(*traced.node()), traced.value());
    }

    void evaluationStartsFromTheLeaves()
    {
        // A tampered middle step must not hide: the value is recomputed, not copied.
        const Traced product = watts(3) * Traced(4);
        auto tampered = std::make_shared<ExplainNode>(*product.node());
        tampered->value = 999;
        QCOMPARE(evaluateExplanation(*tampered), 12.0);
    }

    void functionsAndReferencesKeepTheirValue()
    {
        const Traced found = Traced::function(42, "W", "search", {watts(1), watts(2)}, "solver");
        QCOMPARE(evaluateExplanation(*(found + Traced::reference(8, "W", "power.it")).node()),
                 50.0);
        QCOMPARE(found.node()->inputs.size(), std::size_t(2));
    }

    void sumFoldsTheSmallOnes()
    {
        std::vector<Traced> terms;
        double expected = 0.0;
        for (int i = 1; i <= 1000; ++i) {
            terms.push_back(watts(i));
            expected += i;
        }
        const Traced total = Traced::sum(terms, "W", "power.it", 20);
        QCOMPARE(total.value(), expected);
        QCOMPARE(total.node()->inputs.size(), std::size_t(21));
        QCOMPARE(total.node()->inputs.front()->value, 1000.0);
        QCOMPARE(total.node()->inputs.back()->label, std::string("explain.others"));
        QCOMPARE(total.node()->inputs.back()->inputs.size(), std::size_t(980));
        QVERIFY(std::abs(evaluateExplanation(*total.node()) - expected) <= 1e-12 * expected);
    }

    void shortSumsAreShownWhole()
    {
        const Traced total = Traced::sum({watts(2), watts(-5), watts(3)}, "W", "net", 2);
        QCOMPARE(total.node()->inputs.size(), std::size_t(3)); // one term left over is not folded
        QCOMPARE(total.node()->inputs.front()->value, -5.0);
        QCOMPARE(total.value(), 0.0);
        QCOMPARE(Traced::sum({}, "W", "none").value(), 0.0);
        QCOMPARE(evaluateExplanation(*Traced::sum({}, "W", "none").node()), 0.0);
    }

    void unitsFollowTheFormula()
    {
        QCOMPARE((watts(1) + watts(2)).node()->unit, std::string("W"));
        QCOMPARE((watts(1) * Traced(2)).node()->unit, std::string("W"));
        QCOMPARE((Traced(2) * watts(1)).node()->unit, std::string("W"));
        QCOMPARE((watts(1) / watts(2)).node()->unit, std::string("1"));
        QCOMPARE((watts(1) * watts(2)).node()->unit, std::string());
        QCOMPARE((watts(1) * watts(2)).named("x", "W2").node()->unit, std::string("W2"));
        QCOMPARE((-watts(1)).named("loss").node()->unit, std::string("W"));
        QCOMPARE((-watts(1)).named("loss").node()->label, std::string("loss"));
    }

    void unsourcedLeavesAreFound()
    {
        const Traced bare = Traced::leaf(1, "W", "guess", "", "");
        const Traced shared = bare + watts(2);
        const auto found = unsourcedLeaves((shared * shared).node());
        QCOMPARE(found.size(), std::size_t(1)); // once, though it is reached twice
        QCOMPARE(found.front()->label, std::string("guess"));
        QVERIFY(unsourcedLeaves((watts(1) * Traced(3)).node())
                    .empty()); // the formula vouches for its constants
        QCOMPARE(unsourcedLeaves(Traced::function(1, "", "f", {}, "").node()).size(),
                 std::size_t(1));
        QVERIFY(unsourcedLeaves(nullptr).empty());
    }

    void unsourcedLeafAmongTheFoldedIsFound()
    {
        std::vector<Traced> terms(50, watts(10));
        terms.push_back(Traced::leaf(0.1, "W", "hidden", "", ""));
        QCOMPARE(unsourcedLeaves(Traced::sum(terms, "W", "t", 5).node()).size(), std::size_t(1));
    }

    void sharedStepsAreEvaluatedOnce()
    {
        Traced doubled = watts(1);
        for (int i = 0; i < 60; ++i)
            doubled = doubled + doubled; // 2^60 paths
        QCOMPARE(evaluateExplanation(*doubled.node()), std::pow(2.0, 60));
    }
};

QTEST_APPLESS_MAIN(TestExplain)
#include "tst_explain.moc"

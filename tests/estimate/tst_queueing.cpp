#include "model/estimate/Queueing.h"
#include <QtTest>
#include <algorithm>
#include <cmath>
#include <queue>
#include <random>
#include <vector>

using namespace millwright;

namespace
{

/// Mean and 99th percentile wait of a first-come queue with `servers`, by events, seeded.
struct Simulated {
    double mean = 0.0, p99 = 0.0;
};

template <class Service>
Simulated simulate(int servers, double rate, Service service, std::size_t arrivals)
{
    std::mt19937_64 random(20260101);
    std::exponential_distribution<double> gap(rate);
    std::priority_queue<double, std::vector<double>, std::greater<>> freeAt;
    for (int i = 0; i < servers; ++i)
        freeAt.push(0.0);
    double now = 0.0;
    std::vector<double> waits;
    for (std::size_t i = 0; i < arrivals; ++i) {
        now += gap(random);
        const double begin = std::max(now, freeAt.top());
        freeAt.pop();
        freeAt.push(begin + service(random));
        if (i > arrivals / 10) // behind the warm-up
            waits.push_back(begin - now);
    }
    double sum = 0.0;
    for (const double wait : waits)
        sum += wait;
    const auto nth =
        waits.begin() + static_cast<std::ptrdiff_t>(0.99 * static_cast<double>(waits.size()));
    std::nth_element(waits.begin(), nth, waits.end());
    return {sum / static_cast<double>(waits.size()), *nth};
}

} // namespace

/// Queueing formulas against textbook values and a seeded event simulation.
class TestQueueing : public QObject
{
    Q_OBJECT

private slots:
    void erlangCMatchesTables()
    {
        // Cooper, Introduction to Queueing Theory: c = 1 gives rho; c = 3, a = 2 gives 4/9.
        QVERIFY(std::abs(erlangC(1, 0.7) - 0.7) < 1e-12);
        QVERIFY(std::abs(erlangC(3, 2.0) - 4.0 / 9.0) < 1e-12);
        QVERIFY(std::abs(erlangC(10, 8.0) - 0.4092) < 1e-4);
        QCOMPARE(erlangC(4, 4.0), 1.0);
        QCOMPARE(erlangC(4, 0.0), 0.0);
        // The limit formula joins the recursion.
        const double below = erlangC(400, 380.0), above = erlangC(401, 381.0);
        QVERIFY2(std::abs(above / below - 1.0) < 0.03,
                 qPrintable(QString("%1 %2").arg(below).arg(above)));
    }

    void singleQueueMatchesSimulation_data()
    {
        QTest::addColumn<double>("load");
        for (const double load : {0.5, 0.7, 0.9})
            QTest::newRow(qPrintable(QString::number(load))) << load;
    }
    void singleQueueMatchesSimulation()
    {
        QFETCH(double, load);
        // Prompt lengths of mixed traffic: log-normal with variation 0.8, mean 0.1 s.
        const double variation = 0.8, mean = 0.1;
        const double sigma = std::sqrt(std::log(1.0 + variation * variation));
        std::lognormal_distribution<double> service(std::log(mean) - sigma * sigma / 2.0, sigma);
        const Simulated s = simulate(
            1, load / mean, [&](auto& r) { return service(r); }, 1500000);
        const double wait = waitInSingleQueue(load / mean, mean, variation);
        QVERIFY2(std::abs(wait / s.mean - 1.0) < 0.1,
                 qPrintable(QString("%1 against %2").arg(wait).arg(s.mean)));
        const double p99 = waitQuantile(wait, load, 0.99);
        QVERIFY2(std::abs(p99 / s.p99 - 1.0) < 0.15,
                 qPrintable(QString("%1 against %2").arg(p99).arg(s.p99)));
    }

    void slotsMatchSimulation_data() { singleQueueMatchesSimulation_data(); }
    void slotsMatchSimulation()
    {
        QFETCH(double, load);
        const int servers = 8;
        const double mean = 2.0;
        std::exponential_distribution<double> service(1.0 / mean);
        const double rate = load * servers / mean;
        const Simulated s = simulate(
            servers, rate, [&](auto& r) { return service(r); }, 1500000);
        const double wait = waitForSlot(servers, rate, mean, 1.0);
        QVERIFY2(std::abs(wait / s.mean - 1.0) < 0.1,
                 qPrintable(QString("%1 against %2").arg(wait).arg(s.mean)));
        const double p99 = waitQuantile(wait, erlangC(servers, rate * mean), 0.99);
        QVERIFY2(std::abs(p99 / s.p99 - 1.0) < 0.1,
                 qPrintable(QString("%1 against %2").arg(p99).arg(s.p99)));
    }

    void overloadIsInfinite() { QVERIFY(std::isinf(waitForSlot(4, 3.0, 2.0, 1.0))); }
};

QTEST_APPLESS_MAIN(TestQueueing)
#include "tst_queueing.moc"

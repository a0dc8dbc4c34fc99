#include "views/session/JobComparisons.h"
#include "views/session/Session.h"
#include <QPromise>
#include <QtConcurrent>

namespace millwright
{

JobComparisons::JobComparisons(Session& session, QObject* parent)
    : QObject(parent), m_session(session)
{
    connect(&m_watcher, &QFutureWatcher<Outcome>::finished, this, &JobComparisons::onFinished);
    connect(&m_watcher, &QFutureWatcher<Outcome>::progressValueChanged, this,
            [this] { emit progressChanged(progress()); });
}

JobComparisons::~JobComparisons()
{
    m_next.reset();
    m_watcher.cancel();
    m_watcher.waitForFinished();
}

int JobComparisons::progress() const
{
    const int all = m_watcher.progressMaximum();
    return all > 0 ? 100 * m_watcher.progressValue() / all : 0;
}

void JobComparisons::compare(const JobQuestion& question)
{
    m_next = question;
    if (m_watcher.isRunning())
        m_watcher.cancel(); // onFinished() starts the next one
    else
        start();
}

void JobComparisons::stop()
{
    m_next.reset();
    m_watcher.cancel();
}

void JobComparisons::start()
{
    if (!m_next || !m_next->place)
        return;
    if (m_offers.empty())
        m_offers = acceleratorOffers(m_session.project().parts, m_session.parts());
    const MetricContext design{m_session.project(), m_session.results(), m_session.parameters()};
    const bool isServing = m_next->workload.kind == WorkloadKind::Serve;
    m_prices = comparisonPrices(design, isServing ? m_next->workload.utilisation : 1.0);
    m_watcher.setFuture(QtConcurrent::run(
        [question = std::move(*m_next), offers = m_offers,
         prices = m_prices](QPromise<Outcome>& promise) {
            promise.setProgressRange(0, static_cast<int>(offers.size()));
            Outcome outcome;
            outcome.jobs = compareJob(question, offers, prices,
                                      [&promise](std::size_t done, std::size_t) {
                                          promise.setProgressValue(static_cast<int>(done));
                                          return !promise.isCanceled();
                                      });
            outcome.isPartial = outcome.jobs.size() < offers.size();
            promise.addResult(std::move(outcome));
        }));
    m_isServing = isServing;
    m_next.reset();
    emit progressChanged(0);
}

void JobComparisons::onFinished()
{
    if (m_next)
        return start();
    if (m_watcher.isCanceled()) { // what was there stays
        m_isPartial = true;
        emit changed();
        return;
    }
    Outcome outcome = m_watcher.result();
    m_jobs = std::move(outcome.jobs);
    m_isPartial = outcome.isPartial;
    emit changed();
}

} // namespace millwright

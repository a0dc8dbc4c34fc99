#pragma once
#include "model/analysis/JobComparison.h"
#include <QFutureWatcher>
#include <QObject>

namespace millwright
{

class Session;

/// Compares a job over the accelerators of the catalog on a worker: with progress, can be stopped,
/// the newest job wins.
class JobComparisons : public QObject
{
    Q_OBJECT
public:
    explicit JobComparisons(Session& session, QObject* parent = nullptr);
    ~JobComparisons() override;

    /// Compares the job; an older comparison that still runs is stopped.
    void compare(const JobQuestion& question);
    void stop();
    bool isRunning() const { return m_watcher.isRunning(); }
    int progress() const; ///< per cent
    const std::vector<ComparedJob>& jobs() const { return m_jobs; }
    const ComparisonPrices& prices() const { return m_prices; }
    bool isServing() const { return m_isServing; }
    /// True if the last comparison was stopped before its end.
    bool isPartial() const { return m_isPartial; }

signals:
    void changed(); ///< other results
    void progressChanged(int percent);

private:
    void start();
    void onFinished();

    struct Outcome {
        std::vector<ComparedJob> jobs;
        bool isPartial = false;
    };
    Session& m_session;
    std::vector<AcceleratorOffer> m_offers; ///< read once, with the first comparison
    std::optional<JobQuestion> m_next;      ///< waits for the running one to stop
    ComparisonPrices m_prices;
    std::vector<ComparedJob> m_jobs;
    QFutureWatcher<Outcome> m_watcher;
    bool m_isServing = true;
    bool m_isPartial = false;
};

} // namespace millwright

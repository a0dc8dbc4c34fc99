#pragma once
#include "model/analysis/JobStudy.h"
#include <QFutureWatcher>
#include <QObject>
#include <QTimer>
#include <atomic>

namespace millwright
{

class Session;

/// Studies one workload of the design on a worker whenever the design changes: the newest question
/// wins and stops an older one, what was known before is shown as stale until then. A study can be
/// stopped; the next change, or resume(), starts one again.
class JobStudies : public QObject
{
    Q_OBJECT
public:
    explicit JobStudies(Session& session, QObject* parent = nullptr);
    ~JobStudies() override;

    void setWorkload(Id<Workload> workload);
    Id<Workload> workload() const { return m_workload; }
    /// While it is not active nothing is calculated; it catches up when it is again.
    void setActive(bool isActive);
    /// The newest study of the workload; null before the first.
    std::shared_ptr<const JobStudy> study() const { return m_study; }
    /// The one before the last edit, to show what changed; null if there is none.
    std::shared_ptr<const JobStudy> before() const { return m_before; }
    bool isStale() const { return m_isStale; }
    bool isCalculating() const { return m_isRunning; }
    /// True when it takes so long that people want to know how far it is.
    bool isSlow() const { return m_isSlow && isCalculating(); }
    bool isStopped() const { return m_isStopped; }
    int progress() const; ///< per cent of the running study

public slots:
    void stop();   ///< what is known stays, as stale
    void resume(); ///< after a stop

signals:
    void changed(); ///< another study, or it became stale
    void progressChanged();

private:
    void onProjectChanged();
    void refresh();
    void onFinished();
    void haste(); ///< lets the running search end early

    using StudyPtr = std::shared_ptr<const JobStudy>;
    Session& m_session;
    Id<Workload> m_workload;
    StudyPtr m_study, m_before;
    QFutureWatcher<StudyPtr> m_watcher;
    std::shared_ptr<std::atomic<bool>> m_stop; ///< of the running study
    QTimer m_slow;
    bool m_isRunning = false; ///< from the start of a study until its answer has been looked at
    bool m_isSlow = false;
    bool m_isStopped = false;
    bool m_isActive = false;
    bool m_isStale = false;
    bool m_isOutdated = true; ///< the running study answers an older question
};

} // namespace millwright

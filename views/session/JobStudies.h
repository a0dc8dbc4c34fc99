#pragma once
#include "model/analysis/JobStudy.h"
#include <QFutureWatcher>
#include <QObject>

namespace millwright
{

class Session;

/// Studies one workload of the design on a worker whenever the design changes: the newest question
/// wins, what was known before is shown as stale until then.
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
    bool isCalculating() const { return m_watcher.isRunning(); }

signals:
    void changed(); ///< another study, or it became stale

private:
    void onProjectChanged();
    void refresh();
    void onFinished();

    using StudyPtr = std::shared_ptr<const JobStudy>;
    Session& m_session;
    Id<Workload> m_workload;
    StudyPtr m_study, m_before;
    QFutureWatcher<StudyPtr> m_watcher;
    bool m_isActive = false;
    bool m_isStale = false;
    bool m_isOutdated = true; ///< the running study answers an older question
};

} // namespace millwright

#include "views/session/JobStudies.h"
#include "views/session/Session.h"
#include <QtConcurrent>

namespace millwright
{

JobStudies::JobStudies(Session& session, QObject* parent) : QObject(parent), m_session(session)
{
    connect(&session, &Session::projectChanged, this, [this](const ChangeSet& changes) {
        // Another project: what was before has nothing to do with it.
        if (changes.isEverything() && m_session.undoStack().count() == 0)
            m_study = m_before = nullptr;
        onProjectChanged();
    });
    connect(&session, &Session::resultsChanged, this, &JobStudies::refresh);
    connect(&m_watcher, &QFutureWatcher<StudyPtr>::finished, this, &JobStudies::onFinished);
}

JobStudies::~JobStudies()
{
    m_watcher.waitForFinished(); // a tenth of a second at most; the worker must not outlive its data
}

void JobStudies::setWorkload(Id<Workload> workload)
{
    if (workload == m_workload)
        return;
    m_workload = workload;
    m_study = m_before = nullptr;
    m_isStale = workload.isSet();
    refresh();
    emit changed();
}

void JobStudies::setActive(bool isActive)
{
    if (isActive == m_isActive)
        return;
    m_isActive = isActive;
    if (isActive && (m_isStale || m_isOutdated))
        refresh();
}

void JobStudies::onProjectChanged()
{
    // What was shown last is what a change is against; a study that came too late never was.
    if (m_study && !m_isStale)
        m_before = m_study;
    m_isOutdated = true;
    if (m_study && !m_isStale) {
        m_isStale = true;
        emit changed();
    }
}

void JobStudies::refresh()
{
    m_isOutdated = true;
    if (!m_isActive || m_watcher.isRunning() || !m_session.live().isReady())
        return;
    const Results& results = m_session.results();
    if (!results.workload || !results.inventory || !results.network)
        return;
    const Workload* row = m_session.blueprint().find(m_workload);
    if (!row) {
        if (m_study) {
            m_study = m_before = nullptr;
            emit changed();
        }
        m_isOutdated = m_isStale = false;
        return;
    }
    m_isOutdated = false;
    JobQuestion question =
        jobQuestion({m_session.project(), results, m_session.parameters()}, *row);
    m_watcher.setFuture(QtConcurrent::run(
        [question = std::move(question)]() mutable { return studyJob(std::move(question)); }));
}

void JobStudies::onFinished()
{
    StudyPtr study = m_watcher.result();
    if (study->workload().id != m_workload || m_isOutdated)
        return refresh(); // a newer question came while this one was being answered
    m_study = std::move(study);
    m_isStale = false;
    emit changed();
}

} // namespace millwright

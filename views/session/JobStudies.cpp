#include "views/session/JobStudies.h"
#include "views/session/Session.h"
#include <QPromise>
#include <QtConcurrent>

namespace millwright
{
namespace
{

constexpr int slowAfter = 400; ///< ms; what is quicker would only flicker

} // namespace

JobStudies::JobStudies(Session& session, QObject* parent) : QObject(parent), m_session(session)
{
    connect(&session, &Session::projectChanged, this, [this](const ChangeSet& changes) {
        // Another project: what was before has nothing to do with it.
        if (changes.isEverything() && m_session.undoStack().count() == 0) {
            m_study = m_before = nullptr;
            m_isStale = true;
            emit changed();
        }
        onProjectChanged();
    });
    connect(&session, &Session::resultsChanged, this, &JobStudies::refresh);
    connect(&m_watcher, &QFutureWatcher<StudyPtr>::finished, this, &JobStudies::onFinished);
    connect(&m_watcher, &QFutureWatcher<StudyPtr>::progressValueChanged, this,
            &JobStudies::progressChanged);
    m_slow.setSingleShot(true);
    m_slow.setInterval(slowAfter);
    connect(&m_slow, &QTimer::timeout, this, [this] {
        m_isSlow = true;
        emit progressChanged();
    });
}

JobStudies::~JobStudies()
{
    haste();
    m_watcher.waitForFinished(); // a few plans at most
}

int JobStudies::progress() const
{
    const int all = m_watcher.progressMaximum();
    return all > 0 ? 100 * m_watcher.progressValue() / all : 0;
}

void JobStudies::haste()
{
    if (m_stop)
        *m_stop = true;
}

void JobStudies::stop()
{
    if (!isCalculating())
        return;
    haste();
    m_isStopped = true;
    m_isStale = true;
    emit changed();
}

void JobStudies::resume()
{
    m_isStopped = false;
    refresh();
    emit changed();
}

void JobStudies::setWorkload(Id<Workload> workload)
{
    if (workload == m_workload)
        return;
    m_workload = workload;
    m_study = m_before = nullptr;
    m_isStale = workload.isSet();
    m_isStopped = false;
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
    m_isStopped = false;
    haste();
    if (m_study && !m_isStale) {
        m_isStale = true;
        emit changed();
    }
}

void JobStudies::refresh()
{
    m_isOutdated = true;
    haste(); // what still runs answers an older question
    if (!m_isActive || m_isStopped || m_isRunning || !m_session.live().isReady())
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
    m_stop = std::make_shared<std::atomic<bool>>(false);
    if (question.place)
        question.place->stop = m_stop;
    m_isSlow = false;
    m_isRunning = true;
    m_slow.start();
    m_watcher.setFuture(
        QtConcurrent::run([question = std::move(question)](QPromise<StudyPtr>& promise) mutable {
            promise.addResult(studyJob(std::move(question), [&promise](int done, int all) {
                promise.setProgressRange(0, all);
                promise.setProgressValue(done);
            }));
        }));
    emit progressChanged();
}

void JobStudies::onFinished()
{
    m_slow.stop();
    m_isSlow = m_isRunning = false;
    if (m_isStopped) { // half a search answers nothing
        emit progressChanged();
        return;
    }
    StudyPtr study = m_watcher.result();
    if (study->workload().id != m_workload || m_isOutdated)
        return refresh(); // a newer question came while this one was being answered
    m_study = std::move(study);
    m_isStale = false;
    emit changed();
}

} // namespace millwright

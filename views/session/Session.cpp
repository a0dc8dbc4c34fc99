#include "views/session/Session.h"
#include "model/analysis/Metric.h"
#include "views/session/UndoEntry.h"
#include <QtConcurrent>

namespace millwright
{

UndoEntry::UndoEntry(Session& session, Edit edit)
    : QUndoCommand(QString::fromStdString(formatMessage(edit.title))), m_session(session),
      m_edit(std::move(edit))
{
}

void UndoEntry::undo()
{
    m_isApplied = false;
    m_session.stepTo(m_edit, true);
}

void UndoEntry::redo()
{
    if (!m_isApplied)
        m_session.stepTo(m_edit, false);
    m_isApplied = true;
}

void registerSessionMessages()
{
    static const MessagePattern patterns[] = {
        {"session.read-only",
         "This file is open for reading only. Save it under another name to change it."},
        {"session.no-path", "The design has no file yet. Choose a name for it."},
        {"session.no-preview", "The gesture has ended already."},
        {"rack.no-rack-here", "{0} goes into a rack. Drop it on one."},
    };
    registerMessagePatterns(patterns, std::size(patterns));
}

Session::Session(const PartSource* parts, QObject* parent) : QObject(parent), m_parts(parts)
{
    m_document.changed.connect([this](const ChangeSet& changes) { onDocumentChanged(changes); });
    connect(&m_undo, &QUndoStack::cleanChanged, this, &Session::savedStateChanged);
    m_previewTimer.setSingleShot(true);
    m_previewTimer.setInterval(0);
    connect(&m_previewTimer, &QTimer::timeout, this, &Session::calculatePreview);
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &Session::onFollowingFinished);
    connect(&m_previewWatcher, &QFutureWatcherBase::finished, this, &Session::onPreviewFollowed);
    m_live.update(project(), ChangeSet::everything());
}

Session::~Session()
{
    for (Watcher* watcher : {&m_watcher, &m_previewWatcher}) {
        watcher->disconnect(this);
        watcher->waitForFinished();
    }
}

PartPtr Session::part(std::string_view id) const
{
    if (PartPtr own = project().parts.pointer(Symbol(id)))
        return own;
    return m_parts ? m_parts->part(id) : nullptr;
}

void Session::reset(Project project, QString filePath, bool isReadOnly)
{
    cancelPreview();
    m_undo.clear();
    m_selection = {};
    m_filePath = std::move(filePath);
    m_isReadOnly = isReadOnly;
    m_hall = {};
    m_document.reset(std::move(project));
    emit selectionChanged();
    emit savedStateChanged();
}

bool Session::perform(Message title, const Action& action)
{
    cancelPreview();
    if (m_isReadOnly) {
        emit message({"session.read-only", {}}, Severity::Warning);
        return false;
    }
    Transaction transaction(m_document, std::move(title));
    if (const Result<void> done = action(transaction); !done) {
        emit message(done.error().message, Severity::Error);
        return false;
    }
    if (auto edit = transaction.commit())
        m_undo.push(new UndoEntry(*this, std::move(*edit)));
    return true;
}

bool Session::beginPreview(Message title)
{
    cancelPreview();
    if (m_isReadOnly) {
        emit message({"session.read-only", {}}, Severity::Warning);
        return false;
    }
    m_previewTitle = title;
    m_preview = std::make_unique<Preview>(m_document, std::move(title));
    m_previewLive = std::make_unique<LiveResults>(m_live);
    emit previewChanged();
    return true;
}

Result<void> Session::updatePreview(const Action& action)
{
    if (!m_preview)
        return fail("session.no-preview");
    m_preview->restart();
    Result<void> done = action(*m_preview);
    if (!done)
        m_preview->restart();
    m_previewTimer.start();
    return done;
}

void Session::calculatePreview()
{
    if (!m_preview)
        return;
    m_previewLive->update(m_preview->project(), m_preview->changes());
    emit previewChanged();
    startFollowing(m_previewWatcher, *m_previewLive);
}

bool Session::applyPreview()
{
    if (!m_preview)
        return false;
    const std::unique_ptr<Preview> preview = std::move(m_preview);
    m_previewTimer.stop();
    auto edit = preview->apply();
    const bool isChanged = edit.has_value();
    if (edit)
        m_undo.push(new UndoEntry(*this, std::move(*edit)));
    endPreview();
    return isChanged;
}

void Session::cancelPreview()
{
    if (!m_preview)
        return;
    m_preview.reset();
    endPreview();
}

void Session::endPreview()
{
    m_previewTimer.stop();
    m_previewLive.reset();
    m_previewTitle = {};
    emit previewChanged();
}

PreviewDelta Session::previewDelta() const
{
    PreviewDelta delta;
    if (!m_preview || !m_previewLive->isReady())
        return delta;
    const MetricContext before{project(), m_live.results(), m_live.parameters()};
    const MetricContext after{m_preview->project(), m_previewLive->results(),
                              m_previewLive->parameters()};
    const auto change = [&](std::string_view id) {
        const Metric* metric = findMetric(id);
        return metric ? metric->value(after).value_or(0.0) - metric->value(before).value_or(0.0)
                      : 0.0;
    };
    delta.itPower = change("power.it");
    delta.capex = change("cost.capex");
    delta.tokensPerSecond = change("serve.tokensPerSecond");
    const auto added = m_previewLive->findingsBeyond(m_live);
    delta.newFindings = added.size();
    delta.worst = added.empty() ? nullptr : added.front();
    return delta;
}

void Session::setSelection(Selection selection)
{
    if (selection == m_selection)
        return;
    m_selection = std::move(selection);
    emit selectionChanged();
}

void Session::setActiveHall(Id<Hall> hall)
{
    if (hall == m_hall)
        return;
    m_hall = hall;
    emit activeHallChanged();
}

void Session::markSaved(const QString& filePath)
{
    m_filePath = filePath;
    m_undo.setClean();
    emit savedStateChanged();
}

void Session::setReadOnly(bool isReadOnly)
{
    if (isReadOnly == m_isReadOnly)
        return;
    m_isReadOnly = isReadOnly;
    emit savedStateChanged();
}

void Session::stepTo(const Edit& edit, bool isUndo)
{
    cancelPreview();
    if (isUndo)
        m_document.undo(edit);
    else
        m_document.redo(edit);
}

void Session::onDocumentChanged(const ChangeSet& changes)
{
    ensureHall();
    pruneSelection();
    emit projectChanged(changes);
    m_live.update(project(), changes);
    tellResults();
    followDocument();
}

bool Session::startFollowing(Watcher& watcher, const LiveResults& live)
{
    // One worker each: what changes while it runs is picked up when it ends, so that a stream of
    // edits cannot pile up work.
    if (watcher.isRunning())
        return false;
    auto work = live.following();
    if (!work)
        return false;
    watcher.setFuture(QtConcurrent::run([graph = live.graph(), work = std::move(*work)]() mutable {
        auto finished = std::make_shared<Finished>();
        finished->results = RecalculationGraph::runFollowing(graph, work);
        finished->work = std::move(work);
        return finished;
    }));
    return true;
}

void Session::followDocument()
{
    if (startFollowing(m_watcher, m_live))
        emit calculatingChanged(true);
}

void Session::onFollowingFinished()
{
    const std::shared_ptr<Finished> finished = m_watcher.result();
    m_live.accept(project(), finished->work, std::move(finished->results));
    tellResults();
    followDocument();
    if (!m_watcher.isRunning())
        emit calculatingChanged(false);
}

void Session::onPreviewFollowed()
{
    if (!m_preview)
        return; // the gesture is over
    const std::shared_ptr<Finished> finished = m_previewWatcher.result();
    // Results of an older step, or of an older gesture, are told by their generation and left
    // aside.
    if (m_previewLive->accept(m_preview->project(), finished->work, std::move(finished->results)))
        emit previewChanged();
    startFollowing(m_previewWatcher, *m_previewLive);
}

void Session::tellResults()
{
    emit resultsChanged();
    if (m_live.rules().revision() == m_findingsRevision)
        return;
    m_findingsRevision = m_live.rules().revision();
    emit findingsChanged();
}

void Session::pruneSelection()
{
    Selection kept;
    for (const EntityId id : m_selection.ids())
        if (blueprint().kindOf(id))
            kept.add(id);
    setSelection(std::move(kept));
}

void Session::ensureHall()
{
    if (blueprint().find(m_hall))
        return;
    const Table<Hall>& halls = blueprint().table<Hall>();
    setActiveHall(halls.isEmpty() ? Id<Hall>() : halls.begin()->id);
}

} // namespace millwright

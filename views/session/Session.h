#pragma once
#include "model/edit/Clipboard.h"
#include "model/edit/Document.h"
#include "model/parts/PartSource.h"
#include "model/parts/Region.h"
#include "views/session/LiveResults.h"
#include "views/session/Selection.h"
#include <QFutureWatcher>
#include <QObject>
#include <QTimer>
#include <QUndoStack>
#include <functional>
#include <memory>

namespace millwright
{

/// What a gesture would change, for the card beside a ghost and the strip of key figures.
struct PreviewDelta {
    double itPower = 0.0;           ///< W
    double capex = 0.0;             ///< USD
    double tokensPerSecond = 0.0;   ///< serving
    const Finding* worst = nullptr; ///< the first new finding; valid until the preview changes
    std::size_t newFindings = 0;
};

/// The one bridge between the model and the views: the open document with its undo stack, its
/// results and findings, the selection and the gesture that is running. It stands in views/ and not
/// in app/ because all views see it and views must not include app; the composition root makes it
/// and hands it the catalog.
class Session : public QObject
{
    Q_OBJECT
public:
    using Action = std::function<Result<void>(Draft&)>;

    /// `parts` may be null (no catalog) and must outlive the session.
    explicit Session(const PartSource* parts = nullptr, QObject* parent = nullptr);
    ~Session() override;

    const Project& project() const { return m_document.project(); }
    const Blueprint& blueprint() const { return m_document.blueprint(); }
    const LiveResults& live() const { return m_live; }
    const Results& results() const { return m_live.results(); }
    const ParameterValues& parameters() const { return m_live.parameters(); }
    const RuleRunner& rules() const { return m_live.rules(); }
    const PartSource* parts() const { return m_parts; }
    /// Where regions come from; null if there are none. It must outlive the session.
    void setRegions(const RegionSource* regions) { m_regions = regions; }
    const RegionSource* regions() const { return m_regions; }
    /// A part by id: the project's own copy, else the catalog's; null if neither has it.
    PartPtr part(std::string_view id) const;
    QUndoStack& undoStack() { return m_undo; }
    Clip& clip() { return m_clip; }

    /// Another project takes the place of this one; the undo stack is emptied and the design counts
    /// as saved.
    void reset(Project project, QString filePath = {}, bool isReadOnly = false);
    /// Runs one action as one undo step. False if it failed (said by message()) or the file is
    /// read-only; an action that changed nothing succeeds and leaves no step. A running preview is
    /// dropped first.
    bool perform(Message title, const Action& action);

    /// A gesture: each update starts from the committed state. Analyses of a preview run when the
    /// event queue is idle.
    bool beginPreview(Message title);
    Result<void> updatePreview(const Action& action);
    bool applyPreview(); ///< one undo step; false if nothing changed
    void cancelPreview();
    bool hasPreview() const { return m_preview != nullptr; }
    const Project& shownProject() const { return m_preview ? m_preview->project() : project(); }
    const LiveResults& shownLive() const { return m_preview ? *m_previewLive : m_live; }
    const Message& previewTitle() const { return m_previewTitle; }
    PreviewDelta previewDelta() const;

    const Selection& selection() const { return m_selection; }
    void setSelection(Selection selection);
    Id<Hall> activeHall() const { return m_hall; }
    void setActiveHall(Id<Hall> hall);

    const QString& filePath() const { return m_filePath; }
    bool isDirty() const { return !m_undo.isClean(); }
    bool isReadOnly() const { return m_isReadOnly; }
    /// The committed state is in `filePath` now.
    void markSaved(const QString& filePath);
    void setReadOnly(bool isReadOnly);
    bool isCalculating() const { return m_watcher.isRunning(); }

    /// Called by UndoEntry.
    void stepTo(const Edit& edit, bool isUndo);
    void say(const Message& message, Severity severity) { emit this->message(message, severity); }

signals:
    void projectChanged(
        const millwright::ChangeSet& changes); ///< the committed state, before its results
    void resultsChanged();                     ///< committed results and findings are up to date
    void findingsChanged();
    void previewChanged(); ///< began, moved, was calculated or ended
    void selectionChanged();
    void activeHallChanged();
    void savedStateChanged(); ///< dirty, path or read-only
    void calculatingChanged(bool isCalculating);
    void message(const millwright::Message& message, millwright::Severity severity);

private:
    struct Finished { ///< what a worker brings back
        RecalculationGraph::Following work;
        Results results;
    };
    void onDocumentChanged(const ChangeSet& changes);
    void calculatePreview();
    void endPreview();
    using Watcher = QFutureWatcher<std::shared_ptr<Finished>>;
    static bool startFollowing(Watcher& watcher, const LiveResults& live);
    void followDocument();
    void onFollowingFinished();
    void onPreviewFollowed();
    void tellResults();
    void pruneSelection();
    void ensureHall();

    const PartSource* m_parts;
    const RegionSource* m_regions = nullptr;
    Document m_document;
    QUndoStack m_undo;
    LiveResults m_live;
    std::uint64_t m_findingsRevision = 0;
    std::unique_ptr<Preview> m_preview;
    std::unique_ptr<LiveResults> m_previewLive;
    Message m_previewTitle;
    QTimer m_previewTimer;
    Watcher m_watcher;
    Watcher m_previewWatcher;
    Selection m_selection;
    Id<Hall> m_hall;
    Clip m_clip;
    QString m_filePath;
    bool m_isReadOnly = false;
};

/// Makes what sessions and tools say known to formatMessage(); call once at start.
void registerSessionMessages();

} // namespace millwright

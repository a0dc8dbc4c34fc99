#include "views/StatusLine.h"
#include "model/base/Units.h"
#include "views/DocumentController.h"
#include "views/session/Session.h"
#include "views/widgets/Labels.h"
#include "views/widgets/StatusMark.h"
#include <QDateTime>
#include <QEvent>
#include <cmath>

namespace millwright
{

StatusLine::StatusLine(Session& session, DocumentController& documents, const ThemeManager& themes,
                       QWidget* parent)
    : QStatusBar(parent), m_session(session), m_documents(documents),
      m_errors(new StatusMark(themes, Status::None, {}, this)),
      m_warnings(new StatusMark(themes, Status::None, {}, this)),
      m_notes(new StatusMark(themes, Status::None, {}, this))
{
    setFixedHeight(metrics::statusHeight);
    setSizeGripEnabled(false);
    setContentsMargins(8, 1, 8, 0);
    const auto label = [this](bool isPermanent) {
        QLabel* made = makeLabel({}, TextTone::Label, type::hint, QFont::Normal, this);
        made->setContentsMargins(6, 0, 6, 0);
        if (isPermanent)
            addPermanentWidget(made);
        else
            addWidget(made);
        return made;
    };
    for (StatusMark* mark : {m_errors, m_warnings, m_notes}) {
        addWidget(mark);
        mark->setCursor(Qt::PointingHandCursor);
        mark->setToolTip(tr("Show findings"));
        mark->installEventFilter(this);
    }
    m_hint = label(false);
    m_work = label(true);
    m_pointer = label(true);
    m_snap = label(true);
    m_units = label(true);
    m_saved = label(true);
    m_units->setText(tr("SI · USD"));
    m_pointer->setMinimumWidth(140);
    m_pointer->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    connect(&session, &Session::findingsChanged, this, &StatusLine::updateFindings);
    connect(&session, &Session::savedStateChanged, this, &StatusLine::updateSaved);
    connect(&session, &Session::activeHallChanged, this, &StatusLine::updateSnap);
    connect(&session, &Session::calculatingChanged, this, [this](bool isCalculating) {
        m_work->setText(isCalculating ? tr("Calculating throughput and cost") : QString());
    });
    connect(&documents, &DocumentController::saved, this, &StatusLine::updateSaved);
    updateFindings();
    updateSaved();
    updateSnap();
}

void StatusLine::updateFindings()
{
    const auto show = [](StatusMark* mark, Status status, std::size_t count, const QString& text) {
        mark->setStatus(count > 0 ? status : Status::None, text);
    };
    const RuleRunner& rules = m_session.rules();
    const std::size_t errors = rules.count(Severity::Error);
    const std::size_t warnings = rules.count(Severity::Warning);
    const std::size_t notes = rules.count(Severity::Info);
    show(m_errors, Status::Error, errors,
         errors == 1 ? tr("1 error") : tr("%1 errors").arg(errors));
    show(m_warnings, Status::Warning, warnings,
         warnings == 1 ? tr("1 warning") : tr("%1 warnings").arg(warnings));
    show(m_notes, Status::Info, notes, notes == 1 ? tr("1 note") : tr("%1 notes").arg(notes));
    m_notes->setVisible(notes > 0);
}

void StatusLine::updateSaved()
{
    if (m_session.isReadOnly())
        m_saved->setText(tr("Read-only"));
    else if (m_documents.hasUnsavedWork())
        m_saved->setText(tr("Not saved"));
    else if (m_session.filePath().isEmpty())
        m_saved->setText(tr("No file yet"));
    else
        m_saved->setText(tr("Saved"));
}

void StatusLine::updateSnap()
{
    const Hall* hall = m_session.blueprint().find(m_session.activeHall());
    m_snap->setText(
        hall ? tr("Snap %1").arg(QString::fromStdString(formatLengthMm(hall->tile.metres())))
             : QString());
}

void StatusLine::setHint(const QString& hint)
{
    m_hint->setText(hint);
}

void StatusLine::setPointer(QPointF metres)
{
    const auto millimetres = [](double value) {
        return QString::fromStdString(
            formatWhole(static_cast<std::int64_t>(std::llround(value * 1000.0))));
    };
    m_pointer->setText(tr("x %1  y %2 mm").arg(millimetres(metres.x()), millimetres(metres.y())));
}

void StatusLine::setUnits(const QString& units)
{
    m_units->setText(units);
}

bool StatusLine::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::MouseButtonRelease)
        emit findingsWanted();
    return QStatusBar::eventFilter(watched, event);
}

} // namespace millwright

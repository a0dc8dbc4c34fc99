#include "views/panels/RightSizeDialog.h"
#include "model/base/Units.h"
#include "views/DocumentController.h"
#include "views/models/MeasureText.h"
#include "views/panels/ImpactList.h"
#include "views/session/Session.h"
#include "views/theme/ThemeManager.h"
#include "views/widgets/Buttons.h"
#include "views/widgets/Labels.h"
#include <QPushButton>
#include <QVBoxLayout>
#include <QtConcurrent>

namespace millwright
{
namespace
{

/// "asked for 8.00 k tok/s, gives 8.21 k tok/s".
QString targetText(const RightSizing& plan)
{
    const JobEstimate& gives = plan.needed.job;
    if (plan.target.days > 0.0)
        return RightSizeDialog::tr("A run may take %1, it takes %2.")
            .arg(measure(plan.target.days, "days"), measure(plan.needed.days, "days"));
    const bool isTokens = plan.target.tokensPerSecond > 0.0;
    const char* unit = isTokens ? "tok/s" : "samples/s";
    return RightSizeDialog::tr("%1 are asked for in the busiest hour, %2 accelerators give %3.")
        .arg(measure(isTokens ? plan.target.tokensPerSecond : plan.target.samplesPerSecond, unit))
        .arg(plan.needed.accelerators)
        .arg(measure(isTokens ? gives.tokensPerSecond : gives.samplesPerSecond, unit));
}

} // namespace

RightSizeDialog::RightSizeDialog(Session& session, const ThemeManager& themes,
                                 Id<Workload> workload, QWidget* parent)
    : QDialog(parent), m_session(session), m_workload(workload),
      m_words(makeLabel(tr("Looking for the fewest accelerators…"), TextTone::Value, type::body,
                        QFont::Normal, this)),
      m_note(makeLabel({}, TextTone::Label, type::body, QFont::Normal, this)),
      m_impact(new ImpactList(themes, this)),
      m_apply(new PrimaryButton(themes, tr("Right-size"), this))
{
    setWindowTitle(tr("Right-size the pool"));
    setObjectName(QStringLiteral("rightSizeDialog"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    for (QLabel* label : {m_words, m_note}) {
        label->setWordWrap(true);
        column->addWidget(label);
    }
    m_impact->setAccessibleName(tr("What the right size changes"));
    column->addWidget(m_impact, 1);
    auto* foot = new QHBoxLayout;
    foot->addWidget(makeLabel(tr("One step to undo."), TextTone::Hint, type::hint, QFont::Normal,
                              this),
                    1);
    auto* cancel = new QPushButton(tr("Cancel"), this);
    cancel->setAutoDefault(false);
    foot->addWidget(cancel);
    foot->addWidget(m_apply);
    column->addLayout(foot);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_apply, &PrimaryButton::clicked, this, [this] {
        if (apply())
            accept();
    });
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &RightSizeDialog::showOutcome);
    m_apply->setEnabled(false);
    m_impact->showWaiting();
    // The worker has copies of its own; when the dialog is closed its answer goes nowhere.
    m_watcher.setFuture(QtConcurrent::run(
        [project = session.project(), results = session.results(),
         parameters = session.parameters(),
         workload] { return calculate(project, results, parameters, workload); }));
    resize(680, 560);
}

RightSizeDialog::OutcomePtr RightSizeDialog::calculate(const Project& project,
                                                       const Results& results,
                                                       const ParameterValues& parameters,
                                                       Id<Workload> workload)
{
    auto outcome = std::make_shared<Outcome>();
    auto plan = planRightSize({project, results, parameters}, workload);
    if (!plan) {
        outcome->problem = plan.error();
        return outcome;
    }
    outcome->plan = std::move(*plan);
    Draft draft(project);
    const auto done = rightSizePool(draft, *outcome->plan);
    if (!done) {
        outcome->problem = done.error();
        return outcome;
    }
    outcome->summary = *done;
    auto impact = impactOf(project, draft.project());
    if (impact)
        outcome->impact = std::move(*impact);
    else
        outcome->problem = impact.error();
    return outcome;
}

void RightSizeDialog::showOutcome()
{
    m_outcome = m_watcher.result();
    if (m_outcome->problem) {
        m_words->setText(messageText(m_outcome->problem->message));
        m_impact->clear();
        m_note->setText(m_outcome->plan ? targetText(*m_outcome->plan) : QString());
        return;
    }
    m_words->setText(messageText(m_outcome->summary));
    m_note->setText(targetText(*m_outcome->plan));
    m_impact->showImpact(m_outcome->impact);
    m_apply->setEnabled(!m_session.isReadOnly() && !m_outcome->impact.isEmpty());
}

QString RightSizeDialog::words() const
{
    return m_words->text();
}

bool RightSizeDialog::apply()
{
    if (!m_outcome || !m_outcome->plan || m_outcome->problem)
        return false;
    std::optional<Message> problem;
    const std::string name = m_session.blueprint().labelOf(m_workload.value());
    const bool isDone =
        m_session.perform({"edit.right-size", {name}}, [&](Draft& draft) -> Result<void> {
            const auto done = rightSizePool(draft, *m_outcome->plan);
            if (done)
                return {};
            problem = done.error().message;
            return done.error();
        });
    if (problem)
        m_words->setText(messageText(*problem));
    return isDone;
}

} // namespace millwright

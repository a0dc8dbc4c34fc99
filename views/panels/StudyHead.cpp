#include "views/panels/StudyHead.h"
#include "views/charts/ParetoChart.h"
#include "views/models/FigureCells.h"
#include "views/session/JobStudies.h"
#include "views/theme/ThemeManager.h"
#include "views/widgets/Buttons.h"
#include "views/widgets/Labels.h"
#include "views/widgets/StatusMark.h"
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace millwright
{
namespace
{

QString text(const Message& message)
{
    return QString::fromStdString(formatMessage(message));
}

QString trainingPlanText(const TrainingPlan& plan)
{
    QString words = QStringLiteral("TP%1").arg(plan.tensor);
    const auto add = [&words](const char* name, int degree) {
        if (degree > 1)
            words += QStringLiteral(" %1%2").arg(QLatin1String(name)).arg(degree);
    };
    add("CP", plan.context);
    add("PP", plan.pipeline);
    add("EP", plan.expert);
    add("DP", plan.dataParallel);
    return words;
}

QString planText(const JobStudy& study)
{
    if (!study.isFeasible())
        return {};
    const QString plan = study.isServing()
                             ? StudyHead::tr("%1, batch %2")
                                   .arg(servingPlanText(study.serving.best.plan))
                                   .arg(std::round(study.serving.best.batch))
                             : StudyHead::tr("%1, micro-batch %2, ZeRO %3")
                                   .arg(trainingPlanText(study.training.best.plan))
                                   .arg(study.training.best.plan.microBatch)
                                   .arg(study.training.best.plan.zeroStage);
    return study.workload().isPlanFixed ? StudyHead::tr("%1, fixed").arg(plan)
                                        : StudyHead::tr("%1, searched").arg(plan);
}

QString reasonText(const JobStudy& study)
{
    QString words = text(study.reason());
    QStringList helps;
    for (const Message& remedy : study.remedies)
        helps += text(remedy);
    if (!helps.isEmpty())
        words += StudyHead::tr(" What would fit: %1.").arg(helps.join(StudyHead::tr(", or ")));
    return words;
}

} // namespace

StudyHead::StudyHead(const ThemeManager& themes, QWidget* parent)
    : QWidget(parent),
      m_title(makeLabel({}, TextTone::Value, type::chartHead, QFont::DemiBold, this)),
      m_plan(makeLabel({}, TextTone::Label, type::body, QFont::Normal, this)),
      m_words(makeLabel({}, TextTone::Value, type::body, QFont::Normal, this)),
      m_notes(makeLabel({}, TextTone::Hint, type::hint, QFont::Normal, this)),
      m_confidence(new TagLabel(themes, {}, this)),
      m_state(makeLabel({}, TextTone::Hint, type::hint, QFont::Normal, this)),
      m_mark(new StatusMark(themes, Status::None, {}, this)),
      m_search(new ChipButton(themes, Icon::Search, tr("Search the plan again"), this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    auto* top = new QHBoxLayout;
    top->setSpacing(8);
    top->addWidget(m_title);
    top->addWidget(m_confidence);
    top->addWidget(m_state);
    top->addStretch(1);
    column->addLayout(top);
    auto* plan = new QHBoxLayout;
    plan->setSpacing(8);
    plan->addWidget(m_plan);
    plan->addWidget(m_search);
    plan->addStretch(1);
    column->addLayout(plan);
    auto* words = new QHBoxLayout;
    words->setSpacing(6);
    words->addWidget(m_mark, 0, Qt::AlignTop);
    m_words->setWordWrap(true);
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    words->addWidget(m_words, 1);
    column->addLayout(words);
    m_notes->setWordWrap(true);
    column->addWidget(m_notes);
    connect(m_search, &QAbstractButton::clicked, this, &StudyHead::searchPlanRequested);
}

void StudyHead::show(const JobStudies& studies, bool canEdit)
{
    const auto study = studies.study();
    m_state->setText(studies.isStale() || !study ? tr("calculating…") : QString());
    m_confidence->setVisible(study && study->isFeasible());
    m_search->setVisible(study && canEdit && study->workload().isPlanFixed);
    m_notes->setVisible(study && !study->notes().empty());
    m_mark->setVisible(study != nullptr);
    if (!study) {
        m_title->setText({});
        m_plan->setText({});
        m_words->setText({});
        return;
    }
    const QString name = QString::fromStdString(study->workload().name);
    m_title->setText(study->question.place
                         ? tr("%1 on %2 × %3")
                               .arg(name)
                               .arg(study->accelerators())
                               .arg(QString::fromStdString(study->question.acceleratorName))
                         : name);
    m_plan->setText(planText(*study));
    m_plan->setVisible(study->isFeasible());
    m_confidence->setText(confidenceTitle(study->confidence()));
    m_confidence->setToolTip(confidenceHint(study->confidence()));
    m_words->setText(reasonText(*study));
    m_mark->setStatus(study->isFeasible() ? Status::Info : Status::Error);
    QStringList notes;
    for (const Message& note : study->notes())
        notes += text(note);
    m_notes->setText(notes.join(u' '));
}

QString StudyHead::headline() const
{
    return m_title->text();
}

QString StudyHead::words() const
{
    return m_words->text();
}

} // namespace millwright

#include "views/panels/StudyHead.h"
#include "model/base/Units.h"
#include "views/models/FigureCells.h"
#include "views/models/MeasureText.h"
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

/// How it runs: degrees, batch, and whether that is searched or fixed.
QString planLine(const JobStudy& study)
{
    if (!study.isFeasible())
        return {};
    if (study.isGeneric())
        return StudyHead::tr("batch %1 on each accelerator").arg(measure(std::round(study.generic.best.batch), "1"));
    const QString plan = study.isServing()
                             ? StudyHead::tr("%1, batch %2")
                                   .arg(QString::fromStdString(planText(study.serving.best.plan)))
                                   .arg(std::round(study.serving.best.batch))
                             : StudyHead::tr("%1, micro-batch %2, ZeRO %3")
                                   .arg(QString::fromStdString(planText(study.training.best.plan)))
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
    else if (study.reason().id == "workload.empty-pool")
        words += StudyHead::tr(". Place systems with accelerators on the plan, or name another "
                               "accelerator in the job.");
    if (!words.isEmpty()) // patterns are parts of sentences, and stand alone here
        words.front() = words.front().toUpper();
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
      m_search(new ChipButton(themes, Icon::Search, tr("Search the plan again"), this)),
      m_choose(new ChipButton(themes, Icon::Search, tr("Choose the model…"), this)),
      m_import(new ChipButton(themes, Icon::Import, tr("Import its config.json…"), this)),
      m_rightSize(new ChipButton(themes, Icon::Gauge, tr("Right-size the pool…"), this)),
      m_stop(new ChipButton(themes, Icon::Stop, tr("Stop"), this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    m_title->setWordWrap(true);
    column->addWidget(m_title);
    auto* plan = new QHBoxLayout;
    plan->setSpacing(8);
    for (QWidget* part : std::initializer_list<QWidget*>{m_plan, m_confidence, m_search,
                                                         m_rightSize, m_state, m_stop})
        plan->addWidget(part);
    plan->addStretch(1);
    column->addLayout(plan);
    auto* words = new QHBoxLayout;
    words->setSpacing(6);
    words->addWidget(m_mark, 0, Qt::AlignTop);
    m_words->setWordWrap(true);
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    words->addWidget(m_words, 1);
    column->addLayout(words);
    auto* helps = new QHBoxLayout;
    helps->setContentsMargins(20, 4, 0, 0); // under the words
    helps->setSpacing(8);
    helps->addWidget(m_choose);
    helps->addWidget(m_import);
    helps->addStretch(1);
    column->addLayout(helps);
    m_notes->setWordWrap(true);
    column->addWidget(m_notes);
    m_plan->setToolTip(tr("TP tensor ranks, PP pipeline stages, CP context, EP expert, ADP attention "
                          "data-parallel ranks, DP replicas; batch: requests together in a replica"));
    connect(m_search, &QAbstractButton::clicked, this, &StudyHead::searchPlanRequested);
    connect(m_choose, &QAbstractButton::clicked, this, &StudyHead::chooseModelRequested);
    connect(m_import, &QAbstractButton::clicked, this, &StudyHead::importModelRequested);
    connect(m_stop, &QAbstractButton::clicked, this, [this] {
        m_isStopped ? emit resumeRequested() : emit stopRequested();
    });
    m_rightSize->setToolTip(tr("The fewest accelerators for what the job asks for, in whole systems"));
    connect(m_rightSize, &QAbstractButton::clicked, this, &StudyHead::rightSizeRequested);
}

void StudyHead::show(const JobStudies& studies, bool canEdit)
{
    const auto study = studies.study();
    showProgress(studies);
    m_confidence->setVisible(study && study->isFeasible());
    m_search->setVisible(study && canEdit && study->workload().isPlanFixed);
    const bool isUnknown = study && canEdit && study->reason().id == "workload.unknown-model";
    m_choose->setVisible(isUnknown);
    m_import->setVisible(isUnknown);
    m_rightSize->setVisible(study && canEdit && study->hasEstimate());
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
                               .arg(QString::fromStdString(formatWhole(study->accelerators())))
                               .arg(QString::fromStdString(study->question.acceleratorName))
                         : name);
    m_plan->setText(planLine(*study));
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

void StudyHead::showProgress(const JobStudies& studies)
{
    m_isStopped = studies.isStopped();
    const bool isOld = studies.isStale() || !studies.study();
    m_state->setText(m_isStopped && isOld ? tr("stopped, older figures")
                     : studies.isSlow()   ? tr("calculating… %1 %").arg(studies.progress())
                     : isOld              ? tr("calculating…")
                                          : QString());
    m_stop->setText(m_isStopped ? tr("Go on") : tr("Stop"));
    m_stop->setVisible(studies.isSlow() || (m_isStopped && isOld));
}

QString StudyHead::state() const
{
    return m_state->text();
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

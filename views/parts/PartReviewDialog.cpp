#include "views/parts/PartReviewDialog.h"
#include "model/parts/PartFieldText.h"
#include "views/DocumentController.h"
#include "views/panels/ImpactList.h"
#include "views/parts/PartCompareModel.h"
#include "views/session/Session.h"
#include "views/theme/ThemeManager.h"
#include "views/widgets/Buttons.h"
#include "views/widgets/Labels.h"
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <QtConcurrent>

namespace millwright
{
namespace
{

QString shown(const std::optional<Field>& field)
{
    return field ? QString::fromStdString(fieldValueText(*field))
                 : PartReviewDialog::tr("not known");
}

QString sourceOf(const std::optional<Field>& field)
{
    if (!field)
        return {};
    QString text = confidenceWord(field->confidence);
    if (!field->date.empty())
        text += QStringLiteral(", ") + QString::fromStdString(field->date);
    if (field->source && !field->source->empty())
        text += QStringLiteral(", ") + QString::fromStdString(*field->source);
    return text;
}

/// The shipped catalog does not count revisions, so equal numbers say nothing.
QString revisionText(std::int64_t revision, std::int64_t other)
{
    return revision == other ? QString() : PartReviewDialog::tr("revision %1").arg(revision);
}

} // namespace

PartReviewDialog::PartReviewDialog(Session& session, const ThemeManager& themes,
                                   std::vector<OutdatedPart> outdated, QWidget* parent)
    : QDialog(parent), m_session(session), m_themes(themes), m_outdated(std::move(outdated)),
      m_list(new QTreeWidget(this)), m_impact(new ImpactList(themes, this)),
      m_note(makeLabel({}, TextTone::Label, type::body, QFont::Normal, this)),
      m_update(new PrimaryButton(themes, tr("Update design"), this))
{
    setWindowTitle(tr("Parts that differ from the catalog"));
    setObjectName(QStringLiteral("reviewDialog"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    auto* text = makeLabel(tr("The design keeps its own copies of parts. Choose which take the "
                              "catalog's figures; it is one step to undo."),
                           TextTone::Label, type::body, QFont::Normal, this);
    text->setWordWrap(true);
    column->addWidget(text);
    column->addWidget(makeLists(), 1);
    auto* foot = new QHBoxLayout;
    m_note->setWordWrap(true);
    foot->addWidget(m_note, 1);
    auto* keep = new QPushButton(tr("Keep the design's"), this);
    keep->setAutoDefault(false);
    foot->addWidget(keep);
    foot->addWidget(m_update);
    column->addLayout(foot);
    connect(keep, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_update, &PrimaryButton::clicked, this, [this] {
        if (updateDesign())
            accept();
    });
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &PartReviewDialog::showImpact);
    fill();
    connect(m_list, &QTreeWidget::itemChanged, this, &PartReviewDialog::onChoiceChanged);
    onChoiceChanged();
    resize(860, 620);
}

PartReviewDialog::~PartReviewDialog()
{
    m_watcher.disconnect(this);
    m_watcher.waitForFinished();
}

QTreeWidget& PartReviewDialog::impactList()
{
    return *m_impact;
}

QWidget* PartReviewDialog::makeLists()
{
    auto* lists = new QSplitter(Qt::Vertical, this);
    lists->setChildrenCollapsible(false);
    m_list->setHeaderLabels({tr("Part"), tr("In the design"), tr("In the catalog"), tr("Source")});
    m_list->setAccessibleName(tr("Parts that differ"));
    m_impact->setAccessibleName(tr("What the update changes"));
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    lists->addWidget(m_list);
    lists->addWidget(m_impact);
    m_list->header()->setSectionResizeMode(QHeaderView::Interactive);
    m_list->header()->setStretchLastSection(true);
    m_list->header()->resizeSection(0, 250);
    m_list->header()->resizeSection(1, 140);
    m_list->header()->resizeSection(2, 140);
    lists->setSizes({340, 200});
    return lists;
}

void PartReviewDialog::fill()
{
    for (const OutdatedPart& part : m_outdated) {
        auto* item = new QTreeWidgetItem(
            m_list, {QString::fromStdString(part.catalog->displayName()),
                     revisionText(part.own->revision, part.catalog->revision),
                     revisionText(part.catalog->revision, part.own->revision),
                     (part.catalog->flags & PartUserOwned) != 0 ? tr("own part") : QString()});
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(0, Qt::Checked);
        addDifferences(*item, part);
        item->setExpanded(m_outdated.size() <= 3);
    }
    if (m_list->topLevelItemCount() > 0)
        m_list->setCurrentItem(m_list->topLevelItem(0));
}

void PartReviewDialog::addDifferences(QTreeWidgetItem& parent, const OutdatedPart& part)
{
    const auto add = [&](const QStringList& columns) {
        auto* row = new QTreeWidgetItem(&parent, columns);
        row->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
        row->setToolTip(3, columns.value(3));
    };
    if (part.difference.hasName)
        add({tr("Name"), QString::fromStdString(part.own->displayName()),
             QString::fromStdString(part.catalog->displayName())});
    for (const FieldDifference& row : part.difference.fields)
        add({fromModel(fieldInfo(row.key).label), shown(row.before), shown(row.after),
             sourceOf(row.after)});
    if (part.difference.hasFlags)
        add({tr("Announced, discontinued and other flags"), tr("other"), tr("changed")});
    if (part.difference.hasOtherValues)
        add({tr("Values of disagreeing sources"), tr("other"), tr("changed")});
}

std::vector<PartPtr> PartReviewDialog::chosen() const
{
    std::vector<PartPtr> parts;
    for (int i = 0; i < m_list->topLevelItemCount(); ++i)
        if (m_list->topLevelItem(i)->checkState(0) == Qt::Checked)
            parts.push_back(m_outdated[static_cast<std::size_t>(i)].catalog);
    return parts;
}

void PartReviewDialog::onChoiceChanged()
{
    const std::size_t count = chosen().size();
    m_update->setEnabled(count > 0 && !m_session.isReadOnly());
    m_update->setText(tr("Update design (%1)").arg(count));
    m_note->setText(m_session.isReadOnly() ? tr("The file is open for reading only.") : QString());
    if (m_isCalculating)
        m_isQueued = true;
    else
        calculate();
}

void PartReviewDialog::calculate()
{
    m_isQueued = false;
    m_isCalculating = false;
    Draft draft(m_session.project());
    if (const auto done = updateParts(draft, chosen()); !done) {
        m_impact->clear();
        m_note->setText(messageText(done.error().message));
        m_update->setEnabled(false);
        return;
    }
    m_impact->showWaiting();
    m_isCalculating = true;
    m_watcher.setFuture(
        QtConcurrent::run([before = m_session.project(), after = draft.project()]() -> ImpactPtr {
            return std::make_shared<const Result<EditImpact>>(impactOf(before, after));
        }));
}

void PartReviewDialog::showImpact()
{
    if (m_isQueued) {
        calculate();
        return;
    }
    m_isCalculating = false;
    m_impact->clear();
    const ImpactPtr impact = m_watcher.result();
    if (!*impact) {
        m_note->setText(messageText(impact->error().message));
        return;
    }
    m_impact->showImpact(**impact);
}

bool PartReviewDialog::updateDesign()
{
    const std::vector<PartPtr> parts = chosen();
    std::size_t count = 0;
    std::optional<Message> problem;
    const bool isDone = m_session.perform(
        {"edit.update-parts", {static_cast<std::int64_t>(parts.size())}},
        [&](Draft& draft) -> Result<void> {
            const auto updated = updateParts(draft, parts);
            if (!updated) {
                problem = updated.error().message;
                return updated.error();
            }
            count = *updated;
            return {};
        });
    if (problem)
        m_note->setText(messageText(*problem));
    if (isDone)
        emit this->updated(static_cast<int>(count));
    return isDone;
}

} // namespace millwright

#include "views/panels/WorkloadPanel.h"
#include "model/assist/ImportModel.h"
#include "model/edit/FieldActions.h"
#include "model/edit/NetworkActions.h"
#include "model/edit/PlaceActions.h"
#include "model/edit/WorkloadActions.h"
#include "model/blueprint/LoadProfile.h"
#include "model/estimate/GenericQuery.h"
#include "model/estimate/ModelLibrary.h"
#include "views/models/WorkloadListModel.h"
#include "views/panels/InspectorForm.h"
#include "views/panels/ModelPicker.h"
#include "views/panels/TwoLineDelegate.h"
#include "views/panels/WorkloadSections.h"
#include "views/session/Session.h"
#include "views/theme/ThemeManager.h"
#include "views/widgets/Buttons.h"
#include "views/widgets/EmptyState.h"
#include "views/widgets/Labels.h"
#include "views/widgets/SectionHeader.h"
#include <QFile>
#include <QFileDialog>
#include <QGridLayout>
#include <QListView>
#include <QScrollArea>
#include <QVBoxLayout>

namespace millwright
{
namespace
{

constexpr int fewestRows = 4;         ///< of the list that are seen; more are scrolled
constexpr double shareOfList = 0.4;   ///< of the panel's height, at most
constexpr qint64 largestConfig = 4 << 20; ///< bytes; config.json files have some 2 kB

} // namespace

WorkloadPanel::WorkloadPanel(Session& session, const ThemeManager& themes, QWidget* parent)
    : QWidget(parent), m_session(session), m_themes(themes),
      m_model(new WorkloadListModel(session, this)), m_list(new QListView(this)),
      m_fields(new QWidget(this)),
      m_empty(new EmptyState(themes,
                             {Icon::Gauge, tr("No workload yet"),
                              tr("Add what the accelerators are for: serving a model, or training "
                                 "one."),
                              {}},
                             this)),
      m_modelButton(new QPushButton(m_fields)), m_picker(new ModelPicker(session, themes, this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    m_list->setModel(m_model);
    m_list->setItemDelegate(new TwoLineDelegate(themes, WorkloadListModel::FiguresRole,
                                                WorkloadListModel::IsFeasibleRole, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("Workloads"));
    setFocusProxy(m_list);
    column->addWidget(m_list);
    auto* area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* fields = new QVBoxLayout(m_fields);
    fields->setContentsMargins(0, 4, 0, 12);
    fields->setSpacing(0);
    addSections(*fields);
    fields->addStretch(1);
    area->setWidget(m_fields);
    column->addWidget(area, 1);
    column->addWidget(m_empty, 1);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& index) {
                if (index.isValid())
                    setCurrent(m_model->idAt(index.row()));
            });
    connect(m_modelButton, &QPushButton::clicked, this, &WorkloadPanel::chooseModel);
    connect(m_picker, &ModelPicker::picked, this, &WorkloadPanel::setModel);
    connect(m_picker, &ModelPicker::importRequested, this, &WorkloadPanel::askForModel);
    connect(&session, &Session::projectChanged, this, &WorkloadPanel::refresh);
    connect(m_model, &QAbstractItemModel::modelReset, this, &WorkloadPanel::refresh);
    refresh();
}

QWidget* WorkloadPanel::makeHead()
{
    auto* head = new QWidget(this);
    auto* grid = new QGridLayout(head);
    grid->setContentsMargins(metrics::panelPadding, 0, metrics::panelPadding, 8);
    grid->setSpacing(4);
    grid->addWidget(makeLabel(tr("Workloads"), TextTone::Value, type::head, QFont::DemiBold, head),
                    0, 0, 1, 6);
    // Three in the first row, two in the second.
    const auto button = [&](Icon icon, const QString& text, int row, int place) {
        auto* made = new ChipButton(m_themes, icon, text, head);
        made->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        const int span = row == 1 ? 2 : 3;
        grid->addWidget(made, row, place * span, 1, span);
        return made;
    };
    connect(button(Icon::Plus, tr("Serving"), 1, 0), &QAbstractButton::clicked, this,
            [this] { add(WorkloadKind::Serve); });
    connect(button(Icon::Plus, tr("Training"), 1, 1), &QAbstractButton::clicked, this,
            [this] { add(WorkloadKind::Train); });
    auto* generic = button(Icon::Plus, tr("Other"), 1, 2);
    generic->setToolTip(tr("Generic work: recommenders, vision, diffusion, encoders, speech, simulation"));
    connect(generic, &QAbstractButton::clicked, this, [this] { add(WorkloadKind::Generic); });
    m_duplicate = button(Icon::Duplicate, tr("Duplicate"), 2, 0);
    m_remove = button(Icon::Delete, tr("Delete"), 2, 1);
    connect(m_duplicate, &QAbstractButton::clicked, this, &WorkloadPanel::duplicate);
    connect(m_remove, &QAbstractButton::clicked, this, &WorkloadPanel::remove);
    return head;
}

void WorkloadPanel::addSections(QVBoxLayout& column)
{
    m_modelLine = new QWidget(m_fields);
    auto* line = new QHBoxLayout(m_modelLine);
    line->setContentsMargins(metrics::panelPadding, 4, metrics::panelPadding, 2);
    line->addWidget(makeLabel(tr("Model"), TextTone::Label, type::body, QFont::Normal, m_fields));
    m_modelButton->setFixedHeight(metrics::fieldHeight);
    m_modelButton->setFixedWidth(148);
    m_modelButton->setObjectName(QStringLiteral("modelButton"));
    line->addWidget(m_modelButton, 0, Qt::AlignRight);
    column.addWidget(m_modelLine);
    for (int i = 0; i < workloadSectionCount; ++i) {
        const auto which = static_cast<WorkloadSection>(i);
        auto* head = new SectionHeader(m_themes, workloadSectionTitle(which), m_fields);
        auto* form = new InspectorForm(m_session, m_themes, m_fields);
        form->setFilter([which](std::string_view key) {
            return key != "model" && workloadSectionOf(key) == which;
        });
        column.addWidget(head);
        column.addWidget(form);
        head->setContent(form);
        head->setChecked(which != WorkloadSection::Other);
        m_sections.push_back({head, form});
    }
}

void WorkloadPanel::refresh()
{
    const bool isThere = m_session.blueprint().find(m_current) != nullptr;
    if (!isThere) {
        // The neighbour of what went, or the first one.
        m_current = m_model->idAt(
            std::clamp(m_list->currentIndex().row(), 0, std::max(0, m_model->rowCount() - 1)));
        if (!m_session.blueprint().find(m_current))
            m_current = {};
    }
    const bool hasCurrent = m_current.isSet();
    const int row = m_model->rowOf(m_current);
    if (row >= 0 && m_list->currentIndex().row() != row)
        m_list->setCurrentIndex(m_model->index(row));
    fitList();
    m_fields->setVisible(hasCurrent);
    m_empty->setVisible(m_model->rowCount() == 0);
    m_duplicate->setEnabled(hasCurrent && !m_session.isReadOnly());
    m_remove->setEnabled(hasCurrent && !m_session.isReadOnly());
    for (const Section& section : m_sections) {
        const std::vector<EntityId> ids =
            hasCurrent ? std::vector<EntityId>{m_current.value()} : std::vector<EntityId>{};
        section.form->setSubjects(ids);
        section.head->setVisible(!section.form->isEmpty());
        section.form->setVisible(!section.form->isEmpty() && section.head->isChecked());
    }
    showModel();
    if (!isThere)
        emit currentChanged();
}

void WorkloadPanel::fitList()
{
    constexpr int row = metrics::listRow - 2;
    const int most = std::max(fewestRows, static_cast<int>(shareOfList * height()) / row);
    m_list->setFixedHeight(std::min(most, m_model->rowCount()) * row);
}

void WorkloadPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitList();
}

void WorkloadPanel::showModel()
{
    const Workload* row = m_session.blueprint().find(m_current);
    m_modelLine->setVisible(row && readsProperty(*row, "model"));
    const QString id = row ? QString::fromStdString(row->model.str()) : QString();
    m_modelButton->setText(m_modelButton->fontMetrics().elidedText(id, Qt::ElideMiddle, 130));
    m_modelButton->setToolTip(id);
    m_modelButton->setAccessibleName(tr("Model: %1").arg(id));
    m_modelButton->setEnabled(row && !m_session.isReadOnly());
}

void WorkloadPanel::setCurrent(Id<Workload> id)
{
    if (id == m_current || !m_session.blueprint().find(id))
        return;
    m_current = id;
    refresh();
    emit currentChanged();
}

QWidget* WorkloadPanel::editor(std::string_view key) const
{
    for (const Section& section : m_sections)
        if (QWidget* found = section.form->editor(key))
            return found;
    return nullptr;
}

void WorkloadPanel::add(WorkloadKind kind)
{
    const auto& models = standardModels().all();
    const Workload* now = m_session.blueprint().find(m_current);
    const auto& presets = genericPresets();
    const std::string model = kind == WorkloadKind::Generic
                                  ? (presets.empty() ? std::string() : presets.front().id)
                              : now && !now->model.isEmpty() ? now->model.str()
                              : models.empty()               ? std::string()
                                                             : models.front().id;
    Id<Workload> added;
    if (m_session.perform({"edit.add-workload", {}}, [&](Draft& draft) {
            added = addWorkload(draft, kind, model);
            return Result<void>();
        }))
        setCurrent(added);
}

void WorkloadPanel::duplicate()
{
    Id<Workload> copy;
    if (m_session.perform({"edit.duplicate", {std::int64_t{1}}}, [&](Draft& draft) -> Result<void> {
            const auto made = duplicateWorkload(draft, m_current);
            if (!made)
                return made.error();
            copy = *made;
            return {};
        }))
        setCurrent(copy);
}

void WorkloadPanel::remove()
{
    const EntityId id = m_current.value();
    const std::string name = m_session.blueprint().labelOf(id);
    m_session.perform({"edit.remove", {name}}, [&](Draft& draft) {
        deleteEntities(draft, {&id, 1});
        return Result<void>();
    });
}

void WorkloadPanel::step(int by)
{
    setCurrent(m_model->idAt(
        std::clamp(m_model->rowOf(m_current) + by, 0, std::max(0, m_model->rowCount() - 1))));
}

void WorkloadPanel::chooseModel()
{
    if (const Workload* row = m_session.blueprint().find(m_current))
        m_picker->open(m_modelButton, QString::fromStdString(row->model.str()));
}

void WorkloadPanel::setModel(const QString& id)
{
    const EntityId workload = m_current.value();
    m_session.perform({"edit.property", {tr("model").toStdString()}},
                      [&](Draft& draft) -> Result<void> {
                          const auto count =
                              millwright::setProperty(draft, {&workload, 1}, "model",
                                                      id.toStdString());
                          return count ? Result<void>() : Result<void>(count.error());
                      });
}

void WorkloadPanel::askForModel()
{
    const QString path = QFileDialog::getOpenFileName(
        this, tr("Import a model"), {}, tr("Model configs (*.json);;All files (*)"));
    if (!path.isEmpty())
        importModel(path);
}

bool WorkloadPanel::importModel(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        m_session.say({"view.not-read", {path.toStdString()}}, Severity::Error);
        return false;
    }
    const QByteArray text = file.read(largestConfig + 1);
    auto model = modelFromConfig(m_session.project(), text.toStdString(), path.toStdString());
    if (!model) {
        m_session.say({"view.not-imported",
                       {model.error().where, formatMessage(model.error().message)}},
                      Severity::Error);
        return false;
    }
    return m_session.perform({"edit.import-model", {model->id}}, [&](Draft& draft) {
        return keepModel(draft, *model, m_current);
    });
}

} // namespace millwright

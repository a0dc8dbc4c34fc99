#include "views/panels/InspectorDesign.h"
#include "model/blueprint/EnumNames.h"
#include "model/edit/FieldActions.h"
#include "model/edit/NetworkActions.h"
#include "model/estimate/GenericQuery.h"
#include "model/estimate/ModelLibrary.h"
#include "views/models/PropertyTable.h"
#include "views/panels/InspectorEntityList.h"
#include "views/panels/InspectorParameters.h"
#include "views/panels/InspectorRows.h"
#include "views/panels/RegionDialog.h"
#include "views/session/Session.h"
#include "views/theme/Icon.h"
#include "views/theme/ThemeManager.h"
#include "views/widgets/Labels.h"
#include "views/widgets/SectionHeader.h"
#include <QGridLayout>
#include <QLineEdit>
#include <QMenu>
#include <QVBoxLayout>

namespace millwright
{
namespace
{

template <class Row> InspectorEntityList::Ids idsOf(const Session& session)
{
    return [&session] {
        std::vector<EntityId> ids;
        for (const Row& row : session.blueprint().table<Row>())
            ids.push_back(row.id.value());
        return ids;
    };
}

/// What stands in the hall that is shown.
InspectorEntityList::Ids featuresOf(const Session& session)
{
    return [&session] {
        std::vector<EntityId> ids;
        for (const Feature& row : session.blueprint().table<Feature>())
            if (row.hall == session.activeHall())
                ids.push_back(row.id.value());
        return ids;
    };
}

/// A menu below the pointer with one entry for each enumerator.
template <class Enum> void choose(QWidget* parent, const std::function<void(Enum)>& chosen)
{
    QMenu menu(parent);
    for (std::size_t i = 0; i < EnumNames<Enum>::names.size(); ++i)
        menu.addAction(spokenName(EnumNames<Enum>::names[i]),
                       [&chosen, i] { chosen(static_cast<Enum>(i)); });
    menu.exec(QCursor::pos());
}

template <class Function> Session::Action adding(Function function)
{
    return [function](Draft& draft) {
        function(draft);
        return Result<void>();
    };
}

} // namespace

InspectorDesign::InspectorDesign(Session& session, const ThemeManager& themes, QWidget* parent)
    : QWidget(parent), m_session(session), m_themes(themes), m_column(new QVBoxLayout(this)),
      m_sites(new InspectorEntityList(session, themes, idsOf<Site>(session), this)),
      m_halls(new InspectorEntityList(session, themes, idsOf<Hall>(session), this)),
      m_loops(new InspectorEntityList(session, themes, idsOf<Loop>(session), this)),
      m_fabrics(new InspectorEntityList(session, themes, idsOf<Fabric>(session), this)),
      m_workloads(new InspectorEntityList(session, themes, idsOf<Workload>(session), this)),
      m_features(new InspectorEntityList(session, themes, featuresOf(session), this)),
      m_parameters(new InspectorParameters(session, themes, this))
{
    m_column->setContentsMargins(0, 0, 0, 12);
    m_column->setSpacing(0);
    m_sites->setRemovable(false);
    m_halls->setRemovable(false);
    m_sites->addButton(
        tr("Region…"), [this] { RegionDialog::openOver(window(), m_session, m_themes); },
        Icon::Pin);
    m_loops->addButton(tr("Loop"), [this] {
        choose<LoopKind>(this, [this](LoopKind kind) {
            m_session.perform({"edit.add-loop", {}},
                              adding([kind](Draft& d) { addLoop(d, kind); }));
        });
    });
    m_fabrics->addButton(tr("Fabric"), [this] {
        choose<FabricKind>(this, [this](FabricKind kind) {
            m_session.perform({"edit.add-fabric", {}},
                              adding([kind](Draft& d) { addFabric(d, kind); }));
        });
    });
    const auto addJob = [this](WorkloadKind kind) {
        const auto& models = standardModels().all();
        const std::string model = kind == WorkloadKind::Generic ? genericPresets().front().id
                                  : models.empty()              ? std::string()
                                                                : models.front().id;
        m_session.perform({"edit.add-workload", {}},
                          adding([kind, model](Draft& d) { addWorkload(d, kind, model); }));
    };
    m_workloads->addButton(tr("Serving"), [addJob] { addJob(WorkloadKind::Serve); });
    m_workloads->addButton(tr("Training"), [addJob] { addJob(WorkloadKind::Train); });
    m_workloads->addButton(tr("Other"), [addJob] { addJob(WorkloadKind::Generic); });
    m_features->addButton(tr("Feature"), [this] {
        choose<FeatureKind>(this, [this](FeatureKind kind) {
            const Id<Hall> hall = m_session.activeHall();
            m_session.perform({"edit.add-feature", {std::string(enumName(kind))}},
                              adding([kind, hall](Draft& d) { addFeature(d, hall, kind); }));
        });
    });
    const auto withMetrics = [this](QWidget* list, std::vector<const char*> metrics) {
        auto* section = new QWidget(this);
        auto* column = new QVBoxLayout(section);
        column->setContentsMargins(0, 0, 0, 4);
        column->setSpacing(0);
        m_metrics.emplace_back(addFacts(*column), std::move(metrics));
        column->addWidget(list);
        return section;
    };
    addSection(tr("Project"), makeProject(), true);
    addSection(tr("Site"),
               withMetrics(m_sites, {"power.facility", "power.headroom", "cooling.pue.annual",
                                     "carbon.perYear"}),
               true);
    addSection(tr("Halls"), withMetrics(m_halls, {"space.hallArea", "space.usedShare"}), true);
    addSection(tr("Coolant loops"), withMetrics(m_loops, {"cooling.margin", "cooling.liquidHeat"}),
               true, [this] { return m_loops->count(); });
    addSection(tr("Fabrics"),
               withMetrics(m_fabrics, {"network.scaleout.perAccelerator",
                                       "network.bisection.perAccelerator", "network.switches"}),
               true, [this] { return m_fabrics->count(); });
    addSection(tr("Workloads"),
               withMetrics(m_workloads, {"serve.tokensPerSecond", "cost.perMillionTokens",
                                         "serve.ttft.p99", "train.days"}),
               true, [this] { return m_workloads->count(); });
    addSection(tr("Room features"), m_features, false, [this] { return m_features->count(); });
    addSection(tr("Assumptions changed"), m_parameters, false,
               [this] { return m_parameters->changedCount(); });
}

void InspectorDesign::addSection(const QString& title, QWidget* content, bool isOpen,
                                 std::function<int()> count)
{
    auto* head = new SectionHeader(m_themes, title, this);
    m_column->addWidget(head);
    m_column->addWidget(content);
    head->setContent(content);
    head->setChecked(isOpen);
    if (count)
        m_counts.emplace_back(head, std::move(count));
}

InspectorRows* InspectorDesign::addFacts(QVBoxLayout& column)
{
    auto* rows = new InspectorRows(m_themes, {}, this);
    connect(rows, &InspectorRows::explainRequested, this, &InspectorDesign::explainRequested);
    column.addWidget(rows);
    return rows;
}

QWidget* InspectorDesign::makeProject()
{
    auto* section = new QWidget(this);
    auto* grid = new QGridLayout(section);
    grid->setContentsMargins(metrics::panelPadding, 2, metrics::panelPadding, 8);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(0, 1);
    const auto add = [&](const QString& label) {
        auto* edit = new QLineEdit(section);
        edit->setFixedWidth(168);
        edit->setAccessibleName(label);
        grid->addWidget(makeLabel(label, TextTone::Label), grid->rowCount(), 0);
        grid->addWidget(edit, grid->rowCount() - 1, 1, Qt::AlignRight);
        connect(edit, &QLineEdit::editingFinished, this, [this, edit] {
            if (edit->isModified()) {
                edit->setModified(false);
                describeProject();
            }
        });
        return edit;
    };
    m_name = add(tr("Name"));
    m_customer = add(tr("Customer"));
    m_author = add(tr("Author"));
    return section;
}

void InspectorDesign::describeProject()
{
    m_session.perform({"edit.describe", {}}, [this](Draft& draft) {
        millwright::describeProject(draft, m_name->text().toStdString(),
                                    m_customer->text().toStdString(),
                                    m_author->text().toStdString());
        return Result<void>();
    });
}

void InspectorDesign::refresh()
{
    const Project& project = m_session.project();
    const auto fill = [](QLineEdit& edit, const std::string& text) {
        if (!edit.hasFocus() || !edit.isModified())
            edit.setText(QString::fromStdString(text));
    };
    fill(*m_name, project.name);
    fill(*m_customer, project.customer);
    fill(*m_author, project.author);
    for (InspectorEntityList* list :
         {m_sites, m_halls, m_loops, m_fabrics, m_workloads, m_features})
        list->refresh();
    if (m_parameters->isVisible())
        m_parameters->refresh();
    for (const auto& [rows, metrics] : m_metrics) {
        std::vector<InspectorFact> facts;
        for (const char* metric : metrics)
            if (auto fact = metricFact(m_session, metric))
                facts.push_back(std::move(*fact));
        rows->show(facts);
    }
    for (const auto& [head, count] : m_counts)
        head->setCount(count());
}

} // namespace millwright

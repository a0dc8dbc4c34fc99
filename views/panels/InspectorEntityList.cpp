#include "views/panels/InspectorEntityList.h"
#include "model/blueprint/EnumNames.h"
#include "model/edit/PlaceActions.h"
#include "views/models/PropertyTable.h"
#include "views/panels/InspectorForm.h"
#include "views/panels/InspectorRows.h"
#include "views/session/Session.h"
#include "views/theme/Icon.h"
#include "views/theme/ThemeManager.h"
#include "views/widgets/Buttons.h"
#include "views/widgets/SectionHeader.h"
#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace millwright
{
namespace
{

QString nameOf(const Session& session, EntityId id)
{
    const Blueprint& blueprint = session.blueprint();
    if (const Feature* feature = blueprint.find(Id<Feature>(id)))
        return spokenName(enumName(feature->kind)) +
               (feature->label.empty() ? QString() : u' ' + QString::fromStdString(feature->label));
    return QString::fromStdString(blueprint.labelOf(id));
}

} // namespace

InspectorEntityList::InspectorEntityList(Session& session, const ThemeManager& themes, Ids ids,
                                         QWidget* parent)
    : QWidget(parent), m_session(session), m_themes(themes), m_ids(std::move(ids)),
      m_column(new QVBoxLayout(this)), m_list(new QVBoxLayout)
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    m_list->setSpacing(0);
    m_column->addLayout(m_list);
}

void InspectorEntityList::addButton(const QString& text, Add add, Icon icon)
{
    if (!m_buttons) {
        m_buttons = new QWidget(this);
        auto* line = new QHBoxLayout(m_buttons);
        line->setContentsMargins(metrics::panelPadding, 4, metrics::panelPadding, 8);
        line->setSpacing(4);
        line->addStretch(1);
        m_column->addWidget(m_buttons);
    }
    auto* button = new ChipButton(m_themes, icon, text, m_buttons);
    auto* line = static_cast<QHBoxLayout*>(m_buttons->layout());
    line->insertWidget(line->count() - 1, button);
    connect(button, &QAbstractButton::clicked, this, std::move(add));
}

InspectorEntityList::Entry InspectorEntityList::makeEntry(EntityId id, bool isOpen)
{
    Entry entry;
    entry.id = id;
    auto* line = new QWidget(this);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(8, 0, 8, 0);
    row->setSpacing(0);
    entry.head = new SectionHeader(m_themes, nameOf(m_session, id), line);
    row->addWidget(entry.head, 1);
    if (m_isRemovable) {
        auto* remove = new QToolButton(line);
        remove->setIcon(symbolIcon(Icon::Delete, m_themes));
        remove->setAutoRaise(true);
        remove->setToolTip(tr("Remove"));
        remove->setAccessibleName(tr("Remove %1").arg(nameOf(m_session, id)));
        row->addWidget(remove);
        connect(remove, &QToolButton::clicked, this, [this, id] {
            for (int i = 0; i < count(); ++i)
                if (idAt(i) == id)
                    return removeAt(i);
        });
    }
    entry.body = new QWidget(this);
    auto* column = new QVBoxLayout(entry.body);
    column->setContentsMargins(8, 0, 0, 0);
    column->setSpacing(0);
    entry.head->setContent(entry.body);
    m_list->addWidget(line);
    m_list->addWidget(entry.body);
    connect(entry.head, &QAbstractButton::toggled, this, [this, id](bool isNowOpen) {
        for (Entry& other : m_entries)
            if (other.id == id && isNowOpen)
                fill(other);
    });
    entry.head->setChecked(isOpen);
    if (isOpen)
        fill(entry);
    return entry;
}

void InspectorEntityList::fill(Entry& entry)
{
    if (!entry.form) {
        entry.form = new InspectorForm(m_session, m_themes, entry.body);
        entry.outcome = new InspectorRows(m_themes, {}, entry.body);
        entry.body->layout()->addWidget(entry.outcome);
        entry.body->layout()->addWidget(entry.form);
        entry.form->setSubjects({entry.id});
    }
    refreshEntry(entry);
}

void InspectorEntityList::refreshEntry(Entry& entry)
{
    entry.head->setText(nameOf(m_session, entry.id));
    entry.head->setAccessibleName(nameOf(m_session, entry.id));
    entry.head->update();
    if (!entry.form || !entry.head->isChecked())
        return;
    entry.form->refresh();
    entry.outcome->show(outcomeFacts(m_session, entry.id));
}

void InspectorEntityList::refresh()
{
    const std::vector<EntityId> ids = m_ids();
    const bool isSame = std::ranges::equal(
        ids, m_entries, [](EntityId id, const Entry& entry) { return id == entry.id; });
    if (!isSame) {
        std::vector<EntityId> open;
        for (const Entry& entry : m_entries)
            if (entry.head->isChecked())
                open.push_back(entry.id);
        const auto wasThere = [this](EntityId id) {
            return std::ranges::any_of(m_entries, [id](const Entry& e) { return e.id == id; });
        };
        for (const EntityId id : ids) // what has just been added is what one wants to edit
            if (m_wasFilled && ids.size() == m_entries.size() + 1 && !wasThere(id))
                open.push_back(id);
        while (QLayoutItem* item = m_list->takeAt(0)) {
            item->widget()->hide();
            item->widget()->deleteLater();
            delete item;
        }
        m_entries.clear();
        const bool isOnly = ids.size() == 1;
        for (const EntityId id : ids)
            m_entries.push_back(makeEntry(id, (isOnly && !m_wasFilled && !m_isRemovable) ||
                                                  std::ranges::find(open, id) != open.end()));
        m_wasFilled = true;
    }
    for (Entry& entry : m_entries)
        refreshEntry(entry);
}

InspectorForm& InspectorEntityList::open(int index)
{
    Entry& entry = m_entries.at(static_cast<std::size_t>(index));
    entry.head->setChecked(true);
    fill(entry);
    return *entry.form;
}

void InspectorEntityList::removeAt(int index)
{
    const EntityId id = idAt(index);
    m_session.perform({"edit.remove", {nameOf(m_session, id).toStdString()}}, [&](Draft& draft) {
        deleteEntities(draft, {&id, 1});
        return Result<void>();
    });
}

} // namespace millwright

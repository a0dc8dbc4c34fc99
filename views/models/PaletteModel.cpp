#include "views/models/PaletteModel.h"
#include "views/canvas/PlanCanvas.h"
#include <QMimeData>
#include <algorithm>

namespace millwright
{

void PaletteModel::setCatalog(std::vector<PartSummary> parts)
{
    beginResetModel();
    m_catalog = std::move(parts);
    m_index.clear();
    m_index.reserve(m_catalog.size());
    for (std::size_t i = 0; i < m_catalog.size(); ++i)
        m_index.emplace(m_catalog[i].id, i);
    fillSections();
    endResetModel();
}

void PaletteModel::setMatches(std::optional<std::vector<PartSummary>> matches)
{
    beginResetModel();
    m_matches = std::move(matches);
    fillSections();
    endResetModel();
}

void PaletteModel::setFamily(std::optional<PartFamily> family)
{
    m_family = family;
    rebuild();
}

void PaletteModel::setScope(PaletteScope scope)
{
    m_scope = scope;
    rebuild();
}

void PaletteModel::setFilter(const PaletteFilter& filter)
{
    m_filter = filter;
    rebuild();
}

void PaletteModel::setFavourites(const QStringList& ids)
{
    m_favourites.clear();
    for (const QString& id : ids)
        m_favourites.insert(id.toStdString());
    if (m_scope == PaletteScope::Favourites)
        rebuild();
    else if (!m_rows.empty())
        emit dataChanged(index(0), index(rowCount() - 1), {IsFavouriteRole});
}

void PaletteModel::setRecent(const QStringList& ids)
{
    m_recent.clear();
    for (const QString& id : ids)
        m_recent.push_back(id.toStdString());
    rebuild();
}

void PaletteModel::setUsed(std::vector<PartSummary> parts)
{
    beginResetModel();
    m_used = std::move(parts);
    m_usedIds.clear();
    for (const PartSummary& part : m_used)
        m_usedIds.insert(part.id);
    fillSections();
    endResetModel();
}

const PartSummary* PaletteModel::known(const std::string& id) const
{
    if (const auto found = m_index.find(id); found != m_index.end())
        return &m_catalog[found->second];
    const auto used = std::find_if(m_used.begin(), m_used.end(),
                                   [&](const PartSummary& part) { return part.id == id; });
    return used == m_used.end() ? nullptr : &*used;
}

bool PaletteModel::passes(const PartSummary& part) const
{
    if (m_family && partFamily(part.kind) != *m_family)
        return false;
    if (part.confidence > m_filter.worst || (part.flags & m_filter.hiddenFlags) != 0 ||
        (m_filter.onlyOwn && (part.flags & PartUserOwned) == 0))
        return false;
    if (m_scope == PaletteScope::Favourites)
        return m_favourites.contains(part.id);
    return m_scope != PaletteScope::InDesign || m_usedIds.contains(part.id);
}

std::vector<const PartSummary*> PaletteModel::candidates() const
{
    const bool isUsedOnly = m_scope == PaletteScope::InDesign && !m_matches;
    const std::vector<PartSummary>& parts = isUsedOnly  ? m_used
                                            : m_matches ? *m_matches
                                                        : m_catalog;
    std::vector<const PartSummary*> passed;
    for (const PartSummary& part : parts)
        if (passes(part))
            passed.push_back(&part);
    // What can be placed comes before what only comes inside other parts.
    if (!m_matches)
        std::stable_partition(passed.begin(), passed.end(), [](const PartSummary* part) {
            return standsOnFloor(part->kind) || goesIntoRack(part->kind);
        });
    return passed;
}

void PaletteModel::rebuild()
{
    beginResetModel();
    fillSections();
    endResetModel();
}

void PaletteModel::fillSections()
{
    m_sections.clear();
    m_rows.clear();
    if (m_scope == PaletteScope::All && !m_matches) {
        Section recent{recentKey, tr("Recent"), {}};
        for (const std::string& id : m_recent)
            if (const PartSummary* part = known(id); part && passes(*part))
                recent.parts.push_back(part);
        if (!recent.parts.empty())
            m_sections.push_back(std::move(recent));
    }
    const auto parts = candidates();
    m_matchCount = static_cast<int>(parts.size());
    // A search puts the family of the best match first; the plain list keeps the families' order.
    const std::size_t firstFamily = m_sections.size();
    for (const PartSummary* part : parts) {
        const int key = static_cast<int>(partFamily(part->kind));
        auto section = std::find_if(m_sections.begin(), m_sections.end(),
                                    [key](const Section& s) { return s.key == key; });
        if (section == m_sections.end()) {
            const auto label = partFamilyLabel(partFamily(part->kind));
            m_sections.push_back(
                {key, QString::fromUtf8(label.data(), static_cast<qsizetype>(label.size())), {}});
            section = std::prev(m_sections.end());
        }
        section->parts.push_back(part);
    }
    if (!m_matches)
        std::sort(m_sections.begin() + static_cast<std::ptrdiff_t>(firstFamily), m_sections.end(),
                  [](const Section& a, const Section& b) { return a.key < b.key; });
    for (std::size_t i = 0; i < m_sections.size(); ++i) {
        m_rows.push_back({i, nullptr});
        // What was searched for is always seen.
        if (m_closed.contains(m_sections[i].key) && !m_matches)
            continue;
        for (const PartSummary* part : m_sections[i].parts)
            m_rows.push_back({i, part});
    }
}

const PartSummary* PaletteModel::part(const QModelIndex& index) const
{
    return index.isValid() ? m_rows[static_cast<std::size_t>(index.row())].part : nullptr;
}

void PaletteModel::toggleSection(const QModelIndex& head)
{
    if (!head.isValid() || part(head))
        return;
    const int key = m_sections[m_rows[static_cast<std::size_t>(head.row())].section].key;
    if (!m_closed.remove(key))
        m_closed.insert(key);
    rebuild();
}

QModelIndex PaletteModel::firstPart() const
{
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        if (m_rows[i].part)
            return index(static_cast<int>(i));
    return {};
}

int PaletteModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant PaletteModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const Section& section = m_sections[row.section];
    if (!row.part) {
        switch (role) {
        case Qt::DisplayRole:
            return section.title;
        case Qt::AccessibleTextRole:
            return tr("%1, parts: %2").arg(section.title).arg(section.parts.size());
        case IsHeadRole:
            return true;
        case IsOpenRole:
            return m_matches.has_value() || !m_closed.contains(section.key);
        case CountRole:
            return static_cast<int>(section.parts.size());
        default:
            return {};
        }
    }
    switch (role) {
    case Qt::DisplayRole:
        return QString::fromStdString(row.part->name);
    case Qt::ToolTipRole:
        return QString::fromStdString(
            row.part->vendor.empty() ? row.part->name : row.part->vendor + " " + row.part->name);
    case Qt::AccessibleTextRole: {
        const auto figures = keyFigures(*row.part);
        return QStringList{data(index, Qt::ToolTipRole).toString(), figures[0], figures[1],
                           figures[2]}
            .join(QStringLiteral(", "));
    }
    case PartIdRole:
        return QString::fromStdString(row.part->id);
    case IsHeadRole:
        return false;
    case IsFavouriteRole:
        return m_favourites.contains(row.part->id);
    default:
        return {};
    }
}

Qt::ItemFlags PaletteModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const Qt::ItemFlags common = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    return part(index) ? common | Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren : common;
}

QStringList PaletteModel::mimeTypes() const
{
    return {QString::fromLatin1(partMimeType)};
}

QMimeData* PaletteModel::mimeData(const QModelIndexList& indexes) const
{
    for (const QModelIndex& index : indexes)
        if (const PartSummary* dragged = part(index)) {
            auto* data = new QMimeData;
            data->setData(QString::fromLatin1(partMimeType),
                          QByteArray::fromStdString(dragged->id));
            data->setText(QString::fromStdString(dragged->name));
            return data;
        }
    return nullptr;
}

} // namespace millwright

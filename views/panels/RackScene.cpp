#include "views/panels/RackScene.h"
#include "model/base/Units.h"
#include "model/edit/Labels.h"
#include "views/models/MeasureText.h"
#include "views/panels/RackFeeds.h"
#include <QCoreApplication>
#include <algorithm>

namespace millwright
{
namespace
{

QString toText(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString words(const char* english)
{
    return QCoreApplication::translate("millwright::RackView", english);
}

/// Somebody before the fronts sees rows that face up or right from the other end than the plan
/// shows them.
bool isSeenReversed(int quarter)
{
    return quarter == 0 || quarter == 1;
}

} // namespace

void RackScene::update(const Source& source, const ChangeSet& changes)
{
    const bool isOther = changes.isEverything() || source.hall != m_hall || m_rows.empty();
    m_project = source.project;
    m_results = source.results;
    m_hall = source.hall;
    if (isOther)
        m_plan.rebuild(m_project, m_hall);
    else
        m_plan.update(m_project, changes);
    if (isOther || changes.touches<Rack>() || changes.touches<CoolingPart>() || changes.hasParts())
        findRows();
    if (isOther || changes.touches<Feed>())
        indexFeeds();
    m_columns.clear();
}

void RackScene::updateResults(const Results& results)
{
    m_results = results;
    m_columns.clear();
}

void RackScene::findRows()
{
    m_rows.clear();
    m_rowOf.clear();
    for (const PlanRow& planRow : m_plan.rows()) {
        RackRow row;
        for (const std::uint32_t number : planRow.items) {
            const PlanItem& item = m_plan.items()[number];
            if (item.entity == EntityKind::Rack)
                row.racks.push_back(Id<Rack>(item.id));
        }
        if (row.racks.empty())
            continue;
        if (isSeenReversed(planRow.quarter))
            std::ranges::reverse(row.racks);
        const Rack* first = m_project.blueprint().find(row.racks.front());
        const std::string_view series = first ? splitLabel(first->label).series : "";
        row.name = words("Row %1").arg(series.empty() ? QString::number(m_rows.size() + 1)
                                                      : toText(series));
        for (const Id<Rack> rack : row.racks)
            m_rowOf[rack] = static_cast<int>(m_rows.size());
        m_rows.push_back(std::move(row));
    }
    // Racks that are turned freely stand in no row; each is one of its own.
    for (const PlanItem& item : m_plan.items())
        if (item.entity == EntityKind::Rack && !m_rowOf.contains(Id<Rack>(item.id))) {
            m_rowOf[Id<Rack>(item.id)] = static_cast<int>(m_rows.size());
            m_rows.push_back({item.label, {Id<Rack>(item.id)}});
        }
    std::vector<int> order(m_rows.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = static_cast<int>(i);
    std::ranges::stable_sort(order, [this](int a, int b) {
        return m_rows[static_cast<std::size_t>(a)].name < m_rows[static_cast<std::size_t>(b)].name;
    });
    std::vector<RackRow> sorted;
    for (const int old : order) {
        for (const Id<Rack> rack : m_rows[static_cast<std::size_t>(old)].racks)
            m_rowOf[rack] = static_cast<int>(sorted.size());
        sorted.push_back(std::move(m_rows[static_cast<std::size_t>(old)]));
    }
    m_rows = std::move(sorted);
}

void RackScene::indexFeeds()
{
    m_feeds.clear();
    for (const Feed& feed : m_project.blueprint().table<Feed>())
        m_feeds[feed.target].push_back(feed.id);
}

int RackScene::rowOf(Id<Rack> rack) const
{
    const auto found = m_rowOf.find(rack);
    return found == m_rowOf.end() ? -1 : found->second;
}

const RackColumn& RackScene::column(Id<Rack> rack) const
{
    auto found = m_columns.find(rack);
    if (found == m_columns.end())
        found = m_columns.emplace(rack, read(rack)).first;
    return found->second;
}

const RackDevice* RackScene::device(Id<Device> id) const
{
    const Device* row = m_project.blueprint().find(id);
    if (!row)
        return nullptr;
    for (const RackDevice& device : column(row->rack).devices)
        if (device.id == id)
            return &device;
    return nullptr;
}

RackColumn RackScene::read(Id<Rack> id) const
{
    RackColumn column;
    column.id = id;
    const Rack* rack = m_project.blueprint().find(id);
    if (!rack)
        return column;
    column.label = QString::fromStdString(rack->label);
    const Part* part = m_project.parts.find(rack->part);
    column.kind = part ? part->kind : PartKind::Rack;
    column.isSystem = column.kind == PartKind::RackSystem;
    column.units = part ? std::max(part->figures.internalUnits, 0) : 0;
    const RackLoad* load = m_results.inventory ? m_results.inventory->find(id) : nullptr;
    if (load) {
        column.power_W = load->designPower.si();
        column.mass_kg = load->mass.si() - load->enclosureMass.si();
        column.massLimit_kg = load->massLimit.si();
        column.units = std::max(column.units, load->unitsTotal);
        column.used = load->unitsUsed;
        column.summary = load->nodes > 0     ? words("%1 nodes").arg(load->nodes)
                         : load->devices > 0 ? words("%1 devices").arg(load->devices)
                                             : words("empty");
        if (load->nodes == 1)
            column.summary = words("1 node");
        if (column.isSystem)
            column.summary = words("%1 accelerators").arg(load->accelerators);
    }
    if (column.units == 0)
        column.units = 42; // an unknown rack is drawn as the usual one
    readDevices(column);
    readFeeds(column);
    if (!column.isSystem)
        findFree(column);
    return column;
}

void RackScene::readDevices(RackColumn& column) const
{
    if (!m_results.inventory)
        return;
    const auto [first, last] = m_results.inventory->devicesOf(column.id);
    for (auto entry = first; entry != last; ++entry) {
        const Device* row = m_project.blueprint().find(entry->device);
        if (!row || row->rack != column.id)
            continue;
        RackDevice device;
        device.id = row->id;
        device.unit = row->unit;
        device.isRear = row->isRear;
        device.label = QString::fromStdString(row->label);
        if (const Part* part = m_project.parts.find(row->part)) {
            device.height = part->figures.rackUnits;
            device.kind = part->kind;
            device.name = QString::fromStdString(part->name);
            device.power_W = part->figures.powerMax.si();
            device.mass_kg = part->figures.mass.si();
            device.supplies = part->figures.psuCount;
            device.ports = part->figures.switchPorts + part->figures.computePorts +
                           part->figures.storagePorts + part->figures.managementPorts;
        } else {
            device.height = 1;
            device.name = toText(row->part.view());
        }
        column.devices.push_back(std::move(device));
    }
    std::ranges::stable_sort(column.devices, {}, &RackDevice::unit);
}

void RackScene::readFeeds(RackColumn& column) const
{
    const auto found = m_feeds.find(column.id.value());
    if (found == m_feeds.end())
        return;
    FeedLimit limit;
    for (const Id<Feed> id : found->second) {
        const Feed* feed = m_project.blueprint().find(id);
        if (!feed)
            continue;
        FeedReading& side = feed->side == Side::A   ? column.a
                            : feed->side == Side::B ? column.b
                                                    : column.other;
        ++side.circuits;
        if (const CircuitLoad* load = m_results.power ? m_results.power->find(id) : nullptr) {
            side.load_W += load->load.si();
            side.limit_W += load->capacity.si();
            limit.add(feed->side, load->capacity.si());
        }
    }
    column.powerLimit_W = limit.limit_W();
}

void RackScene::findFree(RackColumn& column)
{
    std::vector<bool> isTaken(static_cast<std::size_t>(column.units) + 2, false);
    const RackDevice* typical = nullptr; // the heaviest user of power: what one would add more of
    for (const RackDevice& device : column.devices) {
        for (int unit = std::max(1, device.unit);
             device.unit > 0 && unit < device.unit + device.height && unit <= column.units; ++unit)
            isTaken[static_cast<std::size_t>(unit)] = true;
        if (device.height > 0 && (!typical || device.power_W > typical->power_W))
            typical = &device;
    }
    const double powerLeft = column.powerLimit_W - column.power_W;
    const double massLeft = column.massLimit_kg - column.mass_kg;
    for (int unit = 1; unit <= column.units; ++unit) {
        if (isTaken[static_cast<std::size_t>(unit)])
            continue;
        FreeUnits run{unit, 0, {}, {}};
        while (unit <= column.units && !isTaken[static_cast<std::size_t>(unit)])
            ++unit, ++run.count;
        const bool wouldStand = typical && run.count >= typical->height;
        if (wouldStand && column.powerLimit_W > 0.0 && powerLeft < typical->power_W) {
            run.reason = words("held by power");
            run.detail = words("%1 left").arg(measure(std::max(0.0, powerLeft), "W"));
        } else if (wouldStand && column.massLimit_kg > 0.0 && massLeft < typical->mass_kg) {
            run.reason = words("held by weight");
            run.detail = words("%1 left").arg(measure(std::max(0.0, massLeft), "kg"));
        }
        column.free.push_back(std::move(run));
    }
}

} // namespace millwright

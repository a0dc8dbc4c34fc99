#include "views/panels/InspectorFacts.h"
#include "model/analysis/Metric.h"
#include "model/base/Units.h"
#include "model/blueprint/PlacedThing.h"
#include "views/models/MeasureText.h"
#include "views/panels/RackFeeds.h"
#include "views/session/Session.h"
#include <QCoreApplication>

namespace millwright
{
namespace
{

QString words(const char* english)
{
    return QCoreApplication::translate("millwright::InspectorPanel", english);
}

InspectorFact fact(const char* label, double value, std::string_view unit)
{
    const FormattedMeasure text = splitMeasure(value, unit);
    return {words(label), QString::fromStdString(text.number), QString::fromStdString(text.unit)};
}

/// A figure against its limit; without a limit the figure alone.
InspectorFact limited(const char* label, double value, double limit, std::string_view unit)
{
    InspectorFact row = fact(label, value, unit);
    if (limit > 0.0) {
        row.meter = InspectorFact::Meter{value, std::max(limit * 1.1, value), limit};
        const FormattedMeasure bound = splitMeasure(limit, unit);
        row.suffix = words("of %1").arg(QString::fromStdString(
            bound.unit == splitMeasure(value, unit).unit ? bound.number
                                                         : bound.number + ' ' + bound.unit));
    }
    return row;
}

/// Continuous power that the circuits of a load may carry, one side lost.
double feedLimit(const Session& session, EntityId target)
{
    FeedLimit limit;
    if (!session.results().power)
        return 0.0;
    for (const Feed& feed : session.blueprint().table<Feed>())
        if (feed.target == target)
            if (const CircuitLoad* load = session.results().power->find(feed.id))
                limit.add(feed.side, load->capacity.si());
    return limit.limit_W();
}

void addRack(const Session& session, Id<Rack> id, std::vector<InspectorFact>& rows)
{
    const Results& results = session.results();
    const RackLoad* load = results.inventory ? results.inventory->find(id) : nullptr;
    const Rack* rack = session.blueprint().find(id);
    if (!load || !rack)
        return;
    rows.push_back(limited("Power", load->designPower.si(), feedLimit(session, id.value()), "W"));
    const double liquid = load->liquidHeat.si();
    InspectorFact heat = fact("Heat, liquid / air", load->designPower.si() - liquid, "W");
    heat.number = QStringLiteral("%1 / %2").arg(
        QString::fromStdString(splitMeasure(liquid, "W").number), heat.number);
    rows.push_back(heat);
    if (load->coolantFlow.si() > 0.0)
        rows.push_back(fact("Coolant", load->coolantFlow.si(), "m3/s"));
    if (results.cooling)
        for (const AirZone& zone : results.cooling->zones)
            if (zone.hall == rack->at.hall && zone.supplyTemperature > 0.0)
                rows.push_back(
                    limited("Inlet air", zone.supplyTemperature, load->inletMax_C, "degC"));
    const Part* part = session.project().parts.find(rack->part);
    const Hall* hall = session.blueprint().find(rack->at.hall);
    if (part && hall) {
        const OrientedBox box = bodyOf(rack->at, part->figures.width, part->figures.depth);
        const double area = box.width.metres() * box.depth.metres();
        if (area > 0.0)
            rows.push_back(limited("Floor", load->mass.si() / area, hall->floorLimit, "kg/m2"));
    }
    if (load->unitsTotal > 0) {
        InspectorFact units = limited("Units", load->unitsUsed, load->unitsTotal, "1");
        units.unit = QStringLiteral("U");
        rows.push_back(units);
    }
    if (load->massLimit.si() > 0.0)
        rows.push_back(limited("Mounted", load->mass.si() - load->enclosureMass.si(),
                               load->massLimit.si(), "kg"));
    if (load->accelerators > 0)
        rows.push_back(fact("Accelerators", load->accelerators, "1"));
}

void addPower(const Session& session, Id<PowerPart> id, std::vector<InspectorFact>& rows)
{
    const PowerNode* node = session.results().power ? session.results().power->find(id) : nullptr;
    if (!node)
        return;
    rows.push_back(limited("Load", node->output.si(), node->capacity.si(), "W"));
    if (node->worstLoss.isSet()) {
        InspectorFact worst =
            limited("After worst loss", node->worst.si(), node->installed.si(), "W");
        rows.push_back(worst);
        InspectorFact lost{words("Worst loss"), QString(), QString()};
        lost.number = QString::fromStdString(session.blueprint().labelOf(node->worstLoss.value()));
        lost.target = node->worstLoss.value();
        rows.push_back(lost);
    }
    if (node->input > node->output)
        rows.push_back(fact("Losses", (node->input - node->output).si(), "W"));
    if (!node->isFed || !node->isLive)
        rows.push_back(
            {words("State"), node->isFed ? words("dark") : words("without a source"), QString()});
    else if (node->isStandby)
        rows.push_back({words("State"), words("standby"), QString()});
}

void addCooling(const Session& session, Id<CoolingPart> id, std::vector<InspectorFact>& rows)
{
    const CoolingPart* part = session.blueprint().find(id);
    if (!part || !session.results().cooling)
        return;
    for (const CoolingUnit& unit : session.results().cooling->units) {
        if (unit.part != id)
            continue;
        rows.push_back(limited("Heat", unit.heat.si(), unit.capacity.si(), "W"));
        rows.push_back(fact("Electric", unit.electric.si(), "W"));
        if (unit.freeShare > 0.0)
            rows.push_back(fact("Free cooling", unit.freeShare * 100.0, "%"));
    }
    if (part->serves.isSet())
        for (InspectorFact& row : outcomeFacts(session, part->serves.value()))
            rows.push_back(std::move(row));
}

void addDevice(const Session& session, Id<Device> id, std::vector<InspectorFact>& rows)
{
    const Device* device = session.blueprint().find(id);
    const Part* part = device ? session.project().parts.find(device->part) : nullptr;
    if (!part)
        return;
    const PartFigures& figures = part->figures;
    if (figures.hasPower)
        rows.push_back(fact("Power, maximum", figures.powerMax.si(), "W"));
    if (figures.powerTypical.si() > 0.0 && figures.powerTypical < figures.powerMax)
        rows.push_back(fact("Power, typical", figures.powerTypical.si(), "W"));
    if (figures.airflow.si() > 0.0)
        rows.push_back(fact("Air flow", figures.airflow.si(), "m3/s"));
    if (figures.mass.si() > 0.0)
        rows.push_back(fact("Mass", figures.mass.si(), "kg"));
    const Rack* rack = session.blueprint().find(device->rack);
    const Part* enclosure = rack ? session.project().parts.find(rack->part) : nullptr;
    if (figures.depth.metres() > 0.0 && enclosure)
        rows.push_back(limited("Depth", figures.depth.metres(),
                               enclosure->figures.mountingDepth.metres(), "m"));
    if (figures.hasPrice)
        rows.push_back(fact("Price", figures.price, "USD"));
}

/// The feed's line: from where, how strong, how full.
InspectorFact circuit(const Session& session, const Feed& feed, EntityId other)
{
    InspectorFact row;
    const QString side = feed.side == Side::A   ? QStringLiteral(" A")
                         : feed.side == Side::B ? QStringLiteral(" B")
                                                : QString();
    row.label = words("Feed%1").arg(side);
    row.number = QString::fromStdString(session.blueprint().labelOf(other));
    if (feed.breaker > 0.0)
        row.number += QStringLiteral(" · ") + measure(feed.breaker, "A");
    row.target = other;
    const CircuitLoad* load =
        session.results().power ? session.results().power->find(feed.id) : nullptr;
    if (load && load->capacity.si() > 0.0) {
        row.meter = InspectorFact::Meter{load->load.si(),
                                         std::max(load->capacity.si() * 1.1, load->load.si()),
                                         load->capacity.si()};
        row.suffix = measure(load->load.si(), "W");
    }
    return row;
}

std::vector<InspectorFact> sums(const Session& session, std::span<const EntityId> ids)
{
    double power = 0.0, mass = 0.0, price = 0.0;
    int units = 0, accelerators = 0;
    const Project& project = session.project();
    for (const EntityId id : ids) {
        Symbol partId;
        if (const RackLoad* load = session.results().inventory
                                       ? session.results().inventory->find(Id<Rack>(id))
                                       : nullptr) {
            power += load->designPower.si();
            mass += load->mass.si();
            units += load->unitsUsed;
            accelerators += load->accelerators;
            continue;
        }
        if (const Device* device = project.blueprint().find(Id<Device>(id)))
            partId = device->part;
        else if (const PowerPart* row = project.blueprint().find(Id<PowerPart>(id)))
            partId = row->part;
        else if (const CoolingPart* unit = project.blueprint().find(Id<CoolingPart>(id)))
            partId = unit->part;
        const Part* part = project.parts.find(partId);
        if (!part)
            continue;
        power += part->figures.powerMax.si();
        mass += part->figures.mass.si();
        price += part->figures.price;
        units += part->figures.rackUnits;
    }
    std::vector<InspectorFact> rows{fact("Power, all", power, "W"), fact("Mass, all", mass, "kg")};
    if (units > 0)
        rows.push_back(fact("Units, all", units, "1"));
    if (accelerators > 0)
        rows.push_back(fact("Accelerators, all", accelerators, "1"));
    if (price > 0.0)
        rows.push_back(fact("Price, all", price, "USD"));
    return rows;
}

} // namespace

std::vector<InspectorFact> loadFacts(const Session& session, std::span<const EntityId> ids)
{
    if (ids.size() > 1)
        return sums(session, ids);
    std::vector<InspectorFact> rows;
    if (ids.empty())
        return rows;
    addRack(session, Id<Rack>(ids.front()), rows);
    addPower(session, Id<PowerPart>(ids.front()), rows);
    addCooling(session, Id<CoolingPart>(ids.front()), rows);
    addDevice(session, Id<Device>(ids.front()), rows);
    return rows;
}

std::vector<InspectorFact> connectionFacts(const Session& session, EntityId id)
{
    constexpr int mostOut = 12; ///< circuits of a panel that are listed
    std::vector<InspectorFact> rows;
    const Blueprint& blueprint = session.blueprint();
    if (const Device* device = blueprint.find(Id<Device>(id))) {
        rows.push_back({words("Rack"),
                        QString::fromStdString(blueprint.labelOf(device->rack.value())),
                        QString()});
        rows.back().target = device->rack.value();
        if (const Part* part = session.project().parts.find(device->part))
            for (const auto& [label, ports, speed] :
                 {std::tuple("Compute ports", part->figures.computePorts,
                             part->figures.computePortSpeed),
                  std::tuple("Storage ports", part->figures.storagePorts,
                             part->figures.storagePortSpeed),
                  std::tuple("Switch ports", part->figures.switchPorts,
                             part->figures.switchPortSpeed)})
                if (ports > 0)
                    rows.push_back({words(label),
                                    QStringLiteral("%1 × %2").arg(ports).arg(
                                        measure(speed.si() * 8.0, "bit/s")),
                                    QString()});
        return rows;
    }
    int out = 0;
    double outLoad = 0.0;
    for (const Feed& feed : blueprint.table<Feed>()) {
        if (feed.target == id)
            rows.push_back(circuit(session, feed, feed.source.value()));
        if (feed.source.value() == id && session.results().power) {
            const CircuitLoad* load = session.results().power->find(feed.id);
            outLoad += load ? load->load.si() : 0.0;
            if (++out <= mostOut) {
                InspectorFact row = circuit(session, feed, feed.target);
                row.label = words("To");
                rows.push_back(std::move(row));
            }
        }
    }
    if (out > mostOut)
        rows.push_back(
            {words("Circuits"), words("%1, %2").arg(out).arg(measure(outLoad, "W")), QString()});
    const auto loop = [&](const char* label, Id<Loop> loopId) {
        if (const Loop* row = blueprint.find(loopId)) {
            rows.push_back({words(label),
                            QStringLiteral("%1 · %2").arg(QString::fromStdString(row->name),
                                                          measure(row->supply, "degC")),
                            QString()});
            rows.back().target = loopId.value();
        }
    };
    if (const Rack* rack = blueprint.find(Id<Rack>(id)))
        loop("Cooling loop", rack->loop);
    if (const CoolingPart* part = blueprint.find(Id<CoolingPart>(id))) {
        loop("Serves", part->serves);
        loop("Rejects heat to", part->source);
        if (part->rack.isSet()) {
            rows.push_back({words("Hangs on"),
                            QString::fromStdString(blueprint.labelOf(part->rack.value())),
                            QString()});
            rows.back().target = part->rack.value();
        }
    }
    return rows;
}

std::optional<InspectorFact> metricFact(const Session& session, const char* id,
                                        const QString& label)
{
    const Metric* metric = findMetric(id);
    if (!metric)
        return std::nullopt;
    const auto value = metric->value({session.project(), session.results(), session.parameters()});
    if (!value)
        return std::nullopt;
    const FormattedMeasure text = splitMeasure(*value, metric->unit);
    InspectorFact row;
    row.label = label.isEmpty() ? QString::fromUtf8(metric->label.data(),
                                                    static_cast<qsizetype>(metric->label.size()))
                                : label;
    row.number = QString::fromStdString(text.number);
    row.unit = QString::fromStdString(text.unit);
    row.metric = QString::fromLatin1(id);
    return row;
}

std::vector<InspectorFact> outcomeFacts(const Session& session, EntityId id)
{
    std::vector<InspectorFact> rows;
    const Results& results = session.results();
    if (results.cooling)
        for (const LoopBalance& loop : results.cooling->loops)
            if (loop.loop.value() == id) {
                rows.push_back(limited("Loop heat", loop.heat.si(), loop.capacity.si(), "W"));
                rows.push_back(
                    limited("Worst unit lost", loop.heat.si(), loop.capacityWorst.si(), "W"));
                if (loop.flowNeeded.si() > 0.0)
                    rows.push_back(
                        limited("Flow", loop.flowNeeded.si(), loop.flowOffered.si(), "m3/s"));
            }
    if (results.network)
        for (const FabricNeed& need : results.network->fabrics)
            if (need.fabric.value() == id) {
                const auto counts = [&](const char* label, int placed, int needed) {
                    if (needed > 0 || placed > 0)
                        rows.push_back(limited(label, placed, needed, "1"));
                };
                rows.push_back(fact("Endpoints", need.endpoints, "1"));
                counts("Leaf switches", need.placedLeaf, need.leaf);
                counts("Spine switches", need.placedSpine, need.spine);
                counts("Core switches", need.placedCore, need.core);
                if (!need.isCountable && !need.reason.empty())
                    rows.push_back({words("Count"),
                                    QString::fromStdString(formatMessage({need.reason, {}})),
                                    QString()});
            }
    if (results.workload)
        for (const JobEstimate& job : results.workload->jobs)
            if (job.workload.value() == id) {
                if (!job.isFeasible) {
                    rows.push_back({words("Cannot run"),
                                    QString::fromStdString(formatMessage(job.reason)), QString()});
                    continue;
                }
                rows.push_back({words("Layout"),
                                QStringLiteral("%1 × %2")
                                    .arg(job.accelerators)
                                    .arg(QString::fromStdString(job.parallelism)),
                                QString()});
                if (job.tokensPerSecond > 0.0)
                    rows.push_back(fact("Throughput", job.tokensPerSecond, "tok/s"));
                if (job.ttftP99 > 0.0)
                    rows.push_back(fact("TTFT, p99", job.ttftP99, "s"));
                if (job.tpotMean > 0.0)
                    rows.push_back(fact("TPOT, mean", job.tpotMean, "s"));
                if (job.days > 0.0)
                    rows.push_back(fact("Training time", job.days, "days"));
                if (job.mfu > 0.0)
                    rows.push_back(fact("Model FLOPs utilisation", job.mfu * 100.0, "%"));
            }
    return rows;
}

} // namespace millwright

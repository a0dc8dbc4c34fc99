#pragma once
#include "model/analysis/Analysis.h"
#include "model/analysis/Metric.h"
#include "model/blueprint/Project.h"
#include "model/rules/Rule.h"
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

namespace millwright::test
{

using FieldList = std::initializer_list<std::pair<FieldKey, double>>;

/// Builds small designs in code: one site, one hall, parts with the figures that a test names, rows
/// with new ids.
class Builder
{
public:
    Builder()
    {
        Site site;
        site.id = Id<Site>(next());
        site.name = "Site";
        m_site = put(site);
        Building building;
        building.id = Id<Building>(next());
        building.site = m_site;
        put(building);
        Floor floor;
        floor.id = Id<Floor>(next());
        floor.building = building.id;
        m_floor = put(floor);
        m_hall = hall("Hall");
    }

    Project project;
    Blueprint& blueprint() { return project.blueprint(); }
    EntityId next() { return ++project.lastId; }

    /// Puts the row into its table and returns its id.
    template <class Row> Id<Row> put(Row row)
    {
        const Id<Row> id = row.id;
        blueprint().table<Row>().put(std::move(row));
        return id;
    }
    /// Changes a row in place.
    template <class Row, class Change> void edit(Id<Row> id, Change&& change)
    {
        Row row = *blueprint().find(id);
        change(row);
        put(std::move(row));
    }

    /// Adds a part with number fields in the keys' own units, each with a source.
    Symbol part(const std::string& id, PartKind kind, FieldList fields)
    {
        Part value;
        value.id = id;
        value.name = id;
        value.kind = kind;
        for (const auto& [key, number] : fields) {
            Field field;
            field.key = key;
            field.number = number;
            field.source = std::make_shared<const std::string>("test data sheet");
            field.confidence = Confidence::Verified;
            value.fields.push_back(std::move(field));
        }
        project.parts.put(finishPart(std::move(value)));
        return Symbol(id);
    }

    Id<Site> site() const { return m_site; }
    Id<Hall> hall() const { return m_hall; }
    Id<Hall> hall(const std::string& name)
    {
        Hall row;
        row.id = Id<Hall>(next());
        row.floor = m_floor;
        row.name = name;
        row.outline = {{Length(), Length()},
                       {Length::metres(100), Length()},
                       {Length::metres(100), Length::metres(100)},
                       {Length(), Length::metres(100)}};
        return put(row);
    }

    Placement place()
    {
        Placement at;
        at.hall = m_hall;
        at.centre = {Length::metres(2.0 + 2.0 * (m_placed % 40)),
                     Length::metres(2.0 + 2.0 * (m_placed / 40))};
        ++m_placed;
        return at;
    }
    Id<Rack> rack(Symbol part, Id<Loop> loop = {})
    {
        Rack row;
        row.id = Id<Rack>(next());
        row.at = place();
        row.part = part;
        row.label = "R" + std::to_string(row.id.value());
        row.loop = loop;
        return put(row);
    }
    Id<Device> device(Id<Rack> rack, Symbol part, int unit = 1)
    {
        Device row;
        row.id = Id<Device>(next());
        row.rack = rack;
        row.part = part;
        row.unit = unit;
        return put(row);
    }
    Id<PowerPart> power(Symbol part, Side side = Side::None)
    {
        PowerPart row;
        row.id = Id<PowerPart>(next());
        row.at = place();
        row.part = part;
        row.side = side;
        row.label = part.str() + std::to_string(row.id.value());
        return put(row);
    }
    /// A feed without a breaker; set one with edit().
    template <class Target>
    Id<Feed> feed(Id<PowerPart> source, Id<Target> target, double breaker = 0.0)
    {
        Feed row;
        row.id = Id<Feed>(next());
        row.source = source;
        row.target = target.value();
        row.breaker = breaker;
        return put(row);
    }
    Id<Loop> loop(LoopKind kind, double supply = 32.0, double rise = 10.0)
    {
        Loop row;
        row.id = Id<Loop>(next());
        row.name = "L" + std::to_string(row.id.value());
        row.kind = kind;
        row.supply = supply;
        row.temperatureRise = rise;
        return put(row);
    }
    Id<CoolingPart> cooling(Symbol part, Id<Loop> serves = {}, Id<Loop> source = {},
                            Id<Rack> rack = {})
    {
        CoolingPart row;
        row.id = Id<CoolingPart>(next());
        if (!rack.isSet())
            row.at = place();
        row.part = part;
        row.label = part.str() + std::to_string(row.id.value());
        row.serves = serves;
        row.source = source;
        row.rack = rack;
        return put(row);
    }
    void assume(Parameter parameter, double value)
    {
        Assumption row;
        row.id = Id<Assumption>(next());
        row.key = Symbol(parameterInfo(parameter).key);
        row.value = value;
        put(row);
    }

    /// Inventory, optics of `opticsPower` W, then the facility analysis.
    Results facility(double opticsPower = 0.0) const
    {
        const ParameterValues parameters(project.blueprint());
        const ChangeSet changes = ChangeSet::everything();
        const AnalysisContext context{project, project.blueprint(), parameters, changes, nullptr,
                                      nullptr};
        Results results;
        auto network = std::make_shared<NetworkResult>();
        network->opticsPower = Power(opticsPower);
        results.network = std::move(network);
        runInventory(context, results);
        runFacility(context, results);
        results.workload = std::make_shared<WorkloadResult>();
        runWorkPlan(context, results);
        return results;
    }

private:
    Id<Site> m_site;
    Id<Floor> m_floor;
    Id<Hall> m_hall;
    int m_placed = 0;
};

} // namespace millwright::test

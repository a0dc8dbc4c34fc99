#pragma once
#include "model/graph/ElectricalFormulas.h"
#include "tests/support/Builder.h"
#include <map>
#include <optional>
#include <set>

namespace millwright::test
{

/// The roll-up written a second time, as plainly as it can be: recursion over the rows, any set of
/// parts and feeds gone. Slow; for comparison only. No cycles.
class PowerBruteForce
{
public:
    PowerBruteForce(const Builder& builder, std::map<EntityId, double> loads)
        : m_project(builder.project), m_loads(std::move(loads))
    {
        for (const Feed& feed : m_project.blueprint().table<Feed>()) {
            m_feedsTo[feed.target].push_back(&feed);
            m_feedsFrom[feed.source.value()].push_back(&feed);
        }
    }

    std::set<EntityId> lost; ///< parts and feeds that are gone

    void reset()
    {
        m_live.clear();
        m_output.clear();
    }
    bool isLive(EntityId id)
    {
        if (const auto known = m_live.find(id); known != m_live.end())
            return known->second;
        const bool live =
            !lost.contains(id) && (m_feedsTo[id].empty() ? isPart(id) : !shares(id).empty());
        return m_live[id] = live;
    }
    double output(EntityId id)
    {
        if (const auto known = m_output.find(id); known != m_output.end())
            return known->second;
        double total = 0.0;
        if (isLive(id))
            for (const Feed* feed : m_feedsFrom[id])
                total += flow(*feed);
        return m_output[id] = total;
    }
    double flow(const Feed& feed)
    {
        if (lost.contains(feed.id.value()))
            return 0.0;
        const auto parts = shares(feed.target);
        const auto mine = parts.find(feed.id.value());
        return mine == parts.end() ? 0.0 : draw(feed.target) * mine->second;
    }
    double draw(EntityId id)
    {
        if (const auto load = m_loads.find(id); load != m_loads.end())
            return load->second;
        if (!isPart(id) || !isLive(id))
            return 0.0;
        const PartFigures figures = figuresOf(id);
        const double out = output(id);
        if (isStandby(id) && out == 0.0)
            return 0.0;
        const EfficiencyPoint<double> points[4] = {{0.25, figures.efficiency[0]},
                                                   {0.5, figures.efficiency[1]},
                                                   {0.75, figures.efficiency[2]},
                                                   {1.0, figures.efficiency[3]}};
        return inputPower(std::span<const EfficiencyPoint<double>>(points), out,
                          figures.ratedPower.si());
    }

private:
    const PowerPart* row(EntityId id) const
    {
        return m_project.blueprint().find(Id<PowerPart>(id));
    }
    bool isPart(EntityId id) const { return row(id) != nullptr; }
    PartFigures figuresOf(EntityId id) const
    {
        return m_project.parts.find(row(id)->part)->figures;
    }
    bool isStandby(EntityId id)
    {
        if (m_feedsTo[id].empty())
            return m_project.parts.find(row(id)->part)->kind == PartKind::Generator;
        for (const Feed* feed : m_feedsTo[id])
            if (!isStandby(feed->source.value()))
                return false;
        return true;
    }
    /// Share of each live feed of a target by feed id; empty: dark.
    std::map<EntityId, double> shares(EntityId target)
    {
        std::vector<const Feed*> live;
        std::vector<const Feed*> main;
        bool isRated = true;
        for (const Feed* feed : m_feedsTo[target]) {
            isRated = isRated && feed->breaker > 0.0;
            if (lost.contains(feed->id.value()) || !isLive(feed->source.value()))
                continue;
            live.push_back(feed);
            if (!isStandby(feed->source.value()))
                main.push_back(feed);
        }
        const PowerPart* part = row(target);
        std::map<EntityId, double> result;
        if (part && part->policy == InputPolicy::Transfer) {
            const Feed* first = nullptr;
            for (const Feed* feed : live)
                if (!first || feed->order < first->order)
                    first = feed;
            if (first)
                result[first->id.value()] = 1.0;
            return result;
        }
        const std::size_t needed = part ? static_cast<std::size_t>(part->inputsNeeded) : 1;
        const auto& taken = main.size() >= needed ? main : live;
        if (live.size() < needed)
            return result;
        double total = 0.0;
        for (const Feed* feed : taken)
            total += isRated ? feed->breaker : 1.0;
        for (const Feed* feed : taken)
            result[feed->id.value()] = (isRated ? feed->breaker : 1.0) / total;
        return result;
    }

    const Project& m_project;
    std::map<EntityId, double> m_loads;
    std::map<EntityId, std::vector<const Feed*>> m_feedsTo, m_feedsFrom;
    std::map<EntityId, bool> m_live;
    std::map<EntityId, double> m_output;
};

} // namespace millwright::test

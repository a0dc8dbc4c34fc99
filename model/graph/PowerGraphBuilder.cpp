#include "model/graph/PowerGraphBuilder.h"
#include "model/graph/ElectricalFormulas.h"
#include "model/graph/IdIndex.h"
#include "model/graph/PowerGraph.h"
#include <algorithm>
#include <bit>
#include <numbers>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace millwright
{
namespace
{

/// Nominal line-to-neutral voltage of a three-phase system: the rounded pairs of IEC 60038 table 1
/// (230/400, 240/415, 277/480, 347/600 V), else V_LL / sqrt(3).
double nominalPhaseVoltage(double lineVoltage)
{
    constexpr double pairs[][2] = {{400, 230}, {415, 240}, {480, 277}, {600, 347}};
    for (const auto& [line, phase] : pairs)
        if (lineVoltage == line)
            return phase;
    return lineVoltage / std::numbers::sqrt3;
}

std::vector<EntityId> sortedUnique(std::vector<EntityId> ids)
{
    if (!std::is_sorted(ids.begin(), ids.end()))
        std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
}

} // namespace

/// Fills a PowerGraph from the tables of its key.
class PowerGraphBuilder
{
public:
    explicit PowerGraphBuilder(PowerGraph& graph) : m_graph(graph), m_key(graph.m_key) {}

    bool run(const PowerGraph* last)
    {
        readSites();
        readVertices();
        readFeeds();
        linkVertices();
        foldLoads();
        linkTargets();
        if (last && hasChainOf(*last)) {
            takeChain(*last);
            return true;
        }
        sortTopologically();
        markStatic();
        return false;
    }

private:
    /// True if the parts and the circuits between them are the same.
    bool hasChainOf(const PowerGraph& last) const
    {
        return m_key.isSameExceptFeeds(last.m_key) &&
               std::equal(m_graph.m_vertexInputs.begin(), m_graph.m_vertexInputs.end(),
                          last.m_vertexInputs.begin(), last.m_vertexInputs.end(),
                          [](const PowerInput& a, const PowerInput& b) {
                              return a.source == b.source && a.weight == b.weight &&
                                     a.order == b.order; // cycles are not broken yet
                          }) &&
               std::equal(m_graph.m_vertices.begin(), m_graph.m_vertices.end(),
                          last.m_vertices.begin(), last.m_vertices.end(),
                          [](const PowerVertex& a, const PowerVertex& b) {
                              return a.inputCount == b.inputCount;
                          });
    }

    /// What sorting and marking found for the same chain.
    void takeChain(const PowerGraph& last)
    {
        m_graph.m_order = last.m_order;
        m_graph.m_cycles = last.m_cycles;
        m_graph.m_vertexInputs = last.m_vertexInputs;
        for (std::size_t v = 0; v < last.m_vertices.size(); ++v) {
            const PowerVertex& known = last.m_vertices[v];
            PowerVertex& vertex = m_graph.m_vertices[v];
            vertex.isSource = known.isSource;
            vertex.isFed = known.isFed;
            vertex.isStandby = known.isStandby;
            vertex.hasUps = known.hasUps;
            vertex.hasGenerator = known.hasGenerator;
        }
    }

    struct FeedRow {
        std::uint32_t source = PowerGraph::none;
        std::uint32_t target = PowerGraph::none; ///< vertex or load
        double capacity = 0.0;
        std::int32_t order = 0;
        std::uint32_t feed = 0;
    };

    void readSites()
    {
        for (const Hall& hall : m_key.halls) {
            const Floor* floor = m_key.floors.find(hall.floor);
            const Building* building = floor ? m_key.buildings.find(floor->building) : nullptr;
            const Site* site = building ? m_key.sites.find(building->site) : nullptr;
            if (site)
                m_codes[hall.id] = site->code;
        }
        if (!m_key.sites.isEmpty())
            m_code = m_key.sites.begin()->code; // of what stands in no hall
    }

    ElectricalCode codeOf(Id<Hall> hall) const
    {
        const auto found = m_codes.find(hall);
        return found == m_codes.end() ? m_code : found->second;
    }

    void readVertices()
    {
        std::unordered_map<Symbol, const Part*> parts;
        std::vector<EntityId> ids;
        for (const PowerPart& row : m_key.powerParts) {
            const auto [known, isNew] = parts.try_emplace(row.part, nullptr);
            if (isNew)
                known->second = m_key.parts.find(row.part);
            m_graph.m_vertices.push_back(vertexFor(row, known->second));
            m_vertexCodes.push_back(codeOf(row.at.hall));
            ids.push_back(row.id.value());
        }
        m_vertexIndex.assign(std::move(ids));
    }

    PowerVertex vertexFor(const PowerPart& row, const Part* part) const
    {
        PowerVertex v;
        v.part = row.id;
        v.policy = row.policy;
        v.inputsNeeded = std::max(1, row.inputsNeeded);
        v.hall = row.at.hall;
        if (part) {
            const PartFigures& f = part->figures;
            v.kind = part->kind;
            for (std::size_t i = 0; i < v.efficiency.size(); ++i)
                v.efficiency[i].efficiency = f.efficiency[i];
            v.isLossless = std::all_of(std::begin(f.efficiency), std::end(f.efficiency),
                                       [](double efficiency) { return efficiency == 1.0; });
            const int modules = row.modules > 0 ? row.modules : f.powerModules;
            const double perModule = f.ratedPower.si() / f.powerModules;
            v.rating = perModule * modules;
            v.installed = v.rating;
            v.capacity = perModule * std::max(0, modules - std::max(0, row.redundantModules));
        }
        const double contract = row.ratingOverride.si();
        if (contract > 0.0) {
            v.installed = v.installed > 0.0 ? std::min(v.installed, contract) : contract;
            v.capacity = v.capacity > 0.0 ? std::min(v.capacity, contract) : contract;
        }
        return v;
    }

    double capacityOf(const Feed& feed, std::uint32_t source) const
    {
        if (!(feed.breaker > 0.0) || !(feed.voltage > 0.0))
            return 0.0;
        const bool isNec =
            (source == PowerGraph::none ? m_code : m_vertexCodes[source]) == ElectricalCode::Nec;
        const double factor = isNec ? m_key.necContinuous : m_key.iecContinuous;
        BranchCircuit<double> circuit{feed.voltage, feed.breaker, PhaseSystem::SinglePhase, factor};
        if (feed.phases >= 3) {
            // Outside NEC a three-phase circuit is rated as 3 x V_LN x I with the nominal V_LN.
            circuit.system =
                isNec ? PhaseSystem::ThreePhaseLineToLine : PhaseSystem::ThreePhaseLineToNeutral;
            circuit.voltage = isNec ? feed.voltage : nominalPhaseVoltage(feed.voltage);
        }
        return circuitCapacity(circuit);
    }

    void readFeeds()
    {
        std::vector<EntityId> targets;
        std::vector<EntityId> loads;
        targets.reserve(m_key.feeds.size());
        loads.reserve(m_key.feeds.size());
        m_rows.reserve(m_key.feeds.size());
        m_graph.m_feeds.reserve(m_key.feeds.size());
        for (const Feed& feed : m_key.feeds) {
            FeedRow row;
            row.feed = static_cast<std::uint32_t>(m_rows.size());
            row.source = m_vertexIndex.find(feed.source.value());
            row.target = m_vertexIndex.find(feed.target);
            row.capacity = capacityOf(feed, row.source);
            row.order = feed.order;
            FeedPlace place;
            place.feed = feed.id;
            place.capacity = row.capacity;
            if (row.source != PowerGraph::none && feed.target != 0) {
                const bool isVertex = row.target != PowerGraph::none;
                place.kind = isVertex ? FeedPlace::Kind::ToVertex : FeedPlace::Kind::ToLoad;
                if (!isVertex)
                    loads.push_back(feed.target);
            }
            targets.push_back(feed.target);
            m_rows.push_back(row);
            m_graph.m_feeds.push_back(place);
        }
        loads = sortedUnique(std::move(loads));
        m_graph.m_loads.resize(loads.size());
        for (std::size_t i = 0; i < loads.size(); ++i)
            m_graph.m_loads[i].id = loads[i];
        IdIndex index;
        index.assign(std::move(loads));
        for (FeedRow& row : m_rows) {
            FeedPlace& place = m_graph.m_feeds[row.feed];
            if (place.kind == FeedPlace::Kind::ToLoad)
                row.target = index.find(targets[row.feed]);
            place.target = row.target;
        }
    }

    /// Row numbers of the feeds of one kind sorted by target: `first[t]` to `first[t + 1]`.
    std::vector<std::uint32_t> sortedByTarget(FeedPlace::Kind kind, std::size_t targets,
                                              std::vector<std::uint32_t>& first) const
    {
        first.assign(targets + 1, 0);
        for (const FeedRow& row : m_rows)
            if (m_graph.m_feeds[row.feed].kind == kind)
                ++first[row.target + 1];
        for (std::size_t t = 0; t < targets; ++t)
            first[t + 1] += first[t];
        std::vector<std::uint32_t> sorted(first.back());
        std::vector<std::uint32_t> next(first.begin(), first.end() - 1);
        for (const FeedRow& row : m_rows)
            if (m_graph.m_feeds[row.feed].kind == kind)
                sorted[next[row.target]++] = row.feed;
        return sorted;
    }

    /// Weight of a target's feeds: their ratings, unless one has none.
    bool hasRatings(std::span<const std::uint32_t> rows) const
    {
        return std::all_of(rows.begin(), rows.end(),
                           [&](std::uint32_t r) { return m_rows[r].capacity > 0.0; });
    }

    void linkVertices()
    {
        std::vector<std::uint32_t> first;
        const auto sorted =
            sortedByTarget(FeedPlace::Kind::ToVertex, m_graph.m_vertices.size(), first);
        for (std::uint32_t v = 0; v < m_graph.m_vertices.size(); ++v) {
            PowerVertex& vertex = m_graph.m_vertices[v];
            vertex.firstInput = static_cast<std::uint32_t>(m_graph.m_vertexInputs.size());
            vertex.inputCount = first[v + 1] - first[v];
            const std::span rows(sorted.data() + first[v], vertex.inputCount);
            const bool isRated = hasRatings(rows);
            for (const std::uint32_t r : rows) {
                m_graph.m_feeds[r].input =
                    static_cast<std::uint32_t>(m_graph.m_vertexInputs.size());
                m_graph.m_vertexInputs.push_back(
                    {m_rows[r].source, isRated ? m_rows[r].capacity : 1.0, m_rows[r].order, false});
            }
        }
    }

    void foldLoads()
    {
        std::vector<std::uint32_t> first;
        auto sorted = sortedByTarget(FeedPlace::Kind::ToLoad, m_graph.m_loads.size(), first);
        m_slots.assign(std::bit_ceil(2 * m_graph.m_loads.size() + 16), PowerGraph::none);
        std::vector<PowerInput> inputs;
        for (std::uint32_t l = 0; l < m_graph.m_loads.size(); ++l) {
            const std::span rows(sorted.data() + first[l], first[l + 1] - first[l]);
            const bool isRated = hasRatings(rows);
            std::sort(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) {
                const FeedRow& x = m_rows[a];
                const FeedRow& y = m_rows[b];
                return std::tie(x.source, x.capacity, a) < std::tie(y.source, y.capacity, b);
            });
            inputs.clear();
            for (const std::uint32_t r : rows)
                inputs.push_back({m_rows[r].source, isRated ? m_rows[r].capacity : 1.0, 0, false});
            FedLoad& load = m_graph.m_loads[l];
            load.group = groupFor(inputs);
            load.feeds = static_cast<std::uint32_t>(rows.size());
            for (std::size_t i = 0; i < rows.size(); ++i)
                m_graph.m_feeds[rows[i]].input =
                    m_graph.m_groups[load.group].firstInput + static_cast<std::uint32_t>(i);
        }
    }

    std::uint32_t groupFor(std::span<const PowerInput> inputs)
    {
        std::uint64_t hash = 1469598103934665603ull; // FNV-1a over sources and weights
        for (const PowerInput& input : inputs) {
            hash = (hash ^ input.source) * 1099511628211ull;
            hash = (hash ^ std::bit_cast<std::uint64_t>(input.weight)) * 1099511628211ull;
        }
        hash ^= hash >> 32; // the weights' low bits are mostly zero
        for (std::size_t slot = hash & (m_slots.size() - 1);;
             slot = (slot + 1) & (m_slots.size() - 1)) {
            if (m_slots[slot] == PowerGraph::none) {
                m_slots[slot] = static_cast<std::uint32_t>(m_graph.m_groups.size());
                m_graph.m_groups.push_back(
                    {static_cast<std::uint32_t>(m_graph.m_groupInputs.size()),
                     static_cast<std::uint32_t>(inputs.size())});
                m_graph.m_groupInputs.insert(m_graph.m_groupInputs.end(), inputs.begin(),
                                             inputs.end());
                return m_slots[slot];
            }
            const auto known = m_graph.inputsOf(m_graph.m_groups[m_slots[slot]]);
            if (std::equal(known.begin(), known.end(), inputs.begin(), inputs.end()))
                return m_slots[slot];
        }
    }

    void linkTargets()
    {
        auto& vertices = m_graph.m_vertices;
        for (const PowerInput& input : m_graph.m_vertexInputs)
            ++vertices[input.source].targetCount;
        for (const PowerInput& input : m_graph.m_groupInputs)
            ++vertices[input.source].groupCount;
        std::uint32_t targets = 0;
        std::uint32_t groups = 0;
        for (PowerVertex& vertex : vertices) {
            vertex.firstTarget = targets;
            vertex.firstGroup = groups;
            targets += std::exchange(vertex.targetCount, 0);
            groups += std::exchange(vertex.groupCount, 0);
        }
        m_graph.m_vertexTargets.resize(targets);
        m_graph.m_vertexGroups.resize(groups);
        for (std::uint32_t v = 0; v < vertices.size(); ++v)
            for (std::uint32_t i = 0; i < vertices[v].inputCount; ++i) {
                const std::uint32_t input = vertices[v].firstInput + i;
                PowerVertex& source = vertices[m_graph.m_vertexInputs[input].source];
                m_graph.m_vertexTargets[source.firstTarget + source.targetCount++] = {v, input};
            }
        for (std::uint32_t g = 0; g < m_graph.m_groups.size(); ++g)
            for (const PowerInput& input : m_graph.inputsOf(m_graph.m_groups[g])) {
                PowerVertex& source = vertices[input.source];
                m_graph.m_vertexGroups[source.firstGroup + source.groupCount++] = g;
            }
    }

    /// Depth-first over the targets; an edge back to an open vertex closes a cycle: it is named and
    /// broken.
    void sortTopologically()
    {
        enum : std::uint8_t { New, Open, Done };
        std::vector<std::uint8_t> state(m_graph.m_vertices.size(), New);
        std::vector<std::pair<std::uint32_t, std::uint32_t>> path; ///< vertex, next target
        std::vector<std::uint32_t> reversed;
        const auto visitFrom = [&](std::uint32_t root) {
            path.push_back({root, 0});
            state[root] = Open;
            while (!path.empty()) {
                auto& [v, next] = path.back();
                const PowerVertex& vertex = m_graph.m_vertices[v];
                if (next == vertex.targetCount) {
                    state[v] = Done;
                    reversed.push_back(v);
                    path.pop_back();
                    continue;
                }
                const auto target = m_graph.m_vertexTargets[vertex.firstTarget + next++];
                if (state[target.vertex] == Open) {
                    m_graph.m_vertexInputs[target.input].isBroken = true;
                    nameCycle(path, target.vertex);
                } else if (state[target.vertex] == New) {
                    state[target.vertex] = Open;
                    path.push_back({target.vertex, 0});
                }
            }
        };
        for (std::uint32_t v = 0; v < state.size(); ++v)
            if (state[v] == New && m_graph.m_vertices[v].inputCount == 0)
                visitFrom(v);
        for (std::uint32_t v = 0; v < state.size(); ++v)
            if (state[v] == New)
                visitFrom(v);
        m_graph.m_order.assign(reversed.rbegin(), reversed.rend());
    }

    void nameCycle(const std::vector<std::pair<std::uint32_t, std::uint32_t>>& path,
                   std::uint32_t begin)
    {
        std::vector<Id<PowerPart>> names;
        const auto first = std::find_if(path.begin(), path.end(),
                                        [&](const auto& entry) { return entry.first == begin; });
        for (auto at = first; at != path.end(); ++at)
            names.push_back(m_graph.m_vertices[at->first].part);
        m_graph.m_cycles.push_back(std::move(names));
    }

    /// What does not depend on loads: what feeds a vertex from afar.
    void markStatic()
    {
        for (const std::uint32_t v : m_graph.m_order) {
            PowerVertex& vertex = m_graph.m_vertices[v];
            const bool isGenerator =
                vertex.kind == PartKind::Generator || vertex.kind == PartKind::Bess;
            vertex.isSource = vertex.inputCount == 0;
            vertex.isStandby = vertex.isSource ? isGenerator : true;
            vertex.isFed = vertex.isSource && (isGenerator || vertex.kind == PartKind::UtilityFeed);
            vertex.hasUps = vertex.kind == PartKind::Ups;
            vertex.hasGenerator = vertex.kind == PartKind::Generator;
            bool hasInput = false;
            for (const PowerInput& input : m_graph.inputsOf(vertex)) {
                if (input.isBroken)
                    continue;
                const PowerVertex& source = m_graph.m_vertices[input.source];
                hasInput = true;
                vertex.isStandby = vertex.isStandby && source.isStandby;
                vertex.isFed = vertex.isFed || source.isFed;
                vertex.hasUps = vertex.hasUps || source.hasUps;
                vertex.hasGenerator = vertex.hasGenerator || source.hasGenerator;
            }
            vertex.isStandby = vertex.isStandby && (vertex.isSource || hasInput);
        }
    }

    PowerGraph& m_graph;
    const PowerGraphKey& m_key;
    std::unordered_map<Id<Hall>, ElectricalCode> m_codes;
    ElectricalCode m_code = ElectricalCode::Iec;
    std::vector<ElectricalCode> m_vertexCodes;
    std::vector<FeedRow> m_rows;
    IdIndex m_vertexIndex;
    std::vector<std::uint32_t> m_slots;
};

bool fillPowerGraph(PowerGraph& graph, const PowerGraph* last)
{
    return PowerGraphBuilder(graph).run(last);
}

} // namespace millwright

#include "model/graph/PowerGraph.h"
#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/dominator_tree.hpp>

namespace millwright
{

PowerGraphKey::PowerGraphKey(const Blueprint& blueprint, const PartLibrary& library,
                             const ParameterValues& parameters)
    : feeds(blueprint.table<Feed>()), powerParts(blueprint.table<PowerPart>()),
      halls(blueprint.table<Hall>()), floors(blueprint.table<Floor>()),
      buildings(blueprint.table<Building>()), sites(blueprint.table<Site>()), parts(library),
      necContinuous(parameters[Parameter::NecContinuous]),
      iecContinuous(parameters[Parameter::IecContinuous])
{
}

bool PowerGraphKey::isSameAs(const PowerGraphKey& other) const
{
    return feeds.isSameAs(other.feeds) && isSameExceptFeeds(other);
}

bool PowerGraphKey::isSameExceptFeeds(const PowerGraphKey& other) const
{
    return powerParts.isSameAs(other.powerParts) && halls.isSameAs(other.halls) &&
           floors.isSameAs(other.floors) && buildings.isSameAs(other.buildings) &&
           sites.isSameAs(other.sites) && parts.isSameAs(other.parts) &&
           necContinuous == other.necContinuous && iecContinuous == other.iecContinuous;
}

std::uint32_t PowerGraph::vertexOf(Id<PowerPart> part) const
{
    const auto place = std::lower_bound(
        m_vertices.begin(), m_vertices.end(), part,
        [](const PowerVertex& vertex, Id<PowerPart> id) { return vertex.part < id; });
    return place != m_vertices.end() && place->part == part
               ? static_cast<std::uint32_t>(place - m_vertices.begin())
               : none;
}

const FedLoad* PowerGraph::loadOf(EntityId id) const
{
    const auto place =
        std::lower_bound(m_loads.begin(), m_loads.end(), id,
                         [](const FedLoad& load, EntityId key) { return load.id < key; });
    return place != m_loads.end() && place->id == id ? &*place : nullptr;
}

namespace
{

/// Depth of each vertex in the dominator tree; the root has none of its own and counts as -1.
std::vector<int> dominatorDepths(const std::vector<std::uint32_t>& dominator, std::uint32_t root)
{
    constexpr int unknown = -2;
    std::vector<int> depth(dominator.size(), unknown);
    std::vector<std::uint32_t> path;
    for (std::uint32_t v = 0; v < dominator.size(); ++v) {
        std::uint32_t at = v;
        while (at < root && depth[at] == unknown) {
            path.push_back(at);
            at = dominator[at];
        }
        int above = at < root ? depth[at] : -1;
        while (!path.empty()) {
            depth[path.back()] = ++above;
            path.pop_back();
        }
    }
    return depth;
}

} // namespace

void PowerGraph::findDominators()
{
    using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS>;
    const auto root = static_cast<std::uint32_t>(m_vertices.size());
    Graph graph(m_vertices.size() + 1);
    for (std::uint32_t v = 0; v < root; ++v) {
        if (m_vertices[v].isSource)
            boost::add_edge(root, v, graph);
        for (const PowerInput& input : inputsOf(m_vertices[v]))
            boost::add_edge(input.source, v, graph);
    }
    const auto nothing = boost::graph_traits<Graph>::null_vertex();
    std::vector<std::size_t> tree(m_vertices.size() + 1, nothing);
    boost::lengauer_tarjan_dominator_tree(
        graph, static_cast<std::size_t>(root),
        boost::make_iterator_property_map(tree.begin(), boost::get(boost::vertex_index, graph)));
    // A vertex that no source reaches hangs on the root: it is unfed, not badly shared.
    m_dominator.assign(m_vertices.size(), root);
    for (std::uint32_t v = 0; v < root; ++v)
        if (tree[v] != nothing)
            m_dominator[v] = static_cast<std::uint32_t>(tree[v]);
    m_dominatorDepth = dominatorDepths(m_dominator, root);
}

void PowerGraph::findCommonPoints()
{
    const auto root = static_cast<std::uint32_t>(m_vertices.size());
    m_commonPoint.assign(m_groups.size(), none);
    for (std::size_t g = 0; g < m_groups.size(); ++g) {
        std::uint32_t common = none;
        for (const PowerInput& input : inputsOf(m_groups[g])) {
            std::uint32_t other = input.source;
            if (common == none) {
                common = other;
                continue;
            }
            while (common != other && common != root && other != root) {
                std::uint32_t& deeper =
                    m_dominatorDepth[common] >= m_dominatorDepth[other] ? common : other;
                deeper = m_dominator[deeper];
            }
            common = common == other ? common : root;
        }
        m_commonPoint[g] = common == root ? none : common;
    }
}

} // namespace millwright

#include "model/analysis/PowerFlow.h"
#include "model/analysis/FacilityFormulas.h"
#include <algorithm>
#include <cmath>

namespace millwright
{
namespace
{

/// A change below this share of a load is rounding.
constexpr double negligible = 1e-9;

} // namespace

double vertexInput(const PowerVertex& vertex, double output)
{
    if (vertex.isLossless)
        return output;
    if (vertex.isStandby && output <= 0.0)
        return 0.0;
    return chainInput(std::span<const EfficiencyPoint<double>>(vertex.efficiency), output,
                      vertex.rating);
}

PowerFlow::PowerFlow(const PowerGraph& graph)
    : groupLoad(graph.groups().size()), m_graph(graph), m_output(graph.vertices().size()),
      m_input(graph.vertices().size())
{
}

void PowerFlow::rollUp()
{
    std::fill(m_output.begin(), m_output.end(), 0.0);
    const auto& groups = m_graph.groups();
    const auto& groupShares = m_graph.groupShares();
    for (std::size_t g = 0; g < groups.size(); ++g) {
        const auto inputs = m_graph.inputsOf(groups[g]);
        for (std::size_t i = 0; i < inputs.size(); ++i)
            m_output[inputs[i].source] += groupLoad[g] * groupShares[groups[g].firstInput + i];
    }
    const auto& shares = m_graph.vertexShares();
    const auto& order = m_graph.order();
    for (auto at = order.rbegin(); at != order.rend(); ++at) {
        const PowerVertex& vertex = m_graph.vertices()[*at];
        m_input[*at] = m_graph.isLive(*at) ? vertexInput(vertex, m_output[*at]) : 0.0;
        const auto inputs = m_graph.inputsOf(vertex);
        for (std::size_t i = 0; i < inputs.size(); ++i)
            m_output[inputs[i].source] += m_input[*at] * shares[vertex.firstInput + i];
    }
}

PowerFlow::Failover PowerFlow::failover() const
{
    const LossPlan& plan = m_graph.lossPlan();
    const auto& groups = m_graph.groups();
    const auto& vertices = m_graph.vertices();
    Failover result;
    result.worst = m_output;
    result.worstLoss.assign(vertices.size(), PowerGraph::none);
    result.inputWorst.resize(m_graph.vertexInputs().size());
    for (std::size_t v = 0; v < vertices.size(); ++v)
        for (std::uint32_t i = 0; i < vertices[v].inputCount; ++i)
            result.inputWorst[vertices[v].firstInput + i] =
                m_input[v] * m_graph.vertexShares()[vertices[v].firstInput + i];
    result.vectors.first.reserve(vertices.size() + 1);
    result.vectors.node.reserve(plan.steps.size());
    result.vectors.output.reserve(plan.steps.size());

    std::vector<double> delta(vertices.size());
    for (std::uint32_t lost = 0; lost < vertices.size(); ++lost) {
        result.vectors.first.push_back(static_cast<std::uint32_t>(result.vectors.node.size()));
        for (std::uint32_t c = plan.firstGroup[lost]; c < plan.firstGroup[lost + 1]; ++c) {
            const LossPlan::GroupChange& change = plan.groups[c];
            const LoadGroup& group = groups[change.group];
            const double* before = m_graph.groupShares().data() + group.firstInput;
            const double* after = plan.shares.data() + change.firstShare;
            const auto inputs = m_graph.inputsOf(group);
            for (std::size_t i = 0; i < inputs.size(); ++i)
                delta[inputs[i].source] += groupLoad[change.group] * (after[i] - before[i]);
        }
        for (std::uint32_t s = plan.firstStep[lost]; s < plan.firstStep[lost + 1]; ++s) {
            const LossPlan::Step& step = plan.steps[s];
            const double change = std::exchange(delta[step.vertex], 0.0);
            const bool isUnchanged = step.firstShare == LossPlan::unchanged;
            if (isUnchanged && !step.isDead && change == 0.0)
                continue;
            const PowerVertex& vertex = vertices[step.vertex];
            const double base = m_output[step.vertex];
            const double output = step.isDead ? 0.0 : std::max(0.0, base + change);
            const double input = step.isDead ? 0.0 : vertexInput(vertex, output);
            const double* before = m_graph.vertexShares().data() + vertex.firstInput;
            const double* after = isUnchanged ? before : plan.shares.data() + step.firstShare;
            const auto inputs = m_graph.inputsOf(vertex);
            for (std::size_t i = 0; i < inputs.size(); ++i) {
                const double flow = input * after[i];
                delta[inputs[i].source] += flow - m_input[step.vertex] * before[i];
                double& worst = result.inputWorst[vertex.firstInput + i];
                worst = std::max(worst, flow);
            }
            if (step.vertex == lost || std::abs(output - base) <= negligible * base)
                continue;
            result.vectors.node.push_back(step.vertex);
            result.vectors.output.push_back(output);
            if (output > result.worst[step.vertex]) {
                result.worst[step.vertex] = output;
                result.worstLoss[step.vertex] = lost;
            }
        }
    }
    result.vectors.first.push_back(static_cast<std::uint32_t>(result.vectors.node.size()));
    return result;
}

} // namespace millwright

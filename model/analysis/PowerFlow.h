#pragma once
#include "model/analysis/PowerResult.h"
#include "model/graph/PowerGraph.h"
#include <vector>

namespace millwright
{

/// W that a vertex takes to give `output` W; nothing while a generator or battery stands by.
double vertexInput(const PowerVertex& vertex, double output);

/// The flow of power through a chain for given loads: one pass from the loads to the sources, and
/// from it by differences the flow after each single loss.
class PowerFlow
{
public:
    explicit PowerFlow(const PowerGraph& graph);

    std::vector<double> groupLoad; ///< W of each load group; set before rollUp()

    void rollUp();
    const std::vector<double>& output() const { return m_output; } ///< W per vertex
    const std::vector<double>& input() const { return m_input; }

    /// Flow after the loss of each vertex in turn.
    struct Failover {
        FailoverVectors vectors;
        std::vector<double> worst;            ///< W at each vertex
        std::vector<std::uint32_t> worstLoss; ///< PowerGraph::none where no loss raises it
        std::vector<double> inputWorst;       ///< W through each vertex input
    };
    Failover failover() const;

private:
    const PowerGraph& m_graph;
    std::vector<double> m_output, m_input;
};

} // namespace millwright

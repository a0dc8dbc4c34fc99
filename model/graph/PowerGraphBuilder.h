#pragma once

namespace millwright
{

class PowerGraph;

/// First step of PowerGraph::build(): vertices, inputs, folded loads, topological order and static
/// marks. Returns true if the chain between the parts is that of `last` (may be null).
bool fillPowerGraph(PowerGraph& graph, const PowerGraph* last);

/// Second step: shares in normal operation and after the loss of each part, for a filled graph.
/// `last` is null or a graph with the same chain between the parts.
void planPowerLosses(PowerGraph& graph, const PowerGraph* last);

} // namespace millwright

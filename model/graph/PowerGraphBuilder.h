#pragma once

namespace millwright
{

class PowerGraph;

/// First step of PowerGraph::build(): vertices, inputs, folded loads, topological order and static
/// marks.
void fillPowerGraph(PowerGraph& graph);

/// Second step: shares in normal operation and after the loss of each part, for a filled graph.
void planPowerLosses(PowerGraph& graph);

} // namespace millwright

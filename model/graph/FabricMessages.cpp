#include "model/graph/FabricCounts.h"

namespace millwright
{

void registerFabricMessages()
{
    registerMessagePatterns({
        {"fabric.endpoints", "A fabric has {1} to {2} endpoint ports, not {0}."},
        {"fabric.radix", "A switch has {1} to {2} ports, not {0}."},
        {"fabric.planes", "A fabric has {1} to {2} planes, not {0}."},
        {"fabric.rails", "A fabric has {1} to {2} rails, not {0}."},
        {"fabric.nodes", "A fabric with these endpoints joins {1} to {2} nodes, not {0}."},
        {"fabric.ports-per-node", "A node has {1} to {2} ports in one fabric, not {0}."},
        {"fabric.manager-ports", "Fabric managers take {1} to {2} ports, not {0}."},
        {"fabric.unit-nodes", "A scalable unit has {1} to {2} nodes, not {0}."},
        {"fabric.ports-per-cable", "A cable carries {1} to {2} ports, not {0}."},
        {"fabric.oversubscription", "Oversubscription lies between {1} and {2}, not at {0}."},
        {"fabric.too-large",
         "{0} endpoint ports are more than the {1} that such a fabric can join."},
        {"fabric.shape", "No torus of this shape has exactly {0} nodes."},
        {"fabric.direct-ports",
         "{0} ports are too few to join each of {1} nodes with every other."},
        {"fabric.topology", "This kind of fabric cannot be counted."},
    });
}

} // namespace millwright

#include "model/assist/Assist.h"

namespace millwright
{

void registerAssistMessages()
{
    registerMessagePatterns({
        {"assist.wire-fabric.done",
         "{0}: {1} leaf, {2} spine and {3} core switches placed in {4} racks."},
        {"assist.wire-fabric.partly",
         "{0}: {1} leaf, {2} spine and {3} core switches placed in {4} racks. {5} found no place; "
         "{6} more racks would hold them."},
        {"assist.wire-fabric.nothing", "{0} has every switch that it needs."},
        {"assist.no-fabric", "The fabric is not there."},
        {"assist.no-switch-part", "{0} names no switch that the catalog knows."},
        {"assist.uncountable",
         "{0} cannot be counted: it needs endpoints and a switch with ports."},
        {"assist.no-room", "{0}: no rack has room for {1} switches. Place {2} racks near the "
                           "middle of the rows first."},
        {"assist.connect-power.done", "{0} circuits added to {1} racks and cooling parts."},
        {"assist.connect-power.partly", "{0} circuits added to {1} racks and cooling parts. {2} "
                                        "found no panel with capacity left."},
        {"assist.no-panels", "There is no panel, PDU or busway with a side A or B to feed from."},
        {"assist.connect-cooling.done",
         "{0} cooling parts and {1} racks connected; {2} loops added."},
        {"assist.connect-cooling.nothing",
         "Every cooling part and liquid-cooled rack has its loop."},
        {"assist.no-rack", "The rack is not there."},
        {"assist.row-full", "There is no room beside {0}."},
        {"assist.fill-row.done", "{0} copies of {1} placed."},
        {"assist.renumber.done", "{0} racks in {1} rows numbered."},
        {"workload.not-found", "The workload is not there."},
        {"workload.no-target",
         "A serving workload takes tokens/s as its target, a training one days, generic work samples/s."},
        {"workload.no-own-target",
         "{0} states no target: give its load as requests, users or tokens a day, a training run a deadline, "
         "generic work its samples per second."},
        {"assist.right-size.pool-empty", "{0} has no accelerators that could be more or fewer."},
        {"assist.right-size.no-room",
         "{0} accelerators are missing, {1} more racks as the pool has them: its rows have room for {2} of all that are needed."},
        {"assist.right-size.fits", "{0} has the {1} accelerators that it needs, no more and no fewer."},
        {"assist.right-size.grown", "{0}: {1} accelerators instead of {2}; {3} systems in {4} racks more"},
        {"assist.right-size.shrunk", "{0}: {1} accelerators instead of {2}; {3} systems and {4} racks fewer"},
        {"assist.right-size.shares", "{0}: {1} accelerators instead of {2}; the pool stays as it is"},
        {"fix.unknown-action", "This fix is not known: {0}."},
        {"fix.bad-argument", "The fix names {0} wrongly."},
        {"fix.no-part", "The part {0} is not in the catalog."},
        {"fix.no-place", "There is no free place beside {0}."},
    });
}

} // namespace millwright

#include "views/ViewMessages.h"
#include "model/base/Message.h"

namespace millwright
{

void registerViewMessages()
{
    registerMessagePatterns({
        {"view.fill-row", "Fill row"},
        {"view.connect-power", "Connect power"},
        {"view.connect-cooling", "Connect cooling"},
        {"view.wire-fabric", "Wire fabric"},
        {"view.renumber", "Renumber racks"},
        {"view.no-fabric", "The design has no fabric to wire."},
        {"view.fabrics-wired", "{0} fabrics have the switches that they need."},
        {"view.no-rack-selected", "Select the rack that takes {0}, then place it."},
        {"view.not-placed", "{0} comes inside other parts and is not placed on its own."},
        {"view.no-part", "The catalog has no part {0}."},
        {"view.not-read", "{0} cannot be read."},
        {"view.not-imported", "{0}: {1}"},
        {"view.written", "{0} is written."},
        {"view.not-written", "{0} cannot be written."},
        {"view.add-to-bill", "Add {0} to the bill"},
        {"view.added-to-bill", "{0} is on the bill."},
    });
}

} // namespace millwright

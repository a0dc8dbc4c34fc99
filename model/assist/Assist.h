#pragma once
#include "model/base/Result.h"
#include "model/edit/Draft.h"
#include "model/parts/PartSource.h"
#include <span>

namespace millwright
{

// Helpers that save hours. Each works on one draft, so it is one undo step, and answers with a
// summary of what it did (ids "assist.*" with counts).

/// Gives the fabric the switches that its intent needs: first roles to switches that have none,
/// then new ones into racks with free units, network racks first, then empty ones, then others
/// without accelerators, nearest to the middle of the endpoints. Switches without a place are
/// counted in the summary with the racks they need. `parts` is asked for the switch when the design
/// does not hold it; may be null. Errors: "assist.no-fabric", "assist.no-switch-part",
/// "assist.uncountable", "assist.no-room".
Result<Message> wireFabric(Draft& draft, Id<Fabric> fabric, const PartSource* parts);

/// Gives every rack and cooling part that draws power a circuit from each side of the chain that it
/// has none from: from the nearest panel, PDU or busway (cooling parts: switchboard) of that side
/// with capacity left for all it carries after failover. The breaker is the smallest of the code's
/// standard sizes that holds the whole load. Error "assist.no-panels".
Result<Message> connectPower(Draft& draft);

/// Links what takes and gives heat: CDUs without a loop serve a technology loop and reject to a
/// facility loop, chillers, dry coolers, towers and pumps serve one, air units and rear doors
/// reject to the coldest one; racks with liquid-cooled parts go to the technology loop with
/// capacity left. Missing loops are added. Always succeeds.
Result<Message> connectCooling(Draft& draft);

/// Copies a rack with all that is in and on it along its row, to the right of someone who stands
/// before its front, until `count` copies stand or one does not fit (0: as many as fit). Error
/// "assist.no-rack", "assist.row-full".
Result<Message> fillRow(Draft& draft, Id<Rack> rack, int count);

/// The same to either side, as seen by that person: up to `count` copies as long as they fit. Returns how many stand.
enum class RowSide : std::uint8_t { Right, Left };
int extendRow(Draft& draft, Id<Rack> rack, RowSide side, int count);

/// Labels racks by row and place: A01, A02 ... from the top row down and from left to right. Empty
/// `racks`: all racks.
Result<Message> renumber(Draft& draft, std::span<const Id<Rack>> racks);

/// Makes the patterns of the summaries and errors known; call once at start.
void registerAssistMessages();

} // namespace millwright

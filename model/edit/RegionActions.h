#pragma once
#include "model/base/Result.h"
#include "model/edit/Draft.h"
#include "model/parts/Region.h"

namespace millwright
{

/// True if applyRegion() takes this figure into the design; the others are for people.
bool isApplied(RegionKey key);

/// Gives a site what is known of a region: country, electrical code, altitude, design and mean
/// temperatures, energy price (which holds the demand charge, so that demand price becomes 0), grid
/// carbon and the typical year; and the design the assumptions for build and staff cost. Each
/// figure keeps its source, year and confidence (Site::sources). What the region does not know goes
/// back to its default if it came from another region, and stays if somebody typed it. Answers with
/// a summary ("edit.region-applied": name, count, what is unknown; "-whole" where nothing is). Error "region.no-site".
Result<Message> applyRegion(Draft& draft, Id<Site> site, const Region& region);

} // namespace millwright

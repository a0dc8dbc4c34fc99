#pragma once
#include "views/canvas/PlanScene.h"

namespace millwright
{

/// Groups racks and the coolers between them into rows: the same quarter turn, fronts in one line
/// (1 mm) and gaps of at most 20 mm. A rack on its own is a row of one. Runs in O(n log n).
std::vector<PlanRow> findRows(const std::vector<PlanItem>& items);

} // namespace millwright

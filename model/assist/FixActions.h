#pragma once
#include "model/base/Result.h"
#include "model/edit/Draft.h"
#include "model/parts/PartSource.h"
#include "model/rules/Rule.h"

namespace millwright
{

/// Carries out the data of a quick fix as part of one undo step. Actions: "rotate" (ids, degrees),
/// "move" (ids, dx, dy in metres), "place-beside" (id, beside), "set-property" (ids, name, value),
/// "change-part" (ids, part), "connect-feed" (source, target, side), "connect-power",
/// "connect-cooling", "wire-fabric" (fabric), "set-parameter" (key, value), "delete" (ids). `parts`
/// is asked for parts that the design does not hold; may be null. Errors: "fix.unknown-action",
/// "fix.bad-argument", "fix.no-part", "fix.no-place" and those of the action.
Result<void> applyFix(Draft& draft, const Fix& fix, const PartSource* parts);

/// The same for a fix of a finding: where the fix names no ids, the finding's subjects are meant.
Result<void> applyFix(Draft& draft, const Finding& finding, const Fix& fix,
                      const PartSource* parts);

} // namespace millwright

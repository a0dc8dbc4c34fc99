#pragma once
#include "model/base/Result.h"
#include "model/edit/Draft.h"
#include "model/parts/PartDifference.h"
#include "model/parts/PartSource.h"
#include <span>
#include <vector>

namespace millwright
{

/// A part of a design whose copy is not what the catalog holds now.
struct OutdatedPart {
    PartPtr own;     ///< the design's copy
    PartPtr catalog; ///< what stands under the same id
    PartDifference difference;
};

/// The parts of the library that differ from the catalog, by id; parts that it has not are no
/// matter of it.
std::vector<OutdatedPart> outdatedParts(const PartLibrary& library, const PartSource& catalog);

/// Exchanges the copies that the design holds of these parts; all of them or, on an error, none.
/// Parts that the design does not hold are left alone. Returns how many were exchanged. Error
/// "part.unsuitable": the part became of a kind that cannot stand where it is used.
Result<std::size_t> updateParts(Draft& draft, std::span<const PartPtr> parts);

} // namespace millwright

#pragma once
#include "model/base/Result.h"
#include "model/base/Signal.h"
#include "model/parts/PlausibilityFinding.h"
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace millwright
{

/// What stands in the shipped catalog under the id of a part.
struct ShippedPart {
    PartPtr part;         ///< null: the shipped catalog has none of this id
    bool isNewer = false; ///< it changed since the user's own part of this id was last stored
};

/// The parts of the user's own: made, copied, changed and deleted here. Shipped parts are never
/// written; a changed shipped part becomes one of the user's own under the same id and hides the
/// shipped one until it is deleted. Errors: "parts.id-malformed", "parts.id-taken",
/// "parts.missing", "parts.not-own", "parts.store-failed", "parts.store-closed", or the message of the plausibility rule
/// that the part breaks.
class PartStore
{
public:
    virtual ~PartStore() = default;

    /// Adds a part under an id that nobody has yet.
    virtual Result<PartPtr> createPart(Part part) = 0;
    /// Adds a copy of any part as the user's own, revision 1.
    virtual Result<PartPtr> copyPart(std::string_view id, std::string newId,
                                     std::string newName) = 0;
    /// Stores the part under its id; its revision becomes one more than the highest known.
    virtual Result<PartPtr> changePart(Part part) = 0;
    virtual Result<void> deletePart(std::string_view id) = 0;
    /// Adds or replaces many of the user's own parts in one transaction: all of them or none.
    /// Returns how many.
    virtual Result<std::size_t> storeParts(std::vector<Part> parts) = 0;

    /// Everything implausible about a part that is being edited, refusals first; its fields need
    /// not be sorted.
    virtual std::vector<PlausibilityFinding> check(const Part& part) const = 0;
    /// An id made from vendor and name that no part has yet.
    virtual std::string freeId(std::string_view vendor, std::string_view name) const = 0;
    virtual ShippedPart shippedPart(std::string_view id) const = 0;
    /// Why nothing can be stored; nothing if it can.
    virtual std::optional<Error> closedReason() const = 0;

    Signal<> partsChanged; ///< after every successful change
};

} // namespace millwright

#include "model/edit/PartUpdate.h"
#include "model/blueprint/PartUses.h"

namespace millwright
{
namespace
{

/// True if a part of the one kind can stand wherever one of the other does.
bool standAlike(PartKind a, PartKind b)
{
    return goesIntoRack(a) == goesIntoRack(b) && standsOnFloor(a) == standsOnFloor(b) &&
           isPowerChainPart(a) == isPowerChainPart(b) && isCoolingPart(a) == isCoolingPart(b);
}

bool isUsed(const Project& project, std::string_view partId)
{
    for (const Variant& variant : project.variants)
        for (const PartUsage& use : usesOfPart(variant.blueprint, project.parts, partId))
            if (!use.isInside)
                return true;
    return false;
}

} // namespace

std::vector<OutdatedPart> outdatedParts(const PartLibrary& library, const PartSource& catalog)
{
    std::vector<OutdatedPart> outdated;
    for (const auto& [id, own] : library.all()) {
        const PartPtr now = catalog.part(own->id);
        if (!now)
            continue;
        PartDifference difference = differenceOf(*own, *now);
        if (!difference.isEmpty())
            outdated.push_back({own, now, std::move(difference)});
    }
    return outdated;
}

Result<std::size_t> updateParts(Draft& draft, std::span<const PartPtr> parts)
{
    for (const PartPtr& part : parts) {
        const Part* present = draft.project().parts.find(Symbol(part->id));
        if (present && !standAlike(present->kind, part->kind) && isUsed(draft.project(), part->id))
            return fail("part.unsuitable", {part->displayName(), present->displayName()});
    }
    std::size_t count = 0;
    for (const PartPtr& part : parts) {
        const Part* present = draft.project().parts.find(Symbol(part->id));
        if (!present || differenceOf(*present, *part).isEmpty())
            continue;
        draft.replacePart(part);
        ++count;
    }
    return count;
}

} // namespace millwright

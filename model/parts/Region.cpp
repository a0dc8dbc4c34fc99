#include "model/parts/Region.h"
#include <algorithm>
#include <array>

namespace millwright
{
namespace
{

constexpr std::array<RegionKeyInfo, regionKeyCount> rows{{
#define REGION_KEY(name, key, unit, low, high, label)                                              \
    {RegionKey::name, key, unit, low, high, label},
#include "model/parts/RegionKeys.def"
#undef REGION_KEY
}};

} // namespace

const RegionKeyInfo& regionKeyInfo(RegionKey key)
{
    return rows[static_cast<std::size_t>(key)];
}

std::optional<RegionKey> regionKeyFromName(std::string_view name)
{
    const auto found = std::ranges::find(rows, name, &RegionKeyInfo::name);
    return found == rows.end() ? std::nullopt : std::optional(found->key);
}

const RegionFigure* Region::figure(RegionKey key) const
{
    const auto found = std::ranges::find(figures, key, &RegionFigure::key);
    return found == figures.end() ? nullptr : &*found;
}

std::vector<RegionKey> Region::unknown() const
{
    std::vector<RegionKey> keys;
    for (const RegionKeyInfo& row : rows)
        if (!figure(row.key))
            keys.push_back(row.key);
    return keys;
}

} // namespace millwright

#pragma once
#include "model/base/Weather.h"
#include "model/parts/Part.h"
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace millwright
{

/// Every figure that a region can have; the rows are in RegionKeys.def.
enum class RegionKey : std::uint8_t {
#define REGION_KEY(name, key, unit, low, high, label) name,
#include "model/parts/RegionKeys.def"
#undef REGION_KEY
    Count
};
inline constexpr std::size_t regionKeyCount = static_cast<std::size_t>(RegionKey::Count);

/// The row of a key: how it is spelt, its unit and what is plausible.
struct RegionKeyInfo {
    RegionKey key;
    std::string_view name; ///< "gridCarbon"
    std::string_view unit; ///< "kg/kWh"
    double low, high;      ///< plausible, in the unit
    std::string_view label;
};
const RegionKeyInfo& regionKeyInfo(RegionKey key);
std::optional<RegionKey> regionKeyFromName(std::string_view name);

/// One figure of a region with where it comes from, in the unit of its key.
struct RegionFigure {
    RegionKey key{};
    double value = 0.0;
    std::optional<double> low, high; ///< range of the source; nothing = it gives none
    std::string year;                ///< "2024", "1986-2010"
    std::string source;
    Confidence confidence = Confidence::Unverified;
    friend bool operator==(const RegionFigure&, const RegionFigure&) = default;
};

/// A line of the list of regions.
struct RegionSummary {
    std::string code; ///< ISO 3166 alpha-3
    std::string name;
    std::string city; ///< for which climate and altitude hold
};

/// A country with its tariffs, carbon, costs and climate. A figure that is not there is unknown.
struct Region {
    std::string code;
    std::string name;
    std::string city;
    std::string electricalCode; ///< "iec" or "nec"
    std::vector<RegionFigure> figures; ///< by rising key, one per key
    std::vector<WeatherBin> weather;   ///< by rising dry-bulb, 8,760 h; empty = not known

    const RegionFigure* figure(RegionKey key) const; ///< null if unknown
    std::vector<RegionKey> unknown() const;
};

/// Where regions come from; the catalog implements it, the model and the views know only this.
class RegionSource
{
public:
    virtual ~RegionSource() = default;
    virtual std::vector<RegionSummary> regions() const = 0; ///< by name
    /// Nothing if there is no region of that code (capital letters).
    virtual std::optional<Region> region(std::string_view code) const = 0;
};

} // namespace millwright

#pragma once
#include <cstddef>
#include <string_view>

namespace millwright
{

/// What a number may be at all. Not what is wise (rules say that), but outside of it no formula
/// means anything.
struct FieldRange {
    double low = 0.0;
    double high = 1e15;
    bool isLowExcluded = false;
    std::size_t entries = 0; ///< of a list that is not empty; 0 = up to a year of hours
    bool contains(double value) const
    {
        return (isLowExcluded ? value > low : value >= low) && value <= high;
    }
    bool takes(std::size_t count) const
    {
        return count == 0 || (entries > 0 ? count == entries : count <= 8784);
    }
    friend bool operator==(const FieldRange&, const FieldRange&) = default;
};

/// The range of the number stored under a key of EntityFields.h, in the key's unit. Actions and the
/// file reader both hold it. Keys without a row of their own take 0 ... 1e15.
FieldRange fieldRange(std::string_view key);

/// Coordinates on a plan, in metres: far beyond any site, yet exact in micrometres.
inline constexpr FieldRange coordinateRange{-1e6, 1e6, false};

/// Ids from files and scripts end here: 2^53, which every JSON reader holds exactly.
inline constexpr double largestId = 9007199254740992.0;

/// Any finite angle in degrees as one in [0, 360).
double normalisedDegrees(double degrees);

} // namespace millwright

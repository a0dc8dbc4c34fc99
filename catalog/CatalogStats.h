#pragma once
#include "model/parts/Part.h"
#include "model/parts/PartUsability.h"
#include <array>
#include <cstddef>
#include <map>
#include <string>

namespace millwright
{

inline constexpr std::size_t confidenceCount = 5;

/// How many parts there are of each kind and vendor and how far their figures can be trusted. A
/// part counts under the confidence that most of its figures have.
struct CatalogStats {
    struct KindCount {
        std::size_t parts = 0;
        std::size_t usable = 0; ///< that a design can use, see usesOf()
        std::array<std::size_t, confidenceCount> byConfidence{}; ///< index: Confidence
    };
    std::size_t parts = 0;
    std::size_t userParts = 0; ///< of `parts`, the user's own
    std::map<PartKind, KindCount> byKind;
    std::array<std::size_t, confidenceCount> partsByConfidence{};
    std::array<std::size_t, confidenceCount> figuresByConfidence{}; ///< default values of fields
    std::map<std::string, std::size_t> byVendor;
    std::size_t usableParts = 0;
    std::size_t usableDeviceTypes = 0; ///< of those, imported from the device-type library
    std::array<std::size_t, partUseCount> partsByUse{}; ///< index: PartUse; a part may have several
};

} // namespace millwright

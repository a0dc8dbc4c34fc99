#pragma once
#include "model/blueprint/Project.h"
#include <bitset>
#include <optional>
#include <unordered_map>

namespace millwright
{

/// What each rack has left for devices, read once and kept while a helper fills racks: asking
/// edit's findFreeUnit() for each device would read all devices each time.
class RackRoom
{
public:
    explicit RackRoom(const Project& project);

    enum class Use : std::uint8_t { Network, Empty, Other, Compute, Whole };
    /// What the rack is for: Compute holds accelerators, Whole is a rack-scale system and takes
    /// nothing.
    Use use(Id<Rack> rack) const;
    /// The lowest unit at which the part fits; 0 for parts without units; nothing if it does not
    /// fit.
    std::optional<int> find(Id<Rack> rack, const Part& part) const;
    void take(Id<Rack> rack, const Part& part, int unit);
    double power(Id<Rack> rack) const; ///< W that its devices draw at most

private:
    static constexpr int mostUnits = 128;
    struct Content {
        std::bitset<mostUnits> taken;
        int units = 0;
        Length mountingDepth;
        double limit = 0.0, load = 0.0; ///< kg; limit 0 = none
        double power = 0.0;             ///< W
        bool hasSwitch = false, hasAccelerators = false, hasDevices = false, isSystem = false;
    };
    std::unordered_map<Id<Rack>, Content> m_racks;
};

} // namespace millwright

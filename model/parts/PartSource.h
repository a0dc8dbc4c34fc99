#pragma once
#include "model/parts/Part.h"
#include <functional>

namespace millwright {

/// What a search asks for; an empty text matches everything.
struct PartQuery {
    std::string text;                        ///< words, each may be a beginning ("dgx h1")
    std::vector<PartKind> kinds;             ///< empty = all
    bool onlyUserParts = false;
    std::size_t limit = 200;
};

/// A line of a search answer: enough for a list row without reading the whole part.
struct PartSummary {
    std::string id;
    std::string vendor;
    std::string name;
    PartKind kind{};
    std::uint8_t flags = 0;
    double power_W = 0.0;   ///< maximum power drawn; 0 = unknown or none
    int rackUnits = 0;
    double mass_kg = 0.0;
    double price_USD = 0.0; ///< 0 = unknown
    double capacity = 0.0;  ///< kW of cooling, kVA or kW of power, ports of a switch, TB of storage; by kind
    Confidence confidence = Confidence::Unverified; ///< that most of its figures have
};

/// The confidence that most figures of the part have; of equals the worse. What the statistics
/// count.
Confidence prevailingConfidence(const Part& part);

/// Where parts come from; the catalog implements it, the model and the views know only this.
class PartSource {
public:
    virtual ~PartSource() = default;
    virtual std::vector<PartSummary> search(const PartQuery& query) const = 0;
    virtual PartPtr part(std::string_view id) const = 0; ///< null if there is none
    virtual std::size_t count() const = 0;
};

} // namespace millwright

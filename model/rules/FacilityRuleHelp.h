#pragma once
#include "model/rules/Rule.h"
#include <map>
#include <string>
#include <vector>

namespace millwright
{

/// Slack for comparing sums of doubles with limits.
inline constexpr double ruleSlack = 1.0 + 1e-9;

inline MessageArgument labelOf(const RuleContext& c, EntityId id)
{
    return c.blueprint.labelOf(id);
}
inline Measure watts(Power power)
{
    return {power.si(), "W"};
}
inline Measure celsius(double value)
{
    return {value, "degC"};
}

/// The site of a hall; the first one where the hall has none; null in an empty design.
const Site* siteOfHall(const RuleContext& c, Id<Hall> hall);

/// The part of that kind that the design knows with the least figure of at least `needed`; null if
/// none.
const Part* smallestPart(const RuleContext& c, PartKind kind, Power PartFigures::*figure,
                         Power needed);
/// The fix that exchanges the part of `id` for `part`.
Fix changePartFix(EntityId id, const Part& part);
Fix setPropertyFix(EntityId id, std::string name, std::string value, Message title);

/// Collects findings of one kind about many things. A hall with more than `most` of them gets one
/// finding for all, so that a design without a power chain does not drown in ten thousand lines.
class HallFindings
{
public:
    /// `manyId`: message of a whole hall; {0} its name, {1} the number of things.
    HallFindings(std::string manyId, Severity severity)
        : m_manyId(std::move(manyId)), m_severity(severity)
    {
    }
    struct Entry {
        std::vector<EntityId> subjects;
        Message message;
        double measured = 0.0;
        double limit = 0.0;
        std::string unit;
        std::vector<Fix> fixes;
    };
    bool isFull(Id<Hall> hall) const; ///< the text of further entries of this hall is never shown
    void add(Id<Hall> hall, Entry entry);
    void count(Id<Hall> hall) { ++m_halls[hall].count; } ///< one more without text, for a full hall
    void report(const RuleContext& c, FindingSink& sink);

    static constexpr std::size_t most = 20;

private:
    struct PerHall {
        std::vector<Entry> entries;
        std::size_t count = 0;
    };
    std::string m_manyId;
    Severity m_severity;
    std::map<Id<Hall>, PerHall> m_halls;
};

} // namespace millwright

#include "model/rules/FacilityRuleHelp.h"

namespace millwright
{

const Site* siteOfHall(const RuleContext& c, Id<Hall> id)
{
    const Hall* hall = c.blueprint.find(id);
    const Floor* floor = hall ? c.blueprint.find(hall->floor) : nullptr;
    const Building* building = floor ? c.blueprint.find(floor->building) : nullptr;
    const Site* site = building ? c.blueprint.find(building->site) : nullptr;
    if (site)
        return site;
    const auto& sites = c.blueprint.table<Site>();
    return sites.isEmpty() ? nullptr : &*sites.begin();
}

const Part* smallestPart(const RuleContext& c, PartKind kind, Power PartFigures::*figure,
                         Power needed)
{
    const Part* best = nullptr;
    for (const auto& [id, part] : c.project.parts.all())
        if (part->kind == kind && part->figures.*figure >= needed &&
            (!best || part->figures.*figure < best->figures.*figure))
            best = part.get();
    return best;
}

Fix changePartFix(EntityId id, const Part& part)
{
    return {"change-part",
            {"fix.change-part", {part.displayName()}},
            {{"ids", std::to_string(id)}, {"part", part.id}}};
}

Fix setPropertyFix(EntityId id, std::string name, std::string value, Message title)
{
    return {"set-property",
            std::move(title),
            {{"ids", std::to_string(id)}, {"name", std::move(name)}, {"value", std::move(value)}}};
}

bool HallFindings::isFull(Id<Hall> hall) const
{
    const auto found = m_halls.find(hall);
    return found != m_halls.end() && found->second.count > most;
}

void HallFindings::add(Id<Hall> hall, Entry entry)
{
    PerHall& here = m_halls[hall];
    ++here.count;
    if (here.count <= most)
        here.entries.push_back(std::move(entry));
}

void HallFindings::report(const RuleContext& c, FindingSink& sink)
{
    for (auto& [hall, here] : m_halls) {
        if (here.count > most) {
            std::vector<EntityId> subjects;
            if (hall.isSet())
                subjects.push_back(hall.value());
            std::vector<Fix> fixes = here.entries.front().fixes;
            std::erase_if(fixes, [](const Fix& fix) { return fix.arguments.contains("ids"); });
            Finding& finding = sink.add(
                std::move(subjects),
                {m_manyId,
                 {hall.isSet() ? labelOf(c, hall.value()) : MessageArgument(c.project.name),
                  static_cast<std::int64_t>(here.count)}},
                static_cast<double>(here.count), 0.0, "1");
            finding.severity = m_severity;
            finding.fixes = std::move(fixes);
            continue;
        }
        for (Entry& entry : here.entries) {
            Finding& finding = sink.add(std::move(entry.subjects), std::move(entry.message),
                                        entry.measured, entry.limit, std::move(entry.unit));
            finding.severity = m_severity;
            finding.fixes = std::move(entry.fixes);
        }
    }
}

} // namespace millwright

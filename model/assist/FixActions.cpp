#include "model/assist/FixActions.h"
#include "model/assist/Assist.h"
#include "model/blueprint/PlacedThing.h"
#include "model/edit/FieldActions.h"
#include "model/edit/FitCheck.h"
#include "model/edit/PlaceActions.h"
#include <array>
#include <charconv>

namespace millwright
{
namespace
{

/// The text arguments of a fix, read as what an action needs.
class Arguments
{
public:
    Arguments(const Fix& fix, std::span<const EntityId> subjects) : m_fix(fix), m_subjects(subjects)
    {
    }

    std::string text(const char* name) const
    {
        const auto found = m_fix.arguments.find(name);
        return found == m_fix.arguments.end() ? std::string() : found->second;
    }
    bool has(const char* name) const { return m_fix.arguments.contains(name); }

    template <class Number> std::optional<Number> number(const char* name) const
    {
        const std::string value = text(name);
        Number result{};
        const auto [end, error] =
            std::from_chars(value.data(), value.data() + value.size(), result);
        if (error != std::errc() || end != value.data() + value.size())
            return std::nullopt;
        return result;
    }

    /// "ids" (or "id", "subjects") as comma-separated numbers; the finding's subjects where the fix
    /// names none.
    std::vector<EntityId> ids() const
    {
        for (const char* name : {"ids", "id", "subjects"}) {
            if (!has(name))
                continue;
            std::vector<EntityId> ids;
            const std::string list = text(name);
            const char* at = list.data();
            const char* last = list.data() + list.size();
            while (at < last) {
                EntityId id = 0;
                const auto [end, error] = std::from_chars(at, last, id);
                if (error != std::errc())
                    return {};
                ids.push_back(id);
                at = end < last ? end + 1 : end;
            }
            return ids;
        }
        return {m_subjects.begin(), m_subjects.end()};
    }

private:
    const Fix& m_fix;
    std::span<const EntityId> m_subjects;
};

struct Repair {
    Draft& draft;
    Arguments arguments;
    const PartSource* parts;
};

Error badArgument(const char* name)
{
    return fail("fix.bad-argument", {std::string(name)});
}

Result<void> asVoid(const Result<Message>& result)
{
    return result ? Result<void>() : Result<void>(result.error());
}

Result<void> rotate(const Repair& repair)
{
    const auto degrees = repair.arguments.number<double>("degrees");
    const auto ids = repair.arguments.ids();
    if (!degrees || ids.empty())
        return badArgument(degrees ? "ids" : "degrees");
    rotatePlaced(repair.draft, ids, *degrees, false);
    return {};
}

Result<void> move(const Repair& repair)
{
    const auto dx = repair.arguments.number<double>("dx");
    const auto dy = repair.arguments.number<double>("dy");
    const auto ids = repair.arguments.ids();
    if (!dx || !dy || ids.empty())
        return badArgument(ids.empty() ? "ids" : "dx, dy");
    movePlaced(repair.draft, ids, {Length::metres(*dx), Length::metres(*dy)});
    return {};
}

/// To the nearest free side of another thing: right, left, behind, before.
Result<void> placeBeside(const Repair& repair)
{
    const auto ids = repair.arguments.ids();
    const auto other = repair.arguments.number<EntityId>("beside");
    const Project& project = repair.draft.project();
    const auto thing = ids.empty() ? std::nullopt : placedThing(project.blueprint(), ids.front());
    const auto anchor = other ? placedThing(project.blueprint(), *other) : std::nullopt;
    if (!thing || !anchor)
        return badArgument("id, beside");
    OrientedBox box = bodyOf(*thing, project.parts);
    const Rect own = box.bounds();
    const Rect at = bodyOf(*anchor, project.parts).bounds();
    const Point centre = anchor->at.centre;
    const Length dx = (own.width() + at.width()) / 2;
    const Length dy = (own.height() + at.height()) / 2;
    for (const Point offset : {Point{dx, {}}, Point{-dx, {}}, Point{{}, dy}, Point{{}, -dy}}) {
        box.centre = centre + offset;
        if (!checkFit(project, anchor->at.hall, box, {{thing->id}}).empty())
            continue;
        movePlaced(repair.draft, {{thing->id}}, box.centre - thing->at.centre);
        return {};
    }
    return fail("fix.no-place", {std::string(anchor->label)});
}

/// Numbers as numbers, "true" and "false" as truth values, all else as text.
PropertyValue valueOf(const Arguments& arguments)
{
    if (const auto number = arguments.number<double>("value"))
        return *number;
    const std::string text = arguments.text("value");
    if (text == "true" || text == "false")
        return text == "true";
    return text;
}

Result<void> setOne(const Repair& repair)
{
    const std::string name = repair.arguments.has("name") ? repair.arguments.text("name")
                                                          : repair.arguments.text("property");
    const auto changed =
        setProperty(repair.draft, repair.arguments.ids(), name, valueOf(repair.arguments));
    return changed ? Result<void>() : Result<void>(changed.error());
}

Result<void> setAssumption(const Repair& repair)
{
    const auto value = repair.arguments.number<double>("value");
    if (!value)
        return badArgument("value");
    return setParameter(repair.draft, repair.arguments.text("key"), *value,
                        repair.arguments.text("note"));
}

Result<void> change(const Repair& repair)
{
    const std::string id = repair.arguments.text("part");
    PartPtr part = repair.draft.project().parts.pointer(Symbol(id));
    if (!part && repair.parts)
        part = repair.parts->part(id);
    if (!part)
        return fail("fix.no-part", {id});
    const auto changed = changePart(repair.draft, repair.arguments.ids(), part);
    return changed ? Result<void>() : Result<void>(changed.error());
}

Result<void> feed(const Repair& repair)
{
    const auto source = repair.arguments.number<EntityId>("source");
    const auto target = repair.arguments.number<EntityId>("target");
    if (!source || !target) // which panel is left to the helper
        return asVoid(connectPower(repair.draft));
    Feed row;
    row.source = Id<PowerPart>(*source);
    row.target = *target;
    const PowerPart* from = repair.draft.find(row.source);
    row.side = from ? from->side : Side::None;
    if (const auto voltage = repair.arguments.number<double>("voltage"))
        row.voltage = *voltage;
    if (const auto breaker = repair.arguments.number<double>("breaker"))
        row.breaker = *breaker;
    const auto connected = connectFeed(repair.draft, row);
    return connected ? Result<void>() : Result<void>(connected.error());
}

Result<void> wire(const Repair& repair)
{
    const auto fabric = repair.arguments.number<EntityId>("fabric");
    if (!fabric)
        return badArgument("fabric");
    return asVoid(wireFabric(repair.draft, Id<Fabric>(*fabric), repair.parts));
}

Result<void> connectAllPower(const Repair& repair)
{
    return asVoid(connectPower(repair.draft));
}

Result<void> connectAllCooling(const Repair& repair)
{
    return asVoid(connectCooling(repair.draft));
}

Result<void> erase(const Repair& repair)
{
    const auto ids = repair.arguments.ids();
    if (ids.empty())
        return badArgument("ids");
    deleteEntities(repair.draft, ids);
    return {};
}

struct FixAction {
    std::string_view name;
    Result<void> (*run)(const Repair& repair);
};

constexpr std::array fixActions = {
    FixAction{"rotate", rotate},
    FixAction{"move", move},
    FixAction{"place-beside", placeBeside},
    FixAction{"set-property", setOne},
    FixAction{"set-parameter", setAssumption},
    FixAction{"change-part", change},
    FixAction{"connect-feed", feed},
    FixAction{"add-feed", feed},
    FixAction{"connect-power", connectAllPower},
    FixAction{"connect-cooling", connectAllCooling},
    FixAction{"wire-fabric", wire},
    FixAction{"delete", erase},
};

Result<void> apply(Draft& draft, const Fix& fix, std::span<const EntityId> subjects,
                   const PartSource* parts)
{
    for (const FixAction& action : fixActions)
        if (action.name == fix.action)
            return action.run({draft, Arguments(fix, subjects), parts});
    return fail("fix.unknown-action", {fix.action});
}

} // namespace

Result<void> applyFix(Draft& draft, const Fix& fix, const PartSource* parts)
{
    return apply(draft, fix, {}, parts);
}

Result<void> applyFix(Draft& draft, const Finding& finding, const Fix& fix, const PartSource* parts)
{
    return apply(draft, fix, finding.subjects, parts);
}

} // namespace millwright

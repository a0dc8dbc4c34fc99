#include "model/io/ReferenceCheck.h"
#include "model/blueprint/EntityFields.h"
#include <map>
#include <type_traits>

namespace millwright
{
namespace
{

template <class T> MessageArgument kindText()
{
    return std::string(entityKindName(entityKind<T>));
}

MessageArgument number(EntityId id)
{
    return static_cast<std::int64_t>(id);
}

/// The first reference to nothing on which the row hangs, so that it cannot stay without it; empty
/// if there is none.
template <class T> std::string_view missingSupport(const Blueprint& blueprint, const T& row)
{
    if constexpr (std::is_same_v<T, Device>)
        return blueprint.find(row.rack) ? "" : "rack";
    if constexpr (std::is_same_v<T, Feature>)
        return blueprint.find(row.hall) ? "" : "hall";
    if constexpr (std::is_same_v<T, Feed>) {
        if (!blueprint.find(row.source))
            return "source";
        const bool hasTarget = blueprint.find(Id<Rack>(row.target)) ||
                               blueprint.find(Id<PowerPart>(row.target)) ||
                               blueprint.find(Id<CoolingPart>(row.target));
        return hasTarget ? "" : "target";
    }
    return "";
}

template <class T> void dropUnsupported(LoadedProject& loaded, Blueprint& blueprint)
{
    const Table<T> rows = blueprint.table<T>();
    for (const T& row : rows) {
        const std::string_view key = missingSupport(blueprint, row);
        if (key.empty())
            continue;
        loaded.notes.push_back({"file.row-dropped-dangling",
                                {kindText<T>(), number(row.id.value()), std::string(key)}});
        ++loaded.lostEntities;
        blueprint.table<T>().remove(row.id);
    }
}

/// Calls visit(key, id) for each reference of the row.
template <class T, class Visitor> void visitReferences(T& row, Visitor&& visit)
{
    forEachField(row, [&](std::string_view key, auto& member) {
        using Member = std::remove_cvref_t<decltype(member)>;
        if constexpr (std::is_same_v<Member, Placement>)
            visit(key, member.hall);
        else if constexpr (requires { member.isSet(); })
            visit(key, member);
    });
}

template <class T> void unsetDangling(LoadedProject& loaded, Blueprint& blueprint)
{
    const auto dangles = [&]<class Target>(Id<Target> id) {
        return id.isSet() && !blueprint.find(id);
    };
    const Table<T> rows = blueprint.table<T>();
    for (const T& row : rows) {
        bool isWhole = true;
        visitReferences(
            row, [&](std::string_view, const auto& id) { isWhole = isWhole && !dangles(id); });
        if (isWhole)
            continue;
        T copy = row;
        visitReferences(copy, [&](std::string_view key, auto& id) {
            if (!dangles(id))
                return;
            loaded.notes.push_back({"file.reference-cleared",
                                    {kindText<T>(), number(row.id.value()), std::string(key)}});
            id = {};
        });
        blueprint.table<T>().put(std::move(copy));
    }
}

/// Parts that rows name and the file does not hold, with the number of rows.
void countMissingParts(const Project& project, const Blueprint& blueprint,
                       std::map<Symbol, std::int64_t>& missing)
{
    std::unordered_map<Symbol, bool> known;
    blueprint.forEachTable([&](const auto& rows) {
        for (const auto& row : rows)
            if constexpr (requires { row.part; }) {
                if (row.part.isEmpty())
                    continue;
                const auto [found, isNew] = known.try_emplace(row.part, true);
                if (isNew)
                    found->second = project.parts.find(row.part) != nullptr;
                if (!found->second)
                    ++missing[row.part];
            }
    });
}

} // namespace

void checkReferences(LoadedProject& loaded)
{
    std::map<Symbol, std::int64_t> missing;
    for (Variant& variant : loaded.project.variants) {
        Blueprint& blueprint = variant.blueprint;
        dropUnsupported<Device>(loaded, blueprint);
        dropUnsupported<Feature>(loaded, blueprint);
        dropUnsupported<Feed>(loaded, blueprint);
        blueprint.forEachTable(
            [&]<class T>(const Table<T>&) { unsetDangling<T>(loaded, blueprint); });
        countMissingParts(loaded.project, blueprint, missing);
    }
    for (const auto& [part, count] : missing)
        loaded.notes.push_back({"file.part-missing", {part.str(), count}});
}

} // namespace millwright

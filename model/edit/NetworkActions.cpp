#include "model/edit/NetworkActions.h"
#include "model/blueprint/LoadProfile.h"
#include "model/blueprint/EnumNames.h"
#include <algorithm>
#include <cctype>

namespace millwright
{
namespace
{

/// "chilled-water" as the beginning of a name: "Chilled water".
std::string spoken(std::string_view name)
{
    std::string text(name);
    std::ranges::replace(text, '-', ' ');
    if (!text.empty())
        text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
    return text;
}

/// The name, with a number behind it if somebody has it already.
template <class Row> std::string freeName(const Table<Row>& rows, const std::string& wanted)
{
    std::string name = wanted;
    const auto isTaken = [&](const Row& row) { return row.name == name; };
    for (int i = 2; std::any_of(rows.begin(), rows.end(), isTaken); ++i)
        name = wanted + ' ' + std::to_string(i);
    return name;
}

std::string workloadName(WorkloadKind kind, std::string_view model)
{
    switch (kind) {
    case WorkloadKind::Serve:
        return std::string(model) + " serving";
    case WorkloadKind::Train:
        return std::string(model) + " training";
    case WorkloadKind::Generic:
        return model.empty() ? spoken(enumName(kind)) : std::string(model);
    default:
        return spoken(enumName(kind));
    }
}

/// What the workloads of the pool have not taken, 0 to 1.
double shareLeft(const Blueprint& blueprint, Symbol accelerator)
{
    double left = 1.0;
    for (const Workload& row : blueprint.table<Workload>())
        if (row.accelerator == accelerator && !row.isBackfill && !runsOnProcessors(row))
            left -= row.poolShare;
    return std::clamp(left, 0.0, 1.0);
}

} // namespace

Id<Loop> addLoop(Draft& draft, LoopKind kind)
{
    Loop loop;
    loop.kind = kind;
    loop.name = freeName(draft.blueprint().table<Loop>(), spoken(enumName(kind)) + " loop");
    if (kind != LoopKind::Technology) {
        loop.supply = kind == LoopKind::Facility ? 27.0 : 18.0;
        loop.temperatureRise = kind == LoopKind::Facility ? 10.0 : 8.0;
        loop.fluid = "water";
    }
    return draft.add(std::move(loop));
}

Id<Fabric> addFabric(Draft& draft, FabricKind kind)
{
    Fabric fabric;
    fabric.kind = kind;
    fabric.name = freeName(draft.blueprint().table<Fabric>(), spoken(enumName(kind)) + " fabric");
    fabric.topology = kind == FabricKind::Compute ? Topology::RailOptimised : Topology::FatTree;
    return draft.add(std::move(fabric));
}

Id<Workload> addWorkload(Draft& draft, WorkloadKind kind, std::string_view model)
{
    Workload workload;
    workload.kind = kind;
    (kind == WorkloadKind::Generic ? workload.preset : workload.model) = Symbol(model);
    workload.name = freeName(draft.blueprint().table<Workload>(), workloadName(kind, model));
    workload.poolShare = shareLeft(draft.blueprint(), workload.accelerator);
    if (kind == WorkloadKind::Train) {
        workload.weightFormat = "bf16";
        workload.trainingTokens = 1e12;
    }
    if (kind == WorkloadKind::Generic)
        workload.weightFormat = ""; // the preset's
    return draft.add(std::move(workload));
}

Id<Feature> addFeature(Draft& draft, Id<Hall> id, FeatureKind kind)
{
    Feature feature;
    feature.hall = id;
    feature.kind = kind;
    Point middle;
    if (const Hall* hall = draft.find(id); hall && !hall->outline.empty()) {
        const Rect bounds = polygonBounds(hall->outline);
        middle = {(bounds.left + bounds.right) / 2, (bounds.top + bounds.bottom) / 2};
    }
    const bool isDoor = kind == FeatureKind::Door;
    const Length reach = Length::millimetres(isDoor ? 500 : 300);
    const bool isSegment = isDoor || kind == FeatureKind::Wall || kind == FeatureKind::Tray;
    feature.a = middle - Point{reach, isSegment ? Length() : reach};
    feature.b = middle + Point{reach, isSegment ? Length() : reach};
    if (isSegment)
        feature.width = Length::millimetres(kind == FeatureKind::Tray ? 300 : 150);
    if (isDoor)
        feature.height = Length::millimetres(2400);
    return draft.add(std::move(feature));
}

} // namespace millwright

#include "model/edit/WorkloadActions.h"
#include <algorithm>

namespace millwright
{
namespace
{

Error missing()
{
    return fail("workload.missing");
}

std::string freeName(const Blueprint& blueprint, const std::string& name)
{
    const auto isTaken = [&](const std::string& text) {
        const auto& rows = blueprint.table<Workload>();
        return std::any_of(rows.begin(), rows.end(),
                           [&](const Workload& row) { return row.name == text; });
    };
    // "Chat 2" is followed by "Chat 3", not by "Chat 2 2".
    std::string stem = name;
    const std::size_t end = stem.find_last_not_of("0123456789");
    if (end != std::string::npos && end + 1 < stem.size() && stem[end] == ' ')
        stem.resize(end);
    for (int i = 2;; ++i)
        if (const std::string text = stem + ' ' + std::to_string(i); !isTaken(text))
            return text;
}

} // namespace

Result<Id<Workload>> duplicateWorkload(Draft& draft, Id<Workload> id)
{
    const Workload* row = draft.find(id);
    if (!row)
        return missing();
    Workload copy = *row;
    copy.name = freeName(draft.blueprint(), copy.name);
    double taken = 0.0;
    for (const Workload& other : draft.blueprint().table<Workload>())
        if (other.accelerator == copy.accelerator)
            taken += other.poolShare;
    copy.poolShare = std::clamp(1.0 - taken, 0.0, copy.poolShare);
    return draft.add(std::move(copy));
}

Result<void> fixPlan(Draft& draft, Id<Workload> id, const PlanDegrees& plan)
{
    if (!draft.find(id))
        return missing();
    draft.change(id, [&](Workload& row) {
        row.isPlanFixed = true;
        row.tensorRanks = plan.tensor;
        row.pipelineRanks = plan.pipeline;
        row.expertRanks = plan.expert;
        row.attentionDataRanks = plan.attentionData;
        row.batchLimit = plan.batch;
    });
    return {};
}

Result<void> freePlan(Draft& draft, Id<Workload> id)
{
    if (!draft.find(id))
        return missing();
    draft.change(id, [](Workload& row) {
        row.isPlanFixed = false;
        row.batchLimit = 0;
    });
    return {};
}

Result<void> keepModel(Draft& draft, ProjectModel model, Id<Workload> id)
{
    if (id.isSet() && !draft.find(id))
        return missing();
    const Symbol name(model.id);
    const ProjectModel* known = draft.project().models.find(model.id);
    if (!known || !(*known == model))
        draft.changeProject([&](Project& project) { project.models.put(std::move(model)); });
    if (id.isSet())
        draft.change(id, [&](Workload& row) { row.model = name; });
    return {};
}

} // namespace millwright

#include "views/tools/GestureSupport.h"
#include "model/base/Units.h"
#include "views/canvas/ViewTransform.h"
#include <algorithm>
#include <cmath>

namespace millwright
{
namespace
{

constexpr std::size_t mostChecked = 300; ///< ghosts of a gesture that are checked for clashes
constexpr qsizetype longestNote = 64;    ///< letters of a finding on the card

} // namespace

std::vector<Ghost> ghostsOf(const Project& project, std::span<const EntityId> ids)
{
    std::vector<Ghost> ghosts;
    ghosts.reserve(ids.size());
    for (const EntityId id : ids) {
        const auto thing = placedThing(project.blueprint(), id);
        if (!thing)
            continue;
        const Part* part = project.parts.find(thing->part);
        ghosts.push_back(
            {bodyOf(*thing, project.parts), part ? part->kind : PartKind::Rack,
             QString::fromUtf8(thing->label.data(), static_cast<qsizetype>(thing->label.size())),
             true});
    }
    return ghosts;
}

std::optional<FitProblem> checkGhosts(const PlanScene& scene, std::span<const EntityId> ignored,
                                      GestureView& gesture)
{
    std::optional<FitProblem> deepest;
    const std::size_t count = std::min(gesture.ghosts.size(), mostChecked);
    for (std::size_t i = 0; i < count; ++i) {
        Ghost& ghost = gesture.ghosts[i];
        const auto neighbours = scene.bodiesNear(toRectF(ghost.box.bounds()), ignored);
        const auto problems =
            checkFit(scene.project().blueprint(), scene.hallId(), ghost.box, neighbours);
        ghost.fits = problems.empty();
        for (const FitProblem& problem : problems) {
            if (const PlanItem* item = scene.find(problem.other))
                gesture.clashes.push_back(item->box);
            else if (const Feature* feature =
                         scene.project().blueprint().find(Id<Feature>(problem.other)))
                if (const auto area = blockedArea(*feature))
                    gesture.clashes.push_back(*area);
            if (!deepest || problem.depth > deepest->depth)
                deepest = problem;
        }
    }
    return deepest;
}

QString changeText(double change, std::string_view unit)
{
    const QString text = QString::fromStdString(formatMeasure(std::fabs(change), unit));
    return (change < 0.0 ? QString(QChar(0x2212)) : QStringLiteral("+")) + text;
}

void describeChanges(const Session& session, GhostCard& card)
{
    const PreviewDelta delta = session.previewDelta();
    card.changes.clear();
    const auto add = [&card](double change, double least, std::string_view unit) {
        if (std::fabs(change) >= least)
            card.changes.push_back(changeText(change, unit));
    };
    add(delta.itPower, 1.0, "W");
    add(delta.capex, 1.0, "USD");
    add(delta.tokensPerSecond, 0.5, "tok/s");
    card.note.clear();
    // A clash is said by the verdict already; the note is for what one cannot see.
    if (!delta.worst || (card.verdict == Status::Error && delta.worst->rule.starts_with("space.")))
        return;
    card.note = QString::fromStdString(formatMessage(delta.worst->message));
    if (card.note.size() > longestNote)
        card.note = card.note.left(longestNote - 1) + QChar(0x2026);
    card.noteStatus = delta.worst->severity == Severity::Error     ? Status::Error
                      : delta.worst->severity == Severity::Warning ? Status::Warning
                                                                   : Status::Info;
}

} // namespace millwright

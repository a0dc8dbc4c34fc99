#pragma once
#include "views/canvas/GestureView.h"
#include "views/canvas/PlanScene.h"
#include "views/session/Session.h"
#include <span>

namespace millwright
{

/// Ghosts of things as they stand in a project (a preview).
std::vector<Ghost> ghostsOf(const Project& project, std::span<const EntityId> ids);

/// Marks the ghosts that do not fit among what stands in the scene except `ignored`, outlines what
/// they run into, and returns the deepest problem.
std::optional<FitProblem> checkGhosts(const PlanScene& scene, std::span<const EntityId> ignored,
                                      GestureView& gesture);

/// Fills the card's note with the worst new finding and its changes (kW, $, tokens/s) from the
/// session's preview.
void describeChanges(const Session& session, GhostCard& card);

/// "+20.4 kW": a change with its sign, for people.
QString changeText(double change, std::string_view unit);

} // namespace millwright

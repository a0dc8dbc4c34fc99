#pragma once
#include "model/blueprint/Entities.h"
#include "views/widgets/CommandPalette.h"
#include <QString>
#include <functional>
#include <vector>

namespace millwright
{

class ActionRegistry;
class PaletteModel;
class Session;

/// What the command palette can do with a thing that it found.
struct CommandTargets {
    std::function<void(const QString& partId)> place;
    std::function<void(EntityId id)> reveal;
    std::function<void(Id<Hall> hall)> showHall;
};

/// The lines of the command palette: all actions that can be done now, then the objects of the
/// design, then the parts of the catalog.
std::vector<Command> collectCommands(const ActionRegistry& actions, const Session& session,
                                     const PaletteModel& parts, const CommandTargets& targets);

} // namespace millwright

#include "views/CommandCollector.h"
#include "model/blueprint/PlacedThing.h"
#include "views/ActionRegistry.h"
#include "views/models/PaletteModel.h"
#include "views/session/Session.h"
#include <QCoreApplication>

namespace millwright
{
namespace
{

/// With more devices than this their racks are listed only: a search of a hundred thousand lines
/// would lag behind the typing.
constexpr std::size_t deviceLimit = 20000;

QString fromView(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString partName(const Project& project, Symbol part)
{
    const Part* found = project.parts.find(part);
    return found ? QString::fromStdString(found->name) : fromView(part.view());
}

void addObjects(std::vector<Command>& commands, const Session& session,
                const CommandTargets& targets)
{
    const Project& project = session.project();
    const Blueprint& blueprint = project.blueprint();
    for (const Hall& hall : blueprint.table<Hall>())
        commands.push_back({QString::fromStdString(hall.name),
                            QCoreApplication::translate("Commands", "Hall"),
                            {},
                            [show = targets.showHall, id = hall.id] { show(id); }});
    forEachPlaced(blueprint, [&](const PlacedThing& thing) {
        commands.push_back({fromView(thing.label),
                            partName(project, thing.part),
                            {},
                            [reveal = targets.reveal, id = thing.id] { reveal(id); }});
    });
    const Table<Device>& devices = blueprint.table<Device>();
    if (devices.size() > deviceLimit)
        return;
    for (const Device& device : devices) {
        const Rack* rack = blueprint.find(device.rack);
        const QString hint =
            rack ? QCoreApplication::translate("Commands", "%1, rack %2")
                       .arg(partName(project, device.part), QString::fromStdString(rack->label))
                 : partName(project, device.part);
        commands.push_back({QString::fromStdString(device.label),
                            hint,
                            {},
                            [reveal = targets.reveal, id = device.id.value()] { reveal(id); }});
    }
}

} // namespace

std::vector<Command> collectCommands(const ActionRegistry& actions, const Session& session,
                                     const PaletteModel& parts, const CommandTargets& targets)
{
    std::vector<Command> commands = actions.commands();
    addObjects(commands, session, targets);
    for (const PartSummary& part : parts.catalog())
        commands.push_back(
            {QString::fromStdString(part.name),
             QCoreApplication::translate("Commands", "Place part"),
             {},
             [place = targets.place, id = QString::fromStdString(part.id)] { place(id); }});
    return commands;
}

} // namespace millwright

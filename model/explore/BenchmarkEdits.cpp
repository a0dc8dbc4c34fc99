#include "model/edit/FieldActions.h"
#include "model/edit/PlaceActions.h"
#include "model/edit/RackActions.h"
#include "model/explore/BenchmarkDesign.h"
#include <algorithm>
#include <array>
#include <random>
#include <unordered_map>

namespace millwright
{
namespace
{

/// What the edits draw from: racks with their servers, panels of side A.
struct Material {
    std::vector<Id<Rack>> racks;                  ///< that hold servers, in random order
    std::vector<std::vector<Id<Device>>> servers; ///< of each of these
    std::vector<Id<Feed>> feedsA;                 ///< circuit of side A of each
    std::vector<Id<PowerPart>> panels;            ///< side A
    PartPtr server, other; ///< what the racks hold, and what "change part" puts in its place
};

Material gather(const Project& project, std::mt19937& random)
{
    const Blueprint& blueprint = project.blueprint();
    Material all;
    all.other = project.parts.pointer("mgmt-node-1u");
    std::unordered_map<Id<Rack>, std::vector<Id<Device>>> servers;
    for (const Device& device : blueprint.table<Device>())
        if (const Part* part = project.parts.find(device.part);
            part && part->figures.acceleratorCount > 0) {
            servers[device.rack].push_back(device.id);
            all.server = project.parts.pointer(device.part);
        }
    std::unordered_map<EntityId, Id<Feed>> feeds;
    for (const Feed& feed : blueprint.table<Feed>())
        if (feed.side == Side::A)
            feeds[feed.target] = feed.id;
    for (const Rack& rack : blueprint.table<Rack>())
        if (servers.contains(rack.id))
            all.racks.push_back(rack.id);
    std::shuffle(all.racks.begin(), all.racks.end(), random);
    for (const Id<Rack> rack : all.racks) {
        all.servers.push_back(servers[rack]);
        all.feedsA.push_back(feeds[rack.value()]);
    }
    for (const PowerPart& row : blueprint.table<PowerPart>())
        if (const Part* part = project.parts.find(row.part);
            part && part->kind == PartKind::Rpp && row.side == Side::A)
            all.panels.push_back(row.id);
    return all;
}

} // namespace

std::vector<BenchmarkEdit> benchmarkEdits(const Project& project, std::size_t count, unsigned seed)
{
    std::mt19937 random(seed);
    const Material all = gather(project, random);
    std::vector<BenchmarkEdit> edits;
    if (all.racks.empty() || all.panels.empty())
        return edits;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t at = i % all.racks.size();
        const Id<Rack> rack = all.racks[at];
        const Id<Device> server = all.servers[at].front();
        const Feed* feed = project.blueprint().find(all.feedsA[at]);
        std::size_t other = random() % all.panels.size();
        if (feed && feed->source == all.panels[other]) // a circuit that stays would be no edit
            other = (other + 1) % all.panels.size();
        const Id<PowerPart> panel = all.panels[other];
        switch (i % 5) {
        case 0:
            edits.push_back({"move", [rack](Draft& draft) {
                                 const EntityId id = rack.value();
                                 movePlaced(draft, {&id, 1}, {Length::metres(0.1), Length{}});
                             }});
            break;
        case 1:
            edits.push_back({"add-node", [rack, part = all.server](Draft& draft) {
                                 static_cast<void>(mountDevice(draft, rack, part, 0).isOk());
                             }});
            break;
        case 2:
            edits.push_back({"change-part", [server, part = all.other](Draft& draft) {
                                 const EntityId id = server.value();
                                 if (part)
                                     static_cast<void>(changePart(draft, {&id, 1}, part).isOk());
                             }});
            break;
        case 3:
            edits.push_back({"re-feed", [feed = all.feedsA[at], panel](Draft& draft) {
                                 draft.change(feed, [&](Feed& row) { row.source = panel; });
                             }});
            break;
        default:
            edits.push_back({"delete", [rack](Draft& draft) {
                                 const EntityId id = rack.value();
                                 deleteEntities(draft, {&id, 1});
                             }});
        }
    }
    return edits;
}

} // namespace millwright

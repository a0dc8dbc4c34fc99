#include "app/CommandLine.h"
#include "app/verbs/Verbs.h"
#include "model/graph/FabricCounts.h"
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace millwright {
namespace {

struct Options {
    FabricIntent intent;
    std::string output;
    bool isJson = false;
};

int runFabric(Options options)
{
    const auto counts = countFabric(options.intent);
    if (!counts)
        return reportError(counts.error());
    if (options.isJson) {
        const nlohmann::ordered_json document = {
            {"leaf", counts->leaf}, {"spine", counts->spine}, {"core", counts->core},
            {"cables", {{"endpoint_leaf", counts->cables.endpointLeaf}, {"leaf_spine", counts->cables.leafSpine}, {"spine_core", counts->cables.spineCore}}}};
        return deliver(document.dump(2) + "\n", options.output);
    }
    return deliver(fmt::format("switches  {} leaf, {} spine, {} core\ncables    {} endpoint to leaf, {} leaf to spine, {} spine to core\n"
                               "leaf      {} ports down, {} up ({:g} : 1), {} tiers\n",
                               counts->leaf, counts->spine, counts->core, counts->cables.endpointLeaf, counts->cables.leafSpine, counts->cables.spineCore,
                               counts->downPorts, counts->upPorts, counts->oversubscription, counts->tiers),
                   options.output);
}

} // namespace

void addFabricVerb(CLI::App& app, VerbChoice& choice)
{
    auto options = std::make_shared<Options>();
    CLI::App* verb = app.add_subcommand("fabric", "Count the switches and cables of a fabric");
    verb->add_option("--endpoints", options->intent.endpoints, "Switch-facing ports over all planes")->required();
    verb->add_option("--radix", options->intent.radix, "Ports of one switch")->required();
    verb->add_option("--planes", options->intent.planes, "Planes that share the ports");
    verb->add_option("--oversubscription", options->intent.oversubscription, "Ports down per port up at the leaf");
    verb->add_option("--nodes", options->intent.nodes, "Nodes that are there; fewer than the fabric is sized for");
    verb->add_option("--manager-ports", options->intent.managerPorts, "Leaf ports for fabric managers");
    verb->add_option("--ports-per-cable", options->intent.portsPerCable, "Ports that one cable carries");
    verb->add_option("--rails", options->intent.railCount, "Rails of a node, for rail-optimised fabrics");
    verb->add_option("-o,--output", options->output, "Write to this file");
    verb->add_flag("--json", options->isJson, "Print JSON");
    verb->callback([options, &choice] { choice.run = [options] { return runFabric(*options); }; });
}

} // namespace millwright

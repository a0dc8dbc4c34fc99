#include "model/explore/FacilityKit.h"
#include <algorithm>

namespace millwright
{
namespace
{

/// Width and depth of a part in metres; 1 m each where it is not known.
std::pair<double, double> footprint(DesignBuilder& design, std::string_view id)
{
    const Part* part = design.use(id);
    return part ? std::pair{part->figures.width.metres(), part->figures.depth.metres()}
                : std::pair{1.0, 1.0};
}

} // namespace

Chain placeChain(DesignBuilder& design, const ChainParts& parts, const ChainPlaces& places,
                 Side side)
{
    const std::string name = side == Side::A ? "-A" : "-B";
    // Along the top wall, fronts on one line: board, transfer switch, UPS; 0.9 m behind the board
    // for its rear access.
    constexpr double rear = 0.9, gap = 0.2;
    const auto [boardWidth, boardDepth] = footprint(design, parts.board);
    const auto [transferWidth, transferDepth] = footprint(design, parts.transfer);
    const auto [upsWidth, upsDepth] = footprint(design, parts.ups);
    const double line = places.y + rear + std::max({boardDepth, transferDepth, upsDepth});
    double x = places.x + 0.3;
    const auto onTop = [&](double width, double depth) {
        const Placement at = design.at(places.hall, x + width / 2, line - depth / 2, 180.0);
        x += width + gap;
        return at;
    };
    const auto board = design.power(parts.board, onTop(boardWidth, boardDepth), "MSB" + name, side);
    const auto transfer =
        design.power(parts.transfer, onTop(transferWidth, transferDepth), "ATS" + name, side);
    const auto ups = design.power(parts.ups, onTop(upsWidth, upsDepth), "UPS" + name, side);
    // Along the bottom wall: transformer with 0.6 m all around, ring main unit.
    constexpr double around = 0.6;
    const auto [transformerWidth, transformerDepth] = footprint(design, parts.transformer);
    const auto [ringWidth, ringDepth] = footprint(design, parts.ring);
    const double bottom = places.y + places.depth - around;
    const double left = places.x + 0.9;
    const auto transformer = design.power(
        parts.transformer,
        design.at(places.hall, left + transformerWidth / 2, bottom - transformerDepth / 2),
        "TX" + name, side);
    const double ringX = left + transformerWidth + around + 0.2 + ringWidth / 2;
    const auto ring = design.power(
        parts.ring, design.at(places.hall, ringX, bottom - ringDepth / 2), "RMU" + name, side);
    const auto utility = design.power(parts.utility, places.utility, "GRID" + name, side);
    const auto generator = design.power(parts.generator, places.generator, "GEN" + name, side);
    design.feed(utility, ring.value(), parts.ringBreaker);
    design.feed(ring, transformer.value(), parts.transformerBreaker);
    design.feed(transformer, transfer.value(), parts.mainBreaker, 0);
    design.feed(generator, transfer.value(), parts.mainBreaker, 1);
    design.feed(transfer, board.value(), parts.mainBreaker);
    design.feed(board, ups.value(), parts.upsBreaker);
    design.draft().change(ups,
                          [&](PowerPart& row) { row.redundantModules = parts.redundantModules; });
    return {side, board, ups};
}

Id<PowerPart> placePanel(DesignBuilder& design, const Chain& chain, std::string_view part,
                         const Placement& at, std::string label, double breaker)
{
    const auto panel = design.power(part, at, std::move(label), chain.side);
    design.feed(chain.ups, panel.value(), breaker);
    return panel;
}

void feedBoth(DesignBuilder& design, const PanelPair& panels, EntityId load, double breaker)
{
    design.feed(panels.a, load, breaker);
    design.feed(panels.b, load, breaker);
}

std::vector<Id<Rack>> placeRow(DesignBuilder& design, const RowPlan& plan)
{
    std::vector<Id<Rack>> racks;
    for (int i = 0; i < plan.count; ++i) {
        const int number = plan.first + i;
        const double x = plan.x + plan.width * (i + 0.5);
        racks.push_back(
            design.rack(plan.rackPart, design.at(plan.hall, x, plan.y, plan.rotation),
                        plan.letter + (number < 10 ? "0" : "") + std::to_string(number)));
    }
    return racks;
}

} // namespace millwright

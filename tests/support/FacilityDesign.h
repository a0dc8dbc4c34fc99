#pragma once
#include "tests/support/Builder.h"

namespace millwright::test
{

/// A small design on which every power and cooling rule runs on data and finds nothing: two sides
/// with utility, generator, transfer switch, board, UPS and panel; two air-cooled racks and one
/// liquid-cooled one; a CDU loop, air units and a chiller plant, all with a spare unit.
struct FacilityDesign : Builder {
    struct SideParts {
        Id<PowerPart> utility, generator, change, board, ups, panel;
    };
    SideParts side[2];
    Symbol nodePart, enclosurePart, liquidPart, cduPart, crahPart, chillerPart, panelPart;
    std::vector<Id<Rack>> racks; ///< two of nodes, then the liquid one
    std::vector<Id<Device>> nodes;
    std::vector<Id<Feed>> circuits; ///< of the racks, A and B in turn
    std::vector<Id<CoolingPart>> cdus, crahs, chillers;
    Id<Loop> facilityLoop, technologyLoop;

    FacilityDesign()
    {
        edit(site(), [](Site& row) { row.utilityCapacity = Power(3e6); });
        makeChain();
        makeRacks();
        makeCooling();
    }

    Id<Feed> feedOf(Id<PowerPart> source, EntityId target)
    {
        for (const Feed& row : blueprint().table<Feed>())
            if (row.source == source && row.target == target)
                return row.id;
        return {};
    }
    void unfeed(EntityId target)
    {
        std::vector<Id<Feed>> gone;
        for (const Feed& row : blueprint().table<Feed>())
            if (row.target == target)
                gone.push_back(row.id);
        for (const Id<Feed> id : gone)
            blueprint().table<Feed>().remove(id);
    }

private:
    void makeChain()
    {
        using enum FieldKey;
        const Symbol utility = part("utility", PartKind::UtilityFeed, {{RatedPower, 2000}});
        const Symbol generator = part("generator", PartKind::Generator, {{RatedPower, 1500}});
        const Symbol change = part("ats", PartKind::TransferSwitch, {{RatedPower, 1000}});
        const Symbol board = part("board", PartKind::Switchgear, {{RatedPower, 1000}});
        const Symbol ups = part("ups", PartKind::Ups,
                                {{RatedPower, 500},
                                 {PowerModules, 5},
                                 {Efficiency, 96.5},
                                 {Efficiency75, 96.8},
                                 {Efficiency50, 96.5},
                                 {Efficiency25, 95.5}});
        panelPart = part("panel", PartKind::Rpp, {{RatedPower, 300}, {OutputVoltage, 400}});
        part("big-panel", PartKind::Rpp, {{RatedPower, 900}, {OutputVoltage, 400}});
        for (int s = 0; s < 2; ++s) {
            SideParts& at = side[s];
            const Side name = s == 0 ? Side::A : Side::B;
            at.utility = power(utility, name);
            at.generator = power(generator, name);
            at.change = power(change, name);
            edit(at.change, [](PowerPart& row) { row.policy = InputPolicy::Transfer; });
            at.board = power(board, name);
            at.ups = power(ups, name);
            edit(at.ups, [](PowerPart& row) { row.redundantModules = 1; });
            at.panel = power(panelPart, name);
            feed(at.utility, at.change);
            edit(feed(at.generator, at.change), [](Feed& row) { row.order = 1; });
            feed(at.change, at.board);
            feed(at.board, at.ups);
            feed(at.ups, at.panel);
        }
    }

    void makeRacks()
    {
        using enum FieldKey;
        facilityLoop = loop(LoopKind::Facility, 24.0);
        technologyLoop = loop(LoopKind::Technology, 34.0);
        enclosurePart = part("enclosure", PartKind::Rack, {{InternalUnits, 48}});
        nodePart = part("node", PartKind::System,
                        {{PowerMax, 10200},
                         {PowerTypical, 7000},
                         {PsuCount, 6},
                         {PsuNeeded, 3},
                         {InletMax, 30},
                         {RackUnits, 8}});
        liquidPart = part("nvl72", PartKind::RackSystem,
                          {{PowerMax, 132000},
                           {LiquidShare, 0.8712},
                           {CoolantSupplyMax, 45},
                           {InletMax, 35},
                           {InputVoltage, 400}});
        for (int r = 0; r < 3; ++r) {
            const bool isLiquid = r == 2;
            racks.push_back(isLiquid ? rack(liquidPart, technologyLoop) : rack(enclosurePart));
            if (!isLiquid)
                for (int i = 0; i < 2; ++i)
                    nodes.push_back(device(racks.back(), nodePart, 1 + 8 * i));
            for (const SideParts& at : side)
                circuits.push_back(feed(at.panel, racks.back(), isLiquid ? 250.0 : 32.0));
        }
    }

    void makeCooling()
    {
        using enum FieldKey;
        cduPart = part(
            "cdu", PartKind::Cdu,
            {{CoolingCapacity, 1368}, {RatedApproach, 4}, {RatedFlow, 1200}, {PowerMax, 20500}});
        crahPart = part("crah", PartKind::Crah,
                        {{CoolingCapacity, 100}, {PowerMax, 3000}, {AirflowOffered, 27000}});
        chillerPart =
            part("chiller", PartKind::Chiller, {{CoolingCapacity, 500}, {CoefficientOfPerf, 5}});
        for (int i = 0; i < 2; ++i)
            cdus.push_back(cooling(cduPart, technologyLoop, facilityLoop));
        for (int i = 0; i < 3; ++i)
            crahs.push_back(cooling(crahPart, {}, facilityLoop));
        for (int i = 0; i < 2; ++i)
            chillers.push_back(cooling(chillerPart, facilityLoop));
        for (const SideParts& at : side) {
            for (const Id<CoolingPart> id : cdus)
                feed(at.panel, id);
            for (const Id<CoolingPart> id : crahs)
                feed(at.board, id);
            for (const Id<CoolingPart> id : chillers)
                feed(at.board, id);
        }
        for (const Id<CoolingPart> id : cdus)
            edit(id, [](CoolingPart& row) { row.powerClass = PowerClass::Ups; });
    }
};

} // namespace millwright::test

#pragma once
#include "tests/support/Builder.h"

namespace millwright::test
{

/// How large a generated A/B chain is; blocks of transformer, generator, transfer switch,
/// switchboard and UPS per side, PDUs below them, panels below those, racks on one panel of each
/// side.
struct ChainSize {
    int blocks = 20, pdus = 100, panels = 800, racks = 10000, coolingParts = 800;
};

/// A full A/B chain with loops and air units, all from `size`; the same for the same size.
class LargeChain
{
public:
    explicit LargeChain(const ChainSize& size) : m_size(size)
    {
        makeParts();
        for (const Side side : {Side::A, Side::B})
            makeSide(side);
        makeLoops();
        makeRacks();
        makeCooling();
        fill();
    }
    Builder builder;
    std::vector<Id<Rack>> racks;
    std::vector<Id<PowerPart>> panels[2];

private:
    template <class Row> using Rows = std::vector<Row>;

    void makeParts()
    {
        using enum FieldKey;
        m_utility = builder.part("utility", PartKind::UtilityFeed, {{RatedPower, 400000}});
        m_transformer = builder.part("transformer", PartKind::Transformer,
                                     {{RatedPower, 30000}, {Efficiency, 99}, {Efficiency50, 99.2}});
        m_generator = builder.part("generator", PartKind::Generator, {{RatedPower, 30000}});
        m_switch = builder.part("ats", PartKind::TransferSwitch, {{RatedPower, 30000}});
        m_board = builder.part("board", PartKind::Switchgear, {{RatedPower, 30000}});
        m_ups = builder.part("ups", PartKind::Ups,
                             {{RatedPower, 30000},
                              {PowerModules, 10},
                              {Efficiency, 96.5},
                              {Efficiency75, 96.8},
                              {Efficiency50, 96.5},
                              {Efficiency25, 95.5}});
        m_pdu = builder.part("pdu", PartKind::Pdu, {{RatedPower, 5000}, {Efficiency, 98.5}});
        m_panel = builder.part("panel", PartKind::Rpp, {{RatedPower, 700}});
        m_rack[0] = builder.part("rack-40kW", PartKind::RackSystem,
                                 {{PowerMax, 40800}, {PowerTypical, 30000}});
        m_rack[1] =
            builder.part("rack-132kW", PartKind::RackSystem,
                         {{PowerMax, 132000}, {LiquidShare, 0.8712}, {CoolantSupplyMax, 45}});
        m_cdu = builder.part(
            "cdu", PartKind::Cdu,
            {{CoolingCapacity, 1368}, {PowerMax, 20500}, {RatedFlow, 1200}, {RatedApproach, 4}});
        m_crah = builder.part("crah", PartKind::Crah,
                              {{CoolingCapacity, 375}, {PowerMax, 8800}, {AirflowOffered, 97700}});
        m_chiller = builder.part("chiller", PartKind::Chiller,
                                 {{CoolingCapacity, 21000}, {CoefficientOfPerf, 6}});
    }

    Id<PowerPart> add(Symbol part, Side side, std::initializer_list<Id<PowerPart>> sources,
                      InputPolicy policy = InputPolicy::Parallel)
    {
        PowerPart row;
        row.id = Id<PowerPart>(builder.next());
        row.at.hall = builder.hall();
        row.part = part;
        row.side = side;
        row.policy = policy;
        m_power.push_back(row);
        int order = 0;
        for (const Id<PowerPart> source : sources)
            feed(source, row.id.value(), 0.0, order++);
        return row.id;
    }

    void feed(Id<PowerPart> source, EntityId target, double breaker, int order = 0)
    {
        Feed row;
        row.id = Id<Feed>(builder.next());
        row.source = source;
        row.target = target;
        row.breaker = breaker;
        row.voltage = 415;
        row.order = order;
        m_feeds.push_back(row);
    }

    void makeSide(Side side)
    {
        const auto s = static_cast<std::size_t>(side == Side::B);
        const Id<PowerPart> utility = add(m_utility, side, {});
        std::vector<Id<PowerPart>> ups;
        for (int b = 0; b < m_size.blocks; ++b) {
            const auto transformer = add(m_transformer, side, {utility});
            const auto generator = add(m_generator, side, {});
            const auto change =
                add(m_switch, side, {transformer, generator}, InputPolicy::Transfer);
            const auto board = add(m_board, side, {change});
            m_boards[s].push_back(board);
            ups.push_back(add(m_ups, side, {board}));
        }
        std::vector<Id<PowerPart>> pdus;
        for (int p = 0; p < m_size.pdus; ++p)
            pdus.push_back(add(m_pdu, side, {ups[static_cast<std::size_t>(p) % ups.size()]}));
        for (int p = 0; p < m_size.panels; ++p)
            panels[s].push_back(
                add(m_panel, side, {pdus[static_cast<std::size_t>(p) % pdus.size()]}));
    }

    void makeLoops()
    {
        m_facility = builder.loop(LoopKind::Facility, 24.0);
        for (int l = 0; l < 40; ++l)
            m_loops.push_back(builder.loop(LoopKind::Technology, 34.0));
    }

    void makeRacks()
    {
        for (int r = 0; r < m_size.racks; ++r) {
            const auto i = static_cast<std::size_t>(r);
            Rack row;
            row.id = Id<Rack>(builder.next());
            row.at.hall = builder.hall();
            const bool isLiquid = r % 20 == 0;
            row.part = m_rack[isLiquid ? 1 : 0];
            if (isLiquid)
                row.loop = m_loops[i / 20 % m_loops.size()];
            m_rackRows.push_back(row);
            racks.push_back(row.id);
            for (int s = 0; s < 2; ++s)
                feed(panels[s][i % panels[s].size()], row.id.value(), isLiquid ? 250 : 100);
        }
    }

    void makeCooling()
    {
        for (int c = 0; c < m_size.coolingParts; ++c) {
            const auto i = static_cast<std::size_t>(c);
            CoolingPart row;
            row.id = Id<CoolingPart>(builder.next());
            row.at.hall = builder.hall();
            if (c % 10 == 0) {
                row.part = m_cdu;
                row.serves = m_loops[i / 10 % m_loops.size()];
                row.source = m_facility;
            } else if (c % 97 == 1) {
                row.part = m_chiller;
                row.serves = m_facility;
            } else {
                row.part = m_crah;
                row.source = m_facility;
            }
            m_cooling.push_back(row);
            for (int s = 0; s < 2; ++s)
                feed(m_boards[s][i % m_boards[s].size()], row.id.value(), 800);
        }
    }

    void fill()
    {
        builder.blueprint().table<PowerPart>().assign(std::move(m_power));
        builder.blueprint().table<Feed>().assign(std::move(m_feeds));
        builder.blueprint().table<Rack>().assign(std::move(m_rackRows));
        builder.blueprint().table<CoolingPart>().assign(std::move(m_cooling));
    }

    ChainSize m_size;
    Symbol m_utility, m_transformer, m_generator, m_switch, m_board, m_ups, m_pdu, m_panel,
        m_rack[2];
    Symbol m_cdu, m_crah, m_chiller;
    std::vector<Id<PowerPart>> m_boards[2];
    Id<Loop> m_facility;
    std::vector<Id<Loop>> m_loops;
    Rows<PowerPart> m_power;
    Rows<Feed> m_feeds;
    Rows<Rack> m_rackRows;
    Rows<CoolingPart> m_cooling;
};

} // namespace millwright::test

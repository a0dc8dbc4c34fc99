#include "model/analysis/Analysis.h"
#include "model/assist/Assist.h"
#include "model/edit/FieldActions.h"
#include "model/graph/ElectricalFormulas.h"
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

namespace millwright
{
namespace
{

/// Breakers in A: IEC 60898-1 and IEC 60947-2 preferred ratings; NEC 240.6(A).
constexpr double iecBreakers[] = {16,  20,  25,  32,  40,  50,  63,  80,   100,  125, 160,
                                  200, 250, 315, 400, 500, 630, 800, 1000, 1250, 1600};
constexpr double necBreakers[] = {15,  20,  25,  30,  35,  40,  45,   50,   60,  70,  80,
                                  90,  100, 110, 125, 150, 175, 200,  225,  250, 300, 350,
                                  400, 450, 500, 600, 700, 800, 1000, 1200, 1600};

/// A part of the chain that circuits may start at.
struct Panel {
    Id<PowerPart> id;
    Id<Hall> hall;
    Side side = Side::None;
    double x = 0.0, y = 0.0; ///< m
    double capacity = 0.0;   ///< W; 0 = unknown, taken as enough
    double promised =
        0.0; ///< W of the loads that hang on it, each in full: what it carries after failover
    double voltage = 0.0; ///< V line to line
    bool isForRacks = false;
    bool isForMachines = false;
};

struct Load {
    EntityId id = 0;
    Id<Hall> hall;
    double x = 0.0, y = 0.0;
    double power = 0.0; ///< W
    bool isRack = true;
};

class PowerConnector
{
public:
    explicit PowerConnector(Draft& draft) : m_draft(draft), m_parameters(draft.blueprint())
    {
        const Blueprint& blueprint = draft.blueprint();
        if (!blueprint.table<Site>().isEmpty())
            m_isNec = blueprint.table<Site>().begin()->code == ElectricalCode::Nec;
        readPanels();
        readLoads();
        readFeeds();
    }

    Result<Message> run()
    {
        if (m_panels.empty())
            return fail("assist.no-panels");
        for (const Load& load : m_loads)
            for (const Side side : {Side::A, Side::B})
                if (!m_sidesOf[load.id].contains(side))
                    connect(load, side);
        return Message{m_left.empty() ? "assist.connect-power.done" : "assist.connect-power.partly",
                       {std::int64_t{m_circuits}, static_cast<std::int64_t>(m_fed.size()),
                        static_cast<std::int64_t>(m_left.size())}};
    }

private:
    void readPanels()
    {
        for (const PowerPart& row : m_draft.blueprint().table<PowerPart>()) {
            const Part* part = m_draft.project().parts.find(row.part);
            if (!part || row.side == Side::None)
                continue;
            Panel panel{row.id, row.at.hall, row.side, row.at.centre.x.metres(),
                        row.at.centre.y.metres()};
            panel.isForRacks = part->kind == PartKind::Rpp || part->kind == PartKind::Pdu ||
                               part->kind == PartKind::Busway;
            const double voltage =
                part->number(FieldKey::OutputVoltage).value_or(m_isNec ? 415.0 : 400.0);
            panel.isForMachines =
                panel.isForRacks || (part->kind == PartKind::Switchgear && voltage < 1000.0);
            if (!panel.isForMachines)
                continue;
            panel.capacity = row.ratingOverride.si() > 0.0 ? row.ratingOverride.si()
                                                           : part->figures.ratedPower.si();
            panel.voltage = voltage;
            m_panels.push_back(panel);
        }
    }

    void readLoads()
    {
        const Project& project = m_draft.project();
        const ChangeSet changes = ChangeSet::everything();
        const AnalysisContext context{project, project.blueprint(), m_parameters, changes};
        Results results;
        runInventory(context, results);
        runNetwork(context, results);
        const double it = results.inventory->itPower.si();
        const double optics = it > 0.0 ? 1.0 + results.network->opticsPower.si() / it : 1.0;
        for (const RackLoad& rack : results.inventory->racks) {
            const Rack* row = project.blueprint().find(rack.rack);
            if (row && rack.designPower.si() > 0.0)
                m_loads.push_back({row->id.value(), row->at.hall, row->at.centre.x.metres(),
                                   row->at.centre.y.metres(), rack.designPower.si() * optics,
                                   true});
        }
        for (const CoolingPart& row : project.blueprint().table<CoolingPart>()) {
            const Part* part = project.parts.find(row.part);
            if (!part || part->figures.powerMax.si() <= 0.0)
                continue;
            const Rack* rack = row.rack.isSet() ? project.blueprint().find(row.rack) : nullptr;
            const Placement& at = rack ? rack->at : row.at;
            m_loads.push_back({row.id.value(), at.hall, at.centre.x.metres(), at.centre.y.metres(),
                               part->figures.powerMax.si(), rack != nullptr});
        }
    }

    void readFeeds()
    {
        std::map<EntityId, double> power;
        for (const Load& load : m_loads)
            power[load.id] = load.power;
        for (const Feed& feed : m_draft.blueprint().table<Feed>()) {
            const PowerPart* source = m_draft.find(feed.source);
            m_sidesOf[feed.target].insert(source ? source->side : feed.side);
            const auto known = power.find(feed.target);
            for (Panel& panel : m_panels)
                if (panel.id == feed.source && known != power.end())
                    panel.promised += known->second;
        }
    }

    /// The nearest panel of the side with room for the load; those of its own hall before others.
    Panel* nearest(const Load& load, Side side)
    {
        Panel* best = nullptr;
        double least = std::numeric_limits<double>::max();
        for (Panel& panel : m_panels) {
            const bool isFit =
                panel.side == side && (load.isRack ? panel.isForRacks : panel.isForMachines);
            if (!isFit || (panel.capacity > 0.0 && panel.promised + load.power > panel.capacity))
                continue;
            constexpr double otherHall = 1e6; // m; positions of two halls cannot be compared
            const double distance = std::abs(panel.x - load.x) + std::abs(panel.y - load.y) +
                                    (panel.hall == load.hall ? 0.0 : otherHall);
            if (distance < least) {
                least = distance;
                best = &panel;
            }
        }
        return best;
    }

    /// Smallest standard breaker that carries `power` W at `voltage` V, three phases; 0 if none is
    /// large enough.
    double breakerFor(double power, double voltage) const
    {
        const double factor =
            m_parameters[m_isNec ? Parameter::NecContinuous : Parameter::IecContinuous];
        const double powerFactor = m_parameters[Parameter::PowerFactor];
        const auto fits = [&](double breaker) {
            const BranchCircuit<double> circuit{voltage, breaker, PhaseSystem::ThreePhaseLineToLine,
                                                factor};
            return circuitCapacity(circuit) * powerFactor >= power;
        };
        const std::span<const double> sizes =
            m_isNec ? std::span<const double>(necBreakers) : iecBreakers;
        const auto found = std::find_if(sizes.begin(), sizes.end(), fits);
        return found == sizes.end() ? 0.0 : *found;
    }

    void connect(const Load& load, Side side)
    {
        Panel* panel = nearest(load, side);
        Feed feed;
        feed.target = load.id;
        feed.side = side;
        if (panel) {
            feed.source = panel->id;
            feed.voltage = panel->voltage;
            feed.breaker = breakerFor(load.power, panel->voltage);
        }
        if (!panel || !connectFeed(m_draft, feed)) {
            m_left.insert(load.id);
            return;
        }
        panel->promised += load.power;
        m_fed.insert(load.id);
        ++m_circuits;
    }

    Draft& m_draft;
    ParameterValues m_parameters;
    bool m_isNec = false;
    std::vector<Panel> m_panels;
    std::vector<Load> m_loads;
    std::map<EntityId, std::set<Side>> m_sidesOf;
    std::set<EntityId> m_fed, m_left;
    int m_circuits = 0;
};

} // namespace

Result<Message> connectPower(Draft& draft)
{
    return PowerConnector(draft).run();
}

} // namespace millwright

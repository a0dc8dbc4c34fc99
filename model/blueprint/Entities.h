#pragma once
#include "model/base/Geometry.h"
#include "model/base/Id.h"
#include "model/base/Symbol.h"
#include <string>
#include <vector>

namespace millwright {

// Every entity is a plain value with an id; entities name each other by id only. Numbers with a unit in their comment are SI.
// A value of 0 in a field marked "0 = ..." means what is said there.

enum class ElectricalCode : std::uint8_t { Iec, Nec };

/// A place with a grid connection, a climate and prices.
struct Site {
    Id<Site> id;
    std::string name;
    Symbol region;                     ///< ISO 3166 alpha-3, "USA"
    ElectricalCode code = ElectricalCode::Iec;
    Power utilityCapacity;             ///< connection limit; 0 = not stated
    double altitude = 0.0;             ///< m
    double designDryBulb = 35.0;       ///< degC
    double designWetBulb = 24.0;       ///< degC
    double averageDryBulb = 12.0;      ///< degC, year mean, for the annual PUE
    double energyPrice = 0.0;          ///< USD/kWh; 0 = parameter default
    double demandPrice = 0.0;          ///< USD/kW and month
    double gridCarbon = 0.0;           ///< kg CO2e/kWh; 0 = parameter default
    // A typical year in bins, read by weatherOf(): middles and hours have the same length; no hours = not known.
    std::vector<double> weatherDryBulb; ///< degC, rising
    std::vector<double> weatherWetBulb; ///< degC, mean of each bin; empty = not known
    std::vector<double> weatherHours;   ///< of the year
    std::string sources;                ///< where its figures come from; see SiteFigures.h
    friend bool operator==(const Site&, const Site&) = default;
};

struct Building {
    Id<Building> id;
    Id<Site> site;
    std::string name;
    friend bool operator==(const Building&, const Building&) = default;
};

struct Floor {
    Id<Floor> id;
    Id<Building> building;
    std::string name;
    int level = 0;
    friend bool operator==(const Floor&, const Floor&) = default;
};

enum class Containment : std::uint8_t { None, Cold, Hot };

/// A room with a floor plan; an air zone of its own.
struct Hall {
    Id<Hall> id;
    Id<Floor> floor;
    std::string name;
    std::vector<Point> outline;        ///< corners in order
    Length height = Length::metres(4.0);
    Length tile = Length::millimetres(600);
    bool hasRaisedFloor = false;
    double floorLimit = 0.0;           ///< kg/m2 distributed; 0 = not stated
    double casterLimit = 0.0;          ///< kg on one caster; 0 = not stated
    double rollingLimit = 0.0;         ///< kg moved across; 0 = not stated
    Containment containment = Containment::None;
    double airSupply = 22.0;           ///< degC at the units' outlet
    friend bool operator==(const Hall&, const Hall&) = default;
};

enum class FeatureKind : std::uint8_t { Wall, Column, Door, Dock, KeepOut, Tray, Note };

/// A fixed thing of a hall: a segment (wall, tray, door) from a to b of a width, or a rectangle a-b.
struct Feature {
    Id<Feature> id;
    Id<Hall> hall;
    FeatureKind kind = FeatureKind::Column;
    Point a, b;
    Length width;                      ///< of walls, trays; clear width of doors is |b - a|
    Length height;                     ///< clear height of doors, elevation of trays
    std::string label;
    friend bool operator==(const Feature&, const Feature&) = default;
};

/// Where something stands: its centre in a hall and its rotation clockwise in degrees (0 = front faces up).
struct Placement {
    Id<Hall> hall;
    Point centre;
    double rotation = 0.0;
    friend bool operator==(const Placement&, const Placement&) = default;
};

struct Loop;

/// A rack or a rack-scale system on the floor.
struct Rack {
    Id<Rack> id;
    Placement at;
    Symbol part;
    std::string label;
    Id<Loop> loop;                     ///< coolant loop that serves its liquid-cooled devices; unset = none
    bool isLocked = false;
    friend bool operator==(const Rack&, const Rack&) = default;
};

struct Fabric;
enum class DeviceRole : std::uint8_t { Plain, Leaf, Spine, Core, Manager };

/// A thing in a rack, at unit `unit` (its lowest U, counted from 1 at the bottom; 0 = mounted beside the units).
struct Device {
    Id<Device> id;
    Id<Rack> rack;
    Symbol part;
    std::string label;
    int unit = 1;
    bool isRear = false;
    DeviceRole role = DeviceRole::Plain;
    Id<Fabric> fabric;                 ///< of a switch: the fabric it belongs to
    int plane = 0;
    friend bool operator==(const Device&, const Device&) = default;
};

enum class Side : std::uint8_t { None, A, B };
enum class InputPolicy : std::uint8_t { Parallel, Transfer }; ///< live inputs share, or the first live one carries all

/// A part of the power chain: utility feed, transformer, switchboard, generator, UPS, PDU, RPP, busway ...
struct PowerPart {
    Id<PowerPart> id;
    Placement at;
    Symbol part;
    std::string label;
    Side side = Side::None;
    InputPolicy policy = InputPolicy::Parallel;
    int inputsNeeded = 1;              ///< live inputs without which it is dark
    int modules = 0;                   ///< installed power modules; 0 = as the part has
    int redundantModules = 0;          ///< of these, how many may be lost
    Power ratingOverride;              ///< breaker or contract limit below the part's; 0 = the part's
    bool isLocked = false;
    friend bool operator==(const PowerPart&, const PowerPart&) = default;
};

/// A circuit from a power part to a rack, a cooling part or the next power part.
struct Feed {
    Id<Feed> id;
    Id<PowerPart> source;
    EntityId target = 0;               ///< a Rack, PowerPart or CoolingPart
    Side side = Side::None;
    double voltage = 400.0;            ///< V, line to line for three phases
    double breaker = 0.0;              ///< A; 0 = no limit of its own
    int phases = 3;
    int order = 0;                     ///< for InputPolicy::Transfer: 0 is taken before 1
    friend bool operator==(const Feed&, const Feed&) = default;
};

enum class PowerClass : std::uint8_t { Utility, Generator, Ups }; ///< what carries a mechanical load through an outage

/// A CRAH, CDU, rear door, chiller, dry cooler, tower or pump.
struct CoolingPart {
    Id<CoolingPart> id;
    Placement at;
    Symbol part;
    std::string label;
    Id<Loop> serves;                   ///< CDU, chiller: the loop it cools; unset for air units
    Id<Loop> source;                   ///< the loop it rejects its heat to; unset = the outdoors or unstated
    Id<Rack> rack;                     ///< rear door or in-rack CDU: its rack
    bool isStandby = false;            ///< runs only when another unit is lost
    PowerClass powerClass = PowerClass::Generator;
    bool isLocked = false;
    friend bool operator==(const CoolingPart&, const CoolingPart&) = default;
};

enum class LoopKind : std::uint8_t { Technology, Facility, ChilledWater };

/// A coolant loop at design conditions.
struct Loop {
    Id<Loop> id;
    std::string name;
    LoopKind kind = LoopKind::Technology;
    double supply = 32.0;              ///< degC
    double temperatureRise = 10.0;     ///< K
    Symbol fluid = "PG25";
    int redundantUnits = 0;            ///< units that may be lost; 1 = N+1
    friend bool operator==(const Loop&, const Loop&) = default;
};

enum class FabricKind : std::uint8_t { Compute, Storage, InBand, OutOfBand };
enum class Topology : std::uint8_t { SingleSwitch, FatTree, RailOptimised, RailOnly, Dragonfly, Torus2D, Torus3D, Direct };

/// What a network is meant to be; the analysis derives the switches and cables it needs from this and the placed devices.
struct Fabric {
    Id<Fabric> id;
    std::string name;
    FabricKind kind = FabricKind::Compute;
    Topology topology = Topology::FatTree;
    Symbol switchPart;
    Symbol cablePart;                  ///< link type for price and power; empty = parameter default
    int planes = 1;
    double oversubscription = 1.0;     ///< down : up at the leaf
    int sizedNodes = 0;                ///< size for so many nodes; 0 = as placed
    int managerPorts = 0;              ///< leaf ports kept for fabric managers
    bool mustSurviveSwitchLoss = false;
    friend bool operator==(const Fabric&, const Fabric&) = default;
};

/// A parameter whose value this design changes; keys, defaults and sources are in Parameters.def.
struct Assumption {
    Id<Assumption> id;
    Symbol key;
    double value = 0.0;
    std::string note;
    friend bool operator==(const Assumption&, const Assumption&) = default;
};

/// A finding that somebody accepted. It turns stale when the value gets worse than `measured`.
struct Waiver {
    Id<Waiver> id;
    std::string finding;               ///< stable key of the finding
    std::string reason;
    std::string author;
    std::string date;                  ///< ISO date
    double measured = 0.0;
    friend bool operator==(const Waiver&, const Waiver&) = default;
};

enum class BillBasis : std::uint8_t { Fixed, PerAccelerator, PerNode, PerRack };

/// Something bought that stands nowhere on the plan: software, services, spares.
struct BillItem {
    Id<BillItem> id;
    Symbol part;
    BillBasis basis = BillBasis::Fixed;
    double quantity = 1.0;             ///< pieces, or pieces per unit of the basis
    friend bool operator==(const BillItem&, const BillItem&) = default;
};

} // namespace millwright

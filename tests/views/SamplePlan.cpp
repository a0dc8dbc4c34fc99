#include "tests/views/SamplePlan.h"
#include "model/blueprint/PlacedThing.h"

namespace millwright
{
namespace
{

Field number(FieldKey key, double value)
{
    Field field;
    field.key = key;
    field.number = value;
    field.source = std::make_shared<const std::string>("test");
    return field;
}

/// Adds rows to the active blueprint under fresh ids.
class Builder
{
public:
    explicit Builder(Project& project) : m_project(project) {}

    template <class T> Id<T> add(T row)
    {
        row.id = Id<T>(++m_project.lastId);
        const Id<T> id = row.id;
        m_project.blueprint().table<T>().put(std::move(row));
        return id;
    }
    static Point at(double x_mm, double y_mm)
    {
        return {Length::millimetres(x_mm), Length::millimetres(y_mm)};
    }
    Placement place(double x_mm, double y_mm, double rotation) const
    {
        return {m_hall, at(x_mm, y_mm), rotation};
    }

    void hall()
    {
        Hall hall;
        hall.name = "Hall 1";
        hall.outline = {at(0, 0), at(16800, 0), at(16800, 12000), at(0, 12000)};
        hall.hasRaisedFloor = true;
        hall.floorLimit = 1200.0;
        hall.containment = Containment::Hot;
        m_hall = add(hall);
    }
    void feature(FeatureKind kind, Point a, Point b, double width_mm = 0.0, std::string label = {})
    {
        Feature feature;
        feature.hall = m_hall;
        feature.kind = kind;
        feature.a = a;
        feature.b = b;
        feature.width = Length::millimetres(width_mm);
        feature.label = std::move(label);
        add(feature);
    }
    Id<Rack> rack(const char* part, std::string label, const Placement& place)
    {
        Rack rack;
        rack.part = part;
        rack.label = std::move(label);
        rack.at = place;
        const Id<Rack> id = add(rack);
        return id;
    }
    void device(Id<Rack> rack, const char* part, int unit)
    {
        Device device;
        device.rack = rack;
        device.part = part;
        device.unit = unit;
        device.label = "node";
        add(device);
    }
    void cooling(const char* part, std::string label, const Placement& place)
    {
        CoolingPart row;
        row.part = part;
        row.label = std::move(label);
        row.at = place;
        add(row);
    }
    void power(const char* part, std::string label, const Placement& place, Side side)
    {
        PowerPart row;
        row.part = part;
        row.label = std::move(label);
        row.at = place;
        row.side = side;
        add(row);
    }
    void feed(Id<PowerPart> source, EntityId target, Side side)
    {
        Feed feed;
        feed.source = source;
        feed.target = target;
        feed.side = side;
        add(feed);
    }

private:
    Project& m_project;
    Id<Hall> m_hall;
};

void addParts(Project& project)
{
    const SamplePart parts[] = {
        {"cabinet", "Rack 800 x 1200", PartKind::Rack, 800, 1200, 0, 3000, 42},
        {"node", "GPU server", PartKind::System, 482.6, 900, 10200, 362000, 8},
        {"storage", "Storage node", PartKind::Storage, 482.6, 900, 1350, 60000, 2},
        {"switch", "Switch 64 ports", PartKind::Switch, 482.6, 700, 1100, 38000, 1},
        {"crah", "CRAH 110 kW", PartKind::Crah, 2200, 900, 5200, 39000, 0},
        {"cdu", "CDU 320 kW", PartKind::Cdu, 600, 1200, 2900, 71000, 0},
        {"rpp", "RPP 630 A", PartKind::Rpp, 900, 600, 0, 17800, 0},
        {"ups", "UPS 500 kW", PartKind::Ups, 1800, 900, 0, 120000, 0},
        {"msb", "Switchboard", PartKind::Switchgear, 1500, 900, 0, 60000, 0},
        {"pdu", "PDU 300 kVA", PartKind::Pdu, 1100, 900, 0, 30000, 0},
    };
    for (const SamplePart& part : parts)
        project.parts.put(samplePart(part));
}

void addRoom(Builder& build)
{
    using enum FeatureKind;
    const auto at = Builder::at;
    build.hall();
    build.feature(Wall, at(14000, 0), at(14000, 12000), 100);
    build.feature(Door, at(1250, 0), at(2200, 0), 200);
    build.feature(Door, at(10500, 12000), at(12300, 12000), 200);
    build.feature(Door, at(14000, 5500), at(14000, 6500), 100);
    for (const auto& [x, y] : {std::pair(5200, 0), std::pair(9900, 0), std::pair(10450, 3100),
                               std::pair(10450, 8500), std::pair(5200, 11700)})
        build.feature(Column, at(x, y), at(x + 400, y + (y % 3000 ? 300 : 300)), 0, "K");
    build.feature(Tray, at(9400, 2150), at(12000, 2150), 150);
    build.feature(Tray, at(12000, 2150), at(12000, 9900), 150);
    build.feature(Tray, at(9400, 9900), at(12000, 9900), 150);
    build.feature(Note, at(14100, 11500), at(14100, 11500), 0, "Electrical");
}

} // namespace

PartPtr samplePart(const SamplePart& row)
{
    Part part;
    part.id = row.id;
    part.name = row.name;
    part.kind = row.kind;
    part.fields = {number(FieldKey::Width, row.width_mm), number(FieldKey::Depth, row.depth_mm),
                   number(FieldKey::Height, 2000)};
    if (row.kind == PartKind::Rack)
        part.fields.push_back(number(FieldKey::InternalUnits, row.units));
    else if (row.units > 0)
        part.fields.push_back(number(FieldKey::RackUnits, row.units));
    if (row.power_W > 0.0)
        part.fields.push_back(number(FieldKey::PowerMax, row.power_W));
    if (row.price_USD > 0.0)
        part.fields.push_back(number(FieldKey::Price, row.price_USD));
    return finishPart(std::move(part));
}

EntityId labelled(const Project& project, std::string_view label)
{
    EntityId found = 0;
    forEachPlaced(project.blueprint(), [&](const PlacedThing& thing) {
        if (thing.label == label)
            found = thing.id;
    });
    return found;
}

Project samplePlan()
{
    Project project;
    project.name = "Sample";
    addParts(project);
    Builder build(project);
    addRoom(build);
    // Racks are 800 mm wide; the rows begin at x = 3.0 m. A faces up, B down, so that their rears
    // share an aisle.
    for (int i = 0; i < 8; ++i) {
        const double x = 3400 + i * 800.0;
        const auto name = [i](char row) {
            return std::string(1, row) + "0" + std::to_string(i + 1);
        };
        const Id<Rack> a = build.rack("cabinet", name('A'), build.place(x, 2100, 0));
        build.device(a, "node", 1);
        build.device(a, "node", 11);
        if (i < 7) {
            const Id<Rack> b = build.rack("cabinet", name('B'), build.place(x, 4500, 180));
            build.device(b, "node", 1);
            if (i < 6)
                build.device(b, "node", 11);
        }
        if (i < 7) {
            const Id<Rack> c = build.rack("cabinet", name('C'), build.place(x, 7500, 0));
            for (int k = 0; k < (i < 4 ? 4 : 1); ++k)
                build.device(c, i < 4 ? "storage" : "switch", 1 + 3 * k);
        }
    }
    for (int i = 0; i < 4; ++i) {
        const Id<Rack> n = build.rack("cabinet", "N0" + std::to_string(i + 1),
                                      build.place(12300 - 300, 4800 + i * 800.0, 270));
        for (int k = 0; k < 4; ++k)
            build.device(n, "switch", 1 + 2 * k);
    }
    build.cooling("cdu", "CDU-1", build.place(9700, 4500, 180));
    build.cooling("cdu", "CDU-2", build.place(9700, 7500, 0));
    build.cooling("crah", "CRAH-1", build.place(550, 3300, 90));
    build.cooling("crah", "CRAH-2", build.place(550, 8700, 90));
    build.cooling("crah", "CRAH-3", build.place(13450, 3300, 270));
    build.cooling("crah", "CRAH-4", build.place(13450, 8700, 270));
    for (int i = 0; i < 4; ++i)
        build.power("rpp", std::string("RPP-") + (i < 2 ? "1" : "2") + (i % 2 ? "B" : "A"),
                    build.place(2450, 1950 + i * 2700.0, 270), i % 2 ? Side::B : Side::A);
    build.power("msb", "MSB-A", build.place(16100, 1100, 270), Side::A);
    build.power("ups", "UPS-A", build.place(16100, 3000, 270), Side::A);
    build.power("pdu", "PDU-A", build.place(16100, 4700, 270), Side::A);
    build.power("pdu", "PDU-B", build.place(16100, 7300, 270), Side::B);
    build.power("ups", "UPS-B", build.place(16100, 9000, 270), Side::B);
    build.power("msb", "MSB-B", build.place(16100, 10900, 270), Side::B);
    for (const char* label : {"A01", "A02", "A03", "B01", "B02", "C01"}) {
        const EntityId id = labelled(project, label);
        build.feed(Id<PowerPart>(labelled(project, "RPP-1A")), id, Side::A);
        if (std::string_view(label) != "A03")
            build.feed(Id<PowerPart>(labelled(project, "RPP-1B")), id, Side::B);
    }
    return project;
}

} // namespace millwright

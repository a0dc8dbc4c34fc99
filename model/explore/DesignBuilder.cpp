#include "model/explore/DesignBuilder.h"
#include <algorithm>

namespace millwright
{
namespace
{

Project named(std::string name)
{
    Project project;
    project.name = std::move(name);
    project.author = "Millwright";
    return project;
}

/// Two digits, so that lists sort by number.
std::string twoDigits(int number)
{
    return (number < 10 ? "0" : "") + std::to_string(number);
}

} // namespace

Rect area(double x, double y, double width, double height)
{
    return {Length::metres(x), Length::metres(y), Length::metres(x + width),
            Length::metres(y + height)};
}

DesignBuilder::DesignBuilder(const PartSource& parts, std::string name)
    : m_parts(parts), m_draft(named(std::move(name)))
{
}

const Part* DesignBuilder::use(std::string_view id)
{
    const Symbol symbol(id);
    if (const Part* known = m_draft.project().parts.find(symbol))
        return known;
    const PartPtr part = m_parts.part(id);
    if (!part) {
        if (std::find(m_missing.begin(), m_missing.end(), id) == m_missing.end())
            m_missing.emplace_back(id);
        return nullptr;
    }
    m_draft.usePart(part);
    // A chip that a system is made of goes along, so that estimates find its figures without the
    // catalog.
    if (const std::string chip(part->text(FieldKey::AcceleratorPart)); !chip.empty())
        use(chip);
    return m_draft.project().parts.find(symbol);
}

Id<Site> DesignBuilder::site(Site row)
{
    const Id<Site> site = m_draft.add(std::move(row));
    Building building;
    building.site = site;
    building.name = "Building 1";
    Floor floor;
    floor.building = m_draft.add(std::move(building));
    floor.name = "Ground floor";
    m_floor = m_draft.add(std::move(floor));
    return site;
}

Id<Hall> DesignBuilder::hall(Hall row, double width, double height)
{
    row.floor = m_floor;
    const Rect r = area(0, 0, width, height);
    row.outline = {{r.left, r.top}, {r.right, r.top}, {r.right, r.bottom}, {r.left, r.bottom}};
    return m_draft.add(std::move(row));
}

void DesignBuilder::feature(Id<Hall> hall, FeatureKind kind, const Rect& span, std::string label)
{
    Feature row;
    row.hall = hall;
    row.kind = kind;
    row.a = {span.left, span.top};
    row.b = {span.right, span.bottom};
    row.label = std::move(label);
    m_draft.add(std::move(row));
}

void DesignBuilder::segment(Id<Hall> hall, FeatureKind kind, const Rect& span, double width,
                            double height)
{
    Feature row;
    row.hall = hall;
    row.kind = kind;
    row.a = {span.left, span.top};
    row.b = {span.right, span.bottom};
    row.width = Length::metres(width);
    row.height = Length::metres(height);
    m_draft.add(std::move(row));
}

Placement DesignBuilder::at(Id<Hall> hall, double x, double y, double rotation) const
{
    return {hall, {Length::metres(x), Length::metres(y)}, rotation};
}

Id<Rack> DesignBuilder::rack(std::string_view part, const Placement& at, std::string label)
{
    use(part);
    Rack row;
    row.at = at;
    row.part = part;
    row.label = std::move(label);
    return m_draft.add(std::move(row));
}

int DesignBuilder::mount(Id<Rack> rack, int unit, const Mount& what)
{
    const Part* part = use(what.part);
    const int height = part ? part->figures.rackUnits : 1;
    for (int i = 0; i < what.count; ++i) {
        Device row;
        row.rack = rack;
        row.part = what.part;
        row.label = what.prefix + twoDigits(++m_numbers[what.prefix]);
        row.unit = height > 0 ? unit : 0;
        row.role = what.role;
        row.fabric = what.fabric;
        row.plane = what.plane;
        m_draft.add(std::move(row));
        unit += height;
    }
    return unit;
}

Id<PowerPart> DesignBuilder::power(std::string_view part, const Placement& at, std::string label,
                                   Side side)
{
    const Part* known = use(part);
    PowerPart row;
    row.at = at;
    row.part = part;
    row.label = std::move(label);
    row.side = side;
    if (known && known->kind == PartKind::TransferSwitch)
        row.policy = InputPolicy::Transfer;
    return m_draft.add(std::move(row));
}

void DesignBuilder::feed(Id<PowerPart> source, EntityId target, double breaker, int order)
{
    Feed row;
    row.source = source;
    row.target = target;
    row.breaker = breaker;
    row.order = order;
    if (const PowerPart* from = m_draft.find(source)) {
        row.side = from->side;
        if (const Part* part = m_draft.project().parts.find(from->part))
            row.voltage = part->number(FieldKey::OutputVoltage).value_or(row.voltage);
    }
    m_draft.add(row);
}

Id<CoolingPart> DesignBuilder::cooling(std::string_view part, const Placement& at,
                                       std::string label)
{
    CoolingPart row;
    row.at = at;
    row.label = std::move(label);
    return cooling(std::move(row), part);
}

Id<CoolingPart> DesignBuilder::cooling(CoolingPart row, std::string_view part)
{
    use(part);
    row.part = part;
    return m_draft.add(std::move(row));
}

void DesignBuilder::bill(std::string_view part, BillBasis basis, double quantity)
{
    use(part);
    BillItem row;
    row.part = part;
    row.basis = basis;
    row.quantity = quantity;
    m_draft.add(std::move(row));
}

Result<Project> DesignBuilder::build()
{
    for (const Fabric& fabric : m_draft.blueprint().table<Fabric>())
        for (const Symbol part : {fabric.switchPart, fabric.cablePart})
            if (!part.isEmpty())
                use(part.view());
    if (m_missing.empty())
        return m_draft.project();
    std::string list;
    for (const std::string& id : m_missing)
        list += (list.empty() ? "" : ", ") + id;
    return fail("explore.missing-parts", {list});
}

void registerExploreMessages()
{
    registerMessagePatterns({
        {"explore.missing-parts", "The catalog lacks these parts: {0}."},
        {"explore.bench-unreadable", "The benchmark design could not be read back."},
    });
}

} // namespace millwright

#pragma once
#include "model/blueprint/EntityFields.h"
#include "model/blueprint/EnumNames.h"
#include "model/blueprint/FieldRange.h"
#include "model/blueprint/Project.h"
#include <algorithm>
#include <random>
#include <type_traits>

namespace millwright::testing
{

/// Fills entities with random values by the list of EntityFields.h, so that a new field is covered
/// by itself.
class Sampler
{
public:
    explicit Sampler(unsigned seed) : m_random(seed) {}

    int below(int limit) { return static_cast<int>(m_random() % static_cast<unsigned>(limit)); }
    bool coin() { return below(2) == 0; }

    std::string text()
    {
        static const std::vector<std::string> samples{
            "A07",  "Grüner Saal", "tab\there", "quote \" and \\ slash", "line\nend", "日本",
            "\x01", "{0} [x]",     "😀"};
        return samples[static_cast<std::size_t>(below(static_cast<int>(samples.size())))] +
               std::to_string(below(1000));
    }
    double number(std::string_view key)
    {
        const FieldRange range = fieldRange(key);
        const double low = std::max(range.low, -1e6);
        const double high = std::min(range.high, 1e6);
        const double share = std::uniform_real_distribution<double>(0.01, 0.99)(m_random);
        return low + share * (high - low);
    }
    Length coordinate()
    {
        return Length::micrometres(
            std::uniform_int_distribution<std::int64_t>(-400000000, 400000000)(m_random));
    }
    Point point() { return {coordinate(), coordinate()}; }

    void fill(std::string_view, std::string& value) { value = text(); }
    void fill(std::string_view key, Symbol& value)
    {
        value = key == "part" ? Symbol("part-" + std::to_string(below(4))) : Symbol(text());
    }
    void fill(std::string_view, bool& value) { value = coin(); }
    void fill(std::string_view key, double& value) { value = number(key); }
    void fill(std::string_view key, int& value) { value = static_cast<int>(number(key)); }
    void fill(std::string_view key, Power& value) { value = Power(number(key)); }
    void fill(std::string_view key, Length& value)
    {
        value = Length::micrometres(
            1 + std::uniform_int_distribution<std::int64_t>(0, 90000000)(m_random));
        if (!fieldRange(key).contains(value.metres()))
            value = Length::metres(0.5);
    }
    void fill(std::string_view, Point& value) { value = point(); }
    void fill(std::string_view, std::vector<Point>& value)
    {
        value = {point(), point(), point(), point()};
    }
    void fill(std::string_view key, std::vector<double>& value)
    {
        value.resize(24); // the hours of a day; also enough for bins
        for (double& share : value)
            share = number(key);
    }
    void fill(std::string_view, Placement& value)
    {
        value = {anyOf<Hall>(), point(),
                 coin() ? 90.0 * below(4)
                        : std::uniform_real_distribution<double>(0, 359.9)(m_random)};
    }
    void fill(std::string_view, EntityId& value)
    {
        // The one bare id: the target of a circuit.
        value = coin()   ? anyOf<Rack>().value()
                : coin() ? anyOf<PowerPart>().value()
                         : anyOf<CoolingPart>().value();
    }
    template <class T> void fill(std::string_view, Id<T>& value) { value = anyOf<T>(); }
    template <NamedEnum Enum> void fill(std::string_view, Enum& value)
    {
        value = static_cast<Enum>(below(static_cast<int>(EnumNames<Enum>::names.size())));
    }

    /// A project with `count` entities of each kind in two variants, all fields set, every
    /// reference to something there.
    Project project(int count)
    {
        Project project;
        project.name = text();
        project.customer = text();
        project.author = text();
        project.currency = "EUR";
        addParts(project);
        project.prices.set(prices());
        project.variants.push_back({"B", {}, {}});
        project.active = 1;
        std::array<std::vector<EntityId>, entityKindCount> ids;
        for (auto& kind : ids)
            for (int i = 0; i < count; ++i)
                kind.push_back(project.lastId += static_cast<EntityId>(1 + below(3)));
        m_ids = ids;
        for (Variant& variant : project.variants)
            variant.blueprint.forEachTable([&]<class T>(Table<T>& rows) {
                std::vector<T> made;
                for (const EntityId id : m_ids[static_cast<std::size_t>(entityKind<T>)])
                    made.push_back(row<T>(Id<T>(id)));
                rows.assign(std::move(made));
            });
        return project;
    }

    template <class T> T row(Id<T> id)
    {
        T value;
        value.id = id;
        forEachField(value, [&](std::string_view key, auto& member) { fill(key, member); });
        return value;
    }

    static PartPtr part(const std::string& id, PartKind kind, int units = 2)
    {
        const auto source = std::make_shared<const std::string>("Data sheet of " + id);
        Part part;
        part.id = id;
        part.revision = 3;
        part.vendor = "Vendor";
        part.name = "Name of " + id;
        part.kind = kind;
        part.flags = PartAnnounced | PartUserOwned;
        const auto add = [&](FieldKey key, double number, std::string text) {
            part.fields.push_back(
                {key, number, std::move(text), "maximum", source, "2025-03", Confidence::Verified});
        };
        if (units > 0)
            add(FieldKey::RackUnits, units, "");
        add(FieldKey::Width, 600, "");
        add(FieldKey::Depth, 1000, "");
        add(FieldKey::Mass, 12.3456789, "");
        add(FieldKey::Notes, 0, "Notes \"quoted\" ü");
        part.otherValues.push_back(
            {FieldKey::Mass, 13.0, "", "", nullptr, "", Confidence::Suspect});
        return finishPart(std::move(part));
    }

private:
    template <class T> Id<T> anyOf()
    {
        const auto& ids = m_ids[static_cast<std::size_t>(entityKind<T>)];
        return ids.empty()
                   ? Id<T>()
                   : Id<T>(ids[static_cast<std::size_t>(below(static_cast<int>(ids.size())))]);
    }
    PriceBook prices()
    {
        PriceEntry entry;
        entry.part = "part-1";
        entry.low = 1000.125;
        entry.mid = 1200.0;
        entry.high = 1500.5;
        entry.currency = "JPY";
        entry.date = "2026-03-01";
        entry.validUntil = "2026-06-30";
        entry.region = text();
        entry.supplier = text();
        entry.supplierPart = text();
        entry.source = text();
        entry.leadLow = 8.0;
        entry.leadHigh = 12.5;
        entry.isQuoted = coin();
        PriceBook book;
        book.entries.emplace(entry.part, entry);
        book.discounts = {{text(), 0.125, "2026-01-31", text()}};
        book.rates = {{"TWD", 0.031, "2026-04-13", text()}};
        book.asOf = "2026-05-01";
        return book;
    }
    static void addParts(Project& project)
    {
        const PartKind kinds[] = {PartKind::Rack, PartKind::System, PartKind::Ups, PartKind::Crah};
        for (int i = 0; i < 4; ++i)
            project.parts.put(part("part-" + std::to_string(i), kinds[i]));
    }

    std::mt19937 m_random;
    std::array<std::vector<EntityId>, entityKindCount> m_ids;
};

} // namespace millwright::testing

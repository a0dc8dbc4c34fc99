#include "model/io/RowReader.h"
#include "model/blueprint/EntityFields.h"
#include "model/blueprint/EnumNames.h"
#include "model/blueprint/FieldRange.h"
#include <algorithm>
#include <cmath>

namespace millwright
{
namespace
{

using Kind = FieldValue::Kind;

bool isCoordinate(double metres)
{
    return coordinateRange.contains(metres);
}

bool isId(double number)
{
    return number >= 0.0 && number < largestId && number == std::floor(number);
}

bool decode(double& member, FieldValue& value, const FieldRange& range)
{
    if (value.kind != Kind::Number || !range.contains(value.number))
        return false;
    member = value.number;
    return true;
}

bool decode(int& member, FieldValue& value, const FieldRange& range)
{
    if (value.kind != Kind::Number || !range.contains(value.number) ||
        std::fabs(value.number) > 2e9 || value.number != std::floor(value.number))
        return false;
    member = static_cast<int>(value.number);
    return true;
}

bool decode(Power& member, FieldValue& value, const FieldRange& range)
{
    double watts = 0.0;
    if (!decode(watts, value, range))
        return false;
    member = Power(watts);
    return true;
}

bool decode(Length& member, FieldValue& value, const FieldRange& range)
{
    double metres = 0.0;
    if (!decode(metres, value, range) || !isCoordinate(metres))
        return false;
    member = Length::metres(metres);
    return true;
}

bool decode(bool& member, FieldValue& value, const FieldRange&)
{
    if (value.kind != Kind::Truth)
        return false;
    member = value.truth;
    return true;
}

bool decode(std::string& member, FieldValue& value, const FieldRange&)
{
    if (value.kind != Kind::Text)
        return false;
    member = std::move(*value.text);
    return true;
}

bool decode(Symbol& member, FieldValue& value, const FieldRange&)
{
    if (value.kind != Kind::Text)
        return false;
    member = Symbol(*value.text);
    return true;
}

bool decode(EntityId& member, FieldValue& value, const FieldRange&)
{
    if (value.kind != Kind::Number || !isId(value.number))
        return false;
    member = static_cast<EntityId>(value.number);
    return true;
}

template <class T> bool decode(Id<T>& member, FieldValue& value, const FieldRange& range)
{
    EntityId id = 0;
    if (!decode(id, value, range))
        return false;
    member = Id<T>(id);
    return true;
}

template <NamedEnum Enum> bool decode(Enum& member, FieldValue& value, const FieldRange&)
{
    if (value.kind != Kind::Text)
        return false;
    const auto named = enumFromName<Enum>(*value.text);
    if (named)
        member = *named;
    return named.has_value();
}

bool decode(std::vector<Point>& member, FieldValue& value, const FieldRange&)
{
    if (value.kind != Kind::Numbers || value.numbers.size() % 2 != 0)
        return false;
    std::vector<Point> points;
    for (std::size_t i = 0; i < value.numbers.size(); i += 2) {
        if (!isCoordinate(value.numbers[i]) || !isCoordinate(value.numbers[i + 1]))
            return false;
        points.push_back({Length::metres(value.numbers[i]), Length::metres(value.numbers[i + 1])});
    }
    member = std::move(points);
    return true;
}

bool decode(std::vector<double>& member, FieldValue& value, const FieldRange& range)
{
    if (value.kind != Kind::Numbers || !range.takes(value.numbers.size()) ||
        !std::ranges::all_of(value.numbers, [&](double n) { return range.contains(n); }))
        return false;
    member.assign(value.numbers.begin(), value.numbers.end());
    return true;
}

bool decode(Point& member, FieldValue& value, const FieldRange&)
{
    if (value.kind != Kind::Numbers || value.numbers.size() != 2 ||
        !isCoordinate(value.numbers[0]) || !isCoordinate(value.numbers[1]))
        return false;
    member = {Length::metres(value.numbers[0]), Length::metres(value.numbers[1])};
    return true;
}

bool decode(Placement& member, FieldValue& value, const FieldRange&)
{
    if (value.kind != Kind::Numbers || value.numbers.size() != 4)
        return false;
    const auto n = value.numbers;
    if (!isId(n[0]) || !isCoordinate(n[1]) || !isCoordinate(n[2]) || !std::isfinite(n[3]))
        return false;
    member = {Id<Hall>(static_cast<EntityId>(n[0])),
              {Length::metres(n[1]), Length::metres(n[2])},
              normalisedDegrees(n[3])};
    return true;
}

template <class T, std::size_t I> bool takeField(T& row, FieldValue& value, const FieldRange& range)
{
    constexpr auto fields = Fields<T>::list();
    return decode(row.*(std::get<I>(fields).member), value, range);
}

template <class T> struct FieldSlot {
    std::string_view key;
    FieldRange range;
    bool (*take)(T&, FieldValue&, const FieldRange&);
};

/// How to read each member of T, in the order of EntityFields.h.
template <class T> const auto& fieldSlots()
{
    constexpr std::size_t count = std::tuple_size_v<decltype(Fields<T>::list())>;
    static const auto slots = []<std::size_t... I>(std::index_sequence<I...>)
    {
        constexpr auto fields = Fields<T>::list();
        return std::array<FieldSlot<T>, count>{FieldSlot<T>{
            std::get<I>(fields).key, fieldRange(std::get<I>(fields).key), &takeField<T, I>}...};
    }
    (std::make_index_sequence<count>());
    return slots;
}

template <class T> class TableReader : public RowReader
{
public:
    void begin() override
    {
        m_row = T{};
        m_next = 0;
    }

    bool select(std::string_view key) override
    {
        // Files keep the order of the list: look from behind the last key on.
        const auto& slots = fieldSlots<T>();
        for (std::size_t i = 0; i < slots.size(); ++i) {
            const std::size_t at =
                m_next + i < slots.size() ? m_next + i : m_next + i - slots.size();
            if (slots[at].key == key) {
                m_slot = at;
                m_next = at + 1 < slots.size() ? at + 1 : 0;
                return true;
            }
        }
        return false;
    }

    bool take(FieldValue& value) override
    {
        const auto& slot = fieldSlots<T>()[m_slot];
        return slot.take(m_row, value, slot.range);
    }

    void setId(EntityId id) override { m_row.id = Id<T>(id); }
    void keep() override { m_rows.push_back(std::move(m_row)); }

    void moveInto(Blueprint& blueprint) override
    {
        if (!m_rows.empty())
            blueprint.table<T>().assign(std::move(m_rows));
        m_rows.clear();
    }

private:
    T m_row;
    std::vector<T> m_rows;
    std::size_t m_slot = 0;
    std::size_t m_next = 0;
};

} // namespace

std::array<std::unique_ptr<RowReader>, entityKindCount> makeRowReaders()
{
    return []<class... Ts>(const std::tuple<Ts...>*) {
        return std::array<std::unique_ptr<RowReader>, entityKindCount>{
            std::make_unique<TableReader<Ts>>()...};
    }(static_cast<const EntityTuple*>(nullptr));
}

} // namespace millwright

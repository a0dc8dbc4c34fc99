#include "model/blueprint/PartUses.h"
#include <map>

namespace millwright
{
namespace
{

/// Pieces of the part in each part of the library that holds it, itself apart.
std::map<Symbol, double> holders(const PartLibrary& library, std::string_view partId)
{
    std::map<Symbol, double> pieces;
    for (const auto& [id, part] : library.all())
        if (part->text(FieldKey::AcceleratorPart) == partId)
            pieces[id] = part->figures.acceleratorCount;
    return pieces;
}

template <class T> EntityId rackOf(const T& row)
{
    if constexpr (requires { row.rack; })
        return row.rack.value();
    else
        return 0;
}

class Finder
{
public:
    Finder(const PartLibrary& library, std::string_view partId)
        : m_part(partId), m_holders(holders(library, partId))
    {
    }

    template <class T> void look(const Table<T>& rows)
    {
        if constexpr (requires(const T& row) { row.part; }) {
            for (const T& row : rows)
                take(row);
        }
    }

    void look(const Table<Fabric>& rows)
    {
        for (const Fabric& row : rows)
            if (row.switchPart == m_part || row.cablePart == m_part)
                m_uses.push_back({EntityKind::Fabric, row.id.value(), 0, 0.0, false});
    }

    void look(const Table<Workload>& rows)
    {
        for (const Workload& row : rows)
            if (row.accelerator == m_part)
                m_uses.push_back({EntityKind::Workload, row.id.value(), 0, 0.0, false});
    }

    std::vector<PartUsage> uses() && { return std::move(m_uses); }

private:
    template <class T> void take(const T& row)
    {
        double quantity = 1.0;
        if constexpr (requires { row.quantity; })
            quantity = row.quantity;
        if (row.part == m_part)
            m_uses.push_back({entityKind<T>, row.id.value(), rackOf(row), quantity, false});
        else if (const auto holder = m_holders.find(row.part); holder != m_holders.end())
            m_uses.push_back(
                {entityKind<T>, row.id.value(), rackOf(row), quantity * holder->second, true});
    }

    Symbol m_part;
    std::map<Symbol, double> m_holders;
    std::vector<PartUsage> m_uses;
};

} // namespace

std::vector<PartUsage> usesOfPart(const Blueprint& blueprint, const PartLibrary& library,
                                  std::string_view partId)
{
    Finder finder(library, partId);
    blueprint.forEachTable([&](const auto& rows) { finder.look(rows); });
    return std::move(finder).uses();
}

} // namespace millwright

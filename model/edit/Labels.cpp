#include "model/edit/Labels.h"
#include "model/edit/PlaceActions.h"
#include <algorithm>
#include <charconv>
#include <optional>

namespace millwright
{
namespace
{

constexpr std::uint64_t letterCount = 26;
constexpr std::size_t mostDigits = 15; // longer digit strings are serial numbers, not counts

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// What splitLabel() finds behind a series that ends in no digit, in one pass over the few digits
/// there, since every row is asked; nothing where the rest is no plain number.
std::optional<std::uint64_t> numberBehind(std::string_view label, std::size_t series)
{
    if (label.size() == series || label.size() - series > mostDigits)
        return std::nullopt;
    std::uint64_t number = 0;
    for (std::size_t i = series; i < label.size(); ++i) {
        if (!isDigit(label[i]))
            return std::nullopt;
        number = number * 10 + static_cast<std::uint64_t>(label[i] - '0');
    }
    return number;
}

/// The highest number that the rows of a table carry in a series.
template <class Row> std::uint64_t highest(const Table<Row>& rows, std::string_view series)
{
    std::uint64_t most = 0;
    const bool isPlain = !series.empty() && !isDigit(series.back());
    for (const Row& row : rows) {
        const std::string_view label = row.label;
        if (!label.starts_with(series))
            continue;
        if (const auto number = isPlain ? numberBehind(label, series.size()) : std::nullopt) {
            most = std::max(most, *number);
            continue;
        }
        const LabelNumber split = splitLabel(label);
        if (split.series == series)
            most = std::max(most, split.number);
    }
    return most;
}

/// Racks go on where the newest numbered rack stands: behind the highest number of its row.
std::string nextRackLabel(const Blueprint& blueprint)
{
    LabelNumber newest{"A", 0, 2, false};
    for (const Rack& rack : blueprint.table<Rack>())
        if (const LabelNumber split = splitLabel(rack.label); split.number > 0)
            newest = split;
    const std::uint64_t last = highest(blueprint.table<Rack>(), newest.series);
    return joinLabel(newest.series, last + 1, newest.width, newest.isLetter);
}

/// UPS systems are told apart by the letter of their side.
bool isLettered(PartKind kind)
{
    return kind == PartKind::Ups;
}

} // namespace

LabelNumber splitLabel(std::string_view label)
{
    std::size_t first = label.size();
    while (first > 0 && isDigit(label[first - 1]))
        --first;
    const std::size_t width = label.size() - first;
    LabelNumber split{label.substr(0, first), 0, width, false};
    if (width > 0 && width <= mostDigits) {
        std::from_chars(label.data() + first, label.data() + label.size(), split.number);
        return split;
    }
    const std::size_t size = label.size();
    if (width == 0 && size > 2 && label[size - 2] == '-' && label[size - 1] >= 'A' &&
        label[size - 1] <= 'Z')
        return {label.substr(0, size - 1), static_cast<std::uint64_t>(label[size - 1] - 'A') + 1, 0,
                true};
    return {label, 0, 0, false};
}

std::string joinLabel(std::string_view series, std::uint64_t number, std::size_t width,
                      bool isLetter)
{
    std::string label(series);
    if (isLetter && number >= 1 && number <= letterCount)
        return label += static_cast<char>('A' + number - 1);
    const std::string digits = std::to_string(number);
    if (digits.size() < width)
        label.append(width - digits.size(), '0');
    return label + digits;
}

std::string_view labelPrefix(PartKind kind)
{
    using enum PartKind;
    switch (kind) {
    case System:
        return "NODE-";
    case Switch:
        return "SW-";
    case Storage:
        return "STO-";
    case Cdu:
        return "CDU-";
    case InRackCdu:
        return "RCDU-";
    case Crah:
        return "CRAH-";
    case InRowCooler:
        return "IRC-";
    case RearDoor:
        return "RDHX-";
    case ImmersionTank:
        return "TANK-";
    case DryCooler:
        return "DRY-";
    case Chiller:
        return "CH-";
    case CoolingTower:
        return "CT-";
    case Pump:
        return "P-";
    case UtilityFeed:
        return "UTIL-";
    case Transformer:
        return "TX-";
    case Switchgear:
        return "SWG-";
    case Generator:
        return "GEN-";
    case TransferSwitch:
        return "ATS-";
    case Ups:
        return "UPS-";
    case Bess:
        return "BESS-";
    case Pdu:
        return "PDU-";
    case Rpp:
        return "RPP-";
    case Busway:
        return "BUS-";
    case RackPdu:
        return "RPDU-";
    case PowerShelf:
        return "PSH-";
    case PartKind::Containment:
        return "CONT-";
    case Security:
        return "SEC-";
    default:
        return "ACC-";
    }
}

std::string nextLabel(const Blueprint& blueprint, PartKind kind)
{
    if (kind == PartKind::Rack || kind == PartKind::RackSystem)
        return nextRackLabel(blueprint);
    const std::string_view prefix = labelPrefix(kind);
    std::uint64_t last = std::max(highest(blueprint.table<PowerPart>(), prefix),
                                  highest(blueprint.table<CoolingPart>(), prefix));
    if (goesIntoRack(kind))
        last = std::max(last, highest(blueprint.table<Device>(), prefix));
    return joinLabel(prefix, last + 1, 0, isLettered(kind));
}

void LabelSeries::note(std::string_view label)
{
    const LabelNumber split = splitLabel(label);
    std::uint64_t& last = m_last[std::string(split.series)];
    last = std::max(last, split.number);
}

std::string LabelSeries::following(std::string_view label)
{
    if (label.empty())
        return {};
    const LabelNumber split = splitLabel(label);
    if (split.number == 0 && split.width == 0) {
        // "Main" has no number: its copies are "Main-2", "Main-3".
        const std::string series = std::string(label) + "-";
        std::uint64_t& last = m_last[series];
        last = std::max<std::uint64_t>(last + 1, 2);
        return joinLabel(series, last, 0, false);
    }
    return joinLabel(split.series, ++m_last[std::string(split.series)], split.width,
                     split.isLetter);
}

} // namespace millwright

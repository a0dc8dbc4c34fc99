#include "model/base/UnitTable.h"
#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <mutex>

namespace millwright
{
namespace
{

struct Prefix {
    std::string_view sign;
    double factor;
};

constexpr std::array<Prefix, 9> decimalPrefixes{{{"", 1.0},
                                                 {"k", 1e3},
                                                 {"M", 1e6},
                                                 {"G", 1e9},
                                                 {"T", 1e12},
                                                 {"P", 1e15},
                                                 {"E", 1e18},
                                                 {"Z", 1e21},
                                                 {"Y", 1e24}}};
constexpr std::array<Prefix, 6> binaryPrefixes{{{"Ki", 1024.0},
                                                {"Mi", 1048576.0},
                                                {"Gi", 1073741824.0},
                                                {"Ti", 1099511627776.0},
                                                {"Pi", 1125899906842624.0},
                                                {"Ei", 1152921504606846976.0}}};

/// Exact by definition: foot 0.3048 m, pound 0.45359237 kg, US gallon 231 in3, psi = lbf/in2 (NIST
/// SP 811, app. B).
constexpr double footM = 0.3048;
constexpr double poundKg = 0.45359237;
constexpr double gallonM3 = 0.003785411784;
constexpr double psiPa = 6894.757293168;
constexpr double gravity = 9.80665;
constexpr double btuPerHourW = 1055.05585262 / 3600.0; // International Table BTU
constexpr double tonOfRefrigerationW = 12000.0 * btuPerHourW;
constexpr double hoursPerYear = 8760.0; // as energy and opex are counted

using Names = std::vector<UnitName>;

/// `name` with every decimal prefix (and binary ones where asked); `scale` turns the plain unit
/// into SI.
void addPrefixed(Names& names, std::string_view name, double scale = 1.0, bool withBinary = false)
{
    for (const Prefix& prefix : decimalPrefixes)
        names.push_back({std::string(prefix.sign) + std::string(name), prefix.factor * scale});
    if (!withBinary)
        return;
    for (const Prefix& prefix : binaryPrefixes)
        names.push_back({std::string(prefix.sign) + std::string(name), prefix.factor * scale});
}

/// k, M, bn before a unit that is written apart from its prefix ("1.20 M USD", "12.3 k tok/s").
void addScaled(Names& names, const std::string& name)
{
    names.push_back({name, 1.0});
    for (const auto& [sign, factor] : {Prefix{"k", 1e3}, Prefix{"M", 1e6}, Prefix{"G", 1e9},
                                       Prefix{"bn", 1e9}, Prefix{"B", 1e9}, Prefix{"T", 1e12}}) {
        names.push_back({std::string(sign) + name, factor});
        names.push_back({std::string(sign) + " " + name, factor});
        names.push_back({std::string(sign), factor});
    }
}

Names prefixed(std::initializer_list<std::string_view> plain, Names more = {})
{
    for (const std::string_view name : plain)
        addPrefixed(more, name);
    return more;
}

Names dataNames(double bitScale, double byteScale, bool isRate)
{
    Names names;
    addPrefixed(names, isRate ? "B/s" : "B", byteScale, true);
    addPrefixed(names, isRate ? "bit/s" : "bit", bitScale, true);
    if (isRate) {
        addPrefixed(names, "b/s", bitScale);
        addPrefixed(names, "bps", bitScale);
    }
    return names;
}

Names currencyNames(std::string_view unit)
{
    Names names;
    addScaled(names, std::string(unit));
    return names;
}

Names timeNames(double second)
{
    const double minute = 60 * second;
    const double hour = 3600 * second;
    return {{"s", second},
            {"ms", 1e-3 * second},
            {"us", 1e-6 * second},
            {"ns", 1e-9 * second},
            {"min", minute},
            {"h", hour},
            {"hr", hour},
            {"hours", hour},
            {"hour", hour},
            {"d", 24 * hour},
            {"days", 24 * hour},
            {"day", 24 * hour},
            {"weeks", 168 * hour},
            {"week", 168 * hour},
            {"months", hoursPerYear / 12 * hour},
            {"month", hoursPerYear / 12 * hour},
            {"years", hoursPerYear * hour},
            {"year", hoursPerYear * hour},
            {"a", hoursPerYear * hour},
            {"y", hoursPerYear * hour}};
}

Names energyNames(double joule)
{
    Names names;
    addPrefixed(names, "J", joule);
    addPrefixed(names, "Wh", 3600 * joule);
    return names;
}

void addLengthAndArea(std::map<std::string, Names, std::less<>>& table)
{
    table["m"] = {{"m", 1.0},         {"mm", 1e-3},         {"cm", 1e-2},       {"um", 1e-6},
                  {"km", 1e3},        {"ft", footM},        {"'", footM},       {"feet", footM},
                  {"in", footM / 12}, {"inch", footM / 12}, {"\"", footM / 12}, {"yd", 3 * footM},
                  {"U", 0.04445},     {"RU", 0.04445},      {"mi", 1609.344}};
    table["m2"] = {{"m2", 1.0},
                   {"mm2", 1e-6},
                   {"cm2", 1e-4},
                   {"ft2", footM * footM},
                   {"sq ft", footM * footM},
                   {"sqft", footM * footM},
                   {"in2", footM * footM / 144}};
}

void addMassAndPressure(std::map<std::string, Names, std::less<>>& table)
{
    table["kg"] = {{"kg", 1.0}, {"g", 1e-3},     {"mg", 1e-6},     {"t", 1e3},          {"kt", 1e6},
                   {"Mt", 1e9}, {"lb", poundKg}, {"lbs", poundKg}, {"oz", poundKg / 16}};
    table["kg/m2"] = {{"kg/m2", 1.0},
                      {"t/m2", 1e3},
                      {"kN/m2", 1e3 / gravity},
                      {"kPa", 1e3 / gravity},
                      {"lb/ft2", poundKg / (footM * footM)},
                      {"psf", poundKg / (footM * footM)}};
    table["Pa"] = {{"Pa", 1.0},        {"hPa", 1e2},       {"kPa", 1e3},     {"MPa", 1e6},
                   {"bar", 1e5},       {"mbar", 1e2},      {"psi", psiPa},   {"atm", 101325.0},
                   {"inH2O", 249.089}, {"in wg", 249.089}, {"mH2O", 9806.65}};
}

void addFlowAndHeat(std::map<std::string, Names, std::less<>>& table)
{
    const double cubicFoot = footM * footM * footM;
    table["m3/s"] = {{"m3/s", 1.0},         {"m3/h", 1.0 / 3600},    {"m3/min", 1.0 / 60},
                     {"L/s", 1e-3},         {"L/min", 1e-3 / 60},    {"LPM", 1e-3 / 60},
                     {"L/h", 1e-3 / 3600},  {"CFM", cubicFoot / 60}, {"cfm", cubicFoot / 60},
                     {"gpm", gallonM3 / 60}};
    const double f = 5.0 / 9.0;
    table["degC"] = {
        {"degC", 1.0}, {"C", 1.0}, {"degF", f, -32 * f}, {"F", f, -32 * f}, {"K", 1.0, -273.15}};
    table["K"] = {{"K", 1.0}, {"degC", 1.0}, {"C", 1.0}, {"degF", f}, {"F", f}};
}

std::map<std::string, Names, std::less<>> makeTable()
{
    std::map<std::string, Names, std::less<>> table;
    addLengthAndArea(table);
    addMassAndPressure(table);
    addFlowAndHeat(table);
    table["W"] = prefixed({"W"}, {{"BTU/h", btuPerHourW},
                                  {"BTU/hr", btuPerHourW},
                                  {"TR", tonOfRefrigerationW},
                                  {"ton", tonOfRefrigerationW},
                                  {"tons", tonOfRefrigerationW},
                                  {"hp", 745.6998715822702}});
    table["VA"] = prefixed({"VA"});
    table["J"] = energyNames(1.0);
    table["Wh"] = energyNames(1.0 / 3600);
    table["A"] = {{"A", 1.0}, {"mA", 1e-3}, {"kA", 1e3}};
    table["V"] = {{"V", 1.0}, {"mV", 1e-3}, {"kV", 1e3}, {"MV", 1e6}};
    table["B"] = dataNames(0.125, 1.0, false);
    table["B/s"] = dataNames(0.125, 1.0, true);
    table["bit/s"] = dataNames(1.0, 8.0, true);
    table["FLOP/s"] = prefixed({"FLOP/s", "FLOPS", "OPS"});
    table["FLOP"] = prefixed({"FLOP"});
    addScaled(table["tok/s"], "tok/s");
    addScaled(table["tok/s"], "tokens/s");
    addScaled(table["tok"], "tok");
    addScaled(table["samples/s"], "samples/s");
    table["s"] = timeNames(1.0);
    table["h"] = timeNames(1.0 / 3600);
    table["days"] = timeNames(1.0 / (24 * 3600));
    table["years"] = timeNames(1.0 / (hoursPerYear * 3600));
    table["1"] = {{"1", 1.0}, {"%", 0.01}, {"k", 1e3}, {"M", 1e6}, {"bn", 1e9}};
    table["%"] = {{"%", 1.0}};
    table["g/Wh"] = {{"g/Wh", 1.0},    {"g/kWh", 1e-3}, {"kg/kWh", 1.0},
                     {"kg/MWh", 1e-3}, {"t/MWh", 1.0},  {"lb/MWh", poundKg * 1e-3}};
    return table;
}

void longestFirst(Names& names)
{
    std::stable_sort(names.begin(), names.end(), [](const UnitName& a, const UnitName& b) {
        return a.name.size() > b.name.size();
    });
}

std::string lowered(std::string_view text)
{
    std::string result(text);
    for (char& c : result)
        c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return result;
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 18> signs{{{"\u00b2", "2"},
                                                                               {"\u00b3", "3"},
                                                                               {"\u00b0", "deg"},
                                                                               {"\u00b5", "u"},
                                                                               {"\u03bc", "u"},
                                                                               {"\u2212", "-"},
                                                                               {"\u2013", "-"},
                                                                               {"\u00d7", "*"},
                                                                               {"\u00b7", "*"},
                                                                               {"\u00f7", "/"},
                                                                               {"\u00a0", " "},
                                                                               {"\u202f", " "},
                                                                               {"\u2009", " "},
                                                                               {"\u2032", "'"},
                                                                               {"\u2033", "\""},
                                                                               {"\u2103", "degC"},
                                                                               {"\u2109", "degF"},
                                                                               {"\t", " "}}};

} // namespace

bool isCurrencyUnit(std::string_view unit)
{
    if (unit.size() < 3 || (unit.size() > 3 && unit[3] != '/'))
        return false;
    return std::all_of(unit.begin(), unit.begin() + 3, [](char c) { return c >= 'A' && c <= 'Z'; });
}

const std::vector<UnitName>& unitNames(std::string_view unit)
{
    static std::mutex mutex; // fields may be read on worker threads
    static auto table = [] {
        auto made = makeTable();
        for (auto& entry : made)
            longestFirst(entry.second);
        return made;
    }();
    const std::scoped_lock lock(mutex);
    if (const auto found = table.find(unit); found != table.end())
        return found->second;
    Names names;
    if (isCurrencyUnit(unit))
        names = currencyNames(unit);
    else
        names.push_back({plainUnitText(unit), 1.0});
    longestFirst(names);
    return table.emplace(std::string(unit), std::move(names)).first->second;
}

std::optional<UnitName> findUnitName(std::string_view unit, std::string_view name)
{
    const std::string plain = plainUnitText(name);
    const std::string low = lowered(plain);
    std::optional<UnitName> loose;
    bool isAmbiguous = false;
    for (const UnitName& candidate : unitNames(unit)) {
        if (candidate.name == plain)
            return candidate;
        if (lowered(candidate.name) != low)
            continue;
        isAmbiguous = isAmbiguous || (loose && loose->factor != candidate.factor);
        loose = candidate;
    }
    return isAmbiguous ? std::nullopt : loose;
}

std::string plainUnitText(std::string_view text)
{
    std::string result;
    for (std::size_t i = 0; i < text.size();) {
        const auto sign = std::find_if(signs.begin(), signs.end(), [&](const auto& entry) {
            return text.substr(i, entry.first.size()) == entry.first;
        });
        const std::string_view piece = sign == signs.end() ? text.substr(i, 1) : sign->second;
        i += sign == signs.end() ? 1 : sign->first.size();
        if (piece == " " && (result.empty() || result.back() == ' '))
            continue;
        result += piece;
    }
    while (!result.empty() && result.back() == ' ')
        result.pop_back();
    return result;
}

} // namespace millwright

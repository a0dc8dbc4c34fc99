#include "catalog/RegionRows.h"
#include "catalog/PartRows.h"
#include "catalog/TextRules.h"
#include <algorithm>
#include <cmath>

namespace millwright
{
namespace
{

constexpr double hoursOfYear = 8760.0;

/// One row being read: notes what is wrong with its file, line, column and rule.
class Row
{
public:
    Row(const CsvTable& table, const CsvRow& row, ImportReport& report)
        : m_table(table), m_row(row), m_report(report)
    {
    }
    /// The row is refused from now on.
    void refuse(std::string column, std::string rule, Message message)
    {
        if (!m_isRefused)
            ++m_report.refused;
        m_isRefused = true;
        m_report.problems.push_back({m_table.where(), m_row.line, std::move(column),
                                     std::move(rule), std::move(message), true});
    }
    bool isGood() const { return !m_isRefused; }

    std::string text(std::string_view column)
    {
        std::string value(m_table.text(m_row, column));
        if (value.size() > 4000 || !isPrintableText(value)) {
            refuse(std::string(column), "not-utf8", {"catalog.not-utf8", {}});
            return {};
        }
        return value;
    }
    std::string required(std::string_view column)
    {
        std::string value = text(column);
        if (value.empty() && isGood())
            refuse(std::string(column), "missing", {"region.missing", {std::string(column)}});
        return value;
    }
    std::optional<double> number(std::string_view column)
    {
        const auto value = m_table.number(m_row, column);
        if (value)
            return *value;
        refuse(std::string(column), "not-a-number",
               {"catalog.not-a-number", {std::string(m_table.text(m_row, column))}});
        return std::nullopt;
    }
    Region* region(RegionTable& regions)
    {
        const std::string code = required("region");
        const auto found = regions.find(code);
        if (found != regions.end())
            return &found->second;
        if (!code.empty())
            refuse("region", "unknown-region", {"region.unknown", {code}});
        return nullptr;
    }

private:
    const CsvTable& m_table;
    const CsvRow& m_row;
    ImportReport& m_report;
    bool m_isRefused = false;
};

bool isRegionCode(const std::string& code)
{
    return code.size() == 3 && std::ranges::all_of(code, [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// The figure's numbers, all in the range that the key allows and in order.
void readNumbers(Row& row, const RegionKeyInfo& info, RegionFigure& figure)
{
    const auto value = row.number("value");
    figure.low = row.number("low");
    figure.high = row.number("high");
    if (!row.isGood())
        return;
    if (!value)
        return row.refuse("value", "missing", {"region.missing", {std::string("value")}});
    figure.value = *value;
    const auto check = [&](const std::optional<double>& number, const char* column) {
        if (number && (*number < info.low || *number > info.high))
            row.refuse(column, "out-of-range",
                       {"region.out-of-range",
                        {Measure{*number, "1"}, std::string(info.unit), Measure{info.low, "1"},
                         Measure{info.high, "1"}}});
    };
    check(figure.value, "value");
    check(figure.low, "low");
    check(figure.high, "high");
    if ((figure.low && *figure.low > figure.value) || (figure.high && *figure.high < figure.value))
        row.refuse("value", "range-reversed", {"region.range-reversed", {}});
}

std::optional<RegionFigure> readFigure(Row& row)
{
    RegionFigure figure;
    const std::string key = row.required("key");
    const auto known = regionKeyFromName(key);
    if (!known) {
        if (!key.empty())
            row.refuse("key", "unknown-key", {"region.unknown-key", {key}});
        return std::nullopt;
    }
    const RegionKeyInfo& info = regionKeyInfo(*known);
    figure.key = *known;
    if (const std::string unit = row.required("unit"); !unit.empty() && unit != info.unit)
        row.refuse("unit", "unit", {"region.unit", {unit, std::string(info.unit)}});
    readNumbers(row, info, figure);
    figure.year = row.required("year");
    figure.source = row.required("source");
    const std::string confidence = row.required("confidence");
    if (const auto named = confidenceFromName(confidence))
        figure.confidence = *named;
    else if (!confidence.empty())
        row.refuse("confidence", "unknown-confidence",
                   {"catalog.unknown-confidence", {confidence}});
    return row.isGood() ? std::optional(figure) : std::nullopt;
}

/// Leaves out the years that are none; noted with the file as a whole.
void checkHours(const std::string& file, RegionTable& regions, ImportReport& report)
{
    for (auto& [code, region] : regions) {
        double hours = 0.0;
        for (const WeatherBin& bin : region.weather)
            hours += bin.hours;
        std::ranges::sort(region.weather, {}, &WeatherBin::dryBulb);
        if (region.weather.empty() || std::fabs(hours - hoursOfYear) < 1e-6)
            continue;
        report.problems.push_back(
            {file, 0, "hours", "hours-of-year", {"region.hours-of-year", {code, Measure{hours, "1"}}}, true});
        report.refused += region.weather.size();
        region.weather.clear();
    }
}

} // namespace

void readRegionPlaces(const CsvTable& table, RegionTable& regions, ImportReport& report)
{
    for (const CsvRow& line : table.rows()) {
        Row row(table, line, report);
        Region region;
        region.code = row.required("region");
        region.name = row.required("name");
        region.city = row.required("city");
        region.electricalCode = row.required("code");
        if (!region.code.empty() && !isRegionCode(region.code))
            row.refuse("region", "region-malformed", {"region.malformed", {region.code}});
        if (!region.electricalCode.empty() && region.electricalCode != "iec" &&
            region.electricalCode != "nec")
            row.refuse("code", "unknown-code", {"region.unknown-code", {region.electricalCode}});
        if (row.isGood() && regions.contains(region.code))
            row.refuse("region", "region-twice", {"region.twice", {region.code}});
        if (row.isGood()) {
            const std::string code = region.code;
            regions.emplace(code, std::move(region));
        }
    }
}

void readRegionFigures(const CsvTable& table, RegionTable& regions, ImportReport& report)
{
    for (const CsvRow& line : table.rows()) {
        Row row(table, line, report);
        Region* region = row.region(regions);
        auto figure = readFigure(row);
        if (!region || !figure)
            continue;
        if (region->figure(figure->key)) {
            row.refuse("key", "figure-twice",
                       {"region.figure-twice",
                        {region->code, std::string(regionKeyInfo(figure->key).name)}});
            continue;
        }
        const auto place = std::ranges::upper_bound(region->figures, figure->key, {},
                                                    &RegionFigure::key);
        region->figures.insert(place, std::move(*figure));
    }
}

void readRegionWeather(const CsvTable& table, RegionTable& regions, ImportReport& report)
{
    for (const CsvRow& line : table.rows()) {
        Row row(table, line, report);
        Region* region = row.region(regions);
        const auto dryBulb = row.number("dryBulb_C");
        const auto wetBulb = row.number("wetBulb_C");
        const auto hours = row.number("hours");
        if (!region || !row.isGood())
            continue;
        if (!dryBulb || !hours)
            row.refuse(dryBulb ? "hours" : "dryBulb_C", "missing",
                       {"region.missing", {std::string(dryBulb ? "hours" : "dryBulb_C")}});
        else if (*dryBulb < -70.0 || *dryBulb > 60.0 || *hours <= 0.0 || *hours > hoursOfYear)
            row.refuse("dryBulb_C", "out-of-range", {"region.bin-out-of-range", {}});
        else if (wetBulb && *wetBulb > *dryBulb + 0.5)
            row.refuse("wetBulb_C", "wet-above-dry", {"region.wet-above-dry", {}});
        else if (std::ranges::find(region->weather, *dryBulb, &WeatherBin::dryBulb) !=
                 region->weather.end())
            row.refuse("dryBulb_C", "bin-twice", {"region.bin-twice", {region->code, Measure{*dryBulb, "1"}}});
        if (row.isGood())
            region->weather.push_back({*dryBulb, wetBulb, *hours});
    }
    checkHours(table.where(), regions, report);
}

} // namespace millwright

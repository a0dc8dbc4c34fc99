#include "catalog/RegionSql.h"
#include <SQLiteCpp/VariadicBind.h>

namespace millwright
{
namespace
{

std::int64_t sourceNumber(SQLite::Database& database, const std::string& citation)
{
    SQLite::Statement insert(database, "INSERT OR IGNORE INTO source (citation) VALUES (?)");
    insert.bind(1, citation);
    insert.exec();
    SQLite::Statement find(database, "SELECT id FROM source WHERE citation = ?");
    find.bind(1, citation);
    find.executeStep();
    return find.getColumn(0).getInt64();
}

void bindMaybe(SQLite::Statement& statement, int at, const std::optional<double>& number)
{
    if (number)
        statement.bind(at, *number);
    else
        statement.bind(at);
}

std::optional<double> maybe(const SQLite::Column& column)
{
    return column.isNull() ? std::nullopt : std::optional(column.getDouble());
}

void readFigures(SQLite::Database& database, const std::string& schema, Region& region)
{
    SQLite::Statement rows(database,
                           "SELECT f.key, f.value, f.low, f.high, f.year, s.citation, f.confidence "
                           "FROM " +
                               schema + ".region_figure f JOIN " + schema +
                               ".source s ON s.id = f.source WHERE f.region = ? ORDER BY f.rowid");
    rows.bind(1, region.code);
    while (rows.executeStep())
        if (const auto key = regionKeyFromName(rows.getColumn(0).getString()))
            region.figures.push_back(
                {*key, rows.getColumn(1).getDouble(), maybe(rows.getColumn(2)),
                 maybe(rows.getColumn(3)), rows.getColumn(4).getString(),
                 rows.getColumn(5).getString(),
                 confidenceFromName(rows.getColumn(6).getString())
                     .value_or(Confidence::Unverified)});
}

void readWeather(SQLite::Database& database, const std::string& schema, Region& region)
{
    SQLite::Statement rows(database, "SELECT dryBulb_C, wetBulb_C, hours FROM " + schema +
                                         ".region_weather WHERE region = ? ORDER BY dryBulb_C");
    rows.bind(1, region.code);
    while (rows.executeStep())
        region.weather.push_back({rows.getColumn(0).getDouble(), maybe(rows.getColumn(1)),
                                  rows.getColumn(2).getDouble()});
}

} // namespace

void writeRegion(SQLite::Database& database, const Region& region)
{
    SQLite::Statement insert(
        database, "INSERT INTO region (code, name, city, electrical_code) VALUES (?,?,?,?)");
    SQLite::bind(insert, region.code, region.name, region.city, region.electricalCode);
    insert.exec();
    for (const RegionFigure& figure : region.figures) {
        SQLite::Statement row(database,
                              "INSERT INTO region_figure (region, key, value, low, high, year, "
                              "source, confidence) VALUES (?,?,?,?,?,?,?,?)");
        row.bind(1, region.code);
        row.bind(2, std::string(regionKeyInfo(figure.key).name));
        row.bind(3, figure.value);
        bindMaybe(row, 4, figure.low);
        bindMaybe(row, 5, figure.high);
        row.bind(6, figure.year);
        row.bind(7, sourceNumber(database, figure.source));
        row.bind(8, std::string(confidenceName(figure.confidence)));
        row.exec();
    }
    for (const WeatherBin& bin : region.weather) {
        SQLite::Statement row(
            database,
            "INSERT INTO region_weather (region, dryBulb_C, wetBulb_C, hours) VALUES (?,?,?,?)");
        row.bind(1, region.code);
        row.bind(2, bin.dryBulb);
        bindMaybe(row, 3, bin.wetBulb);
        row.bind(4, bin.hours);
        row.exec();
    }
}

std::vector<RegionSummary> listRegions(SQLite::Database& database, const std::string& schema)
{
    std::vector<RegionSummary> list;
    SQLite::Statement rows(database,
                           "SELECT code, name, city FROM " + schema + ".region ORDER BY name");
    while (rows.executeStep())
        list.push_back({rows.getColumn(0).getString(), rows.getColumn(1).getString(),
                        rows.getColumn(2).getString()});
    return list;
}

std::optional<Region> readRegion(SQLite::Database& database, const std::string& schema,
                                 const std::string& code)
{
    SQLite::Statement row(database, "SELECT name, city, electrical_code FROM " + schema +
                                        ".region WHERE code = ?");
    row.bind(1, code);
    if (!row.executeStep())
        return std::nullopt;
    Region region;
    region.code = code;
    region.name = row.getColumn(0).getString();
    region.city = row.getColumn(1).getString();
    region.electricalCode = row.getColumn(2).getString();
    readFigures(database, schema, region);
    readWeather(database, schema, region);
    return region;
}

} // namespace millwright

#pragma once
#include "catalog/ImportReport.h"
#include "model/base/Csv.h"
#include "model/parts/Region.h"
#include <map>
#include <string>

namespace millwright
{

/// Regions by code while their three tables are read.
using RegionTable = std::map<std::string, Region>;

/// region_places.csv: region, name, city, code ("iec" or "nec").
void readRegionPlaces(const CsvTable& table, RegionTable& regions, ImportReport& report);

/// regions.csv: region, key, value, low, high, unit, year, source, confidence; one figure a row, of
/// a region that readRegionPlaces() has made. A row without value is a figure that is not known and
/// needs no row. Bad rows are left out.
void readRegionFigures(const CsvTable& table, RegionTable& regions, ImportReport& report);

/// region_weather.csv: region, dryBulb_C, wetBulb_C, hours; a region whose hours are not those of a
/// year (8,760) keeps none.
void readRegionWeather(const CsvTable& table, RegionTable& regions, ImportReport& report);

} // namespace millwright

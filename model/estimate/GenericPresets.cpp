#include "model/base/Csv.h"
#include "model/estimate/GenericQuery.h"
#include "model/estimate/TextKeys.h"

namespace millwright
{

namespace embedded
{
extern const std::string_view genericPresets;
}

namespace
{

struct Column {
    std::string_view name;
    double GenericQuery::*member;
    double scale;
};
constexpr Column columns[] = {
    {"gflop_per_sample", &GenericQuery::flopsPerSample, 1e9},
    {"MB_moved_per_sample", &GenericQuery::bytesMovedPerSample, 1e6},
    {"MB_read_per_sample", &GenericQuery::bytesReadPerSample, 1e6},
    {"parameters_M", &GenericQuery::parameters, 1e6},
    {"batch", &GenericQuery::batch, 1.0},
    {"latency_limit_ms", &GenericQuery::latencyLimit, 1e-3},
    {"compute_share", &GenericQuery::computeShare, 1.0},
    {"memory_share", &GenericQuery::memoryShare, 1.0},
};

Result<GenericPreset> readRow(const CsvTable& table, const CsvRow& row)
{
    GenericPreset preset;
    preset.id = std::string(table.text(row, "id"));
    if (preset.id.empty())
        return fail("estimate.id-missing", {}, table.place(row, "id"));
    preset.name = std::string(table.text(row, "name"));
    preset.sample = std::string(table.text(row, "sample"));
    preset.source = std::string(table.text(row, "source"));
    preset.measuredOn = std::string(table.text(row, "measured_on"));
    for (const Column& column : columns) {
        const auto value = table.number(row, column.name);
        if (!value)
            return value.error();
        if (value->value_or(0.0) < 0.0)
            return fail("estimate.negative", {}, table.place(row, column.name));
        preset.query.*column.member = value->value_or(0.0) * column.scale;
    }
    const auto count = table.number(row, "measured_count");
    const auto rate = table.number(row, "measured_per_s");
    if (!count || !rate)
        return count ? rate.error() : count.error();
    preset.measuredCount = static_cast<int>(std::min(1e6, count->value_or(0.0)));
    preset.measuredRate = rate->value_or(0.0);
    preset.query.format =
        parseNumberFormat(table.text(row, "format")).value_or(NumberFormat::Bf16);
    bool isKnown = false;
    for (int kind = 0; kind <= static_cast<int>(GenericKind::Simulation); ++kind) {
        if (genericKindName(static_cast<GenericKind>(kind)) != table.text(row, "kind"))
            continue;
        preset.query.kind = static_cast<GenericKind>(kind);
        isKnown = true;
    }
    if (!isKnown)
        return fail("generic.kind-unknown", {std::string(table.text(row, "kind"))},
                    table.place(row, "kind"));
    return preset;
}

} // namespace

Result<std::vector<GenericPreset>> readGenericPresets(std::string_view csv, std::string where)
{
    const Result<CsvTable> table = readCsv(csv, std::move(where));
    if (!table)
        return table.error();
    for (const std::string_view needed : {"id", "kind"})
        if (const auto column = table->requireColumn(needed); !column)
            return column.error();
    std::vector<GenericPreset> presets;
    for (const CsvRow& row : table->rows()) {
        Result<GenericPreset> preset = readRow(*table, row);
        if (!preset)
            return preset.error();
        presets.push_back(std::move(*preset));
    }
    return presets;
}

const std::vector<GenericPreset>& genericPresets()
{
    static const std::vector<GenericPreset> presets = [] {
        Result<std::vector<GenericPreset>> read =
            readGenericPresets(embedded::genericPresets, "generic_presets.csv");
        return read ? *read : std::vector<GenericPreset>();
    }();
    return presets;
}

const GenericPreset* findGenericPreset(std::string_view id)
{
    const std::string key = textKey(id);
    for (const GenericPreset& preset : genericPresets())
        if (textKey(preset.id) == key)
            return &preset;
    return nullptr;
}

} // namespace millwright

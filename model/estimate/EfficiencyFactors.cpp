#include "model/estimate/EfficiencyFactors.h"
#include "model/base/Csv.h"
#include <fmt/format.h>

namespace millwright
{

namespace embedded
{
extern const std::string_view estimatorFactors;
}

const std::array<FactorInfo, factorCount>& factorInfos()
{
    static constexpr std::array<FactorInfo, factorCount> infos{{
#define MILLWRIGHT_FACTOR_ROW(name, text, value, low, high, meaning)                               \
    {Factor::name, text, value, low, high, meaning, (high) <= 1.6 && (low) >= 0.01 && (high) > 0.9},
        MILLWRIGHT_FACTORS(MILLWRIGHT_FACTOR_ROW)
#undef MILLWRIGHT_FACTOR_ROW
    }};
    return infos;
}

EfficiencyFactors defaultFactors()
{
    EfficiencyFactors factors;
    for (const FactorInfo& info : factorInfos())
        factors.at(info.factor) = info.classDefault;
    return factors;
}

const EfficiencyFactors& standardFactors()
{
    static const EfficiencyFactors factors = [] {
        const auto read =
            readFactors(embedded::estimatorFactors, "estimator_factors.csv", defaultFactors());
        return read ? *read : defaultFactors();
    }();
    return factors;
}

Result<EfficiencyFactors> readFactors(std::string_view csv, std::string where,
                                      const EfficiencyFactors& base)
{
    const Result<CsvTable> table = readCsv(csv, std::move(where));
    if (!table)
        return table.error();
    for (const std::string_view needed : {"name", "value"})
        if (const auto column = table->requireColumn(needed); !column)
            return column.error();
    EfficiencyFactors factors = base;
    for (const CsvRow& row : table->rows()) {
        const std::string_view name = table->text(row, "name");
        const auto value = table->number(row, "value");
        if (!value)
            return value.error();
        bool isKnown = false;
        for (const FactorInfo& info : factorInfos()) {
            if (info.name != name)
                continue;
            isKnown = true;
            if (!value->has_value() || **value < info.low || **value > info.high)
                return fail("estimate.factor-range",
                            {std::string(name), Measure{info.low, "1"}, Measure{info.high, "1"}},
                            table->place(row, "value"));
            factors.at(info.factor) = **value;
        }
        if (!isKnown)
            return fail("estimate.factor-unknown", {std::string(name.substr(0, 80))},
                        table->place(row, "name"));
    }
    return factors;
}

std::string writeFactors(const EfficiencyFactors& factors, std::string_view source)
{
    std::string text = "name,value,default,meaning,source\n";
    for (const FactorInfo& info : factorInfos()) {
        text += fmt::format("{},{:.6g},{:.6g},{},{}\n", info.name, factors.at(info.factor),
                            info.classDefault, csvField(info.meaning), csvField(source));
    }
    return text;
}

} // namespace millwright

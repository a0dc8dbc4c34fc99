#pragma once
#include "model/estimate/MeasuredCases.h"
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

// What the readers of case rows share; nothing outside model/estimate includes it.

namespace millwright
{

/// Access to one row: numbers that are no numbers count as missing.
class Fields
{
public:
    Fields(const CsvTable& table, const CsvRow& row) : m_table(table), m_row(row) {}
    std::string text(std::string_view column) const
    {
        return std::string(m_table.text(m_row, column));
    }
    double number(std::string_view column) const
    {
        const auto value = m_table.number(m_row, column);
        return value && value->has_value() ? **value : 0.0;
    }
    int count(std::string_view column, int missing) const
    {
        const double value = number(column);
        return value >= 1.0 && value <= 1e7 ? static_cast<int>(value) : missing;
    }

private:
    const CsvTable& m_table;
    const CsvRow& m_row;
};

inline void addTarget(MeasuredCase& c, std::string name, double measured)
{
    c.targets.push_back({std::move(name), std::max(0.0, measured), 0.0, 0.0, 0.0});
}

/// Reads a row of a training file whose model and accelerator are known.
void readTrainingCase(const Fields& f, MeasuredCase& c);

/// Fixes what a training row leaves open of its plan.
void chooseTrainingPlan(MeasuredCase& c, const EfficiencyFactors& factors);

/// Predictions for a training row's targets, in their order.
std::vector<double> predictTrainingCase(const MeasuredCase& c, const EfficiencyFactors& factors);

} // namespace millwright

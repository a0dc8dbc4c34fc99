#pragma once
#include "model/blueprint/Blueprint.h"
#include "model/parts/PartKind.h"
#include <string>
#include <string_view>
#include <unordered_map>

namespace millwright
{

/// A label as series and number: "A07" = {"A", 7, width 2}; "UPS-B" = {"UPS-", 2, isLetter}.
struct LabelNumber {
    std::string_view series;
    std::uint64_t number = 0;
    std::size_t width = 0; ///< digits with leading zeros
    bool isLetter = false;
};

/// Splits a label; number 0 and the whole label as series if it ends in neither.
LabelNumber splitLabel(std::string_view label);
std::string joinLabel(std::string_view series, std::uint64_t number, std::size_t width,
                      bool isLetter);

/// What the labels of a part of this kind begin with ("CRAH-", "NODE-"); racks have rows instead
/// ("A").
std::string_view labelPrefix(PartKind kind);

/// Labels for copies of many rows of one table: each continues the series of its original. Reads
/// the table once.
class LabelSeries
{
public:
    template <class Row> std::string next(const Table<Row>& rows, std::string_view label)
    {
        if (!m_isFilled) {
            for (const Row& row : rows)
                note(row.label);
            m_isFilled = true;
        }
        return following(label);
    }

private:
    void note(std::string_view label);
    std::string following(std::string_view label);
    std::unordered_map<std::string, std::uint64_t> m_last; ///< highest number by series
    bool m_isFilled = false;
};

} // namespace millwright

#pragma once
#include "model/blueprint/PriceBook.h"
#include "model/parts/Part.h"
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace millwright
{

/// What a row of a quote may mean: one part for certain, or several that somebody has to choose
/// from.
struct QuoteMatch {
    Symbol part;                    ///< empty = none for certain
    std::vector<Symbol> candidates; ///< best first, at most 8
};

/// Finds the parts that rows of a quote name. Certain are, in this order: the number that was
/// matched before (price book), the id, vendor with name, the name, where exactly one part answers.
/// Names and model words ("QM9700") inside of descriptions are candidates only.
class QuoteMatcher
{
public:
    /// `parts` are those a row may mean; the book's supplier numbers are remembered choices.
    QuoteMatcher(const std::vector<PartPtr>& parts, const PriceBook& book);

    QuoteMatch match(std::string_view number, std::string_view description,
                     std::string_view vendor) const;

private:
    struct Known {
        Symbol id;
        std::string name; ///< folded
        std::string vendor;
        std::vector<std::string> words; ///< of the name that hold a digit: "qm9700", "h100"
    };
    using Names = std::unordered_map<std::string, std::vector<Symbol>>;

    static void add(Names& names, std::string name, Symbol part);
    const std::vector<Symbol>* find(const Names& names, std::string_view text) const;
    std::vector<Symbol> contained(std::string_view number, std::string_view description) const;

    std::vector<Known> m_parts;
    Names m_remembered, m_ids, m_fullNames, m_names;
};

} // namespace millwright

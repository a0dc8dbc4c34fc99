#include "model/prices/QuoteMatch.h"
#include "model/prices/QuoteText.h"
#include <algorithm>
#include <tuple>

namespace millwright
{
namespace
{

constexpr std::size_t mostCandidates = 8;
constexpr std::size_t shortestName = 4; ///< folded; shorter ones stand in anything

/// The words of a name that tell models apart: those with a digit.
std::vector<std::string> modelWords(std::string_view name)
{
    std::vector<std::string> words;
    for (std::size_t at = 0; at < name.size();) {
        const std::size_t end = std::min(name.find_first_of(" /(),", at), name.size());
        std::string word = foldedName(name.substr(at, end - at));
        if (word.size() >= shortestName && word.find_first_of("0123456789") != std::string::npos)
            words.push_back(std::move(word));
        at = end + 1;
    }
    return words;
}

} // namespace

QuoteMatcher::QuoteMatcher(const std::vector<PartPtr>& parts, const PriceBook& book)
{
    for (const auto& [id, entry] : book.entries)
        if (!entry.supplierPart.empty())
            add(m_remembered, foldedName(entry.supplierPart), id);
    for (const PartPtr& part : parts) {
        const Symbol id(part->id);
        add(m_ids, foldedName(part->id), id);
        add(m_fullNames, foldedName(part->vendor + part->name), id);
        add(m_names, foldedName(part->name), id);
        m_parts.push_back(
            {id, foldedName(part->name), foldedName(part->vendor), modelWords(part->name)});
    }
}

void QuoteMatcher::add(Names& names, std::string name, Symbol part)
{
    if (name.empty())
        return;
    auto& found = names[std::move(name)];
    if (std::find(found.begin(), found.end(), part) == found.end())
        found.push_back(part);
}

const std::vector<Symbol>* QuoteMatcher::find(const Names& names, std::string_view text) const
{
    const auto found = names.find(foldedName(text));
    return found == names.end() ? nullptr : &found->second;
}

QuoteMatch QuoteMatcher::match(std::string_view number, std::string_view description,
                               std::string_view vendor) const
{
    QuoteMatch match;
    const std::string full = std::string(vendor) + std::string(description);
    const std::pair<const Names*, std::string_view> tries[] = {
        {&m_remembered, number},     {&m_ids, number},
        {&m_ids, description},       {&m_fullNames, number},
        {&m_fullNames, description}, {&m_fullNames, full},
        {&m_names, number},          {&m_names, description}};
    for (const auto& [names, text] : tries) {
        const std::vector<Symbol>* found = text.empty() ? nullptr : find(*names, text);
        if (!found)
            continue;
        if (found->size() == 1) {
            match.part = found->front();
            return match;
        }
        if (match.candidates.empty())
            match.candidates.assign(found->begin(),
                                    found->begin() + static_cast<std::ptrdiff_t>(
                                                         std::min(mostCandidates, found->size())));
    }
    if (match.candidates.empty())
        match.candidates = contained(number, description);
    return match;
}

std::vector<Symbol> QuoteMatcher::contained(std::string_view number,
                                            std::string_view description) const
{
    const std::string text = foldedName(description), code = foldedName(number);
    // Longer names say more; a vendor that is named too says it for sure.
    std::vector<std::tuple<bool, std::size_t, Symbol>> found;
    for (const Known& part : m_parts) {
        const auto isIn = [&](const std::string& name) {
            return text.find(name) != std::string::npos || code.find(name) != std::string::npos;
        };
        std::size_t length =
            part.name.size() >= shortestName && isIn(part.name) ? part.name.size() : 0;
        for (const std::string& word : part.words)
            length = std::max(length, isIn(word) ? word.size() : 0);
        if (length > 0)
            found.emplace_back(!part.vendor.empty() && text.find(part.vendor) != std::string::npos,
                               length, part.id);
    }
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
        return std::tie(std::get<0>(b), std::get<1>(b), std::get<2>(a)) <
               std::tie(std::get<0>(a), std::get<1>(a), std::get<2>(b));
    });
    std::vector<Symbol> ids;
    for (const auto& [hasVendor, length, id] : found)
        if (ids.size() < mostCandidates)
            ids.push_back(id);
    return ids;
}

} // namespace millwright

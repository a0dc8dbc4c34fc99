#include "views/widgets/FuzzyMatch.h"
#include <algorithm>
#include <limits>

namespace millwright
{
namespace
{

constexpr int none = std::numeric_limits<int>::min() / 2;

int letterScore(const QString& text, qsizetype index)
{
    if (index == 0)
        return 12;
    const QChar before = text[index - 1], here = text[index];
    if (!before.isLetterOrNumber())
        return 10;
    return before.isLower() && here.isUpper() ? 8 : 1;
}

} // namespace

// Best alignment by dynamic programming over pattern x text (titles are short: 10 x 60 cells); a
// greedy search would take the "r" of "rotate right" for that of "align right".
std::optional<FuzzyResult> fuzzyMatch(const QString& pattern, const QString& text)
{
    const QString wanted = QString(pattern).remove(u' ').toCaseFolded();
    const QString folded = text.toCaseFolded();
    const auto rows = static_cast<std::size_t>(wanted.size()),
               columns = static_cast<std::size_t>(text.size());
    if (rows == 0)
        return FuzzyResult{};
    if (folded.size() != text.size() || rows > columns)
        return std::nullopt;
    std::vector<std::vector<int>> best(rows, std::vector<int>(columns, none)), from = best;
    for (std::size_t r = 0; r < rows; ++r) {
        int bestBefore = r == 0 ? 0 : none, bestColumn = -1;
        for (std::size_t c = 0; c < columns; ++c) {
            if (r > 0 && c > 0 && best[r - 1][c - 1] > bestBefore)
                bestBefore = best[r - 1][c - 1], bestColumn = static_cast<int>(c) - 1;
            if (folded[static_cast<qsizetype>(c)] != wanted[static_cast<qsizetype>(r)] ||
                bestBefore == none)
                continue;
            const int run =
                r > 0 && c > 0 && best[r - 1][c - 1] != none ? best[r - 1][c - 1] + 7 : none;
            const int own = letterScore(text, static_cast<qsizetype>(c));
            best[r][c] = own + std::max(bestBefore, run);
            from[r][c] = run > bestBefore ? static_cast<int>(c) - 1 : bestColumn;
        }
    }
    const auto last = std::max_element(best.back().begin(), best.back().end());
    if (*last == none)
        return std::nullopt;
    FuzzyResult result;
    int column = static_cast<int>(last - best.back().begin());
    for (std::size_t r = rows; r-- > 0;) {
        result.positions.insert(result.positions.begin(), column);
        column = from[r][static_cast<std::size_t>(column)];
    }
    result.score = *last * 4 - static_cast<int>(text.size()) / 4 - result.positions.front();
    return result;
}

} // namespace millwright

#pragma once
#include <QString>
#include <optional>
#include <vector>

namespace millwright
{

/// How well `pattern` matches `text`: all its letters occur in order (case does not count, spaces
/// are skipped).
struct FuzzyResult {
    int score = 0; ///< higher is better: runs, word beginnings and early hits count more
    std::vector<int> positions; ///< of the matched letters in the text
};

/// Nothing if a letter is missing; an empty pattern matches everything with score 0.
std::optional<FuzzyResult> fuzzyMatch(const QString& pattern, const QString& text);

} // namespace millwright

#pragma once
#include "model/base/Message.h"
#include "model/parts/Part.h"
#include <string>
#include <vector>

namespace millwright
{

/// One thing wrong in an input: where it stands, which rule it breaks and whether the row was
/// refused for it.
struct ImportProblem {
    std::string file;
    std::size_t line = 0; ///< 1 = first line of the file; 0 = the file as a whole
    std::string column;   ///< as the header spells it; empty = the row as a whole
    std::string rule;     ///< "out-of-range", "psu-as-load" ...
    Message message;
    bool isRefusal = true;
};

/// What became of an import: how much was taken and everything that was wrong.
struct ImportReport {
    std::size_t imported = 0;
    std::size_t refused = 0;
    bool isCancelled = false;
    std::vector<ImportProblem> problems;

    std::size_t refusals() const;
};

/// "systems.csv:12:mass_kg: mass-zero: <English>", for the command line and logs.
std::string formatProblem(const ImportProblem& problem);

/// Parts that were read and found good, not stored yet, with what was wrong with the others.
struct ImportedParts {
    std::vector<Part> parts;
    ImportReport report; ///< `imported` counts `parts`
};

} // namespace millwright

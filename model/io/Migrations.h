#pragma once
#include "model/base/Result.h"
#include <span>
#include <string>
#include <vector>

namespace millwright
{

/// One step that turns the text of a file of version `from` into one of version from + 1, with a
/// note for all it changes.
struct MigrationStep {
    std::int64_t from = 0;
    Result<std::string> (*run)(std::string text, std::vector<Message>& notes) = nullptr;
};

/// The steps of this program, one for each version below oldestDirectVersion: those that cannot be
/// read as they are. There is none yet.
std::span<const MigrationStep> migrationSteps();

/// Runs the chain from a version to another. Error "file.version-unknown" if a step is missing.
Result<std::string> migrate(std::string text, std::int64_t from, std::int64_t to,
                            std::span<const MigrationStep> steps, std::vector<Message>& notes);

} // namespace millwright

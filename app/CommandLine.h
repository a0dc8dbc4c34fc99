#pragma once
#include <optional>

namespace millwright {

/// Exit codes of the command line.
enum ExitCode { ExitGood = 0, ExitFindings = 1, ExitFailed = 2 };

/// Registers the English patterns of every level; once at start, GUI or not.
void registerAllMessages();

/// Runs the verb that the arguments name ("millwright check design.millwright --json") and returns its exit code; nothing when
/// they name none, so that the application opens.
std::optional<int> runCommandLine(int argc, char** argv);

} // namespace millwright

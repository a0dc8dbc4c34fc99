#pragma once
#include <optional>

namespace millwright {

/// Median time in ms from starting this program anew to its first painted window with the catalog loaded, over five runs after
/// one that warms the page cache. Nothing if the program could not be started.
std::optional<double> measureStart();

/// The environment variable that tells the started program to leave when it has painted and the catalog is there.
inline constexpr const char* leaveAfterPaintVariable = "MILLWRIGHT_LEAVE_AFTER_PAINT";

} // namespace millwright

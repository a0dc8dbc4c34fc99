#pragma once
#include "model/base/Result.h"
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace millwright
{

/// Reads a file of at most `limit` bytes. `begins` (may be null) looks at its first bytes; if they
/// do not please it, the rest is not read. Errors: "file.unreadable", "file.too-large",
/// "file.empty", "file.not-millwright".
Result<std::string> readWholeFile(const std::filesystem::path& path, std::uintmax_t limit,
                                  bool (*begins)(std::string_view));

/// Replaces a file's content so that at any moment, also after a kill or a power cut, either the
/// old or the new content is there whole: a temporary file beside it, fsync, rename, fsync of the
/// directory. Follows symbolic links and keeps the mode. Where the directory allows no rename (a
/// mounted file, a directory without write permission) the content is kept in the system's
/// temporary directory while the file itself is overwritten. Errors: "file.disk-full",
/// "file.no-permission", "file.not-written"; the old content is there then.
Result<void> writeAtomically(const std::filesystem::path& path, std::string_view content);

/// Deletes temporary files that killed savers of this file left behind more than a minute ago.
void removeLeftovers(const std::filesystem::path& path);

/// True if a process of this number runs on this machine.
bool isProcessAlive(std::int64_t pid);

} // namespace millwright

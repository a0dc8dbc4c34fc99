#pragma once
#include <cstdint>
#include <filesystem>

namespace millwright
{

/// What a file looked like when it was read or saved, to notice that another program changed it.
struct FileStamp {
    std::filesystem::path path;
    bool isThere = false;
    std::uint64_t size = 0;
    std::int64_t modified_ns = 0; ///< since the epoch
    std::uint64_t inode = 0;      ///< another one after an atomic save
    friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

/// The stamp of a file now; links are followed.
FileStamp stampOf(const std::filesystem::path& path);

/// True if the file differs from its stamp, is gone, or has appeared.
bool isChangedOnDisk(const FileStamp& stamp);

} // namespace millwright

#include "model/io/FileStamp.h"
#include <sys/stat.h>

namespace millwright
{

FileStamp stampOf(const std::filesystem::path& path)
{
    FileStamp stamp;
    stamp.path = path;
    struct stat status;
    if (::stat(path.c_str(), &status) != 0)
        return stamp;
    constexpr std::int64_t second_ns = 1000000000;
    stamp.isThere = true;
    stamp.size = static_cast<std::uint64_t>(status.st_size);
    stamp.modified_ns = std::int64_t{status.st_mtim.tv_sec} * second_ns + status.st_mtim.tv_nsec;
    stamp.inode = status.st_ino;
    return stamp;
}

bool isChangedOnDisk(const FileStamp& stamp)
{
    return !(stampOf(stamp.path) == stamp);
}

} // namespace millwright

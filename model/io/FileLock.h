#pragma once
#include "model/base/Result.h"
#include <cstdint>
#include <filesystem>
#include <string>

namespace millwright
{

/// Who holds a lock.
struct LockOwner {
    std::int64_t pid = 0;
    std::string host;
    friend bool operator==(const LockOwner&, const LockOwner&) = default;
};

/// This process.
LockOwner thisProcess();

/// Marks a project file as being edited, by a file ".name.lock" beside it that names process and
/// machine, so that a second instance opens it read-only. The kernel's advisory lock on it ends
/// with the process: what a crash leaves behind is stale and taken over. Of another machine nobody
/// can tell, so its lock counts until it is broken on purpose.
class FileLock
{
public:
    /// Errors: "file.locked" with process and machine of the owner, "file.lock-failed" (no right to
    /// write there).
    static Result<FileLock> acquire(const std::filesystem::path& path);
    /// The same although a lock of another machine is there: for people who know that it is a
    /// leftover.
    static Result<FileLock> breakAndAcquire(const std::filesystem::path& path);

    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&& other) noexcept;
    ~FileLock(); ///< gives the lock up

    static std::filesystem::path lockPath(const std::filesystem::path& path);

private:
    FileLock(int fd, std::filesystem::path path) : m_fd(fd), m_lockPath(std::move(path)) {}
    static Result<FileLock> take(const std::filesystem::path& path, bool isForced);
    void release();
    int m_fd = -1;
    std::filesystem::path m_lockPath;
};

} // namespace millwright

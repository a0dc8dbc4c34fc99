#include "model/io/Autosave.h"
#include "model/io/AtomicFile.h"
#include "model/io/FileLock.h"
#include "model/io/ProjectFile.h"
#include <algorithm>
#include <atomic>
#include <charconv>
#include <unistd.h>

namespace millwright
{
namespace
{

namespace fs = std::filesystem;

constexpr std::string_view projectEnd = ".millwright";
constexpr std::string_view ownerEnd = ".owner";
constexpr std::uintmax_t largestOwner = 64 * 1024;

fs::path ownerFile(const fs::path& file)
{
    fs::path owner = file;
    return owner.replace_extension(ownerEnd);
}

/// Beside an autosave stands who writes it: "pid host", and in the next line the file that it is
/// of.
struct Owner {
    LockOwner process;
    fs::path origin;
};

std::optional<Owner> readOwner(const fs::path& file)
{
    const auto text = readWholeFile(ownerFile(file), largestOwner, nullptr);
    if (!text)
        return std::nullopt;
    Owner owner;
    const char* const end = text->data() + text->size();
    const auto [after, error] = std::from_chars(text->data(), end, owner.process.pid);
    const std::size_t line = text->find('\n');
    if (error != std::errc() || line == std::string::npos)
        return std::nullopt;
    const auto gap = static_cast<std::size_t>(after - text->data());
    owner.process.host = text->substr(gap + 1, line - gap - 1);
    owner.origin = text->substr(line + 1);
    return owner;
}

/// Machines that share a home directory cannot ask for each other's processes: leave those alone.
bool mayBeAlive(const Owner& owner)
{
    return owner.process.host != thisProcess().host || isProcessAlive(owner.process.pid);
}

} // namespace

Autosave::Autosave(fs::path stateDirectory, fs::path origin)
{
    static std::atomic<int> count = 0;
    std::error_code error;
    m_origin = origin.empty() ? origin : fs::absolute(origin, error);
    const std::string name =
        "autosave-" + std::to_string(::getpid()) + "-" + std::to_string(++count);
    m_file = std::move(stateDirectory) / (name + std::string(projectEnd));
}

Result<void> Autosave::write(const Project& project) const
{
    std::error_code error;
    fs::create_directories(m_file.parent_path(), error);
    const LockOwner self = thisProcess();
    const std::string owner = std::to_string(self.pid) + " " + self.host + "\n" + m_origin.string();
    if (auto written = writeAtomically(ownerFile(m_file), owner); !written)
        return written;
    return writeAtomically(m_file, projectText(project));
}

void Autosave::discard() const
{
    std::error_code error;
    fs::remove(m_file, error);
    fs::remove(ownerFile(m_file), error);
}

std::vector<RecoverableFile> Autosave::recoverable(const fs::path& stateDirectory)
{
    std::vector<RecoverableFile> found;
    std::error_code error;
    for (fs::directory_iterator entry(stateDirectory, error), end; !error && entry != end;
         entry.increment(error)) {
        const fs::path& file = entry->path();
        if (file.extension() != projectEnd || !file.filename().string().starts_with("autosave-"))
            continue;
        // Without an owner's note nobody says that it is in use.
        const auto owner = readOwner(file);
        std::error_code timeError;
        const auto time = entry->last_write_time(timeError);
        if (!timeError && !(owner && mayBeAlive(*owner)))
            found.push_back({file, owner ? owner->origin : fs::path(), time});
    }
    std::ranges::sort(found, std::greater<>(), &RecoverableFile::time);
    return found;
}

void Autosave::discard(const RecoverableFile& recovered)
{
    std::error_code error;
    fs::remove(recovered.file, error);
    fs::remove(ownerFile(recovered.file), error);
}

} // namespace millwright

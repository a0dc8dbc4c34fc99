#pragma once
#include "model/base/Result.h"
#include "model/blueprint/Project.h"
#include <chrono>
#include <filesystem>
#include <vector>

namespace millwright
{

/// What a process that ended badly left to recover.
struct RecoverableFile {
    std::filesystem::path file;   ///< the autosave: a project file
    std::filesystem::path origin; ///< the file that was being edited; empty if it had no name yet
    std::filesystem::file_time_type time;
};

/// Keeps a copy of unsaved work under a state directory, one file per open document, and finds
/// those that crashed. write() works on a snapshot and may run in a worker; the user's own file is
/// never touched.
class Autosave
{
public:
    /// `origin` is the document's file, empty for one that was never saved.
    Autosave(std::filesystem::path stateDirectory, std::filesystem::path origin);

    /// Errors as writeAtomically().
    Result<void> write(const Project& project) const;
    /// The work is saved or given up on purpose: nothing to recover.
    void discard() const;
    const std::filesystem::path& file() const { return m_file; }

    /// Autosaves whose process is gone, newest first.
    static std::vector<RecoverableFile> recoverable(const std::filesystem::path& stateDirectory);
    static void discard(const RecoverableFile& recovered);

private:
    std::filesystem::path m_file;
    std::filesystem::path m_origin;
};

} // namespace millwright

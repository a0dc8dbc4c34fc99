#pragma once
#include "model/base/Result.h"
#include "model/blueprint/Project.h"
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace millwright
{

/// The newest version of the project file that this program knows. Version 2 brought the price book,
/// the bins of a typical year and factors of the design's own.
inline constexpr int projectFileVersion = 2;
/// Files from this version on are read as they are; later versions only added keys.
inline constexpr int oldestDirectVersion = 1;
/// The version that a file of this project says: the lowest whose programs lose nothing of it.
int fileVersionOf(const Project& project);

/// Files beyond this size are refused: 1 GiB, some twenty times the largest design that the goals
/// name.
inline constexpr std::uintmax_t largestProjectFile = std::uintmax_t{1} << 30;

/// A project as its file gave it. Nothing is left out silently: every entity that could not be kept
/// (`lostEntities` of them) and every value that was ignored or repaired has a note.
struct LoadedProject {
    Project project;
    std::vector<Message> notes;
    std::size_t lostEntities = 0;
    bool isReadOnly =
        false; ///< a newer version wrote the file; saving would lose what this one does not know
    Message readOnlyReason;
};

/// Reads a project file. Errors: "file.unreadable", "file.too-large", "file.empty",
/// "file.not-millwright", "file.damaged" (not JSON, with the byte), "file.too-deep",
/// "file.no-variants", "file.version-unknown".
Result<LoadedProject> readProject(const std::filesystem::path& path);

/// The same from text; `where` names it in errors.
Result<LoadedProject> parseProject(std::string text, const std::string& where);

/// Saves a project atomically (see AtomicFile.h): the old file stays whole whatever happens.
Result<void> writeProject(const std::filesystem::path& path, const Project& project);

/// The text of the file: one entity per line by rising id, members at their defaults left out, the
/// same on every machine.
std::string projectText(const Project& project);

/// True if the id of a note says that an entity was lost.
bool isLossNote(const Message& note);

} // namespace millwright

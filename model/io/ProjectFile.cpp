#include "model/io/ProjectFile.h"
#include "model/io/AtomicFile.h"
#include "model/io/Migrations.h"
#include "model/io/ProjectReader.h"
#include <nlohmann/json.hpp>

namespace millwright
{
namespace
{

/// Reads text of this version or a newer one; tells of an older one by `older`.
Result<LoadedProject> parseCurrent(const std::string& text, const std::string& where,
                                   std::int64_t& older)
{
    ProjectReader reader;
    const bool isRead = nlohmann::json::sax_parse(text.data(), text.data() + text.size(), &reader);
    older = -1;
    if (reader.isOlder()) {
        older = reader.version();
        return fail("file.version-unknown", {older}, where);
    }
    if (!isRead) {
        Error error = fail("file.not-millwright", {}, where);
        if (!reader.failure().id.empty())
            error.message = reader.failure();
        return error;
    }
    auto loaded = reader.finish();
    if (!loaded)
        return fail(loaded.error().message.id, loaded.error().message.arguments, where);
    return loaded;
}

/// A file that does not begin like ours is refused before hundreds of megabytes of it are read.
bool beginsWithObject(std::string_view text)
{
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && text[first] == '{';
}

} // namespace

Result<LoadedProject> parseProject(std::string text, const std::string& where)
{
    std::int64_t older = -1;
    auto loaded = parseCurrent(text, where, older);
    if (older < 0)
        return loaded;
    std::vector<Message> notes;
    auto migrated = migrate(std::move(text), older, projectFileVersion, migrationSteps(), notes);
    if (!migrated)
        return fail(migrated.error().message.id, migrated.error().message.arguments, where);
    auto current = parseCurrent(*migrated, where, older);
    if (current)
        current->notes.insert(current->notes.begin(), notes.begin(), notes.end());
    return current;
}

Result<LoadedProject> readProject(const std::filesystem::path& path)
{
    auto text = readWholeFile(path, largestProjectFile, beginsWithObject);
    if (!text)
        return text.error();
    return parseProject(std::move(*text), path.string());
}

Result<void> writeProject(const std::filesystem::path& path, const Project& project)
{
    return writeAtomically(path, projectText(project));
}

bool isLossNote(const Message& note)
{
    return note.id.starts_with("file.row-dropped");
}

} // namespace millwright

#include "catalog/NetBoxType.h"
#include "catalog/PartImport.h"
#include "catalog/YamlTree.h"
#include <algorithm>
#include <charconv>
#include <fstream>
#include <set>
#include <system_error>

namespace millwright
{
namespace
{

namespace fs = std::filesystem;

bool isYaml(const fs::path& file)
{
    return file.extension() == ".yaml" || file.extension() == ".yml";
}

/// The YAML files of a folder and below, sorted; links are not followed. A file stands for itself.
std::vector<fs::path> yamlFiles(const fs::path& fileOrFolder)
{
    std::error_code error;
    if (!fs::is_directory(fileOrFolder, error))
        return fs::is_regular_file(fileOrFolder, error) ? std::vector{fileOrFolder}
                                                        : std::vector<fs::path>{};
    std::vector<fs::path> files;
    fs::recursive_directory_iterator entry(fileOrFolder,
                                           fs::directory_options::skip_permission_denied, error);
    for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
        std::error_code unreadable;
        if (isYaml(entry->path()) && entry->is_regular_file(unreadable))
            files.push_back(entry->path());
        if (files.size() > mostImportedParts)
            break;
    }
    std::ranges::sort(files);
    return files;
}

Result<YamlNode> readYamlFile(const fs::path& file)
{
    std::error_code error;
    const auto size = fs::file_size(file, error);
    if (error)
        return fail("file.unreadable", {file.string()}, file.string());
    if (size > yamlSizeLimit) // before a byte of it is read
        return fail("yaml.too-large",
                    {static_cast<std::int64_t>(size), static_cast<std::int64_t>(yamlSizeLimit)},
                    file.string());
    std::string text(size, '\0');
    std::ifstream stream(file, std::ios::binary);
    if (!stream.read(text.data(), static_cast<std::streamsize>(size)))
        return fail("file.unreadable", {file.string()}, file.string());
    return readYaml(text, file.string());
}

void noteError(const Error& error, const fs::path& file, ImportReport& report)
{
    std::size_t line = 0;
    const std::string prefix = file.string() + ":";
    if (error.where.starts_with(prefix))
        std::from_chars(error.where.data() + prefix.size(), error.where.data() + error.where.size(),
                        line);
    report.problems.push_back({file.string(),
                               line,
                               {},
                               error.message.id.substr(error.message.id.find('.') + 1),
                               error.message,
                               true});
}

std::optional<Part> readType(const fs::path& file, ImportReport& report)
{
    const auto type = readYamlFile(file);
    if (!type) {
        noteError(type.error(), file, report);
        return std::nullopt;
    }
    return partFromNetBoxType(*type, file.string(), report);
}

} // namespace

Result<ImportedParts> readNetBoxTypes(const fs::path& fileOrFolder, const ImportProgress& progress)
{
    const std::vector<fs::path> files = yamlFiles(fileOrFolder);
    if (files.empty())
        return fail("netbox.no-files", {fileOrFolder.string()}, fileOrFolder.string());
    if (files.size() > mostImportedParts)
        return fail("catalog.too-many", {static_cast<std::int64_t>(files.size()),
                                         static_cast<std::int64_t>(mostImportedParts)});
    ImportedParts read;
    ImportReport& report = read.report;
    std::set<std::string> ids;
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (progress && !progress(i, files.size())) {
            report.isCancelled = true;
            read.parts.clear();
            return read;
        }
        auto part = readType(files[i], report);
        if (part && !ids.insert(part->id).second) {
            report.problems.push_back(
                {files[i].string(), 1, "slug", "id-twice", {"catalog.id-twice", {part->id}}, true});
            part.reset();
        }
        if (part)
            read.parts.push_back(std::move(*part));
        else
            ++report.refused;
    }
    report.imported = read.parts.size();
    return read;
}

} // namespace millwright

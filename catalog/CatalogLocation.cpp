#include "catalog/CatalogLocation.h"
#include <array>
#include <cstdlib>
#include <system_error>

namespace millwright
{
namespace
{

std::filesystem::path programFolder()
{
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
    return error ? std::filesystem::path() : program.parent_path();
}

std::filesystem::path folderOf(const char* variable)
{
    const char* value = std::getenv(variable);
    // The XDG base directory specification has relative paths ignored.
    return value && *value == '/' ? std::filesystem::path(value) : std::filesystem::path();
}

} // namespace

Result<std::filesystem::path> findShippedCatalog()
{
    const std::filesystem::path folder = programFolder();
    const std::array candidates{
        folder / "../share/millwright/catalog.db",
        folder / "catalog.db",
        std::filesystem::path(MILLWRIGHT_BUILT_CATALOG),
    };
    std::error_code error;
    for (const auto& candidate : candidates)
        if (std::filesystem::is_regular_file(candidate, error))
            return candidate.lexically_normal();
    return fail("catalog.missing", {candidates.front().lexically_normal().string()});
}

std::filesystem::path userPartsPath()
{
    if (const auto data = folderOf("XDG_DATA_HOME"); !data.empty())
        return data / "millwright/parts.db";
    if (const auto home = folderOf("HOME"); !home.empty())
        return home / ".local/share/millwright/parts.db";
    return {};
}

} // namespace millwright

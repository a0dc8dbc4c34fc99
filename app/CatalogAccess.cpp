#include "app/CatalogAccess.h"
#include "catalog/CatalogLocation.h"
#include <system_error>

namespace millwright {

Result<std::unique_ptr<Catalog>> openCatalog()
{
    const auto shipped = findShippedCatalog();
    if (!shipped)
        return shipped.error();
    const std::filesystem::path own = userPartsPath();
    std::error_code error;
    if (!own.empty())
        std::filesystem::create_directories(own.parent_path(), error);
    if (!own.empty() && !error) {
        auto both = Catalog::open(*shipped, own);
        if (both)
            return both;
    }
    return Catalog::open(*shipped);
}

} // namespace millwright

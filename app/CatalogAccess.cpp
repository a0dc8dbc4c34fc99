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
    Error reason = fail("parts.no-folder");
    if (!own.empty()) {
        std::error_code error;
        std::filesystem::create_directories(own.parent_path(), error);
        auto both = Catalog::open(*shipped, own);
        if (both)
            return both;
        reason = both.error();
    }
    auto alone = Catalog::open(*shipped);
    if (alone) // nobody shall believe that what is edited now is kept
        (*alone)->close(reason);
    return alone;
}

} // namespace millwright

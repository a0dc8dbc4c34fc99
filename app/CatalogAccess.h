#pragma once
#include "catalog/Catalog.h"

namespace millwright {

/// The shipped catalog with the user's parts over it. When the user's database cannot be opened,
/// the shipped one alone, which then stores nothing and says why (PartStore::closedReason()).
Result<std::unique_ptr<Catalog>> openCatalog();

} // namespace millwright

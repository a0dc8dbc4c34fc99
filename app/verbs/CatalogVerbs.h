#pragma once
#include "app/verbs/Verbs.h"
#include "model/parts/Part.h"
#include <memory>
#include <nlohmann/json_fwd.hpp>

namespace millwright {

/// What the verbs below "catalog" have in common.
struct CatalogOptions {
    std::string text;
    std::string kind;
    std::string output;
    std::string mapping;
    std::vector<std::string> ids;
    std::size_t limit = 100000;
    bool isJson = false;
    bool isDryRun = false;
    bool hasOnlyDifferent = false;
};
using CatalogRun = int (*)(const CatalogOptions&);

/// A verb below "catalog" with -o and --json.
CLI::App* addCatalogPart(CLI::App& catalog, VerbChoice& choice, const char* name, const char* help, std::shared_ptr<CatalogOptions> options,
                         CatalogRun run);

// One file each.
void addCatalogCompareVerb(CLI::App& catalog, VerbChoice& choice);
void addCatalogOutdatedVerb(CLI::App& catalog, VerbChoice& choice);
void addCatalogImportVerb(CLI::App& catalog, VerbChoice& choice);
void addCatalogVerifiedVerb(CLI::App& catalog, VerbChoice& choice);

nlohmann::ordered_json fieldJson(const Field& field);
std::string dumped(const nlohmann::ordered_json& document); ///< indented, bad UTF-8 replaced

} // namespace millwright

#include "app/CatalogAccess.h"
#include "app/CommandLine.h"
#include "app/verbs/CatalogVerbs.h"
#include "catalog/PartImport.h"
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <nlohmann/json.hpp>

namespace millwright {
namespace {

using nlohmann::ordered_json;

constexpr std::uintmax_t largestMapping = 1 << 20; ///< bytes

/// {"Header": "key", ...}; a header that is not in it means itself. With {"kind": "system", "columns": {...}} the rows that
/// name no kind get one.
Result<CsvImportOptions> readMapping(const std::string& path)
{
    std::error_code error;
    if (const auto size = std::filesystem::file_size(path, error); error || size > largestMapping)
        return fail("file.unreadable", {path}, path);
    std::ifstream stream(path);
    const auto document = nlohmann::json::parse(stream, nullptr, false);
    if (!document.is_object())
        return fail("cli.bad-mapping", {}, path);
    const bool isWide = document.contains("columns") && document["columns"].is_object();
    CsvImportOptions options;
    for (const auto& [header, key] : (isWide ? document["columns"] : document).items()) {
        if (!key.is_string())
            return fail("cli.bad-mapping", {}, path);
        options.columns[header] = key.get<std::string>();
    }
    if (isWide && document.contains("kind") && document["kind"].is_string()) {
        options.defaultKind = partKindFromName(document["kind"].get<std::string>());
        if (!options.defaultKind)
            return fail("cli.unknown-kind", {document["kind"].get<std::string>()}, path);
    }
    return options;
}

bool isCsv(const std::filesystem::path& path)
{
    const std::string ending = path.extension().string();
    return ending == ".csv" || ending == ".CSV" || ending == ".txt";
}

Result<ImportedParts> readInput(const CatalogOptions& options)
{
    if (!isCsv(options.text))
        return readNetBoxTypes(options.text);
    CsvImportOptions columns;
    if (!options.mapping.empty()) {
        auto mapping = readMapping(options.mapping);
        if (!mapping)
            return mapping.error();
        columns = std::move(*mapping);
    } else {
        const auto preview = previewPartsCsv(options.text);
        if (!preview)
            return preview.error();
        columns.columns = preview->suggested;
    }
    if (!options.kind.empty()) {
        columns.defaultKind = partKindFromName(options.kind);
        if (!columns.defaultKind)
            return fail("cli.unknown-kind", {options.kind});
    }
    return readPartsCsv(options.text, columns);
}

ordered_json reportJson(const ImportReport& report, bool isStored)
{
    ordered_json problems = ordered_json::array();
    for (const ImportProblem& problem : report.problems)
        problems.push_back({{"file", problem.file}, {"line", problem.line}, {"column", problem.column}, {"rule", problem.rule},
                            {"severity", problem.isRefusal ? "error" : "warning"}, {"text", formatMessage(problem.message)}});
    return {{"imported", report.imported}, {"refused", report.refused}, {"stored", isStored}, {"problems", std::move(problems)}};
}

std::string reportText(const ImportReport& report, bool isStored)
{
    std::string text;
    for (const ImportProblem& problem : report.problems)
        text += (problem.isRefusal ? "refused  " : "warning  ") + formatProblem(problem) + "\n";
    return text + fmt::format("{} parts {}, {} refused\n", report.imported, isStored ? "stored" : "can be stored", report.refused);
}

int runImport(const CatalogOptions& options)
{
    const auto catalog = openCatalog();
    if (!catalog)
        return reportError(catalog.error());
    auto read = readInput(options);
    if (!read)
        return reportError(read.error());
    const bool isStored = !options.isDryRun && !read->parts.empty();
    if (isStored)
        if (const auto stored = (*catalog)->storeParts(std::move(read->parts)); !stored)
            return reportError(stored.error());
    const int delivered = deliver(options.isJson ? dumped(reportJson(read->report, isStored)) : reportText(read->report, isStored), options.output);
    if (delivered != ExitGood)
        return delivered;
    if (read->report.imported == 0)
        return reportError(fail("cli.nothing-imported", {}, options.text));
    return read->report.refused > 0 ? ExitFindings : ExitGood;
}

} // namespace

void addCatalogImportVerb(CLI::App& catalog, VerbChoice& choice)
{
    auto options = std::make_shared<CatalogOptions>();
    CLI::App* verb = addCatalogPart(catalog, choice, "import", "Take a CSV table, or a file or folder of the NetBox device-type library, into your own parts", options, runImport);
    verb->add_option("input", options->text, "FILE.csv, FILE.yaml or a folder")->required();
    verb->add_option("--mapping", options->mapping, "JSON file: which header of the table is which field; otherwise what is recognised is taken");
    verb->add_option("--kind", options->kind, "Kind of rows that name none");
    verb->add_flag("--dry-run", options->isDryRun, "Read and report only");
}

} // namespace millwright

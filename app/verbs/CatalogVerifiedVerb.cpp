#include "app/CatalogAccess.h"
#include "app/CommandLine.h"
#include "app/verbs/CatalogVerbs.h"
#include "model/parts/PartDifference.h"
#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>

namespace millwright {
namespace {

using nlohmann::ordered_json;

/// A citation with its date and how many figures of a part rest on it.
struct Evidence {
    std::string source, date;
    std::vector<std::string_view> fields;
};

struct VerifiedPart {
    PartPtr part;
    std::vector<Evidence> evidence;
};

std::vector<Evidence> evidenceOf(const Part& part)
{
    std::map<std::pair<std::string, std::string>, std::vector<std::string_view>> bySource;
    for (const Field& field : part.fields)
        if (field.confidence == Confidence::Verified && field.source)
            bySource[{*field.source, field.date}].push_back(fieldInfo(field.key).name);
    std::vector<Evidence> evidence;
    for (auto& [key, fields] : bySource)
        evidence.push_back({key.first, key.second, std::move(fields)});
    std::stable_sort(evidence.begin(), evidence.end(), [](const Evidence& a, const Evidence& b) { return a.fields.size() > b.fields.size(); });
    return evidence;
}

/// The shipped parts most of whose figures are verified, by kind, vendor and name.
std::vector<VerifiedPart> verifiedParts(const Catalog& catalog)
{
    std::vector<VerifiedPart> verified;
    PartQuery everything;
    everything.limit = 1000000;
    for (const PartSummary& summary : catalog.search(everything)) {
        if (summary.confidence != Confidence::Verified || (summary.flags & PartUserOwned) != 0)
            continue;
        if (PartPtr part = catalog.part(summary.id))
            verified.push_back({part, evidenceOf(*part)});
    }
    return verified;
}

std::map<PartKind, std::size_t> countByKind(const std::vector<VerifiedPart>& parts)
{
    std::map<PartKind, std::size_t> counts;
    for (const VerifiedPart& row : parts)
        ++counts[row.part->kind];
    return counts;
}

ordered_json verifiedJson(const std::vector<VerifiedPart>& parts)
{
    ordered_json rows = ordered_json::array(), counts = ordered_json::object();
    for (const VerifiedPart& row : parts) {
        ordered_json sources = ordered_json::array();
        for (const Evidence& evidence : row.evidence)
            sources.push_back({{"source", evidence.source}, {"date", evidence.date}, {"fields", evidence.fields}});
        rows.push_back({{"id", row.part->id}, {"vendor", row.part->vendor}, {"name", row.part->name}, {"kind", partKindName(row.part->kind)}, {"sources", std::move(sources)}});
    }
    for (const auto& [kind, count] : countByKind(parts))
        counts[std::string(partKindName(kind))] = count;
    return {{"count", parts.size()}, {"byKind", std::move(counts)}, {"parts", std::move(rows)}};
}

/// A cell of a Markdown table: no bars, no line ends.
std::string cell(std::string text)
{
    for (char& c : text)
        if (c == '|' || c == '\n')
            c = c == '|' ? '/' : ' ';
    return text;
}

/// Tells one state of the listed parts from another, so that a page can be known to be old.
std::string stateOf(const std::vector<VerifiedPart>& parts)
{
    Part together; // a fingerprint over the fingerprints
    for (const VerifiedPart& row : parts)
        together.name += partFingerprint(*row.part);
    return partFingerprint(together);
}

std::string verifiedMarkdown(const std::vector<VerifiedPart>& parts)
{
    std::string text = "# Verified parts\n\nMade from the catalog by `./dev docs`; do not edit. A part is listed when most of its figures were checked against a\n"
                       "document of the vendor or two independent sources. The sources of its other figures: `millwright catalog show ID`.\n\n"
                       "State of the parts: " + stateOf(parts) + "\n\n| kind | verified parts |\n|---|---|\n";
    for (const auto& [kind, count] : countByKind(parts))
        text += fmt::format("| {} | {} |\n", partKindName(kind), count);
    text += fmt::format("| all | {} |\n", parts.size());
    PartKind kind = PartKind::Count;
    for (const VerifiedPart& row : parts) {
        if (row.part->kind != kind) {
            kind = row.part->kind;
            text += fmt::format("\n## {}\n\n| id | part | source | date | figures |\n|---|---|---|---|---|\n", partKindLabel(kind));
        }
        for (const Evidence& evidence : row.evidence)
            text += fmt::format("| {} | {} | {} | {} | {} |\n", row.part->id, cell(row.part->displayName()), cell(evidence.source), cell(evidence.date), evidence.fields.size());
    }
    return text;
}

std::string verifiedText(const std::vector<VerifiedPart>& parts)
{
    std::string text;
    for (const VerifiedPart& row : parts)
        for (const Evidence& evidence : row.evidence)
            text += fmt::format("{:<16} {:<28} {:<8} {}\n", partKindName(row.part->kind), row.part->id, evidence.date, evidence.source);
    return text + fmt::format("{} verified parts\n", parts.size());
}

int runVerified(const CatalogOptions& options)
{
    const auto catalog = openCatalog();
    if (!catalog)
        return reportError(catalog.error());
    const std::vector<VerifiedPart> parts = verifiedParts(**catalog);
    if (options.isJson)
        return deliver(dumped(verifiedJson(parts)), options.output);
    return deliver(options.output.ends_with(".md") ? verifiedMarkdown(parts) : verifiedText(parts), options.output);
}

} // namespace

void addCatalogVerifiedVerb(CLI::App& catalog, VerbChoice& choice)
{
    addCatalogPart(catalog, choice, "verified", "Shipped parts that were checked, with source and date; -o FILE.md writes the table of docs/",
                   std::make_shared<CatalogOptions>(), runVerified);
}

} // namespace millwright

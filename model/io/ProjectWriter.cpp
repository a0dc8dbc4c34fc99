#include "model/blueprint/EntityFields.h"
#include "model/blueprint/LoadProfile.h"
#include "model/io/JsonText.h"
#include "model/io/ModelCodec.h"
#include "model/io/PartCodec.h"
#include "model/io/PriceCodec.h"
#include "model/io/ProjectFile.h"
#include <algorithm>

namespace millwright
{
namespace
{

constexpr std::size_t usualRow = 110; // bytes of a line, for reserving
constexpr std::size_t usualPart = 6000;

/// One line: the id and each member that differs from that of a new entity.
template <class T> void appendRow(std::string& text, const T& row, const Blueprint& blueprint)
{
    static const T standard{};
    text += "{\"id\":";
    json::append(text, row.id);
    std::apply(
        [&](const auto&... fields) {
            const auto appendField = [&](const auto& field) {
                const auto& value = row.*(field.member);
                if (value == standard.*(field.member))
                    return;
                text += ",\"";
                text += field.key;
                text += "\":";
                json::append(text, value);
            };
            (appendField(fields), ...);
        },
        Fields<T>::list());
    if (blueprint.unknownKeys && !blueprint.unknownKeys->empty())
        if (const auto unknown = blueprint.unknownKeys->find(row.id.value());
            unknown != blueprint.unknownKeys->end())
            json::appendMembers(text, unknown->second);
    text += '}';
}

void appendVariant(std::string& text, const Variant& variant)
{
    text += "{\"name\":";
    json::append(text, variant.name);
    json::appendMembers(text, variant.unknownKeys);
    variant.blueprint.forEachTable([&]<class T>(const Table<T>& rows) {
        if (rows.isEmpty())
            return;
        text += ",\n";
        json::appendKey(text, entityKindName(entityKind<T>));
        text += "[\n";
        bool isFirst = true;
        for (const T& row : rows) {
            if (!isFirst)
                text += ",\n";
            isFirst = false;
            appendRow(text, row, variant.blueprint);
        }
        text += "\n]";
    });
    text += '}';
}

void appendHeader(std::string& text, const Project& project)
{
    const auto member = [&](std::string_view key, const auto& value) {
        text += text.size() > 1 ? ",\n" : "\n";
        json::appendKey(text, key);
        json::append(text, value);
    };
    text += '{';
    member("format", "millwright");
    member("version", fileVersionOf(project));
    member("app", MILLWRIGHT_VERSION);
    member("name", project.name);
    member("customer", project.customer);
    member("author", project.author);
    member("currency", project.currency);
    member("lastId", project.lastId);
    member("active", static_cast<std::uint64_t>(project.active));
    json::appendMembers(text, project.unknownKeys);
}

std::size_t estimatedSize(const Project& project)
{
    std::size_t size = 4096 + project.parts.all().size() * usualPart;
    for (const Variant& variant : project.variants)
        variant.blueprint.forEachTable([&](const auto& rows) { size += rows.size() * usualRow; });
    return size;
}

} // namespace

int fileVersionOf(const Project& project)
{
    // A program of version 1 would leave prices out, compute another year than that of the bins,
    // estimate with the shipped factors, and let generic work run without its samples.
    const bool isNewer = std::ranges::any_of(project.variants, [](const Variant& variant) {
        const Table<Site>& sites = variant.blueprint.table<Site>();
        const Table<Workload>& jobs = variant.blueprint.table<Workload>();
        return !variant.blueprint.table<CalibratedFactor>().isEmpty() ||
               std::any_of(jobs.begin(), jobs.end(), [](const Workload& job) { return hasSamples(job); }) ||
               std::any_of(sites.begin(), sites.end(),
                           [](const Site& site) { return !site.weatherHours.empty(); });
    });
    return project.prices->isEmpty() && !isNewer ? 1 : 2;
}

std::string projectText(const Project& project)
{
    std::string text;
    text.reserve(estimatedSize(project));
    appendHeader(text, project);
    if (!project.prices->isEmpty()) {
        text += ",\n\"prices\":";
        appendPrices(text, *project.prices);
    }
    text += ",\n\"parts\":[";
    for (const auto& [id, part] : project.parts.all()) {
        text += text.back() == '[' ? "\n" : ",\n";
        appendPart(text, *part);
    }
    text += "\n]";
    appendModels(text, project.models);
    text += ",\n\"variants\":[";
    for (const Variant& variant : project.variants) {
        text += text.back() == '[' ? "\n" : ",\n";
        appendVariant(text, variant);
    }
    text += "\n]\n}\n";
    return text;
}

} // namespace millwright

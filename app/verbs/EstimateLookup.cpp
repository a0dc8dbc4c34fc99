#include "app/verbs/EstimateLookup.h"
#include "app/CatalogAccess.h"
#include "model/analysis/AcceleratorFigures.h"
#include "model/estimate/GenericQuery.h"
#include "model/estimate/ModelLibrary.h"
#include "model/estimate/ModelNames.h"
#include "model/estimate/TextKeys.h"
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace millwright {
namespace {

constexpr std::uintmax_t largestConfig = 4u << 20; ///< bytes; config.json files have some 2 kB

Result<std::string> readText(const std::string& path)
{
    std::error_code error;
    if (std::filesystem::is_regular_file(path, error) && std::filesystem::file_size(path, error) > largestConfig)
        return fail("file.too-large", {path}, path);
    std::ifstream file(path, std::ios::binary);
    std::string text(std::istreambuf_iterator<char>(file), {});
    if (!file)
        return fail("file.unreadable", {path}, path);
    return text;
}

} // namespace

Result<ModelArchitecture> lookUpModel(const EstimateOptions& options)
{
    if (!options.config.empty()) {
        const auto text = readText(options.config);
        return text ? readModelConfig(*text, options.config) : text.error();
    }
    if (options.model.empty())
        return fail("cli.needs-model");
    if (const ModelArchitecture* model = standardModels().find(options.model))
        return *model;
    if (findGenericPreset(options.model))
        return fail("cli.is-generic", {options.model});
    // A name that states its size gets the shape of its class.
    if (const NamedSize size = sizeInName(options.model); size.total > 0.0)
        return classShape(options.model, size.total, size.active);
    return unknownModel(options.model);
}

Error unknownModel(const std::string& name)
{
    std::string near;
    for (const ModelArchitecture* model : modelsNear(name))
        near += (near.empty() ? "" : ", ") + model->id;
    return near.empty() ? fail("cli.unknown-model", {name}) : fail("cli.unknown-model-near", {name, near});
}

std::vector<const ModelArchitecture*> modelsNear(const std::string& name, std::size_t most)
{
    // The longest beginning of the name that some model's id or alias has: "qwen3-coder" finds the Qwen 3 models.
    std::vector<const ModelArchitecture*> near;
    for (std::string key = textKey(name); key.size() >= 3 && near.empty(); key.pop_back())
        for (const ModelArchitecture& model : standardModels().all()) {
            const auto has = [&key](const std::string& text) { return textKey(text).find(key) != std::string::npos; };
            if (near.size() < most && (has(model.id) || std::any_of(model.aliases.begin(), model.aliases.end(), has)))
                near.push_back(&model);
        }
    return near;
}

Result<AcceleratorSpec> lookUpAccelerator(const std::string& name)
{
    const auto catalog = openCatalog();
    PartLibrary parts;
    if (const PartPtr part = catalog ? (*catalog)->part(name) : nullptr)
        parts.put(part);
    if (const auto spec = acceleratorFigures(parts, name); spec && spec->hasPeaks())
        return *spec;
    if (const AcceleratorSpec* known = AcceleratorLibrary::standard().find(name); known && known->hasPeaks())
        return *known;
    return fail("cli.unknown-accelerator", {name});
}

Result<NumberFormat> lookUpFormat(const std::string& text, NumberFormat missing)
{
    if (text.empty())
        return missing;
    const auto format = parseNumberFormat(text);
    return format ? Result<NumberFormat>(*format) : fail("cli.unknown-format", {text});
}

} // namespace millwright

#include "model/estimate/ModelLibrary.h"
#include "model/base/Csv.h"
#include "model/estimate/ModelNames.h"
#include "model/estimate/TextKeys.h"
#include <algorithm>

namespace millwright
{

namespace embedded
{
extern const std::string_view models;
}

namespace
{

struct CountColumn {
    std::string_view name;
    int ModelArchitecture::*member;
    int least;
};
constexpr CountColumn countColumns[] = {
    {"layers", &ModelArchitecture::layers, 1},
    {"hidden", &ModelArchitecture::hidden, 1},
    {"heads", &ModelArchitecture::heads, 1},
    {"kv_heads", &ModelArchitecture::kvHeads, 0},
    {"head_dim", &ModelArchitecture::headDim, 1},
    {"ffn", &ModelArchitecture::ffn, 0},
    {"ffn_matrices", &ModelArchitecture::ffnMatrices, 1},
    {"vocabulary", &ModelArchitecture::vocabulary, 1},
    {"experts", &ModelArchitecture::experts, 0},
    {"experts_per_token", &ModelArchitecture::expertsPerToken, 0},
    {"shared_experts", &ModelArchitecture::sharedExperts, 0},
    {"expert_ffn", &ModelArchitecture::expertFfn, 0},
    {"dense_first_layers", &ModelArchitecture::denseFirstLayers, 0},
    {"moe_every", &ModelArchitecture::moeEvery, 0},
    {"kv_lora_rank", &ModelArchitecture::kvLoraRank, 0},
    {"q_lora_rank", &ModelArchitecture::qLoraRank, 0},
    {"rope_dim", &ModelArchitecture::ropeDim, 0},
    {"nope_dim", &ModelArchitecture::nopeDim, 0},
    {"value_dim", &ModelArchitecture::valueDim, 0},
    {"window", &ModelArchitecture::window, 0},
    {"mixer_free_layers", &ModelArchitecture::mixerFreeLayers, 0},
    {"ffn_free_layers", &ModelArchitecture::feedForwardFreeLayers, 0},
    {"shared_ffn", &ModelArchitecture::sharedFfn, 0},
    {"latent_ffn", &ModelArchitecture::latentFfn, 0},
    {"sparse_top", &ModelArchitecture::sparseTop, 0},
    {"sparse_index", &ModelArchitecture::sparseIndex, 0},
    {"max_context", &ModelArchitecture::maxContext, 0},
};

struct RealColumn {
    std::string_view name;
    double ModelArchitecture::*member;
    double scale;
};
constexpr RealColumn realColumns[] = {
    {"window_fraction", &ModelArchitecture::windowFraction, 1.0},
    {"linear_fraction", &ModelArchitecture::linearFraction, 1.0},
    {"mixer_parameters", &ModelArchitecture::mixerParameters, 1.0},
    {"mixer_state", &ModelArchitecture::mixerState, 1.0},
    {"layer_attention", &ModelArchitecture::layerAttention, 1.0},
    {"full_reach", &ModelArchitecture::fullReach, 1.0},
    {"full_cache", &ModelArchitecture::fullCache, 1.0},
    {"lookup_parameters", &ModelArchitecture::lookupParameters, 1.0},
    {"published_total_B", &ModelArchitecture::publishedTotal, 1e9},
    {"published_active_B", &ModelArchitecture::publishedActive, 1e9},
};

void readTexts(const CsvTable& table, const CsvRow& row, ModelArchitecture& model)
{
    model.aliases = splitList(table.text(row, "aliases"));
    model.source = std::string(table.text(row, "source"));
    model.confidence = std::string(table.text(row, "confidence"));
    model.weightFormat = std::string(table.text(row, "weight_format"));
}

/// A row without layers: the published counts, the shape of the class.
Result<ModelArchitecture> readClassRow(const CsvTable& table, const CsvRow& row, std::string id)
{
    const auto total = table.number(row, "published_total_B");
    const auto active = table.number(row, "published_active_B");
    const auto context = table.number(row, "max_context");
    for (const auto* value : {&total, &active, &context})
        if (!*value)
            return value->error();
    const double all = total->value_or(0.0) * 1e9;
    const double part = active->value_or(total->value_or(0.0)) * 1e9;
    if (!(part > 0.0 && part <= all && all < 1e14))
        return fail("model.field-range", {std::string("layers")}, table.place(row, "layers"));
    ModelArchitecture model = classShape(std::move(id), all, part);
    readTexts(table, row, model);
    model.maxContext = static_cast<int>(std::clamp(context->value_or(0.0), 0.0, 1e9));
    return model;
}

Result<ModelArchitecture> readRow(const CsvTable& table, const CsvRow& row)
{
    ModelArchitecture model;
    model.id = std::string(table.text(row, "id"));
    if (model.id.empty())
        return fail("estimate.id-missing", {}, table.place(row, "id"));
    if (table.text(row, "layers").empty() && !table.text(row, "published_total_B").empty())
        return readClassRow(table, row, std::move(model.id));
    readTexts(table, row, model);
    model.tiedEmbeddings = table.text(row, "tied_embeddings") == "yes";
    model.hasOutputGate = table.text(row, "output_gate") == "yes";
    for (const CountColumn& column : countColumns) {
        const auto value = table.number(row, column.name);
        if (!value)
            return value.error();
        const double count = value->value_or(0.0);
        if (count < column.least || count > 1e9)
            return fail("model.field-range", {std::string(column.name)},
                        table.place(row, column.name));
        model.*column.member = static_cast<int>(count);
    }
    for (const RealColumn& column : realColumns) {
        const auto value = table.number(row, column.name);
        if (!value)
            return value.error();
        model.*column.member = value->value_or(0.0) * column.scale;
    }
    return model;
}

} // namespace

void ModelLibrary::addName(std::string_view name, std::size_t index)
{
    const auto enter = [index](Index& keys, const std::string& key, std::size_t rank) {
        const auto [it, isNew] = keys.emplace(key, Entry{index, rank});
        if (!isNew && rank < it->second.rank)
            it->second = {index, rank};
    };
    // The name itself, with and without its organisation, beats what is derived of another name.
    const std::size_t whole = name.find('/') == std::string_view::npos ? 1 : 2;
    const std::vector<std::string> keys = modelKeys(name);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const std::size_t rank = i < whole ? 0 : i;
        enter(m_exact, keys[i], rank);
        enter(m_loose, textKey(keys[i]), rank);
    }
}

void ModelLibrary::add(ModelArchitecture model)
{
    addName(model.id, m_all.size());
    for (const std::string& alias : model.aliases)
        addName(alias, m_all.size());
    m_all.push_back(std::move(model));
}

Result<ModelLibrary> ModelLibrary::read(std::string_view csv, std::string where)
{
    const Result<CsvTable> table = readCsv(csv, std::move(where));
    if (!table)
        return table.error();
    for (const std::string_view needed : {"id", "layers", "hidden", "heads", "vocabulary"})
        if (const auto column = table->requireColumn(needed); !column)
            return column.error();
    ModelLibrary library;
    for (const CsvRow& row : table->rows()) {
        Result<ModelArchitecture> model = readRow(*table, row);
        if (!model)
            return model.error();
        library.add(std::move(*model));
    }
    return library;
}

Result<ModelLibrary> ModelLibrary::readFile(const std::string& path)
{
    const Result<CsvTable> table = readCsvFile(path);
    if (!table)
        return table.error();
    ModelLibrary library;
    for (const CsvRow& row : table->rows()) {
        Result<ModelArchitecture> model = readRow(*table, row);
        if (!model)
            return model.error();
        library.add(std::move(*model));
    }
    return library;
}

const ModelArchitecture* ModelLibrary::find(std::string_view id) const
{
    const std::vector<std::string> keys = modelKeys(id);
    for (const std::string& key : keys)
        if (const auto it = m_exact.find(key); it != m_exact.end())
            return &m_all[it->second.index];
    for (const std::string& key : keys)
        if (const auto it = m_loose.find(textKey(key)); it != m_loose.end())
            return &m_all[it->second.index];
    return nullptr;
}

const ModelLibrary& standardModels()
{
    static const ModelLibrary library = [] {
        Result<ModelLibrary> read = ModelLibrary::read(embedded::models, "models.csv");
        return read ? *read : ModelLibrary();
    }();
    return library;
}

} // namespace millwright

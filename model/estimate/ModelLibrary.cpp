#include "model/estimate/ModelLibrary.h"
#include "model/base/Csv.h"
#include "model/estimate/ModelNames.h"

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
    {"published_total_B", &ModelArchitecture::publishedTotal, 1e9},
    {"published_active_B", &ModelArchitecture::publishedActive, 1e9},
};

Result<ModelArchitecture> readRow(const CsvTable& table, const CsvRow& row)
{
    ModelArchitecture model;
    model.id = std::string(table.text(row, "id"));
    if (model.id.empty())
        return fail("estimate.id-missing", {}, table.place(row, "id"));
    model.aliases = splitList(table.text(row, "aliases"));
    model.source = std::string(table.text(row, "source"));
    model.confidence = std::string(table.text(row, "confidence"));
    model.tiedEmbeddings = table.text(row, "tied_embeddings") == "yes";
    model.hasOutputGate = table.text(row, "output_gate") == "yes";
    model.weightFormat = std::string(table.text(row, "weight_format"));
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

void ModelLibrary::add(ModelArchitecture model)
{
    const std::size_t index = m_all.size();
    for (const std::string& key : modelKeys(model.id))
        m_byKey.emplace(key, index);
    for (const std::string& alias : model.aliases)
        for (const std::string& key : modelKeys(alias))
            m_byKey.emplace(key, index);
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
    for (const std::string& key : modelKeys(id))
        if (const auto it = m_byKey.find(key); it != m_byKey.end())
            return &m_all[it->second];
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

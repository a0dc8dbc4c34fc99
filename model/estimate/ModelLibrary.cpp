#include "model/estimate/ModelLibrary.h"
#include "model/base/Csv.h"
#include "model/estimate/TextKeys.h"
#include <array>

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

/// The name without its organisation and without suffixes that change the job or the tuning but not
/// the shape.
std::string shapeKey(std::string_view id)
{
    if (const std::size_t slash = id.rfind('/'); slash != std::string_view::npos)
        id = id.substr(slash + 1);
    std::string key = textKey(id);
    static constexpr std::array<std::string_view, 14> suffixes{
        "lora", "sft", "instruct", "chat", "hf",    "fp8",  "nvfp4",
        "fp4",  "it",  "base",     "awq",  "mxfp4", "bf16", "quantized"};
    for (bool isChanged = true; isChanged;) {
        isChanged = false;
        for (const std::string_view suffix : suffixes)
            if (key.size() > suffix.size() + 3 &&
                std::string_view(key).substr(key.size() - suffix.size()) == suffix) {
                key.resize(key.size() - suffix.size());
                isChanged = true;
            }
    }
    return key;
}

} // namespace

void ModelLibrary::add(ModelArchitecture model)
{
    const std::size_t index = m_all.size();
    m_byKey.emplace(textKey(model.id), index);
    m_byKey.emplace(shapeKey(model.id), index);
    for (const std::string& alias : model.aliases) {
        m_byKey.emplace(textKey(alias), index);
        m_byKey.emplace(shapeKey(alias), index);
    }
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
    for (const std::string& key : {textKey(id), shapeKey(id)})
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

#pragma once
#include "model/base/Result.h"
#include "model/estimate/ModelArchitecture.h"
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace millwright
{

/// Model architectures known by id and alias.
class ModelLibrary
{
public:
    /// From CSV text with the columns of resources/evidence/models.csv; errors name line and field.
    static Result<ModelLibrary> read(std::string_view csv, std::string where);
    static Result<ModelLibrary> readFile(const std::string& path);

    /// By id or alias in any of the spellings of modelKeys(); null if not known. The most exact
    /// spelling wins.
    const ModelArchitecture* find(std::string_view id) const;
    const std::vector<ModelArchitecture>& all() const { return m_all; }
    void add(ModelArchitecture model);

private:
    struct Entry {
        std::size_t index = 0;
        std::size_t rank = 0; ///< place among the keys of its name: 0 = the name itself
    };
    using Index = std::unordered_map<std::string, Entry>;

    void addName(std::string_view name, std::size_t index);

    std::vector<ModelArchitecture> m_all;
    Index m_exact; ///< with the points of numbers: "opt1.3b" is not "opt13b"
    Index m_loose; ///< without, for "llama3_1-8b"
};

/// The library shipped inside the program.
const ModelLibrary& standardModels();

/// A Hugging Face config.json as an architecture. Errors: "model.config.syntax",
/// "model.config.field-missing", "model.config.field-range", each with the field in `where`.
Result<ModelArchitecture> readModelConfig(std::string_view text, std::string where);

} // namespace millwright

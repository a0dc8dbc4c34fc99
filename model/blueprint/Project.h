#pragma once
#include "model/blueprint/Blueprint.h"
#include "model/blueprint/PriceBook.h"
#include "model/parts/Part.h"
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace millwright {

/// The parts that a project uses, copied in so that it opens without the catalog. Copies share their content.
class PartLibrary {
public:
    const Part* find(Symbol id) const;
    PartPtr pointer(Symbol id) const;
    void put(PartPtr part);
    void putAll(std::vector<PartPtr> parts); ///< many at once, as a file holds them
    void remove(Symbol id);
    const std::map<Symbol, PartPtr>& all() const;
    bool isSameAs(const PartLibrary& other) const { return m_parts == other.m_parts; }
    friend bool operator==(const PartLibrary& a, const PartLibrary& b);

private:
    /// Ordered by id for files and lists, with an index by symbol for the live analyses.
    struct Content {
        std::map<Symbol, PartPtr> ordered;
        std::unordered_map<Symbol, const Part*> index;
    };
    void set(std::map<Symbol, PartPtr> ordered);
    std::shared_ptr<const Content> m_parts;
};

/// A model that was imported into the project: the text of its config.json, from which its shape is read.
struct ProjectModel {
    std::string id;     ///< what workloads name
    std::string source; ///< file that it came from
    std::string config; ///< JSON
    friend bool operator==(const ProjectModel&, const ProjectModel&) = default;
};

/// The imported models of a project, by rising id, so that it opens where the files are not. Copies share their content.
class ModelShelf {
public:
    const ProjectModel* find(std::string_view id) const; ///< null if it is not there
    void put(ProjectModel model);                        ///< replaces one of the same id
    void remove(std::string_view id);
    const std::vector<ProjectModel>& all() const;
    friend bool operator==(const ModelShelf& a, const ModelShelf& b) { return a.m_models == b.m_models || a.all() == b.all(); }

private:
    std::shared_ptr<const std::vector<ProjectModel>> m_models;
};

/// One scenario of a project.
struct Variant {
    std::string name;
    Blueprint blueprint;
    std::string unknownKeys; ///< as Project::unknownKeys, of this variant: kinds of entities of a later version
    friend bool operator==(const Variant&, const Variant&) = default;
};

/// What a project file holds. A plain value: copying it is cheap, since all rows are shared.
struct Project {
    std::string name;
    std::string customer;
    std::string author;
    std::string currency = "USD";                   ///< of the bill; analyses count in USD
    SharedPrices prices;                            ///< of the deal, the same for all variants
    PartLibrary parts;
    ModelShelf models;
    std::vector<Variant> variants = {Variant{"A", {}, {}}};
    std::size_t active = 0;
    EntityId lastId = 0;                            ///< ids come from here and are never used twice
    std::string unknownKeys;                        ///< JSON object of top-level keys this version does not know; may be empty

    const Blueprint& blueprint() const { return variants[active].blueprint; }
    Blueprint& blueprint() { return variants[active].blueprint; }
    friend bool operator==(const Project&, const Project&) = default;
};

/// All parameters that analyses and rules use; rows in Parameters.def.
enum class Parameter : std::uint8_t {
#define PARAMETER(name, key, value, unit, label, source) name,
#include "model/blueprint/Parameters.def"
#undef PARAMETER
    Count
};

struct ParameterInfo {
    Parameter parameter;
    std::string_view key;
    double standard;
    std::string_view unit;
    std::string_view label;
    std::string_view source;
};
const ParameterInfo& parameterInfo(Parameter parameter);
std::optional<Parameter> parameterFromKey(std::string_view key);

/// The design's value of each parameter: its assumption, or the default.
class ParameterValues {
public:
    explicit ParameterValues(const Blueprint& blueprint);
    ParameterValues();
    double operator[](Parameter p) const { return m_values[static_cast<std::size_t>(p)]; }
    bool isDefault(Parameter p) const { return !m_isChanged[static_cast<std::size_t>(p)]; }

private:
    std::array<double, static_cast<std::size_t>(Parameter::Count)> m_values{};
    std::array<bool, static_cast<std::size_t>(Parameter::Count)> m_isChanged{};
};

} // namespace millwright

#include "model/io/ModelCodec.h"
#include "model/io/JsonText.h"
#include <nlohmann/json.hpp>

namespace millwright
{

void appendModels(std::string& text, const ModelShelf& models)
{
    if (models.all().empty())
        return;
    text += ",\n\"models\":[";
    for (const ProjectModel& model : models.all()) {
        text += text.back() == '[' ? "\n{\"id\":" : ",\n{\"id\":";
        json::append(text, model.id);
        text += ",\"source\":";
        json::append(text, model.source);
        text += ",\"config\":";
        json::append(text, model.config);
        text += '}';
    }
    text += "\n]";
}

ModelShelf readModels(const std::string& array, std::vector<Message>& notes)
{
    ModelShelf models;
    const nlohmann::json rows = nlohmann::json::parse(array, nullptr, false);
    if (!rows.is_array()) {
        notes.push_back({"file.model-dropped", {}});
        return models;
    }
    const auto text = [](const nlohmann::json& row, const char* key) {
        const auto found = row.is_object() ? row.find(key) : row.end();
        return found != row.end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    for (const nlohmann::json& row : rows) {
        ProjectModel model{text(row, "id"), text(row, "source"), text(row, "config")};
        if (model.id.empty() || model.config.empty())
            notes.push_back({"file.model-dropped", {}});
        else
            models.put(std::move(model));
    }
    return models;
}

} // namespace millwright

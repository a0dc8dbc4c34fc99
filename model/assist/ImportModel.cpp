#include "model/assist/ImportModel.h"
#include "model/estimate/ModelLibrary.h"
#include <algorithm>
#include <filesystem>

namespace millwright
{
namespace
{

/// The file's own name, or that of its folder where it is called as all of them are.
std::string nameOfFile(const std::filesystem::path& path)
{
    const std::string stem = path.stem().string();
    const std::string folder = path.parent_path().filename().string();
    return stem == "config" && !folder.empty() ? folder : stem;
}

} // namespace

Result<ProjectModel> modelFromConfig(const Project& project, std::string_view config,
                                     const std::string& path)
{
    const std::filesystem::path file(path);
    const std::string name = file.filename().string();
    auto model = readModelConfig(config, name);
    if (!model)
        return model.error();
    // Without a name in the config the reader falls back to the family, which many models share.
    const bool hasName = config.find("\"_name_or_path\"") != std::string_view::npos &&
                         !model->id.empty() && model->id != name;
    const std::string id = hasName ? model->id : nameOfFile(file);
    ProjectModel imported{id.empty() ? model->id : id, name, std::string(config)};
    const auto isTaken = [&](const std::string& text) {
        const ProjectModel* own = project.models.find(text);
        return own ? own->config != imported.config : standardModels().find(text) != nullptr;
    };
    std::string unique = imported.id;
    for (int i = 2; isTaken(unique); ++i)
        unique = imported.id + " (" + std::to_string(i) + ")";
    imported.id = unique;
    return imported;
}

} // namespace millwright

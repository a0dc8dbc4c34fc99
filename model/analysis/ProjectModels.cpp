#include "model/analysis/ProjectModels.h"
#include "model/estimate/ModelLibrary.h"

namespace millwright
{
namespace
{

std::shared_ptr<const ModelArchitecture> parsed(const ProjectModel& model)
{
    auto read = readModelConfig(model.config, model.source);
    if (!read)
        return nullptr;
    read->id = model.id;
    return std::make_shared<const ModelArchitecture>(std::move(*read));
}

} // namespace

std::shared_ptr<const ModelArchitecture> findModel(const Project& project, std::string_view id)
{
    if (const ProjectModel* own = project.models.find(id))
        return parsed(*own);
    // The library lives as long as the program: nothing to own.
    if (const ModelArchitecture* known = standardModels().find(id))
        return {std::shared_ptr<const void>(), known};
    return nullptr;
}

std::vector<std::shared_ptr<const ModelArchitecture>> importedModels(const Project& project)
{
    std::vector<std::shared_ptr<const ModelArchitecture>> models;
    for (const ProjectModel& own : project.models.all())
        if (auto model = parsed(own))
            models.push_back(std::move(model));
    return models;
}

} // namespace millwright

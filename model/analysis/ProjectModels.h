#pragma once
#include "model/blueprint/Project.h"
#include "model/estimate/ModelArchitecture.h"
#include <memory>
#include <string_view>
#include <vector>

namespace millwright
{

/// A model by its id: one that was imported into the project, else of the program's library (which
/// knows aliases too); null if neither has it. An imported one is read from its config, some 50 us.
std::shared_ptr<const ModelArchitecture> findModel(const Project& project, std::string_view id);

/// The models that were imported into the project; those whose config cannot be read any more are
/// left out.
std::vector<std::shared_ptr<const ModelArchitecture>> importedModels(const Project& project);

} // namespace millwright

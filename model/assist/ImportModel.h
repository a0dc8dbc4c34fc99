#pragma once
#include "model/base/Result.h"
#include "model/blueprint/Project.h"
#include <string_view>

namespace millwright
{

/// A Hugging Face config.json as a model of the project. Its id is the name in the config, else the
/// folder or file that it came from; a name that the library or the project has for another shape
/// gets a number. Errors of readModelConfig(), with the file, and the line or the field, in
/// `where`.
Result<ProjectModel> modelFromConfig(const Project& project, std::string_view config,
                                     const std::string& path);

} // namespace millwright

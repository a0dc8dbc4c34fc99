#pragma once
#include "app/verbs/EstimateOptions.h"
#include "model/base/Result.h"
#include "model/estimate/AcceleratorSpec.h"
#include "model/estimate/ModelArchitecture.h"

namespace millwright {

// What the words on the command line stand for.

/// The model by id in any spelling, by --config, or the class shape of a name that states its size. Errors: "cli.needs-model",
/// "cli.unknown-model", those of the file and of readModelConfig().
Result<ModelArchitecture> lookUpModel(const EstimateOptions& options);

/// "cli.unknown-model", with the models whose names begin like it where there are some.
Error unknownModel(const std::string& name);
std::vector<const ModelArchitecture*> modelsNear(const std::string& name, std::size_t most = 8);

/// A part of the catalog, else a known accelerator in any spelling. Error: "cli.unknown-accelerator".
Result<AcceleratorSpec> lookUpAccelerator(const std::string& name);

/// Error: "cli.unknown-format".
Result<NumberFormat> lookUpFormat(const std::string& text, NumberFormat missing);

} // namespace millwright

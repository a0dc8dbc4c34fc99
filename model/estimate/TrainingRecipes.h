#pragma once
#include "model/base/Result.h"
#include "model/estimate/NumberFormat.h"
#include "model/estimate/TrainingQuery.h"
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace millwright
{

/// How a publisher says that it trained a model on an accelerator: the inputs that its table of
/// results leaves out of a case row. No measured figure is in it.
struct TrainingRecipe {
    std::string family;  ///< publisher and table, as case rows name it ("NeMo performance summary")
    std::string release; ///< of the software; empty = the table names none
    std::string accelerator;
    int accelerators = 0;
    std::string model; ///< library id, with "-sft" or "-lora" for the job
    std::optional<NumberFormat> format;
    double sequence = 0.0; ///< tokens
    double batch = 0.0;    ///< sequences
    TrainingPlan plan;     ///< interleave 0 = not named
    bool hasGraphs = false;
    int predictionLayers = 0;
    double expertOverlap = 0.0;
    std::string source;
};

/// From CSV text with the columns of resources/evidence/training_recipes.csv.
Result<std::vector<TrainingRecipe>> readTrainingRecipes(std::string_view csv, std::string where);

/// The recipes shipped inside the program.
const std::vector<TrainingRecipe>& standardTrainingRecipes();

/// What a case row says of itself.
struct RecipeKey {
    std::string_view family, release, accelerator, model;
    int accelerators = 0;
    NumberFormat format = NumberFormat::Bf16;
    double sequence = 0.0, batch = 0.0; ///< 0 = not named
};

/// The recipe of the same publisher, accelerator and model that agrees best in number of
/// accelerators, release, sequence, format and batch; null where none can run on as many.
const TrainingRecipe* findTrainingRecipe(const RecipeKey& key);

} // namespace millwright

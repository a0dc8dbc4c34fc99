#include "model/estimate/TrainingRecipes.h"
#include "model/base/Csv.h"
#include <cmath>

namespace millwright
{

namespace embedded
{
extern const std::string_view trainingRecipes;
}

namespace
{

struct Count {
    std::string_view column;
    int least;
    int* value;
};

Result<TrainingRecipe> readRow(const CsvTable& table, const CsvRow& row)
{
    TrainingRecipe recipe;
    recipe.family = std::string(table.text(row, "family"));
    recipe.release = std::string(table.text(row, "release"));
    recipe.accelerator = std::string(table.text(row, "accelerator"));
    recipe.model = std::string(table.text(row, "model"));
    recipe.format = parseNumberFormat(table.text(row, "format"));
    recipe.source = std::string(table.text(row, "source"));
    TrainingPlan& plan = recipe.plan;
    const Count counts[] = {{"accelerators", 1, &recipe.accelerators},
                            {"tensor", 1, &plan.tensor},
                            {"pipeline", 1, &plan.pipeline},
                            {"context", 1, &plan.context},
                            {"interleave", 0, &plan.interleave},
                            {"expert", 1, &plan.expert},
                            {"micro_batch", 1, &plan.microBatch},
                            {"zero_stage", 0, &plan.zeroStage},
                            {"prediction", 0, &recipe.predictionLayers}};
    for (const Count& count : counts) {
        const auto value = table.number(row, count.column);
        if (!value)
            return value.error();
        if (!value->has_value() || **value < count.least || **value > 1e7)
            return fail("csv.not-a-number", {std::string(count.column)},
                        table.place(row, count.column));
        *count.value = static_cast<int>(**value);
    }
    const auto number = [&](std::string_view column) {
        const auto value = table.number(row, column);
        return value && value->has_value() ? **value : 0.0;
    };
    recipe.sequence = number("sequence");
    recipe.batch = number("batch");
    recipe.hasGraphs = number("graphs") > 0.0;
    recipe.expertOverlap = number("overlap");
    plan.recompute =
        table.text(row, "recompute") == "full" ? Recompute::Full : Recompute::Selective;
    return recipe;
}

/// How well a recipe agrees with a row; negative = it cannot be the row's.
double agreement(const TrainingRecipe& r, const RecipeKey& k)
{
    if (r.family != k.family || r.accelerator != k.accelerator || r.model != k.model)
        return -1.0;
    const int ranks = r.plan.tensor * r.plan.pipeline * r.plan.context;
    if (k.accelerators % ranks != 0 || r.plan.expert > k.accelerators)
        return -1.0;
    if (k.batch > 0.0 && k.batch < double(k.accelerators) / ranks * r.plan.microBatch)
        return -1.0;
    double points = r.accelerators == k.accelerators ? 16.0 : 0.0;
    points += !r.release.empty() && k.release.starts_with(r.release) ? 8.0 : 0.0;
    points += k.sequence > 0.0 && r.sequence == k.sequence ? 4.0 : 0.0;
    points += r.format && *r.format == k.format ? 2.0 : r.format ? 0.0 : 1.0;
    points += k.batch > 0.0 && r.batch == k.batch ? 1.0 : 0.0;
    // Among the rest the nearest number of accelerators.
    const double apart = std::abs(std::log(double(r.accelerators) / k.accelerators));
    return points + 0.5 / (1.0 + apart);
}

} // namespace

Result<std::vector<TrainingRecipe>> readTrainingRecipes(std::string_view csv, std::string where)
{
    const Result<CsvTable> table = readCsv(csv, std::move(where));
    if (!table)
        return table.error();
    for (const std::string_view needed : {"family", "accelerator", "model", "source"})
        if (const auto column = table->requireColumn(needed); !column)
            return column.error();
    std::vector<TrainingRecipe> recipes;
    for (const CsvRow& row : table->rows()) {
        Result<TrainingRecipe> recipe = readRow(*table, row);
        if (!recipe)
            return recipe.error();
        recipes.push_back(std::move(*recipe));
    }
    return recipes;
}

const std::vector<TrainingRecipe>& standardTrainingRecipes()
{
    static const std::vector<TrainingRecipe> recipes = [] {
        auto read = readTrainingRecipes(embedded::trainingRecipes, "training_recipes.csv");
        return read ? std::move(*read) : std::vector<TrainingRecipe>();
    }();
    return recipes;
}

const TrainingRecipe* findTrainingRecipe(const RecipeKey& key)
{
    const TrainingRecipe* best = nullptr;
    double most = -1.0;
    for (const TrainingRecipe& recipe : standardTrainingRecipes()) {
        const double points = agreement(recipe, key);
        if (points > most) {
            most = points;
            best = &recipe;
        }
    }
    return best;
}

} // namespace millwright

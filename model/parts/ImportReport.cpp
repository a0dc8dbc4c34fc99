#include "model/parts/ImportReport.h"
#include <algorithm>

namespace millwright
{

std::size_t ImportReport::refusals() const
{
    return static_cast<std::size_t>(std::ranges::count(problems, true, &ImportProblem::isRefusal));
}

std::string formatProblem(const ImportProblem& problem)
{
    std::string text = problem.file;
    if (problem.line > 0)
        text += ":" + std::to_string(problem.line);
    if (!problem.column.empty())
        text += ":" + problem.column;
    return text + ": " + problem.rule + ": " + formatMessage(problem.message);
}

} // namespace millwright

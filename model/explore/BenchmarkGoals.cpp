#include "model/explore/Benchmark.h"
#include <charconv>
#include <utility>

namespace millwright
{

namespace embedded
{
extern const std::string_view goals;
}

namespace
{

std::vector<BenchmarkGoal> readGoals()
{
    std::vector<BenchmarkGoal> goals;
    std::string_view text = embedded::goals;
    bool isHeader = true;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (std::exchange(isHeader, false) || line.empty())
            continue;
        std::vector<std::string> cells; // no cell of this file has a comma of its own but the last
        for (int i = 0; i < 4; ++i) {
            const std::size_t comma = line.find(',');
            cells.emplace_back(line.substr(0, comma));
            line.remove_prefix(comma == std::string_view::npos ? line.size() : comma + 1);
        }
        BenchmarkGoal goal{cells[0], 0.0, cells[2], cells[3], std::string(line)};
        std::from_chars(cells[1].data(), cells[1].data() + cells[1].size(), goal.goal);
        goals.push_back(std::move(goal));
    }
    return goals;
}

} // namespace

std::span<const BenchmarkGoal> benchmarkGoals()
{
    static const std::vector<BenchmarkGoal> goals = readGoals();
    return goals;
}

BenchmarkRow benchmarkRow(std::string_view name, double value)
{
    for (const BenchmarkGoal& goal : benchmarkGoals())
        if (goal.name == name)
            return {goal.name, value, goal.unit, goal.goal, goal.better};
    return {std::string(name), value, "ms", 0.0, "lower"};
}

} // namespace millwright

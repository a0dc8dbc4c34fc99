#pragma once
#include "model/analysis/Metric.h"
#include "model/analysis/RecalculationGraph.h"
#include "model/io/ProjectFile.h"
#include "model/rules/Rule.h"
#include <filesystem>
#include <memory>

namespace millwright {

/// A design read from a file with everything computed: what the verbs of the command line work on.
class Evaluation {
public:
    /// Reads and computes. Errors of the file, or of the analysis table.
    static Result<std::unique_ptr<Evaluation>> ofFile(const std::filesystem::path& path);
    static Result<std::unique_ptr<Evaluation>> ofProject(Project project);

    const Project& project() const { return m_project; }
    const std::vector<Message>& notes() const { return m_notes; } ///< what reading the file had to say
    const Results& results() const { return m_graph.results(); }
    MetricContext metrics() const { return {m_project, m_graph.results(), m_graph.parameters()}; }
    const ParameterValues& parameters() const { return m_graph.parameters(); }
    const RuleRunner& rules() const { return m_rules; }

private:
    Evaluation(Project project, std::vector<Message> notes, RecalculationGraph graph);

    Project m_project;
    std::vector<Message> m_notes;
    RecalculationGraph m_graph;
    RuleRunner m_rules;
};

} // namespace millwright

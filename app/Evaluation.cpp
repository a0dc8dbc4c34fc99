#include "app/Evaluation.h"

namespace millwright {

Evaluation::Evaluation(Project project, std::vector<Message> notes, RecalculationGraph graph)
    : m_project(std::move(project)), m_notes(std::move(notes)), m_graph(std::move(graph))
{
    m_graph.update(m_project, ChangeSet::everything(), true);
    const RuleContext context{m_project, m_project.blueprint(), m_graph.parameters(), m_graph.results()};
    m_rules.update(context, ChangeSet::everything());
}

Result<std::unique_ptr<Evaluation>> Evaluation::ofFile(const std::filesystem::path& path)
{
    auto loaded = readProject(path);
    if (!loaded)
        return loaded.error();
    auto graph = RecalculationGraph::create();
    if (!graph)
        return graph.error();
    return std::unique_ptr<Evaluation>(new Evaluation(std::move(loaded->project), std::move(loaded->notes), std::move(*graph)));
}

Result<std::unique_ptr<Evaluation>> Evaluation::ofProject(Project project)
{
    auto graph = RecalculationGraph::create();
    if (!graph)
        return graph.error();
    return std::unique_ptr<Evaluation>(new Evaluation(std::move(project), {}, std::move(*graph)));
}

} // namespace millwright

#include "views/widgets/CommandListModel.h"
#include "views/widgets/FuzzyMatch.h"
#include <algorithm>

namespace millwright
{

void CommandListModel::setCommands(std::vector<Command> commands)
{
    m_commands = std::move(commands);
    setPattern({});
}

void CommandListModel::setPattern(const QString& pattern)
{
    beginResetModel();
    m_matches.clear();
    for (std::size_t i = 0; i < m_commands.size(); ++i) {
        const auto match = fuzzyMatch(pattern, m_commands[i].title);
        if (match)
            m_matches.push_back(
                {i, match->score, QList<int>(match->positions.begin(), match->positions.end())});
    }
    std::stable_sort(m_matches.begin(), m_matches.end(),
                     [](const Match& a, const Match& b) { return a.score > b.score; });
    endResetModel();
}

const Command& CommandListModel::command(int row) const
{
    return m_commands[m_matches[static_cast<std::size_t>(row)].command];
}

int CommandListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_matches.size());
}

QVariant CommandListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Command& entry = command(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return entry.title;
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1 %2 %3").arg(entry.title, entry.hint, entry.shortcut).trimmed();
    case HintRole:
        return entry.hint;
    case ShortcutRole:
        return entry.shortcut;
    case PositionsRole:
        return QVariant::fromValue(m_matches[static_cast<std::size_t>(index.row())].positions);
    default:
        return {};
    }
}

} // namespace millwright

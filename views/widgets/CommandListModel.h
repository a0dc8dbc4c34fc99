#pragma once
#include "views/widgets/CommandPalette.h"
#include <QAbstractListModel>

namespace millwright
{

/// The commands that match what was typed, best first. DisplayRole = title.
class CommandListModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { HintRole = Qt::UserRole, ShortcutRole, PositionsRole };
    using QAbstractListModel::QAbstractListModel;

    void setCommands(std::vector<Command> commands);
    void setPattern(const QString& pattern);
    const Command& command(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    struct Match {
        std::size_t command;
        int score;
        QList<int> positions;
    };

    std::vector<Command> m_commands;
    std::vector<Match> m_matches;
};

} // namespace millwright

#include "views/models/DealTableModel.h"
#include "model/base/Message.h"
#include "views/session/Session.h"

namespace millwright
{

DealTableModel::DealTableModel(Session& session, std::vector<Column> columns, QObject* parent)
    : QAbstractTableModel(parent), m_session(session), m_columns(std::move(columns))
{
    connect(&session, &Session::resultsChanged, this, &DealTableModel::refresh);
    connect(&session, &Session::projectChanged, this, [this] { refresh(); });
}

int DealTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant DealTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const Column& column = m_columns[static_cast<std::size_t>(section)];
    if (role == Qt::DisplayRole)
        return column.title;
    if (role == Qt::ToolTipRole && !column.hint.isEmpty())
        return column.hint;
    if (role == Qt::TextAlignmentRole)
        return int((column.isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

QVariant DealTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Column& column = m_columns[static_cast<std::size_t>(index.column())];
    switch (role) {
    case Qt::DisplayRole:
        return text(index.row(), index.column());
    case Qt::EditRole:
        return editText(index.row(), index.column());
    case Qt::ToolTipRole:
        return text(index.row(), index.column());
    case Qt::TextAlignmentRole:
        return int((column.isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default:
        return {};
    }
}

Qt::ItemFlags DealTableModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return {};
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    if (m_columns[static_cast<std::size_t>(index.column())].isEditable &&
        !m_session.isReadOnly())
        flags |= Qt::ItemIsEditable;
    return flags;
}

bool DealTableModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || !(flags(index) & Qt::ItemIsEditable))
        return false;
    const QString typed = value.toString().trimmed();
    if (typed == editText(index.row(), index.column()))
        return true;
    return take(index.row(), index.column(), typed);
}

void DealTableModel::refresh()
{
    const int before = rowCount();
    // Rows are few: what changed is told as a whole, without losing the selection when none came or
    // went.
    readRows();
    if (rowCount() == before && before > 0) {
        emit dataChanged(index(0, 0), index(before - 1, columnCount() - 1));
        return;
    }
    beginResetModel();
    endResetModel();
}

bool DealTableModel::perform(const Message& title,
                             const std::function<Result<void>(Draft&)>& action)
{
    QString why;
    const bool isDone = m_session.perform(title, [&](Draft& draft) {
        auto done = action(draft);
        if (!done)
            why = QString::fromStdString(formatMessage(done.error().message));
        return done;
    });
    if (!isDone)
        emit refused(why);
    return isDone;
}

} // namespace millwright

#include "views/models/WorkloadListModel.h"
#include "model/base/Units.h"
#include "model/blueprint/EnumNames.h"
#include "views/models/MeasureText.h"
#include "views/models/PropertyTable.h"
#include "views/session/Session.h"
#include <algorithm>

namespace millwright
{
namespace
{

QString figuresOf(const Workload& workload, const JobEstimate& job)
{
    if (!job.isFeasible)
        return QString::fromStdString(formatMessage(job.reason));
    const QString pool = WorkloadListModel::tr("%1 accelerators").arg(QString::fromStdString(formatWhole(job.accelerators)));
    if (workload.kind == WorkloadKind::Serve)
        return QStringLiteral("%1 · %2").arg(measure(job.tokensPerSecond, "tok/s"), pool);
    if (workload.kind == WorkloadKind::Train)
        return QStringLiteral("%1 · %2").arg(measure(job.days, "days"), pool);
    if (job.samplesPerSecond > 0.0)
        return QStringLiteral("%1 · %2").arg(measure(job.samplesPerSecond, "samples/s"), pool);
    return QString::fromStdString(formatMessage(job.reason));
}

} // namespace

WorkloadListModel::WorkloadListModel(Session& session, QObject* parent)
    : QAbstractListModel(parent), m_session(session)
{
    connect(&session, &Session::projectChanged, this, &WorkloadListModel::refresh);
    connect(&session, &Session::resultsChanged, this, &WorkloadListModel::refresh);
    connect(&session, &Session::calculatingChanged, this, [this] {
        if (!m_rows.empty())
            emit dataChanged(index(0), index(rowCount() - 1), {IsStaleRole});
    });
    m_rows = rowsNow();
}

std::vector<WorkloadListModel::Row> WorkloadListModel::rowsNow() const
{
    std::vector<Row> rows;
    for (const Workload& workload : m_session.blueprint().table<Workload>()) {
        Row row{workload.id, QString::fromStdString(workload.name),
                spokenName(enumName(workload.kind)), {}, true};
        if (const auto& result = m_session.results().workload)
            for (const JobEstimate& job : result->jobs)
                if (job.workload == workload.id) {
                    row.figures = figuresOf(workload, job);
                    row.isFeasible = job.isFeasible;
                }
        rows.push_back(std::move(row));
    }
    return rows;
}

void WorkloadListModel::refresh()
{
    std::vector<Row> rows = rowsNow();
    const bool isSameList = std::ranges::equal(
        rows, m_rows, [](const Row& a, const Row& b) { return a.id == b.id; });
    if (!isSameList) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i] == m_rows[i])
            continue;
        m_rows[i] = std::move(rows[i]);
        emit dataChanged(index(static_cast<int>(i)), index(static_cast<int>(i)));
    }
}

int WorkloadListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant WorkloadListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return row.name;
    case Qt::ToolTipRole:
        return QStringLiteral("%1\n%2").arg(row.kind, row.figures);
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1, %2. %3").arg(row.name, row.kind, row.figures);
    case IdRole:
        return QVariant::fromValue<qulonglong>(row.id.value());
    case FiguresRole:
        return row.figures;
    case IsFeasibleRole:
        return row.isFeasible;
    case IsStaleRole:
        return m_session.live().isReady() && m_session.live().graph().isStale("workload");
    default:
        return {};
    }
}

Id<Workload> WorkloadListModel::idAt(int row) const
{
    return row >= 0 && row < rowCount() ? m_rows[static_cast<std::size_t>(row)].id
                                        : Id<Workload>();
}

int WorkloadListModel::rowOf(Id<Workload> id) const
{
    for (int row = 0; row < rowCount(); ++row)
        if (m_rows[static_cast<std::size_t>(row)].id == id)
            return row;
    return -1;
}

} // namespace millwright

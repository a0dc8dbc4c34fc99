#include "views/models/RefusedPlansModel.h"
#include <algorithm>

namespace millwright
{
namespace
{

constexpr qsizetype mostNamed = 6; ///< plans in a line; the tooltip has all

} // namespace

RefusedPlansModel::RefusedPlansModel(QObject* parent) : QAbstractTableModel(parent) {}

void RefusedPlansModel::show(const JobStudy* study)
{
    beginResetModel();
    m_rows.clear();
    const auto add = [this](const Message& reason, const QString& plan) {
        const QString text = QString::fromStdString(formatMessage(reason));
        auto row = std::ranges::find(m_rows, text, &Row::reason);
        if (row == m_rows.end())
            row = m_rows.insert(m_rows.end(), Row{{}, text});
        if (!plan.isEmpty() && !row->plans.contains(plan))
            row->plans += plan;
    };
    if (study) {
        for (const ServingEstimate& plan : study->refusedPlans)
            add(plan.infeasible, QString::fromStdString(planText(plan.plan)));
        for (const Message& reason : study->refused)
            add(reason, {});
    }
    endResetModel();
}

int RefusedPlansModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RefusedPlansModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RefusedPlansModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == Qt::ToolTipRole)
        return index.column() == Plans ? row.plans.join(QStringLiteral("\n")) : row.reason;
    if (role != Qt::DisplayRole)
        return {};
    if (index.column() == Reason)
        return row.reason;
    if (row.plans.isEmpty())
        return tr("other plans");
    QString text = row.plans.mid(0, mostNamed).join(QStringLiteral(", "));
    if (row.plans.size() > mostNamed)
        text += tr(" and %1 more").arg(row.plans.size() - mostNamed);
    return text;
}

QVariant RefusedPlansModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Plans ? tr("Plan") : tr("Why not");
}

} // namespace millwright

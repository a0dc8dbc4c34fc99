#pragma once
#include "model/analysis/WorkPlanResult.h"
#include <QAbstractTableModel>

namespace millwright
{

class Session;

/// The jobs over the day and the year as a table; figures name what explains them.
class DayJobsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Job, Pool, Peak, Unmet, AtWork, Tokens, Energy, Run, ColumnCount };
    enum Role {
        FigureRole = Qt::UserRole, ///< "day.energy@17"; empty = nothing to explain
        ColourRole
    }; ///< number for DayChart::colour()
    explicit DayJobsModel(Session& session, QObject* parent = nullptr);

    void refresh();
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const JobPlan& job, int column) const;
    QString figure(const JobPlan& job, int column) const;

    Session& m_session;
    std::vector<JobPlan> m_jobs;
};

} // namespace millwright

#pragma once
#include "model/base/Id.h"
#include <QAbstractListModel>
#include <vector>

namespace millwright
{

class Session;
struct Workload;

/// The design's workloads with what their estimates say in a line.
class WorkloadListModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        IdRole = Qt::UserRole, ///< of the workload, as a number
        FiguresRole,           ///< "1.2 M tok/s · 248 accelerators", or why it cannot run
        IsFeasibleRole,
        IsStaleRole ///< the estimate is older than the design
    };
    explicit WorkloadListModel(Session& session, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    Id<Workload> idAt(int row) const;
    int rowOf(Id<Workload> id) const; ///< -1 if it is not there

private:
    struct Row {
        Id<Workload> id;
        QString name, kind, figures;
        bool isFeasible = true;
        friend bool operator==(const Row&, const Row&) = default;
    };
    void refresh();
    std::vector<Row> rowsNow() const;

    Session& m_session;
    std::vector<Row> m_rows;
};

} // namespace millwright

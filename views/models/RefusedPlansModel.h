#pragma once
#include "model/analysis/JobStudy.h"
#include <QAbstractTableModel>

namespace millwright
{

/// Plans that cannot be, each with its reason: plans of the same reason stand together.
class RefusedPlansModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Plans, Reason, ColumnCount };
    explicit RefusedPlansModel(QObject* parent = nullptr);

    void show(const JobStudy* study);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        QStringList plans;
        QString reason;
    };
    std::vector<Row> m_rows;
};

} // namespace millwright

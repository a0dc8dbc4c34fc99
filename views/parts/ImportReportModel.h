#pragma once
#include "model/parts/ImportReport.h"
#include <QAbstractTableModel>

namespace millwright
{

/// What was wrong in an import, a row each: refused or warned, file, line, column, rule and reason.
class ImportReportModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { StateColumn, FileColumn, LineColumn, FieldColumn, RuleColumn, ReasonColumn };
    enum Role { IsRefusalRole = Qt::UserRole };
    using QAbstractTableModel::QAbstractTableModel;

    void setReport(ImportReport report);
    const ImportReport& report() const { return m_report; }
    QString text() const; ///< all rows with tabs between, to be copied

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    ImportReport m_report;
};

} // namespace millwright

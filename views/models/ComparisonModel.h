#pragma once
#include "model/analysis/JobComparison.h"
#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

namespace millwright
{

/// The same job on many accelerators as a table: those that run it with their figures and bands,
/// the others with the reason.
class ComparisonModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column {
        Accelerator,
        PerAccelerator,
        Latency, ///< time per token when serving, days when training
        Energy,
        Cost,
        Trust, ///< how far the factors behind it were measured
        Plan,
        ColumnCount
    };
    enum Role {
        SortRole = Qt::UserRole, ///< number, or text of the first column; infeasible ones come last
        BandRole,                ///< "1,800 – 2,600"; may be empty
        IsFeasibleRole,
        FigureRole ///< what explains the cell; empty = nothing
    };
    explicit ComparisonModel(QObject* parent = nullptr);

    void show(std::vector<ComparedJob> jobs, bool isServing);
    const std::vector<ComparedJob>& jobs() const { return m_jobs; }
    bool isServing() const { return m_isServing; }
    int feasibleCount() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// Value and band of a figure's column in SI; nothing where there is none.
    static std::optional<double> figure(const ComparedJob& job, int column, bool isServing);
    static EstimateBand band(const ComparedJob& job, int column, bool isServing);
    static bool isGoodWhenHigh(int column) { return column == PerAccelerator || column == Energy; }
    static const char* unit(int column, bool isServing);
    /// What explains a figure's column: "job.tpot.mean"; empty for the others.
    static QString figureId(int column, bool isServing);

private:
    QString text(const ComparedJob& job, int column) const;
    QVariant sortValue(const ComparedJob& job, int column) const;

    std::vector<ComparedJob> m_jobs;
    bool m_isServing = true;
};

/// Sorts by a column with what cannot run at the end in both directions, and filters by name.
class ComparisonOrder : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit ComparisonOrder(QObject* parent = nullptr);

protected:
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;
};

} // namespace millwright

#include "views/models/ComparisonModel.h"
#include "model/base/Units.h"
#include "views/models/FigureCells.h"
#include "views/models/MeasureText.h"
#include <algorithm>

namespace millwright
{
namespace
{

QString costText(double value)
{
    return QStringLiteral("%1 $").arg(value, 0, 'f', value < 0.1 ? 4 : value < 10.0 ? 3 : 1);
}

bool isText(int column)
{
    return column == ComparisonModel::Accelerator || column == ComparisonModel::Trust ||
           column == ComparisonModel::Plan;
}

} // namespace

ComparisonModel::ComparisonModel(QObject* parent) : QAbstractTableModel(parent) {}

void ComparisonModel::show(std::vector<ComparedJob> jobs, bool isServing)
{
    beginResetModel();
    m_jobs = std::move(jobs);
    m_isServing = isServing;
    endResetModel();
    emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

int ComparisonModel::feasibleCount() const
{
    return static_cast<int>(std::ranges::count_if(m_jobs, &ComparedJob::isFeasible));
}

int ComparisonModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_jobs.size());
}

int ComparisonModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

const char* ComparisonModel::unit(int column, bool isServing)
{
    switch (column) {
    case PerAccelerator:
        return "tok/s";
    case Latency:
        return isServing ? "s" : "days";
    case Energy:
        return "tok/J";
    case Cost:
        return "USD";
    default:
        return "1";
    }
}

std::optional<double> ComparisonModel::figure(const ComparedJob& job, int column, bool isServing)
{
    const auto positive = [](double value) {
        return value > 0.0 ? std::optional(value) : std::nullopt;
    };
    if (!job.isFeasible)
        return std::nullopt;
    switch (column) {
    case PerAccelerator:
        return positive(job.perAccelerator);
    case Latency:
        return positive(isServing ? job.tpot : job.days);
    case Energy:
        return positive(job.tokensPerJoule);
    case Cost:
        return positive(job.costPerMillion);
    default:
        return std::nullopt;
    }
}

EstimateBand ComparisonModel::band(const ComparedJob& job, int column, bool isServing)
{
    switch (column) {
    case PerAccelerator:
        return job.perAcceleratorBand;
    case Latency:
        return isServing ? job.tpotBand : job.daysBand;
    case Energy: {
        const double share =
            job.perAccelerator > 0.0 ? job.tokensPerJoule / job.perAccelerator : 0.0;
        return {job.perAcceleratorBand.low * share, job.perAcceleratorBand.high * share};
    }
    case Cost:
        return job.costBand;
    default:
        return {};
    }
}

QString ComparisonModel::figureId(int column, bool isServing)
{
    switch (column) {
    case PerAccelerator:
        return isServing ? QStringLiteral("job.perAccelerator") : QStringLiteral("job.trainingRate");
    case Latency:
        return isServing ? QStringLiteral("job.tpot.mean") : QStringLiteral("job.days");
    case Energy:
        return isServing ? QStringLiteral("job.tokensPerJoule") : QStringLiteral("job.power");
    case Cost:
        return QStringLiteral("job.costPerMillion");
    default:
        return {};
    }
}

QString ComparisonModel::text(const ComparedJob& job, int column) const
{
    if (column == Accelerator)
        return QString::fromStdString(job.offer.name);
    if (column == Plan)
        return job.isFeasible ? QString::fromStdString(job.plan)
                              : QString::fromStdString(formatMessage(job.reason));
    if (column == Trust)
        return job.isFeasible ? confidenceTitle(job.confidence) : QString();
    const auto value = figure(job, column, m_isServing);
    if (!value)
        return job.isFeasible ? QStringLiteral("–") : QString();
    return column == Cost ? costText(*value) : measure(*value, unit(column, m_isServing));
}

QVariant ComparisonModel::sortValue(const ComparedJob& job, int column) const
{
    if (isText(column))
        return text(job, column);
    const auto value = figure(job, column, m_isServing);
    return value ? QVariant(*value) : QVariant();
}

QVariant ComparisonModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ComparedJob& job = m_jobs[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(job, index.column());
    case Qt::TextAlignmentRole:
        return isText(index.column())
                   ? QVariant::fromValue(Qt::Alignment(Qt::AlignLeft | Qt::AlignVCenter))
                   : QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    case Qt::ToolTipRole:
        if (index.column() == Trust && job.isFeasible)
            return confidenceHint(job.confidence);
        if (index.column() == Cost && job.offer.price > 0.0)
            return tr("%1 for each accelerator of %2, %3")
                .arg(measure(job.offer.price, "USD"),
                     QString::fromStdString(job.offer.pricedSystem),
                     QString::fromStdString(job.offer.priceSource));
        if (index.column() == Cost && job.isFeasible)
            return tr("No system with this accelerator has a price.");
        return data(index, BandRole).toString().isEmpty()
                   ? QVariant(text(job, index.column()))
                   : QVariant(tr("80 % band: %1").arg(data(index, BandRole).toString()));
    case BandRole: {
        const EstimateBand range = band(job, index.column(), m_isServing);
        if (!job.isFeasible || !(range.low > 0.0))
            return QString();
        const char* name = unit(index.column(), m_isServing);
        return index.column() == Cost
                   ? QStringLiteral("%1 – %2").arg(costText(range.low), costText(range.high))
                   : QStringLiteral("%1 – %2").arg(measure(range.low, name),
                                                   measure(range.high, name));
    }
    case SortRole:
        return sortValue(job, index.column());
    case IsFeasibleRole:
        return job.isFeasible;
    case FigureRole:
        return figure(job, index.column(), m_isServing) ? figureId(index.column(), m_isServing)
                                                        : QString();
    default:
        return {};
    }
}

QVariant ComparisonModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return isText(section)
                   ? QVariant::fromValue(Qt::Alignment(Qt::AlignLeft | Qt::AlignVCenter))
                   : QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Accelerator:
        return tr("Accelerator");
    case PerAccelerator:
        return tr("Per accelerator");
    case Latency:
        return m_isServing ? tr("Next token") : tr("Training time");
    case Energy:
        return tr("Tokens per joule");
    case Cost:
        return tr("$ per M tokens");
    case Trust:
        return tr("Factors");
    case Plan:
        return tr("Plan, or why not");
    default:
        return {};
    }
}

ComparisonOrder::ComparisonOrder(QObject* parent) : QSortFilterProxyModel(parent)
{
    setSortRole(ComparisonModel::SortRole);
    setFilterCaseSensitivity(Qt::CaseInsensitive);
    setFilterKeyColumn(ComparisonModel::Accelerator);
}

bool ComparisonOrder::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const QVariant a = left.data(sortRole()), b = right.data(sortRole());
    if (a.isValid() != b.isValid()) // without a number: last, whichever way it is sorted
        return (sortOrder() == Qt::AscendingOrder) == a.isValid();
    return QSortFilterProxyModel::lessThan(left, right);
}

} // namespace millwright

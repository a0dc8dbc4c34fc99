#include "views/models/DayJobsModel.h"
#include "model/base/Units.h"
#include "views/models/FigureCells.h"
#include "views/session/Session.h"
#include <algorithm>

namespace millwright
{
namespace
{

QString measure(double value, const char* unit)
{
    return value > 0.0 ? QString::fromStdString(formatMeasure(value, unit)) : QStringLiteral("–");
}

QString spoken(double tokens)
{
    const FormattedMeasure text = spokenTokens(tokens);
    return QString::fromStdString(text.number + ' ' + text.unit);
}

QString percent(double share)
{
    return QString::fromStdString(formatMeasure(100.0 * share, "%"));
}

} // namespace

DayJobsModel::DayJobsModel(Session& session, QObject* parent)
    : QAbstractTableModel(parent), m_session(session)
{
}

void DayJobsModel::refresh()
{
    beginResetModel();
    m_jobs =
        m_session.results().workplan ? m_session.results().workplan->jobs : std::vector<JobPlan>();
    endResetModel();
}

int DayJobsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_jobs.size());
}

int DayJobsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString DayJobsModel::text(const JobPlan& job, int column) const
{
    switch (column) {
    case Job:
        return QString::fromStdString(m_session.blueprint().labelOf(job.workload.value()));
    case Pool: {
        const PartPtr part = m_session.part(job.accelerator.str());
        return job.accelerator.isEmpty() ? tr("host processors")
               : part                    ? QString::fromStdString(part->displayName())
                                         : QString::fromStdString(job.accelerator.str());
    }
    case Peak:
        return measure(*std::ranges::max_element(job.held), "1");
    case Unmet:
        return job.unmetShare > 0.0 ? percent(job.unmetShare) : tr("none");
    case AtWork:
        return job.heldHours > 0.0 ? percent(job.busyHours / job.heldHours) : QStringLiteral("–");
    case Tokens:
        return job.tokensPerYear > 0.0 ? spoken(job.tokensPerYear) : QStringLiteral("–");
    case Energy:
        return measure(job.energy / 3600.0, "Wh");
    case Run:
        return measure(job.calendarDays, "days");
    default:
        return {};
    }
}

QString DayJobsModel::figure(const JobPlan& job, int column) const
{
    const QString at = QStringLiteral("@%1").arg(job.workload.value());
    const auto peak = std::ranges::max_element(job.held);
    switch (column) {
    case Peak:
        return *peak > 0.0 ? QStringLiteral("day.hour.%1").arg(peak - job.held.begin()) + at
                           : QString();
    case Unmet:
        return job.unmetShare > 0.0 ? QStringLiteral("day.unmet") + at : QString();
    case AtWork:
        return job.busyHours > 0.0 ? QStringLiteral("day.busyHours") + at : QString();
    case Tokens:
        return job.tokensPerYear > 0.0 ? QStringLiteral("day.tokensPerYear") + at : QString();
    case Energy:
        return job.energy > 0.0 ? QStringLiteral("day.energy") + at : QString();
    case Run:
        return job.calendarDays > 0.0 ? QStringLiteral("day.calendarDays") + at : QString();
    default:
        return {};
    }
}

QVariant DayJobsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const JobPlan& job = m_jobs[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return text(job, index.column());
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(
            (index.column() <= Pool ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter));
    case FigureRole:
        return figure(job, index.column());
    case ColourRole:
        return index.row();
    default:
        return {};
    }
}

QVariant DayJobsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment((section <= Pool ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter));
    static const char* const titles[ColumnCount] = {
        QT_TR_NOOP("Job"),           QT_TR_NOOP("Pool"),
        QT_TR_NOOP("Holds at most"), QT_TR_NOOP("Demand unmet"),
        QT_TR_NOOP("At work"),       QT_TR_NOOP("Tokens a year"),
        QT_TR_NOOP("Energy a year"), QT_TR_NOOP("Run as scheduled")};
    return role == Qt::DisplayRole && section < ColumnCount ? QVariant(tr(titles[section]))
                                                            : QVariant();
}

} // namespace millwright

#include "views/parts/ImportReportModel.h"
#include "views/DocumentController.h"
#include <QFileInfo>

namespace millwright
{

void ImportReportModel::setReport(ImportReport report)
{
    beginResetModel();
    m_report = std::move(report);
    endResetModel();
}

QString ImportReportModel::text() const
{
    QStringList lines;
    for (const ImportProblem& problem : m_report.problems)
        lines << QString::fromStdString(formatProblem(problem));
    return lines.join(u'\n');
}

int ImportReportModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_report.problems.size());
}

int ImportReportModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ReasonColumn + 1;
}

QVariant ImportReportModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ImportProblem& problem = m_report.problems[static_cast<std::size_t>(index.row())];
    if (role == IsRefusalRole)
        return problem.isRefusal;
    const QString file = QString::fromStdString(problem.file);
    if (role == Qt::ToolTipRole)
        return index.column() == FileColumn ? file : data(index, Qt::DisplayRole);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case StateColumn:
        return problem.isRefusal ? tr("refused") : tr("warning");
    case FileColumn:
        return QFileInfo(file).fileName();
    case LineColumn:
        return problem.line > 0 ? QString::number(problem.line) : QString();
    case FieldColumn:
        return QString::fromStdString(problem.column);
    case RuleColumn:
        return QString::fromStdString(problem.rule);
    default:
        return messageText(problem.message);
    }
}

QVariant ImportReportModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QStringList titles{tr("State"),  tr("File"), tr("Line"),
                             tr("Column"), tr("Rule"), tr("Reason")};
    return titles.value(section);
}

} // namespace millwright

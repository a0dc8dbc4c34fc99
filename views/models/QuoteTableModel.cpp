#include "views/models/QuoteTableModel.h"
#include "views/models/PriceTableModel.h"
#include <QLocale>

namespace millwright
{
namespace
{

QString fromText(const std::string& text)
{
    return QString::fromStdString(text);
}

bool isRightAligned(int column)
{
    using Col = QuoteTableModel::Col;
    return column == Col::Line || (column >= Col::Before && column <= Col::LeadAfter);
}

QString signedText(double value, int decimals)
{
    const QString number = QLocale(QLocale::English).toString(std::abs(value), 'f', decimals);
    return (value < 0.0 ? QStringLiteral("−") : QStringLiteral("+")) + number;
}

} // namespace

QuoteTableModel::QuoteTableModel(Namer namer, QObject* parent)
    : QAbstractTableModel(parent), m_namer(std::move(namer))
{
}

void QuoteTableModel::setPreview(QuotePreview preview)
{
    beginResetModel();
    m_preview = std::move(preview);
    endResetModel();
    emit takenChanged();
}

std::vector<std::size_t> QuoteTableModel::takenLines() const
{
    std::vector<std::size_t> lines;
    for (const QuoteRow& row : m_preview.rows)
        if (row.state == QuoteState::Ready && !row.isSame && !m_left.contains(row.line))
            lines.push_back(row.line);
    return lines;
}

int QuoteTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_preview.rows.size());
}

int QuoteTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant QuoteTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const QString titles[] = {tr("Take"),        tr("Row"),    tr("In the quote"), tr("Part"),
                              tr("Now"),         tr("Quoted"), tr("Change"),       tr("Lead now"),
                              tr("Lead, weeks"), tr("Remark")};
    if (role == Qt::DisplayRole && section >= 0 && section < ColumnCount)
        return titles[section];
    if (role == Qt::TextAlignmentRole)
        return int((isRightAligned(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

QString QuoteTableModel::text(const QuoteRow& row, int column) const
{
    switch (column) {
    case Line:
        return QString::number(row.line);
    case Quoted:
        return row.description.empty() ? fromText(row.number)
               : row.number.empty()    ? fromText(row.description)
                                       : fromText(row.number + "  " + row.description);
    case Part:
        if (!row.entry.part.isEmpty())
            return m_namer(row.entry.part);
        return row.candidates.empty() ? QString() : tr("Choose part…");
    case Before:
        return row.before.isKnown()
                   ? moneyText(row.before.localMid) + u' ' + fromText(row.before.currency)
                   : QString();
    case After:
        return row.entry.price()
                   ? moneyText(*row.entry.price()) + u' ' + fromText(row.entry.currency)
                   : QString();
    case Change:
        return row.isSame   ? tr("same")
               : row.change ? signedText(*row.change * 100.0, 1) + QStringLiteral(" %")
                            : QString();
    case LeadBefore:
        return weeksText(row.before.leadLow, row.before.leadHigh);
    case LeadAfter:
        return weeksText(row.entry.leadLow, row.entry.leadHigh);
    case Note: {
        QStringList notes;
        for (const Message& problem : row.problems)
            notes += fromText(formatMessage(problem));
        return notes.join(u' ');
    }
    default:
        return {};
    }
}

QVariant QuoteTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const QuoteRow& row = m_preview.rows[static_cast<std::size_t>(index.row())];
    const bool canBeTaken = row.state == QuoteState::Ready && !row.isSame;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return text(row, index.column());
    case Qt::CheckStateRole:
        if (index.column() != Take)
            return {};
        return canBeTaken && !m_left.contains(row.line) ? Qt::Checked : Qt::Unchecked;
    case Qt::TextAlignmentRole:
        return int((isRightAligned(index.column()) ? Qt::AlignRight : Qt::AlignLeft) |
                   Qt::AlignVCenter);
    case StateRole:
        return static_cast<int>(row.state);
    case CandidatesRole: {
        QStringList ids;
        for (const Symbol candidate : row.candidates)
            ids += fromText(candidate.str());
        return ids;
    }
    case Qt::EditRole:
        return fromText(row.entry.part.str());
    default:
        return {};
    }
}

Qt::ItemFlags QuoteTableModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return {};
    const QuoteRow& row = m_preview.rows[static_cast<std::size_t>(index.row())];
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    if (index.column() == Take && row.state == QuoteState::Ready && !row.isSame)
        flags |= Qt::ItemIsUserCheckable;
    if (index.column() == Part && row.candidates.size() > 0)
        flags |= Qt::ItemIsEditable;
    return flags;
}

bool QuoteTableModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!index.isValid())
        return false;
    const QuoteRow& row = m_preview.rows[static_cast<std::size_t>(index.row())];
    if (role == Qt::CheckStateRole && (flags(index) & Qt::ItemIsUserCheckable)) {
        if (value.toInt() == Qt::Checked)
            m_left.erase(row.line);
        else
            m_left.insert(row.line);
        emit dataChanged(index, index);
        emit takenChanged();
        return true;
    }
    if (role != Qt::EditRole || index.column() != Part || value.toString().isEmpty())
        return false;
    emit partChosen(row.line, value.toString());
    return true;
}

} // namespace millwright

#include "views/parts/PartCompareModel.h"
#include "model/parts/PartFieldText.h"

namespace millwright
{

QString fromModel(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString confidenceWord(Confidence confidence)
{
    switch (confidence) {
    case Confidence::Verified:
        return PartCompareModel::tr("verified");
    case Confidence::Secondary:
        return PartCompareModel::tr("secondary");
    case Confidence::Derived:
        return PartCompareModel::tr("derived");
    case Confidence::Unverified:
        return PartCompareModel::tr("unverified");
    case Confidence::Suspect:
        break;
    }
    return PartCompareModel::tr("suspect");
}

void PartCompareModel::setParts(std::vector<PartPtr> parts)
{
    beginResetModel();
    m_comparison = compareParts(std::move(parts));
    rebuild();
    endResetModel();
}

void PartCompareModel::setOnlyDifferent(bool isOnly)
{
    beginResetModel();
    m_isOnlyDifferent = isOnly;
    rebuild();
    endResetModel();
}

void PartCompareModel::rebuild()
{
    m_rows.clear();
    FieldGroup group = FieldGroup::Count;
    for (const ComparisonRow& row : m_comparison.rows) {
        if (m_isOnlyDifferent && !row.isDifferent)
            continue;
        if (row.group != group)
            m_rows.push_back({group = row.group, nullptr});
        m_rows.push_back({group, &row});
    }
}

int PartCompareModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int PartCompareModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : firstPart + static_cast<int>(m_comparison.parts.size());
}

QVariant PartCompareModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == IsHeadRole)
        return row.field == nullptr;
    if (!row.field)
        return role == Qt::DisplayRole && index.column() == 0
                   ? QVariant(fromModel(fieldGroupLabel(row.group)))
                   : QVariant();
    if (role == IsDifferentRole)
        return row.field->isDifferent;
    if (index.column() >= firstPart)
        return cellData(*row.field, static_cast<std::size_t>(index.column() - firstPart), role);
    if (role != Qt::DisplayRole)
        return {};
    return index.column() == 0 ? fromModel(fieldInfo(row.field->key).label)
                               : fromModel(fieldUnit(row.field->key));
}

QVariant PartCompareModel::cellData(const ComparisonRow& row, std::size_t part, int role) const
{
    const Field* cell = row.cells[part];
    switch (role) {
    case Qt::DisplayRole:
        return cell ? QString::fromStdString(fieldNumberText(*cell)) : tr("not known");
    case IsKnownRole:
        return cell != nullptr;
    case IsBestRole:
        return static_cast<bool>(row.isBest[part]);
    case ConfidenceRole:
        return cell ? confidenceWord(cell->confidence) : QString();
    case Qt::ToolTipRole: {
        if (!cell)
            return {};
        QStringList lines{QString::fromStdString(fieldValueText(*cell)),
                          cell->source ? QString::fromStdString(*cell->source) : QString(),
                          QString::fromStdString(cell->date), QString::fromStdString(cell->basis),
                          confidenceWord(cell->confidence)};
        lines.removeAll(QString());
        return lines.join(u'\n').toHtmlEscaped().replace(u'\n', QStringLiteral("<br>"));
    }
    case Qt::AccessibleTextRole: {
        QString text = cell ? QString::fromStdString(fieldValueText(*cell)) + QStringLiteral(", ") +
                                  confidenceWord(cell->confidence)
                            : tr("not known");
        if (row.isBest[part])
            text += tr(", best");
        return text;
    }
    default:
        return {};
    }
}

QVariant PartCompareModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    if (section == 0)
        return tr("Field");
    if (section == 1)
        return tr("Unit");
    const Part& part = *m_comparison.parts[static_cast<std::size_t>(section - firstPart)];
    return QString::fromStdString(part.displayName());
}

Qt::ItemFlags PartCompareModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

} // namespace millwright

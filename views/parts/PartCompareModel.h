#pragma once
#include "model/parts/PartCompare.h"
#include <QAbstractTableModel>

namespace millwright
{

/// Parts side by side: a row per field below the heads of their groups, a column per part behind
/// field and unit.
class PartCompareModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Role { IsHeadRole = Qt::UserRole, IsBestRole, IsDifferentRole, ConfidenceRole, IsKnownRole };
    static constexpr int firstPart = 2; ///< column
    using QAbstractTableModel::QAbstractTableModel;

    void setParts(std::vector<PartPtr> parts);
    void setOnlyDifferent(bool isOnly);
    const PartComparison& comparison() const { return m_comparison; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    struct Row {
        FieldGroup group{};
        const ComparisonRow* field = nullptr; ///< null = the head of the group
    };
    void rebuild();
    QVariant cellData(const ComparisonRow& row, std::size_t part, int role) const;

    PartComparison m_comparison;
    std::vector<Row> m_rows;
    bool m_isOnlyDifferent = false;
};

/// A word for how far a figure can be trusted, for people.
QString confidenceWord(Confidence confidence);
/// A field's label and unit of the tables of model/parts.
QString fromModel(std::string_view text);

} // namespace millwright

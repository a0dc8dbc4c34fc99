#pragma once
#include "model/analysis/CostResult.h"
#include "views/models/DealTableModel.h"

namespace millwright
{

/// The parts of the bill with what they cost: list price, discount, the deal's own price and the
/// one that counts. Price, range, currency, lead time and source are edited in place.
class PriceTableModel : public DealTableModel
{
    Q_OBJECT
public:
    enum Col {
        Part,
        Quantity,
        List,
        Discount,
        Low,
        Price,
        High,
        Currency,
        Effective,
        Lead,
        Date,
        ValidUntil,
        Basis,
        Source,
        ColumnCount
    };
    enum Role { IsUnpricedRole = Qt::UserRole + 1, ConfidenceRole, PartIdRole };

    explicit PriceTableModel(Session& session, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    /// Takes the deal's price of these rows away; the list price holds again. One undo step.
    bool removePrices(const QList<int>& rows);

protected:
    void readRows() override;
    QString text(int row, int column) const override;
    QString editText(int row, int column) const override;
    bool take(int row, int column, const QString& typed) override;

private:
    struct Row {
        Symbol part;
        QString name;
        double quantity = 0.0;
        EffectivePrice price;
    };
    const PriceEntry* entry(int row) const;
    QString listText(const Row& row) const;
    QString entryText(int row, int column, bool isForEdit) const;
    bool takeAmount(PriceEntry& entry, int column, const QString& typed);
    bool takeLead(PriceEntry& entry, const QString& typed);

    std::vector<Row> m_rows;
};

/// Money with the digits that its size calls for: "271,234.50", "0.085".
QString moneyText(double amount);
/// "8–12" or "10"; empty where nothing is known.
QString weeksText(const std::optional<double>& low, const std::optional<double>& high);
/// "quoted", "verified" ... as people read it.
QString confidenceText(const EffectivePrice& price);

} // namespace millwright

#pragma once
#include "model/prices/Currency.h"
#include "views/models/DealTableModel.h"

namespace millwright
{

/// The vendors of the design's parts with the discount agreed on.
class DiscountTableModel : public DealTableModel
{
    Q_OBJECT
public:
    enum Col { Vendor, Share, Date, Note };
    explicit DiscountTableModel(Session& session, QObject* parent = nullptr);
    int rowCount(const QModelIndex& parent = {}) const override;

protected:
    void readRows() override;
    QString text(int row, int column) const override;
    bool take(int row, int column, const QString& typed) override;

private:
    std::vector<VendorDiscount> m_rows;
};

/// Exchange rates: those of the deal before those of the shipped table. A cleared rate gives the
/// shipped one back.
class RateTableModel : public DealTableModel
{
    Q_OBJECT
public:
    enum Col { Currency, Usd, Date, Source };
    explicit RateTableModel(Session& session, QObject* parent = nullptr);
    int rowCount(const QModelIndex& parent = {}) const override;

protected:
    void readRows() override;
    QString text(int row, int column) const override;
    bool take(int row, int column, const QString& typed) override;

private:
    struct Row {
        RateUse rate;
        bool isOwn = false;
    };
    std::vector<Row> m_rows; ///< the last is empty: a currency that nobody knows yet
};

} // namespace millwright

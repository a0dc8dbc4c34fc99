#include "views/models/DealTermsModels.h"
#include "model/edit/PriceActions.h"
#include "model/prices/QuoteText.h"
#include "views/session/Session.h"
#include <QDate>
#include <algorithm>
#include <set>

namespace millwright
{
namespace
{

QString fromText(const std::string& text)
{
    return QString::fromStdString(text);
}

std::string today()
{
    return QDate::currentDate().toString(Qt::ISODate).toStdString();
}

} // namespace

DiscountTableModel::DiscountTableModel(Session& session, QObject* parent)
    : DealTableModel(
          session,
          {{tr("Vendor"), {}, false, false},
           {tr("Discount"), tr("Off the catalog's list prices, such as 12 %"), true, true},
           {tr("Date"), {}, false, true},
           {tr("Where it is agreed"), tr("A discount without a note counts as unverified"), false,
            true}},
          parent)
{
    readRows();
}

int DiscountTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

void DiscountTableModel::readRows()
{
    const PriceBook& book = *m_session.project().prices;
    std::set<std::string> vendors;
    for (const auto& [id, part] : m_session.project().parts.all())
        if (!part->vendor.empty())
            vendors.insert(part->vendor);
    m_rows.clear();
    for (const std::string& vendor : vendors) {
        const VendorDiscount* agreed = book.discount(vendor);
        m_rows.push_back(agreed ? VendorDiscount{vendor, agreed->share, agreed->date, agreed->note}
                                : VendorDiscount{vendor, 0.0, {}, {}});
    }
    for (const VendorDiscount& row : book.discounts)
        if (std::none_of(m_rows.begin(), m_rows.end(),
                         [&](const auto& known) { return book.discount(known.vendor) == &row; }))
            m_rows.push_back(row);
}

QString DiscountTableModel::text(int row, int column) const
{
    const VendorDiscount& at = m_rows[static_cast<std::size_t>(row)];
    switch (column) {
    case Vendor:
        return fromText(at.vendor);
    case Share:
        return at.share > 0.0 ? QString::number(at.share * 100.0, 'g', 6) + QStringLiteral(" %")
                              : QString();
    case Date:
        return fromText(at.date);
    default:
        return fromText(at.note);
    }
}

bool DiscountTableModel::take(int row, int column, const QString& typed)
{
    VendorDiscount changed = m_rows[static_cast<std::size_t>(row)];
    if (column == Share) {
        // A bare number means per cent here: the head of the column says so.
        const auto amount =
            readAmount({typed.toStdString(), {}, false, false}, DecimalSign::Point).value;
        if (!typed.isEmpty() && !amount) {
            emit refused(
                tr("\"%1\" is no discount: per cent are wanted, such as 12 %.").arg(typed));
            return false;
        }
        changed.share = amount.value_or(0.0) / 100.0;
        if (changed.date.empty())
            changed.date = today();
    } else if (column == Date) {
        changed.date = typed.toStdString();
    } else {
        changed.note = typed.toStdString();
    }
    return perform({"edit.discount", {changed.vendor}},
                   [&](Draft& draft) { return setVendorDiscount(draft, changed); });
}

RateTableModel::RateTableModel(Session& session, QObject* parent)
    : DealTableModel(
          session,
          {{tr("Currency"), tr("ISO 4217 code; type one into the last row to add it"), false, true},
           {tr("USD for one"), {}, true, true},
           {tr("Date"), {}, false, true},
           {tr("Source"), tr("A rate without a source counts as unverified"), false, true}},
          parent)
{
    readRows();
}

int RateTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

void RateTableModel::readRows()
{
    const PriceBook& book = *m_session.project().prices;
    m_rows.clear();
    for (const ExchangeRate& own : book.rates)
        m_rows.push_back({{own.currency, own.usd, own.date, own.source, {}}, true});
    for (const RateUse& shipped : shippedRates())
        if (shipped.currency != "USD" && !book.rate(shipped.currency))
            m_rows.push_back({shipped, false});
    m_rows.push_back({{{}, 0.0, {}, {}, {}}, true});
}

QString RateTableModel::text(int row, int column) const
{
    const RateUse& at = m_rows[static_cast<std::size_t>(row)].rate;
    switch (column) {
    case Currency:
        return fromText(at.currency);
    case Usd:
        return at.usd > 0.0 ? QString::number(at.usd, 'f', at.usd < 0.001 ? 9 : at.usd < 0.1 ? 7 : 5) : QString();
    case Date:
        return fromText(at.date);
    default:
        return fromText(at.source);
    }
}

bool RateTableModel::take(int row, int column, const QString& typed)
{
    const Row& at = m_rows[static_cast<std::size_t>(row)];
    ExchangeRate changed{at.rate.currency, at.rate.usd, at.isOwn ? at.rate.date : today(),
                         at.isOwn ? at.rate.source : std::string()};
    if (column == Currency) {
        // The new row: a currency first, its rate then; a known currency keeps its name.
        if (!at.rate.currency.empty() || typed.isEmpty())
            return false;
        const std::string code = typed.toUpper().toStdString();
        if (!isCurrencyCode(code)) {
            emit refused(
                tr("\"%1\" is no currency: three letters are wanted, such as TWD.").arg(typed));
            return false;
        }
        m_rows.back().rate.currency = code;
        emit dataChanged(index(row, 0), index(row, Source));
        return true;
    }
    if (column == Usd) {
        const auto amount =
            readAmount({typed.toStdString(), {}, false, false}, DecimalSign::Point).value;
        if (!typed.isEmpty() && !amount) {
            emit refused(tr("\"%1\" is no rate.").arg(typed));
            return false;
        }
        changed.usd = amount.value_or(0.0);
        changed.date = today();
    } else if (column == Date) {
        changed.date = typed.toStdString();
    } else {
        changed.source = typed.toStdString();
    }
    if (changed.currency.empty() || (changed.usd == 0.0 && !at.isOwn)) {
        emit refused(tr("Type the currency and its rate first."));
        return false;
    }
    return perform({"edit.rate", {changed.currency}},
                   [&](Draft& draft) { return setExchangeRate(draft, changed); });
}

} // namespace millwright

#include "views/models/PriceTableModel.h"
#include "model/edit/PriceActions.h"
#include "model/prices/QuoteText.h"
#include "views/session/Session.h"
#include <QDate>
#include <QLocale>
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

/// Amounts are typed with a decimal point; a currency may stand beside them.
Amount typedAmount(const QString& typed)
{
    return readAmount({typed.toStdString(), {}, false, false}, DecimalSign::Point);
}

std::optional<double> PriceEntry::*amountOf(int column)
{
    return column == PriceTableModel::Low    ? &PriceEntry::low
           : column == PriceTableModel::High ? &PriceEntry::high
                                             : &PriceEntry::mid;
}

} // namespace

QString moneyText(double amount)
{
    const double size = std::abs(amount);
    return QLocale(QLocale::English).toString(amount, 'f', size > 0.0 && size < 1.0 ? 4 : 2);
}

QString weeksText(const std::optional<double>& low, const std::optional<double>& high)
{
    const auto number = [](double weeks) {
        return QLocale(QLocale::English).toString(weeks, 'g', 4);
    };
    if (low && high && *low != *high)
        return number(*low) + u'–' + number(*high);
    return high ? number(*high) : low ? number(*low) : QString();
}

QString confidenceText(const EffectivePrice& price)
{
    if (!price.missingRate.empty())
        return PriceTableModel::tr("no rate for %1").arg(fromText(price.missingRate));
    if (!price.isKnown())
        return PriceTableModel::tr("no price");
    return price.isExpired ? PriceTableModel::tr("expired") : fromText(price.confidence);
}

PriceTableModel::PriceTableModel(Session& session, QObject* parent)
    : DealTableModel(
          session,
          {{tr("Part"), {}, false, false},
           {tr("Pieces"), tr("In this variant"), true, false},
           {tr("List, USD"), tr("Catalog price, low to high in the tool tip"), true, false},
           {tr("Discount"), tr("Of the vendor, see Vendor discounts"), true, false},
           {tr("Low"), tr("Lowest price of the deal, net"), true, true},
           {tr("Deal price"),
            tr("Quoted or estimated price per piece, net. \"1200 EUR\" sets the currency too"),
            true, true},
           {tr("High"), tr("Highest price of the deal, net"), true, true},
           {tr("Currency"), {}, false, true},
           {tr("Counts, USD"), tr("The price that all totals use"), true, false},
           {tr("Lead, weeks"), tr("\"8-12\""), true, true},
           {tr("Price date"), {}, false, true},
           {tr("Valid until"), {}, false, true},
           {tr("Trust"), tr("quoted: a supplier's offer; type \"quote\" or \"estimate\""), false,
            true},
           {tr("Source"), tr("Quote number, or where the price is from"), false, true}},
          parent)
{
    readRows();
}

int PriceTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

void PriceTableModel::readRows()
{
    m_rows.clear();
    std::set<Symbol> seen;
    const auto add = [&](Symbol id, double quantity) {
        const auto known = std::find_if(m_rows.begin(), m_rows.end(),
                                        [&](const Row& row) { return row.part == id; });
        if (!seen.insert(id).second) {
            known->quantity += quantity;
            return;
        }
        const millwright::Part* part = m_session.project().parts.find(id);
        m_rows.push_back({id, fromText(part ? part->displayName() : id.str()), quantity,
                          effectivePrice(part, id, *m_session.project().prices)});
    };
    if (const auto& cost = m_session.results().cost)
        for (const BillLine& line : cost->lines)
            add(line.part, line.quantity);
    for (const auto& [id, entry] : m_session.project().prices->entries)
        if (!seen.contains(id))
            add(id, 0.0);
}

const PriceEntry* PriceTableModel::entry(int row) const
{
    return m_session.project().prices->entry(m_rows[static_cast<std::size_t>(row)].part);
}

QVariant PriceTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == IsUnpricedRole)
        return !row.price.isKnown();
    if (role == ConfidenceRole)
        return row.price.isKnown() && !row.price.isExpired ? fromText(row.price.confidence)
                                                           : QString();
    if (role == PartIdRole)
        return fromText(row.part.str());
    if (role == Qt::ToolTipRole && index.column() == List) {
        const millwright::Part* part = m_session.project().parts.find(row.part);
        return part && part->figures.hasPrice
                   ? tr("%1 to %2 USD")
                         .arg(moneyText(part->figures.priceLow), moneyText(part->figures.priceHigh))
                   : QString();
    }
    return DealTableModel::data(index, role);
}

QString PriceTableModel::listText(const Row& row) const
{
    const millwright::Part* part = m_session.project().parts.find(row.part);
    return part && part->figures.price > 0.0 ? moneyText(part->figures.price) : QString();
}

QString PriceTableModel::entryText(int row, int column, bool isForEdit) const
{
    const PriceEntry* own = entry(row);
    if (!own)
        return {};
    switch (column) {
    case Low:
    case Price:
    case High: {
        const auto& amount = own->*amountOf(column);
        return !amount     ? QString()
               : isForEdit ? QString::number(*amount, 'g', 15)
                           : moneyText(*amount);
    }
    case Currency:
        return own->price() ? fromText(own->currency) : QString();
    case ValidUntil:
        return fromText(own->validUntil);
    default:
        return {};
    }
}

QString PriceTableModel::text(int row, int column) const
{
    const Row& at = m_rows[static_cast<std::size_t>(row)];
    const EffectivePrice& price = at.price;
    switch (column) {
    case Part:
        return at.name;
    case Quantity:
        return at.quantity > 0.0 ? QLocale(QLocale::English).toString(at.quantity, 'g', 10)
                                 : QString();
    case List:
        return listText(at);
    case Discount:
        return price.discount > 0.0
                   ? QString::number(price.discount * 100.0, 'g', 4) + QStringLiteral(" %")
                   : QString();
    case Effective:
        return price.isKnown() ? moneyText(price.mid) : QString();
    case Lead:
        return weeksText(price.leadLow, price.leadHigh);
    case Date:
        return fromText(price.date);
    case Basis:
        return confidenceText(price);
    case Source:
        return fromText(formatMessage({price.source, {}}));
    default:
        return entryText(row, column, false);
    }
}

QString PriceTableModel::editText(int row, int column) const
{
    const PriceEntry* own = entry(row);
    switch (column) {
    case Low:
    case Price:
    case High:
        return entryText(row, column, true);
    case Lead:
        return own ? weeksText(own->leadLow, own->leadHigh).replace(u'–', u'-') : QString();
    case Date:
        return own ? fromText(own->date) : QString();
    case Source:
        return own ? fromText(own->source) : QString();
    case Basis:
        return own ? own->isQuoted ? QStringLiteral("quote") : QStringLiteral("estimate")
                   : QString();
    default:
        return text(row, column);
    }
}

bool PriceTableModel::takeAmount(PriceEntry& entry, int column, const QString& typed)
{
    const Amount amount = typedAmount(typed);
    if (!typed.isEmpty() && !amount.value) {
        emit refused(tr("\"%1\" is no amount.").arg(typed));
        return false;
    }
    entry.*amountOf(column) = amount.value;
    if (!amount.currency.empty())
        entry.currency = amount.currency;
    return true;
}

bool PriceTableModel::takeLead(PriceEntry& entry, const QString& typed)
{
    const auto lead = readLeadTime({typed.toStdString(), {}, false, false}, 1.0);
    if (!typed.isEmpty() && !lead) {
        emit refused(tr("\"%1\" is no lead time: weeks are wanted, such as 8-12.").arg(typed));
        return false;
    }
    entry.leadLow = lead ? std::optional(lead->low) : std::nullopt;
    entry.leadHigh = lead ? std::optional(lead->high) : std::nullopt;
    return true;
}

bool PriceTableModel::take(int row, int column, const QString& typed)
{
    const Row& at = m_rows[static_cast<std::size_t>(row)];
    PriceEntry changed;
    if (const PriceEntry* own = entry(row))
        changed = *own;
    else {
        changed.part = at.part;
        changed.currency = m_session.project().currency;
        changed.date = QDate::currentDate().toString(Qt::ISODate).toStdString();
    }
    const bool isRead = column == Low || column == Price || column == High
                            ? takeAmount(changed, column, typed)
                        : column == Lead ? takeLead(changed, typed)
                                         : true;
    if (!isRead)
        return false;
    if (column == Currency)
        changed.currency = typed.toUpper().toStdString();
    else if (column == Date)
        changed.date = typed.toStdString();
    else if (column == ValidUntil)
        changed.validUntil = typed.toStdString();
    else if (column == Basis)
        changed.isQuoted = typed.startsWith(u'q', Qt::CaseInsensitive);
    else if (column == Source)
        changed.source = typed.toStdString();
    const Message title{"edit.price", {at.name.toStdString()}};
    if (!changed.price() && !changed.leadHigh)
        return perform(title, [part = at.part](Draft& draft) -> Result<void> {
            millwright::removePrices(draft, {&part, 1});
            return {};
        });
    return perform(title, [&](Draft& draft) { return setPrice(draft, changed); });
}

bool PriceTableModel::removePrices(const QList<int>& rows)
{
    std::vector<Symbol> parts;
    for (const int row : rows)
        if (row >= 0 && row < rowCount() && entry(row))
            parts.push_back(m_rows[static_cast<std::size_t>(row)].part);
    if (parts.empty())
        return false;
    return perform({"edit.price-remove", {static_cast<std::int64_t>(parts.size())}},
                   [&](Draft& draft) -> Result<void> {
                       millwright::removePrices(draft, parts);
                       return {};
                   });
}

} // namespace millwright

#include "model/prices/EffectivePrice.h"
#include "model/prices/Currency.h"
#include <algorithm>

namespace millwright
{
namespace
{

constexpr double secondsPerWeek = 604800.0;

std::optional<double> weeks(const Part* part, FieldKey key)
{
    const auto seconds = part ? part->number(key) : std::nullopt;
    return seconds ? std::optional(*seconds / secondsPerWeek) : std::nullopt;
}

/// The field that the list price stands in: the price itself, else an end of its range.
const Field* listField(const Part& part)
{
    for (const FieldKey key : {FieldKey::Price, FieldKey::PriceLow, FieldKey::PriceHigh})
        if (const Field* field = part.field(key))
            return field;
    return nullptr;
}

std::string citation(const Field& field, const Part& part)
{
    return field.source ? *field.source : part.id;
}

void takeLead(EffectivePrice& price, const Part* part, const PriceEntry* entry)
{
    price.isLeadQuoted = entry && (entry->leadLow || entry->leadHigh);
    if (price.isLeadQuoted) {
        price.leadLow = entry->leadLow ? entry->leadLow : entry->leadHigh;
        price.leadHigh = entry->leadHigh ? entry->leadHigh : entry->leadLow;
        return;
    }
    price.leadLow = weeks(part, FieldKey::LeadTimeLow);
    price.leadHigh = weeks(part, FieldKey::LeadTimeHigh);
}

bool takeEntry(EffectivePrice& price, const PriceEntry& entry, const PriceBook& book)
{
    const auto mid = entry.price();
    if (!mid)
        return false; // a lead time alone, say
    const auto rate = rateOf(book, entry.currency);
    if (!rate) {
        price.missingRate = entry.currency;
        return true; // the catalog's price must not pass for the one that was offered
    }
    price.origin = entry.isQuoted ? PriceOrigin::Quote : PriceOrigin::Estimate;
    price.currency = entry.currency;
    price.rate = rate->usd;
    price.localMid = *mid;
    price.localLow = entry.low.value_or(*mid);
    price.localHigh = entry.high.value_or(*mid);
    price.low = convertedPrice<double>(price.localLow, price.rate);
    price.mid = convertedPrice<double>(price.localMid, price.rate);
    price.high = convertedPrice<double>(price.localHigh, price.rate);
    price.confidence = entry.isQuoted ? "quoted" : "unverified";
    price.date = entry.date;
    price.validUntil = entry.validUntil;
    price.source = entry.source;
    price.supplier = entry.supplier;
    price.isExpired =
        !entry.validUntil.empty() && !book.asOf.empty() && entry.validUntil < book.asOf;
    return true;
}

void takeList(EffectivePrice& price, const Part& part, const PriceBook& book)
{
    const Field* field = listField(part);
    if (!field)
        return; // a price per metre alone says nothing of a piece
    const PartFigures& figures = part.figures;
    const VendorDiscount* discount = book.discount(part.vendor);
    price.origin = PriceOrigin::List;
    price.discount = discount ? discount->share : 0.0;
    price.mid = discountedPrice<double>(figures.price, price.discount);
    price.low = discountedPrice<double>(figures.priceLow, price.discount);
    price.high = discountedPrice<double>(figures.priceHigh, price.discount);
    price.localLow = price.low;
    price.localMid = price.mid;
    price.localHigh = price.high;
    // The middle of a range stands in no source as such.
    price.confidence = std::string(confidenceName(
        field->si() == figures.price ? field->confidence
                                     : std::max(field->confidence, Confidence::Derived)));
    price.date = field->date;
    price.source = citation(*field, part);
    price.basis = std::string(part.text(FieldKey::PriceBasis));
}

std::string withDate(std::string source, const std::string& date)
{
    return date.empty() ? source : source + ", " + date;
}

std::string citation(const PriceEntry& entry)
{
    if (entry.source.empty())
        return withDate("explain.design-input", {});
    const std::string from = entry.supplier.empty() ? std::string() : entry.supplier + ", ";
    return withDate(from + entry.source, entry.date);
}

std::string_view trust(const PriceEntry& entry)
{
    return entry.isQuoted ? "quoted" : "unverified";
}

double pointOf(PricePoint point, double low, double mid, double high)
{
    return point == PricePoint::Low ? low : point == PricePoint::High ? high : mid;
}

Traced tracedEntry(const PriceEntry& entry, const RateUse& rate, PricePoint point)
{
    const double mid = *entry.price();
    const Traced price =
        Traced::leaf(pointOf(point, entry.low.value_or(mid), mid, entry.high.value_or(mid)),
                     entry.currency, entry.isQuoted ? "price.quoted" : "price.estimated",
                     citation(entry), std::string(trust(entry)));
    if (entry.currency == "USD")
        return price;
    const Traced factor = Traced::leaf(rate.usd, "USD/" + rate.currency, "price.rate",
                                       withDate(rate.source, rate.date), rate.confidence);
    return convertedPrice<Traced>(price, factor).named("price.effective", "USD");
}

Traced tracedList(const Part& part, const PriceBook& book, PricePoint point)
{
    const Field* field = listField(part);
    const PartFigures& figures = part.figures;
    const double value = pointOf(point, figures.priceLow, figures.price, figures.priceHigh);
    const Field* end = part.field(point == PricePoint::Low    ? FieldKey::PriceLow
                                  : point == PricePoint::High ? FieldKey::PriceHigh
                                                              : FieldKey::Price);
    const Field& cited = end ? *end : *field;
    // The middle of a range stands in no source as such.
    const Confidence confidence =
        cited.si() == value ? cited.confidence : std::max(cited.confidence, Confidence::Derived);
    const Traced list = Traced::leaf(
        value, "USD", part.displayName() + ", " + std::string(fieldInfo(cited.key).label),
        withDate(citation(cited, part), cited.date), std::string(confidenceName(confidence)));
    const VendorDiscount* discount = book.discount(part.vendor);
    if (!discount)
        return list;
    const bool hasNote = !discount->note.empty();
    const Traced share =
        Traced::leaf(discount->share, "1", "price.discount",
                     withDate(hasNote ? discount->note : std::string("explain.design-input"),
                              hasNote ? discount->date : std::string()),
                     hasNote ? "quoted" : "unverified");
    return discountedPrice<Traced>(list, share).named("price.effective", "USD");
}

} // namespace

std::string_view priceOriginName(PriceOrigin origin)
{
    constexpr std::string_view names[] = {"unknown", "quote", "estimate", "list"};
    return names[static_cast<std::size_t>(origin)];
}

bool EffectivePrice::isUnverified() const
{
    return isKnown() && confidence != "quoted" && confidence != "verified" &&
           confidence != "secondary";
}

EffectivePrice effectivePrice(const Part* part, Symbol id, const PriceBook& book)
{
    EffectivePrice price;
    const PriceEntry* entry = book.entry(id);
    takeLead(price, part, entry);
    if (entry && takeEntry(price, *entry, book))
        return price;
    if (part)
        takeList(price, *part, book);
    return price;
}

Traced tracedPrice(const Part* part, Symbol id, const PriceBook& book, PricePoint point)
{
    if (const PriceEntry* entry = book.entry(id); entry && entry->price())
        if (const auto rate = rateOf(book, entry->currency))
            return tracedEntry(*entry, *rate, point);
    if (part && listField(*part))
        return tracedList(*part, book, point);
    return Traced::leaf(0.0, "USD", id.str(), "explain.no-price", "unverified");
}

Traced tracedLead(const Part* part, Symbol id, const PriceBook& book, bool isHigh)
{
    const EffectivePrice price = effectivePrice(part, id, book);
    const auto weeks = isHigh || !price.leadLow ? price.leadHigh : price.leadLow;
    const std::string label = part ? part->displayName() : id.str();
    if (price.isLeadQuoted) {
        const PriceEntry& entry = *book.entry(id);
        return Traced::leaf(*weeks, "weeks", label, citation(entry), std::string(trust(entry)));
    }
    const Field* field = part ? part->field(isHigh || !price.leadLow ? FieldKey::LeadTimeHigh
                                                                     : FieldKey::LeadTimeLow)
                              : nullptr;
    if (!field || !weeks)
        return Traced::leaf(0.0, "weeks", label, "explain.no-price", "unverified");
    return Traced::leaf(*weeks, "weeks", label + ", " + std::string(fieldInfo(field->key).label),
                        withDate(citation(*field, *part), field->date),
                        std::string(confidenceName(field->confidence)));
}

} // namespace millwright

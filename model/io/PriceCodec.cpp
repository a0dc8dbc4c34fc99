#include "model/io/PriceCodec.h"
#include <cmath>
#include <nlohmann/json.hpp>

namespace millwright
{
namespace
{

using Json = nlohmann::ordered_json;

constexpr double largestPrice = 1e12;  // beyond any single thing that is bought
constexpr double longestLead = 1000.0; // weeks

struct TextMember {
    const char* key;
    std::string PriceEntry::*member;
};
constexpr TextMember texts[] = {{"date", &PriceEntry::date},
                                {"validUntil", &PriceEntry::validUntil},
                                {"region", &PriceEntry::region},
                                {"supplier", &PriceEntry::supplier},
                                {"supplierPart", &PriceEntry::supplierPart},
                                {"source", &PriceEntry::source}};

struct NumberMember {
    const char* key;
    std::optional<double> PriceEntry::*member;
    double most;
};
constexpr NumberMember numbers[] = {{"low", &PriceEntry::low, largestPrice},
                                    {"mid", &PriceEntry::mid, largestPrice},
                                    {"high", &PriceEntry::high, largestPrice},
                                    {"leadLow_weeks", &PriceEntry::leadLow, longestLead},
                                    {"leadHigh_weeks", &PriceEntry::leadHigh, longestLead}};

std::string dumped(const Json& value)
{
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void addMembers(Json& object, const std::string& members)
{
    const Json kept = Json::parse(members.empty() ? "{}" : members, nullptr, false);
    if (kept.is_object())
        for (const auto& [key, value] : kept.items())
            if (!object.contains(key))
                object[key] = value;
}

Json entryJson(const PriceEntry& entry)
{
    Json row = {{"part", entry.part.str()}};
    for (const NumberMember& number : numbers)
        if (const auto& value = entry.*number.member)
            row[number.key] = *value;
    row["currency"] = entry.currency;
    for (const TextMember& text : texts)
        if (const std::string& value = entry.*text.member; !value.empty())
            row[text.key] = value;
    if (entry.isQuoted)
        row["isQuoted"] = true;
    addMembers(row, entry.unknownKeys);
    return row;
}

void appendList(std::string& text, const char* key, const std::vector<Json>& rows)
{
    if (rows.empty())
        return;
    text += text.back() == '{' ? "\n\"" : ",\n\"";
    text += key;
    text += "\":[";
    for (const Json& row : rows) {
        text += text.back() == '[' ? "\n" : ",\n";
        text += dumped(row);
    }
    text += "\n]";
}

std::string textOf(const Json& object, const char* key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<double> numberOf(const Json& object, const char* key, double most)
{
    const auto found = object.find(key);
    if (found == object.end() || !found->is_number())
        return std::nullopt;
    const double value = found->get<double>();
    return std::isfinite(value) && value >= 0.0 && value <= most ? std::optional(value)
                                                                 : std::nullopt;
}

class Reader
{
public:
    explicit Reader(std::vector<Message>& notes) : m_notes(notes) {}

    PriceBook book(const Json& object)
    {
        Json unknown = Json::object();
        for (const auto& [key, value] : object.items()) {
            if (key == "entries" && value.is_array())
                for (const Json& row : value)
                    takeEntry(row);
            else if (key == "discounts" && value.is_array())
                for (const Json& row : value)
                    takeDiscount(row);
            else if (key == "rates" && value.is_array())
                for (const Json& row : value)
                    takeRate(row);
            else if (key == "asOf" && value.is_string())
                m_book.asOf = value.get<std::string>();
            else
                unknown[key] = value;
        }
        if (!unknown.empty())
            m_book.unknownKeys = dumped(unknown);
        return std::move(m_book);
    }

private:
    void drop(const std::string& part, const char* key)
    {
        m_notes.push_back({"file.price-dropped", {part, std::string(key)}});
    }

    bool takeNumber(PriceEntry& entry, const NumberMember& number, const Json& row)
    {
        if (!row.contains(number.key))
            return true;
        entry.*number.member = numberOf(row, number.key, number.most);
        if (entry.*number.member)
            return true;
        drop(entry.part.str(), number.key);
        return false;
    }

    void takeEntry(const Json& row)
    {
        if (!row.is_object() || textOf(row, "part").empty())
            return drop({}, "part");
        PriceEntry entry;
        entry.part = Symbol(textOf(row, "part"));
        entry.currency = textOf(row, "currency");
        if (!isCurrencyCode(entry.currency))
            return drop(entry.part.str(), "currency");
        for (const NumberMember& number : numbers)
            if (!takeNumber(entry, number, row))
                return;
        for (const TextMember& text : texts)
            entry.*text.member = textOf(row, text.key);
        entry.isQuoted = row.contains("isQuoted") && row["isQuoted"] == true;
        entry.unknownKeys = unknownOf(row);
        m_book.entries.insert_or_assign(entry.part, std::move(entry));
    }

    static std::string unknownOf(const Json& row)
    {
        Json unknown = Json::object();
        for (const auto& [key, value] : row.items()) {
            bool isKnown = key == "part" || key == "currency" || key == "isQuoted";
            for (const TextMember& text : texts)
                isKnown = isKnown || key == text.key;
            for (const NumberMember& number : numbers)
                isKnown = isKnown || key == number.key;
            if (!isKnown)
                unknown[key] = value;
        }
        return unknown.empty() ? std::string() : dumped(unknown);
    }

    void takeDiscount(const Json& row)
    {
        const std::string vendor = row.is_object() ? textOf(row, "vendor") : std::string();
        const auto share = row.is_object() ? numberOf(row, "share", 1.0) : std::nullopt;
        if (vendor.empty() || !share || m_book.discount(vendor))
            return drop(vendor, "share");
        m_book.discounts.push_back({vendor, *share, textOf(row, "date"), textOf(row, "note")});
    }

    void takeRate(const Json& row)
    {
        const std::string currency = row.is_object() ? textOf(row, "currency") : std::string();
        const auto usd = row.is_object() ? numberOf(row, "usd", largestPrice) : std::nullopt;
        if (!isCurrencyCode(currency) || !usd || *usd <= 0.0 || m_book.rate(currency))
            return drop(currency, "usd");
        m_book.rates.push_back({currency, *usd, textOf(row, "date"), textOf(row, "source")});
    }

    std::vector<Message>& m_notes;
    PriceBook m_book;
};

} // namespace

void appendPrices(std::string& text, const PriceBook& book)
{
    std::vector<Json> entries, discounts, rates;
    for (const auto& [id, entry] : book.entries)
        entries.push_back(entryJson(entry));
    for (const VendorDiscount& row : book.discounts) {
        Json json = {{"vendor", row.vendor}, {"share", row.share}};
        if (!row.date.empty())
            json["date"] = row.date;
        if (!row.note.empty())
            json["note"] = row.note;
        discounts.push_back(std::move(json));
    }
    for (const ExchangeRate& row : book.rates) {
        Json json = {{"currency", row.currency}, {"usd", row.usd}};
        if (!row.date.empty())
            json["date"] = row.date;
        if (!row.source.empty())
            json["source"] = row.source;
        rates.push_back(std::move(json));
    }
    text += '{';
    if (!book.asOf.empty())
        text += "\"asOf\":" + dumped(book.asOf);
    appendList(text, "entries", entries);
    appendList(text, "discounts", discounts);
    appendList(text, "rates", rates);
    Json unknown = Json::object();
    addMembers(unknown, book.unknownKeys);
    for (const auto& [key, value] : unknown.items())
        text += (text.back() == '{' ? "" : ",\n") + dumped(key) + ":" + dumped(value);
    text += "\n}";
}

PriceBook readPrices(const std::string& text, std::vector<Message>& notes)
{
    const Json object = Json::parse(text, nullptr, false);
    return object.is_object() ? Reader(notes).book(object) : PriceBook{};
}

} // namespace millwright

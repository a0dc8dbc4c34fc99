#include "model/io/PartCodec.h"
#include "model/io/JsonText.h"
#include <cmath>
#include <nlohmann/json.hpp>

namespace millwright
{
namespace
{

using Json = nlohmann::json;

/// Counts and sizes are turned into int by the figures; no datasheet has a larger number outside
/// its plausible range.
constexpr double largestFigure = 2e9;

void appendText(std::string& text, std::string_view key, std::string_view value)
{
    if (value.empty())
        return;
    text += ',';
    json::appendKey(text, key);
    json::append(text, value);
}

void appendFields(std::string& text, std::string_view key, const std::vector<Field>& fields)
{
    if (fields.empty())
        return;
    text += ',';
    json::appendKey(text, key);
    text += '[';
    for (const Field& field : fields) {
        if (text.back() != '[')
            text += ',';
        const FieldInfo& info = fieldInfo(field.key);
        text += "{\"key\":";
        json::append(text, info.name);
        text += ",\"value\":";
        if (info.type == FieldType::Number)
            appendNumber(text, field.number);
        else
            json::append(text, field.text);
        appendText(text, "basis", field.basis);
        if (field.source)
            appendText(text, "source", *field.source);
        appendText(text, "date", field.date);
        appendText(text, "confidence", confidenceName(field.confidence));
        text += '}';
    }
    text += ']';
}

std::string textOf(const Json& object, const char* key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

bool isPartKey(std::string_view key)
{
    for (const std::string_view known :
         {"id", "revision", "vendor", "name", "kind", "flags", "fields", "otherValues"})
        if (known == key)
            return true;
    return false;
}

} // namespace

void appendPart(std::string& text, const Part& part)
{
    text += "{\"id\":";
    json::append(text, part.id);
    text += ",\"revision\":";
    json::append(text, part.revision);
    appendText(text, "vendor", part.vendor);
    appendText(text, "name", part.name);
    appendText(text, "kind", partKindName(part.kind));
    if (part.flags != 0) {
        text += ",\"flags\":";
        json::append(text, std::int64_t{part.flags});
    }
    appendFields(text, "fields", part.fields);
    appendFields(text, "otherValues", part.otherValues);
    text += '}';
}

/// The reading of one part; drops what it does not understand with a note each.
struct PartReader::Decoder {
    PartReader& reader;
    Part part;

    void note(std::string_view key)
    {
        reader.m_notes.push_back({"file.part-field-dropped", {part.id, std::string(key)}});
    }

    std::shared_ptr<const std::string> source(const Json& object)
    {
        const std::string text = textOf(object, "source");
        if (text.empty())
            return nullptr;
        auto& shared = reader.m_sources[text];
        if (!shared)
            shared = std::make_shared<const std::string>(text);
        return shared;
    }

    void readField(const Json& object, std::vector<Field>& fields)
    {
        const std::string name = object.is_object() ? textOf(object, "key") : std::string();
        const auto key = fieldFromName(name);
        const auto value = object.is_object() ? object.find("value") : object.end();
        if (!key || value == object.end())
            return note(name);
        const FieldInfo& info = fieldInfo(*key);
        Field field;
        field.key = *key;
        if (info.type == FieldType::Number) {
            if (!value->is_number())
                return note(name);
            field.number = value->get<double>();
            const bool isPlausible = field.number >= info.low && field.number <= info.high;
            if (!isPlausible && !(std::fabs(field.number) <= largestFigure))
                return note(name);
        } else {
            if (!value->is_string())
                return note(name);
            field.text = value->get<std::string>();
        }
        field.basis = textOf(object, "basis");
        field.source = source(object);
        field.date = textOf(object, "date");
        field.confidence =
            confidenceFromName(textOf(object, "confidence")).value_or(Confidence::Unverified);
        fields.push_back(std::move(field));
    }

    void readFields(const Json& object, const char* key, std::vector<Field>& fields)
    {
        const auto found = object.find(key);
        if (found == object.end())
            return;
        if (!found->is_array())
            return note(key);
        for (const Json& field : *found)
            readField(field, fields);
    }

    void readIdentity(const Json& object)
    {
        part.vendor = textOf(object, "vendor");
        part.name = textOf(object, "name");
        if (const auto revision = object.find("revision");
            revision != object.end() && revision->is_number_integer())
            part.revision = revision->get<std::int64_t>();
        else
            note("revision");
        if (const auto flags = object.find("flags"); flags != object.end()) {
            const bool isFlags = flags->is_number_unsigned() && flags->get<std::uint64_t>() <= 255;
            isFlags ? void(part.flags = flags->get<std::uint8_t>()) : note("flags");
        }
        if (const auto kind = partKindFromName(textOf(object, "kind")))
            part.kind = *kind;
        else
            note("kind");
        for (const auto& [key, value] : object.items())
            if (!isPartKey(key))
                note(key);
    }
};

PartPtr PartReader::read(const std::string& text)
{
    const Json object = Json::parse(text, nullptr, false);
    Decoder decoder{*this, {}};
    if (object.is_object())
        decoder.part.id = textOf(object, "id");
    if (decoder.part.id.empty()) {
        m_notes.push_back({"file.part-dropped", {}});
        return nullptr;
    }
    decoder.readIdentity(object);
    decoder.readFields(object, "fields", decoder.part.fields);
    decoder.readFields(object, "otherValues", decoder.part.otherValues);
    return finishPart(std::move(decoder.part));
}

} // namespace millwright

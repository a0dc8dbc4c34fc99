#include "model/io/ProjectReader.h"
#include "model/blueprint/FieldRange.h"
#include "model/io/JsonText.h"
#include <algorithm>
#include <cmath>

namespace millwright
{
namespace
{

/// Our files nest 6 deep; a key of a later version may go somewhat deeper.
constexpr std::size_t deepestNesting = 64;

bool isWhole(const FieldValue& value)
{
    return value.kind == FieldValue::Kind::Number && value.number == std::floor(value.number) &&
           std::fabs(value.number) < largestId;
}

} // namespace

ProjectReader::ProjectReader() : m_partReader(m_loaded.notes), m_readers(makeRowReaders())
{
    m_loaded.project.variants.clear();
}

void ProjectReader::note(std::string id, std::vector<MessageArgument> arguments)
{
    m_loaded.notes.push_back({std::move(id), std::move(arguments)});
}

// --- events of the parser

bool ProjectReader::boolean(bool value)
{
    return scalar({FieldValue::Kind::Truth, value}, value ? "true" : "false");
}

bool ProjectReader::number_integer(std::int64_t value)
{
    if (m_copyDepth == 0 && m_at == At::Row && m_isKnownKey)
        return scalar({FieldValue::Kind::Number, false, static_cast<double>(value)}, {});
    return scalar({FieldValue::Kind::Number, false, static_cast<double>(value)},
                  std::to_string(value));
}

bool ProjectReader::number_unsigned(std::uint64_t value)
{
    if (m_copyDepth == 0 && m_at == At::Row && m_isKnownKey)
        return scalar({FieldValue::Kind::Number, false, static_cast<double>(value)}, {});
    return scalar({FieldValue::Kind::Number, false, static_cast<double>(value)},
                  std::to_string(value));
}

bool ProjectReader::number_float(double value, const std::string& text)
{
    return scalar({FieldValue::Kind::Number, false, value}, text);
}

bool ProjectReader::string(std::string& value)
{
    FieldValue field{FieldValue::Kind::Text, false, 0.0, &value};
    const bool isCopied = m_copyDepth > 0 || !(m_at == At::Row && m_isKnownKey);
    if (!isCopied)
        return scalar(field, {});
    std::string text;
    json::append(text, std::string_view(value));
    return scalar(field, text);
}

bool ProjectReader::key(std::string& name)
{
    if (m_copyDepth > 0) {
        std::string token;
        json::appendKey(token, name);
        addToCopy(token);
        return true;
    }
    if (m_listDepth > 0)
        return true; // an object where numbers belong: the list is refused as a whole
    m_key.swap(name);
    if (m_at == At::Row)
        m_isKnownKey = m_key == "id" || m_readers[m_table]->select(m_key);
    return true;
}

bool ProjectReader::open(char bracket)
{
    if (++m_depth > deepestNesting) {
        m_failure = {"file.too-deep", {static_cast<std::int64_t>(deepestNesting)}};
        return false;
    }
    if (m_copyDepth > 0) {
        m_copyItems += m_copyDepth == 1;
        ++m_copyDepth;
        addToCopy({&bracket, 1});
        return true;
    }
    if (m_listDepth > 0) {
        m_isListBad = m_isListBad || bracket == '{';
        ++m_listDepth;
        return true;
    }
    return bracket == '{' ? openObject() : openArray();
}

bool ProjectReader::close(char bracket)
{
    --m_depth;
    if (m_copyDepth > 0) {
        m_copy += bracket;
        if (--m_copyDepth == 0)
            endCopy();
        return true;
    }
    if (m_listDepth > 0) {
        if (--m_listDepth == 0)
            takeNumbers();
        return true;
    }
    switch (m_at) {
    case At::Top:
        m_at = At::End;
        break;
    case At::Parts:
    case At::Variants:
        m_at = At::Top;
        break;
    case At::Variant:
        endVariant();
        break;
    case At::Rows:
        m_at = At::Variant;
        break;
    case At::Row:
        endRow();
        break;
    default:
        break;
    }
    return true;
}

bool ProjectReader::openObject()
{
    switch (m_at) {
    case At::Start:
        m_at = At::Top;
        break;
    case At::Top:
        startCopy(m_key == "prices" ? Copy::Prices
                  : m_key == "parts" || m_key == "variants" || m_key == "models" ? Copy::Drop
                                                                                 : Copy::Top,
                  "{");
        break;
    case At::Parts:
        startCopy(Copy::Part, "{");
        break;
    case At::Variants:
        startVariant();
        break;
    case At::Variant:
        startCopy(Copy::Variant, "{");
        break;
    case At::Rows:
        startRow();
        break;
    case At::Row:
        startCopy(m_isKnownKey ? Copy::Drop : Copy::Row, "{");
        break;
    case At::End:
        return false;
    }
    return true;
}

bool ProjectReader::openArray()
{
    switch (m_at) {
    case At::Start:
    case At::End:
        m_failure = {"file.not-millwright", {}};
        return false;
    case At::Top:
        if (m_key == "parts") {
            m_at = At::Parts;
        } else if (m_key == "variants") {
            m_at = At::Variants;
            m_hasVariants = true;
        } else if (m_key == "models") {
            startCopy(Copy::Models, "[");
        } else {
            startCopy(m_key == "prices" ? Copy::Drop : Copy::Top, "[");
        }
        break;
    case At::Parts:
        note("file.part-dropped");
        startCopy(Copy::None, "[");
        break;
    case At::Variants:
        note("file.variant-dropped");
        startCopy(Copy::None, "[");
        break;
    case At::Variant:
        if (const auto table = tableOf(m_key)) {
            m_table = *table;
            m_at = At::Rows;
        } else {
            startCopy(Copy::Variant, "[");
        }
        break;
    case At::Rows:
        loseRow("file.row-dropped-shape");
        startCopy(Copy::None, "[");
        break;
    case At::Row:
        if (!m_isKnownKey) {
            startCopy(Copy::Row, "[");
        } else {
            m_listDepth = 1;
            m_isListBad = false;
            m_numbers.clear();
        }
        break;
    }
    return true;
}

// --- values

bool ProjectReader::scalar(FieldValue value, std::string_view text)
{
    if (m_copyDepth > 0) {
        m_copyItems += m_copyDepth == 1;
        addToCopy(text);
        return true;
    }
    if (m_listDepth > 0) {
        m_isListBad = m_isListBad || value.kind != FieldValue::Kind::Number;
        m_numbers.push_back(value.number);
        return true;
    }
    switch (m_at) {
    case At::Top:
        return topScalar(value, text);
    case At::Parts:
        note("file.part-dropped");
        return true;
    case At::Variants:
        note("file.variant-dropped");
        return true;
    case At::Variant:
        if (m_key == "name" && value.kind == FieldValue::Kind::Text)
            m_variant.name = std::move(*value.text);
        else if (m_key == "name" || tableOf(m_key))
            note("file.key-ignored", {m_key});
        else
            keepUnknown(m_unknownVariant, text);
        return true;
    case At::Rows:
        loseRow("file.row-dropped-shape");
        return true;
    case At::Row:
        return rowScalar(value, text);
    default:
        m_failure = {"file.not-millwright", {}};
        return false;
    }
}

bool ProjectReader::topScalar(FieldValue& value, std::string_view text)
{
    Project& project = m_loaded.project;
    const std::map<std::string_view, std::string*> texts{
        {"format", &m_format},       {"app", &m_app},
        {"name", &project.name},     {"customer", &project.customer},
        {"author", &project.author}, {"currency", &project.currency}};
    if (m_key == "version")
        return takeVersion(value);
    if (const auto found = texts.find(m_key); found != texts.end()) {
        if (value.kind != FieldValue::Kind::Text)
            note("file.key-ignored", {m_key});
        else
            *found->second = std::move(*value.text);
    } else if (m_key == "lastId" || m_key == "active") {
        const bool isGood = isWhole(value) && value.number >= 0.0;
        if (isGood)
            (m_key == "active" ? m_active : m_lastId) = value.number;
        else
            note("file.key-ignored", {m_key});
    } else if (m_key == "parts" || m_key == "variants" || m_key == "models" || m_key == "prices") {
        note("file.key-ignored", {m_key});
    } else {
        keepUnknown(m_unknownTop, text);
    }
    return true;
}

bool ProjectReader::takeVersion(const FieldValue& value)
{
    if (!isWhole(value) || value.number < 0.0 || value.number > 1e6) {
        m_failure = {"file.version-unknown", {}};
        return false;
    }
    m_version = static_cast<std::int64_t>(value.number);
    m_isOlder = m_version < oldestDirectVersion;
    return !m_isOlder;
}

bool ProjectReader::rowScalar(FieldValue& value, std::string_view text)
{
    if (!m_isKnownKey)
        keepUnknown(m_unknownRow, text);
    else if (m_key == "id")
        m_id = isWhole(value) && value.number > 0.0 ? value.number : 0.0;
    else if (!m_readers[m_table]->take(value))
        ignoreField();
    return true;
}

void ProjectReader::takeNumbers()
{
    FieldValue value{FieldValue::Kind::Numbers};
    value.numbers = m_numbers;
    if (m_isListBad || m_key == "id" || !m_readers[m_table]->take(value))
        ignoreField();
}

void ProjectReader::ignoreField()
{
    m_ignored.push_back(m_key);
}

} // namespace millwright

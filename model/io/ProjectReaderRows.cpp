#include "model/io/JsonText.h"
#include "model/io/ModelCodec.h"
#include "model/io/PriceCodec.h"
#include "model/io/ProjectReader.h"
#include "model/io/ReferenceCheck.h"
#include <algorithm>

namespace millwright
{
namespace
{

/// Ids below this are ticked off in a bit field, those above in a set: a hostile file must not cost
/// memory.
constexpr EntityId mostLowIds = EntityId{1} << 24;

std::string asObject(std::string members)
{
    return members.empty() ? members : '{' + std::move(members) + '}';
}

} // namespace

std::optional<std::size_t> ProjectReader::tableOf(std::string_view key)
{
    for (std::size_t i = 0; i < entityKindCount; ++i)
        if (entityKindName(static_cast<EntityKind>(i)) == key)
            return i;
    return std::nullopt;
}

// --- values that are copied as they are

void ProjectReader::startCopy(Copy purpose, std::string_view text)
{
    m_copyFor = purpose;
    m_copyDepth = 1;
    m_copyItems = 0;
    m_copy = text;
}

void ProjectReader::addToCopy(std::string_view token)
{
    // Only structure ends in these: a string ends with its quote.
    const char last = m_copy.back();
    if (last != '[' && last != '{' && last != ':')
        m_copy += ',';
    m_copy += token;
}

void ProjectReader::endCopy()
{
    switch (m_copyFor) {
    case Copy::Top:
        keepUnknown(m_unknownTop, m_copy);
        note("file.unknown-kept", {m_key, static_cast<std::int64_t>(m_copyItems)});
        break;
    case Copy::Variant:
        if (tableOf(m_key) || m_key == "name") {
            note("file.key-ignored", {m_key});
            break;
        }
        keepUnknown(m_unknownVariant, m_copy);
        note("file.unknown-kept", {m_key, static_cast<std::int64_t>(m_copyItems)});
        break;
    case Copy::Row:
        keepUnknown(m_unknownRow, m_copy);
        break;
    case Copy::Part:
        if (PartPtr part = m_partReader.read(m_copy))
            m_parts.push_back(std::move(part));
        break;
    case Copy::Models:
        m_loaded.project.models = readModels(m_copy, m_loaded.notes);
        break;
    case Copy::Prices:
        m_loaded.project.prices.set(readPrices(m_copy, m_loaded.notes));
        break;
    case Copy::Drop:
        if (m_at == At::Row)
            ignoreField();
        else
            note("file.key-ignored", {m_key});
        break;
    case Copy::None:
        break;
    }
    m_copy.clear();
}

void ProjectReader::keepUnknown(std::string& members, std::string_view value)
{
    if (!members.empty())
        members += ',';
    json::appendKey(members, m_key);
    members += value;
}

// --- variants and rows

void ProjectReader::startVariant()
{
    m_at = At::Variant;
    m_variant = {};
    m_unknownVariant.clear();
    m_unknownByRow.clear();
    m_lowIds.clear();
    m_highIds.clear();
}

void ProjectReader::endVariant()
{
    for (const auto& reader : m_readers)
        reader->moveInto(m_variant.blueprint);
    m_variant.unknownKeys = asObject(std::move(m_unknownVariant));
    if (!m_unknownByRow.empty()) {
        note("file.unknown-entity-keys", {static_cast<std::int64_t>(m_unknownByRow.size())});
        m_variant.blueprint.unknownKeys =
            std::make_shared<const std::unordered_map<EntityId, std::string>>(
                std::move(m_unknownByRow));
    }
    m_loaded.project.variants.push_back(std::move(m_variant));
    m_at = At::Variants;
}

void ProjectReader::startRow()
{
    m_at = At::Row;
    m_readers[m_table]->begin();
    m_id = 0.0;
    m_unknownRow.clear();
    m_ignored.clear();
}

void ProjectReader::endRow()
{
    m_at = At::Rows;
    const auto id = static_cast<EntityId>(m_id);
    if (id == 0)
        return loseRow("file.row-dropped-no-id");
    if (!isNewId(id))
        return loseRow("file.row-dropped-twice");
    for (const std::string& key : m_ignored)
        note("file.field-ignored", {rowKind(), static_cast<std::int64_t>(id), key});
    m_readers[m_table]->setId(id);
    m_readers[m_table]->keep();
    m_largestId = std::max(m_largestId, id);
    if (!m_unknownRow.empty())
        m_unknownByRow.emplace(id, asObject(std::move(m_unknownRow)));
}

bool ProjectReader::isNewId(EntityId id)
{
    if (id >= mostLowIds)
        return m_highIds.insert(id).second;
    if (id >= m_lowIds.size())
        m_lowIds.resize(std::max<std::size_t>(id + 1, m_lowIds.size() * 2));
    if (m_lowIds[id])
        return false;
    m_lowIds[id] = true;
    return true;
}

void ProjectReader::loseRow(std::string id)
{
    ++m_loaded.lostEntities;
    note(std::move(id), {rowKind(), static_cast<std::int64_t>(m_id)});
    m_id = 0.0;
}

Result<LoadedProject> ProjectReader::finish()
{
    if (m_format != "millwright" || m_at != At::End)
        return fail("file.not-millwright");
    if (m_version == 0)
        return fail("file.version-unknown");
    Project& project = m_loaded.project;
    if (!m_hasVariants || project.variants.empty())
        return fail("file.no-variants");
    project.parts.putAll(m_parts);
    if (project.parts.all().size() < m_parts.size())
        note("file.part-twice",
             {static_cast<std::int64_t>(m_parts.size() - project.parts.all().size())});
    project.unknownKeys = asObject(std::move(m_unknownTop));
    project.lastId = static_cast<EntityId>(m_lastId);
    if (project.lastId < m_largestId) {
        project.lastId = m_largestId;
        note("file.last-id-repaired", {static_cast<std::int64_t>(m_largestId)});
    }
    project.active = static_cast<std::size_t>(m_active);
    if (project.active >= project.variants.size()) {
        project.active = 0;
        note("file.active-repaired");
    }
    checkReferences(m_loaded);
    if (m_version > projectFileVersion) {
        m_loaded.isReadOnly = true;
        m_loaded.readOnlyReason = {"file.newer-version",
                                   {m_version, std::int64_t{projectFileVersion}, m_app}};
    }
    return std::move(m_loaded);
}

} // namespace millwright

#include "catalog/PartSql.h"
#include "catalog/SearchText.h"
#include <SQLiteCpp/VariadicBind.h>
#include <algorithm>
#include <array>

namespace millwright
{
namespace
{

double capacityOf(const Part& part)
{
    const PartFigures& figures = part.figures;
    if (isCoolingPart(part.kind))
        return figures.coolingCapacity.si() / 1e3;
    if (isPowerChainPart(part.kind))
        return part.field(FieldKey::RatedPower) ? figures.ratedPower.si() / 1e3
                                                : figures.ratedApparentPower.si() / 1e3;
    if (part.kind == PartKind::Switch)
        return figures.switchPorts;
    if (part.kind == PartKind::Storage)
        return part.number(FieldKey::UsableCapacity)
                   .value_or(part.number(FieldKey::RawCapacity).value_or(0.0)) /
               1e12;
    return 0.0;
}

/// Runs the statement once and leaves it ready for the next time, also when it throws.
class Use
{
public:
    explicit Use(SQLite::Statement& statement) : m_statement(statement) {}
    ~Use()
    {
        m_statement.tryReset();
        try {
            m_statement.clearBindings();
        } catch (const SQLite::Exception&) { // a statement without parameters has none to clear
        }
    }
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;

private:
    SQLite::Statement& m_statement;
};

} // namespace

PartSummary summarize(const Part& part)
{
    PartSummary summary{part.id, part.vendor, part.name, part.kind, part.flags};
    summary.power_W = part.figures.powerMax.si();
    summary.rackUnits = part.figures.rackUnits;
    summary.mass_kg = part.figures.mass.si();
    summary.price_USD = part.figures.price;
    summary.capacity = capacityOf(part);
    summary.confidence = prevailingConfidence(part);
    return summary;
}

PartSqlWriter::PartSqlWriter(SQLite::Database& database)
    : m_database(database),
      m_insertPart(
          database,
          "INSERT INTO main.part (id, revision, vendor, name, kind, flags, confidence, power_W, "
          "rackUnits_U, mass_kg, price_USD, capacity) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)"),
      m_insertField(
          database,
          "INSERT INTO main.field (part, key, is_default, number, text, basis, source, date, "
          "confidence) VALUES (?,?,?,?,?,?,?,?,?)"),
      m_insertSearch(
          database,
          "INSERT INTO main.part_search (rowid, id, vendor, name, terms) VALUES (?,?,?,?,?)"),
      m_insertSource(database, "INSERT INTO main.source (citation) VALUES (?)"),
      m_findSource(database, "SELECT id FROM main.source WHERE citation = ?"),
      m_findPart(database, "SELECT number FROM main.part WHERE id = ?"),
      m_removeSearch(database, "DELETE FROM main.part_search WHERE rowid = ?"),
      m_removeFields(database, "DELETE FROM main.field WHERE part = ?"),
      m_removePart(database, "DELETE FROM main.part WHERE number = ?")
{
}

void PartSqlWriter::insert(const Part& part)
{
    const PartSummary summary = summarize(part);
    const auto flags =
        static_cast<int>(part.flags & ~PartUserOwned); // told by the database it is in
    std::int64_t number = 0;
    {
        const Use use(m_insertPart);
        SQLite::bind(m_insertPart, part.id, part.revision, part.vendor, part.name,
                     std::string(partKindName(part.kind)), flags,
                     std::string(confidenceName(prevailingConfidence(part))), summary.power_W,
                     summary.rackUnits, summary.mass_kg, summary.price_USD, summary.capacity);
        m_insertPart.exec();
        number = m_database.getLastInsertRowid();
    }
    {
        const Use use(m_insertSearch);
        SQLite::bind(m_insertSearch, number, part.id, part.vendor, part.name, searchTerms(part));
        m_insertSearch.exec();
    }
    for (const Field& field : part.fields)
        insertField(number, field, true);
    for (const Field& field : part.otherValues)
        insertField(number, field, false);
}

void PartSqlWriter::insertField(std::int64_t part, const Field& field, bool isDefault)
{
    const FieldInfo& info = fieldInfo(field.key);
    const std::int64_t source = sourceNumber(field.source ? *field.source : std::string());
    const Use use(m_insertField);
    m_insertField.bind(1, part);
    m_insertField.bind(2, std::string(info.name));
    m_insertField.bind(3, isDefault ? 1 : 0);
    if (info.type == FieldType::Number)
        m_insertField.bind(4, field.number);
    else
        m_insertField.bind(5, field.text);
    m_insertField.bind(6, field.basis);
    m_insertField.bind(7, source);
    m_insertField.bind(8, field.date);
    m_insertField.bind(9, std::string(confidenceName(field.confidence)));
    m_insertField.exec();
}

std::int64_t PartSqlWriter::sourceNumber(const std::string& citation)
{
    if (const auto known = m_sources.find(citation); known != m_sources.end())
        return known->second;
    std::int64_t number = 0;
    {
        const Use use(m_findSource);
        m_findSource.bind(1, citation);
        if (m_findSource.executeStep())
            number = m_findSource.getColumn(0).getInt64();
    }
    if (number == 0) {
        const Use use(m_insertSource);
        m_insertSource.bind(1, citation);
        m_insertSource.exec();
        number = m_database.getLastInsertRowid();
    }
    m_sources.emplace(citation, number);
    return number;
}

void PartSqlWriter::remove(const std::string& id)
{
    std::int64_t number = 0;
    {
        const Use use(m_findPart);
        m_findPart.bind(1, id);
        if (!m_findPart.executeStep())
            return;
        number = m_findPart.getColumn(0).getInt64();
    }
    for (SQLite::Statement* statement : {&m_removeSearch, &m_removeFields, &m_removePart}) {
        const Use use(*statement);
        statement->bind(1, number);
        statement->exec();
    }
}

PartSqlReader::PartSqlReader(SQLite::Database& database, const std::string& schema)
    : m_part(database, "SELECT number, revision, vendor, name, kind, flags FROM " + schema +
                           ".part WHERE id = ?"),
      m_fields(database, "SELECT f.key, f.is_default, f.number, f.text, f.basis, s.citation, "
                         "f.date, f.confidence FROM " +
                             schema + ".field f JOIN " + schema +
                             ".source s ON s.id = f.source WHERE f.part = ? "
                             "ORDER BY f.rowid")
{
}

PartPtr PartSqlReader::read(const std::string& id, std::uint8_t extraFlags)
{
    const Use usePart(m_part);
    m_part.bind(1, id);
    if (!m_part.executeStep())
        return nullptr;
    const auto kind = partKindFromName(m_part.getColumn(4).getString());
    if (!kind)
        return nullptr;
    Part part;
    part.id = id;
    part.revision = m_part.getColumn(1).getInt64();
    part.vendor = m_part.getColumn(2).getString();
    part.name = m_part.getColumn(3).getString();
    part.kind = *kind;
    part.flags = static_cast<std::uint8_t>(m_part.getColumn(5).getInt() | extraFlags);
    const Use useFields(m_fields);
    m_fields.bind(1, m_part.getColumn(0).getInt64());
    while (m_fields.executeStep()) {
        const auto key = fieldFromName(m_fields.getColumn(0).getString());
        if (!key)
            continue;
        Field field;
        field.key = *key;
        field.number = m_fields.getColumn(2).getDouble();
        field.text = m_fields.getColumn(3).getString();
        field.basis = m_fields.getColumn(4).getString();
        const std::string citation = m_fields.getColumn(5).getString();
        auto& shared = m_citations[citation];
        if (!shared)
            shared = std::make_shared<const std::string>(citation);
        field.source = shared;
        field.date = m_fields.getColumn(6).getString();
        field.confidence =
            confidenceFromName(m_fields.getColumn(7).getString()).value_or(Confidence::Unverified);
        (m_fields.getColumn(1).getInt() != 0 ? part.fields : part.otherValues)
            .push_back(std::move(field));
    }
    return finishPart(std::move(part));
}

} // namespace millwright

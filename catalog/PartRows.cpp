#include "catalog/PartRows.h"
#include "model/base/Csv.h"
#include "catalog/Plausibility.h"
#include "catalog/TextRules.h"
#include <algorithm>
#include <array>
#include <memory>
#include <set>
#include <unordered_map>

namespace millwright
{
namespace
{

struct FlagName {
    PartFlag flag;
    std::string_view name;
};
constexpr std::array flagTable{
    FlagName{PartAnnounced, "announced"},
    FlagName{PartCloudOnly, "cloud-only"},
    FlagName{PartArchetype, "archetype"},
    FlagName{PartDiscontinued, "discontinued"},
    FlagName{PartExportControlled, "export-controlled"},
};

/// Cites equal texts once, so that the fields of a row and rows of one source share it.
class Citations
{
public:
    std::shared_ptr<const std::string> of(std::string_view text)
    {
        auto& entry = m_known[std::string(text)];
        if (!entry)
            entry = std::make_shared<const std::string>(text);
        return entry;
    }

private:
    std::unordered_map<std::string, std::shared_ptr<const std::string>> m_known;
};

/// Reads the rows of one table; notes problems with their file, line, column and rule.
class RowReader
{
public:
    RowReader(const CsvTable& table, const PartRowOptions& options, ImportReport& report)
        : m_table(table), m_options(options), m_report(report)
    {
        readHeader();
    }

    std::optional<Part> read(const CsvRow& row)
    {
        m_row = &row;
        m_isRefused = false;
        Part part;
        readIdentity(part);
        readFields(part);
        if (m_isRefused)
            return std::nullopt;
        const PartPtr finished = finishPart(std::move(part));
        const ImportProblem place{m_table.where(), row.line, {}, {}, {}, true};
        if (!reportPlausibility(*finished, place, m_report))
            return std::nullopt;
        return *finished;
    }

private:
    void readHeader()
    {
        for (std::size_t i = 0; i < m_table.header().size(); ++i) {
            const std::string& header = m_table.header()[i];
            const auto mapped = m_options.columns.find(header);
            const std::string& name = mapped == m_options.columns.end() ? header : mapped->second;
            if (std::ranges::find(partIdentityColumns, name) != partIdentityColumns.end())
                m_identity.try_emplace(name, i);
            else if (const auto key = fieldFromName(name))
                m_fields.emplace_back(i, *key);
            else if (!name.empty())
                m_report.problems.push_back({m_table.where(),
                                             1,
                                             header,
                                             "unknown-column",
                                             {"catalog.unknown-column", {header}},
                                             false});
        }
    }

    std::string_view cell(std::string_view name) const
    {
        const auto found = m_identity.find(std::string(name));
        return found == m_identity.end() ? std::string_view{}
                                         : trimmedText(m_row->fields[found->second]);
    }

    void refuse(std::string_view column, std::string rule,
                std::vector<MessageArgument> arguments = {})
    {
        Message message{"catalog." + rule, std::move(arguments)};
        m_report.problems.push_back({m_table.where(), m_row->line, std::string(column),
                                     std::move(rule), std::move(message), true});
        m_isRefused = true;
    }

    void warn(std::string_view column, std::string rule, std::vector<MessageArgument> arguments)
    {
        Message message{"catalog." + rule, std::move(arguments)};
        m_report.problems.push_back({m_table.where(), m_row->line, std::string(column),
                                     std::move(rule), std::move(message), false});
    }

    std::string readText(std::string_view column)
    {
        const std::string_view text = cell(column);
        if (text.size() > longestCellText)
            refuse(column, "text-too-long", {static_cast<std::int64_t>(text.size())});
        else if (!isPrintableText(text))
            refuse(column, "not-utf8");
        return std::string(text.substr(0, longestCellText));
    }

    void readIdentity(Part& part)
    {
        part.vendor = readText("vendor");
        part.name = readText("name");
        if (part.name.empty())
            refuse("name", "name-missing");
        part.id = readText("id");
        if (part.id.empty() && m_options.canMakeIds)
            part.id = makePartId(part.vendor, part.name);
        if (!isPartId(part.id))
            refuse("id", "id-malformed", {part.id});
        else if (!m_ids.insert(part.id).second)
            refuse("id", "id-twice", {part.id});
        readKind(part);
        readFlags(part);
    }

    void readKind(Part& part)
    {
        const std::string text = readText("kind");
        const auto kind = text.empty() ? m_options.defaultKind : partKindFromName(text);
        if (kind)
            part.kind = *kind;
        else
            refuse("kind", "unknown-kind", {text});
    }

    void readFlags(Part& part)
    {
        for (const std::string& name : splitList(cell("flags"))) {
            const auto found = std::ranges::find(flagTable, name, &FlagName::name);
            if (found == flagTable.end())
                refuse("flags", "unknown-flag", {name.substr(0, 80)});
            else
                part.flags = static_cast<std::uint8_t>(part.flags | found->flag);
        }
    }

    /// The part of a field that all fields of the row share.
    Field rowField()
    {
        Field field;
        field.basis = readText("basis");
        field.date = readText("date");
        std::string citation = readText("source");
        if (citation.empty())
            citation = m_options.defaultSource;
        if (citation.empty())
            refuse("source", "source-missing");
        field.source = m_citations.of(citation);
        const std::string_view confidence = cell("confidence");
        if (const auto known = confidenceFromName(confidence))
            field.confidence = *known;
        else if (!confidence.empty())
            refuse("confidence", "unknown-confidence", {std::string(confidence.substr(0, 80))});
        return field;
    }

    std::set<FieldKey> readUnverified()
    {
        std::set<FieldKey> keys;
        for (const std::string& name : splitList(cell("unverified"))) {
            if (name == "all")
                for (const auto& column : m_fields)
                    keys.insert(column.second);
            else if (const auto key = fieldFromName(name))
                keys.insert(*key);
            else
                warn("unverified", "unknown-key", {name.substr(0, 80)});
        }
        return keys;
    }

    void readFields(Part& part)
    {
        const Field shared = rowField();
        const std::set<FieldKey> unverified = readUnverified();
        for (const auto& [index, key] : m_fields) {
            const std::string_view text = trimmedText(m_row->fields[index]);
            if (text.empty())
                continue;
            Result<Field> field = parseField(key, text);
            if (!field) {
                const std::string& id = field.error().message.id;
                refuse(m_table.header()[index], id.substr(id.find('.') + 1),
                       field.error().message.arguments);
                continue;
            }
            field->basis = shared.basis;
            field->date = shared.date;
            field->source = shared.source;
            field->confidence = unverified.contains(key)
                                    ? std::max(shared.confidence, Confidence::Unverified)
                                    : shared.confidence;
            part.fields.push_back(std::move(*field));
        }
    }

    const CsvTable& m_table;
    const PartRowOptions& m_options;
    ImportReport& m_report;
    std::map<std::string, std::size_t> m_identity;
    std::vector<std::pair<std::size_t, FieldKey>> m_fields;
    std::set<std::string> m_ids;
    Citations m_citations;
    const CsvRow* m_row = nullptr;
    bool m_isRefused = false;
};

bool isYes(std::string_view text)
{
    return text.empty() || text == "1" || text == "yes" || text == "true";
}

Result<FieldOverride> readOverride(const CsvTable& table, const CsvRow& row)
{
    const auto cell = [&](std::string_view column) { return trimmedText(table.text(row, column)); };
    FieldOverride result;
    result.line = row.line;
    result.partId = std::string(cell("id"));
    const auto key = fieldFromName(cell("key"));
    if (!key)
        return fail("catalog.unknown-key", {std::string(cell("key").substr(0, 80))}, "key");
    if (cell("value").empty())
        return fail("catalog.value-missing", {}, "value");
    Result<Field> field = parseField(*key, cell("value"));
    if (!field)
        return Error{field.error().message, "value"};
    result.field = std::move(*field);
    const auto confidence = confidenceFromName(cell("confidence"));
    if (!confidence)
        return fail("catalog.unknown-confidence", {std::string(cell("confidence").substr(0, 80))},
                    "confidence");
    if (cell("source").empty())
        return fail("catalog.source-missing", {}, "source");
    if (!isPrintableText(cell("source")) || !isPrintableText(cell("basis")))
        return fail("catalog.not-utf8", {}, "source");
    result.field.confidence = *confidence;
    result.field.basis = std::string(cell("basis"));
    result.field.date = std::string(cell("date"));
    result.field.source = std::make_shared<const std::string>(cell("source"));
    result.isDefault = isYes(cell("default"));
    return result;
}

} // namespace

Result<Field> parseField(FieldKey key, std::string_view text)
{
    Field field;
    field.key = key;
    if (fieldInfo(key).type == FieldType::Number) {
        const auto number = parseNumber(text);
        if (!number)
            return fail("catalog.not-a-number",
                        {std::string(isPrintableText(text) ? text.substr(0, 80) : "?")});
        field.number = *number;
        return field;
    }
    if (text.size() > longestCellText)
        return fail("catalog.text-too-long", {static_cast<std::int64_t>(text.size())});
    if (!isPrintableText(text))
        return fail("catalog.not-utf8");
    field.text = std::string(text);
    return field;
}

bool reportPlausibility(const Part& part, const ImportProblem& place, ImportReport& report)
{
    bool isTaken = true;
    for (PlausibilityFinding& finding : checkPlausibility(part)) {
        ImportProblem problem = place;
        problem.column = std::string(fieldInfo(finding.field).name);
        problem.rule = std::string(finding.rule);
        problem.message = std::move(finding.message);
        problem.isRefusal = finding.isRefusal;
        isTaken = isTaken && !finding.isRefusal;
        report.problems.push_back(std::move(problem));
    }
    return isTaken;
}

std::vector<PartRow> readPartRows(const CsvTable& table, const PartRowOptions& options,
                                  ImportReport& report)
{
    std::vector<PartRow> parts;
    RowReader reader(table, options, report);
    std::size_t done = 0;
    for (const CsvRow& row : table.rows()) {
        if (options.progress && done % 1000 == 0 && !options.progress(done, table.rows().size())) {
            report.isCancelled = true;
            return {};
        }
        ++done;
        if (auto part = reader.read(row))
            parts.push_back({std::move(*part), row.line});
        else
            ++report.refused;
    }
    return parts;
}

std::vector<FieldOverride> readFieldOverrides(const CsvTable& table, ImportReport& report)
{
    std::vector<FieldOverride> overrides;
    for (const CsvRow& row : table.rows()) {
        auto read = readOverride(table, row);
        if (read) {
            overrides.push_back(std::move(*read));
            continue;
        }
        const Message& message = read.error().message;
        report.problems.push_back({table.where(), row.line, read.error().where,
                                   message.id.substr(message.id.find('.') + 1), message, true});
        ++report.refused;
    }
    return overrides;
}

Part withOverride(Part part, const FieldOverride& override)
{
    const auto found = std::ranges::find(part.fields, override.field.key, &Field::key);
    if (found == part.fields.end()) {
        part.fields.push_back(override.field);
    } else if (override.isDefault) {
        Field displaced = std::exchange(*found, override.field);
        // A better source for the same figure replaces the row's; only figures that differ stand
        // side by side.
        if (displaced.number != found->number || displaced.text != found->text)
            part.otherValues.push_back(std::move(displaced));
    } else {
        part.otherValues.push_back(override.field);
    }
    return *finishPart(std::move(part));
}

std::string flagNames(std::uint8_t flags)
{
    std::string names;
    for (const FlagName& row : flagTable)
        if ((flags & row.flag) != 0)
            names.append(names.empty() ? "" : ";").append(row.name);
    return names;
}

} // namespace millwright

#pragma once
#include "model/io/PartCodec.h"
#include "model/io/ProjectFile.h"
#include "model/io/RowReader.h"
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace millwright
{

/// Builds a project from the events of a streaming JSON parser, so that rows never exist as a tree.
/// The functions named as nlohmann's SAX interface wants them return false to stop; failure() then
/// says why.
class ProjectReader
{
public:
    ProjectReader();

    bool null() { return scalar({FieldValue::Kind::Null}, "null"); }
    bool boolean(bool value);
    bool number_integer(std::int64_t value);
    bool number_unsigned(std::uint64_t value);
    bool number_float(double value, const std::string& text);
    bool string(std::string& value);
    template <class Bytes> bool binary(Bytes&) { return false; }
    bool start_object(std::size_t) { return open('{'); }
    bool end_object() { return close('}'); }
    bool start_array(std::size_t) { return open('['); }
    bool end_array() { return close(']'); }
    bool key(std::string& name);
    template <class Exception>
    bool parse_error(std::size_t position, const std::string&, const Exception&)
    {
        m_failure = {"file.damaged", {static_cast<std::int64_t>(position)}};
        return false;
    }

    const Message& failure() const { return m_failure; }
    bool isOlder() const
    {
        return m_isOlder;
    } ///< stopped because the file has to be migrated first
    std::int64_t version() const { return m_version; }

    /// The project with what belongs to its variants; call once after the last event.
    Result<LoadedProject> finish();

private:
    enum class At : std::uint8_t { Start, Top, Parts, Variants, Variant, Rows, Row, End };
    /// What a value that is only copied is for.
    enum class Copy : std::uint8_t { None, Top, Variant, Row, Part, Prices, Models, Drop };

    static std::optional<std::size_t> tableOf(std::string_view key); ///< index into EntityKind
    bool scalar(FieldValue value, std::string_view text);
    bool topScalar(FieldValue& value, std::string_view text);
    bool rowScalar(FieldValue& value, std::string_view text);
    bool takeVersion(const FieldValue& value);
    bool open(char bracket);
    bool close(char bracket);
    bool openObject();
    bool openArray();
    void startCopy(Copy purpose, std::string_view text);
    void addToCopy(std::string_view token);
    void endCopy();
    void keepUnknown(std::string& members, std::string_view value);
    void takeNumbers();
    void ignoreField();
    void startVariant();
    void endVariant();
    void startRow();
    void endRow();
    bool isNewId(EntityId id);
    void loseRow(std::string id);
    void note(std::string id, std::vector<MessageArgument> arguments = {});
    std::string rowKind() const
    {
        return std::string(entityKindName(static_cast<EntityKind>(m_table)));
    }

    LoadedProject m_loaded;
    Message m_failure;
    At m_at = At::Start;
    std::size_t m_depth = 0;
    std::string m_key;
    // header
    std::string m_format, m_app;
    std::int64_t m_version = 0;
    bool m_isOlder = false, m_hasVariants = false;
    double m_lastId = 0.0, m_active = 0.0;
    std::string m_unknownTop;
    // parts
    PartReader m_partReader;
    std::vector<PartPtr> m_parts;
    // variant and row
    std::array<std::unique_ptr<RowReader>, entityKindCount> m_readers;
    std::size_t m_table = 0;
    Variant m_variant;
    std::string m_unknownVariant, m_unknownRow;
    std::unordered_map<EntityId, std::string> m_unknownByRow;
    double m_id = 0.0;
    bool m_isKnownKey = false;
    std::vector<std::string> m_ignored;
    std::vector<bool> m_lowIds;
    std::unordered_set<EntityId> m_highIds;
    EntityId m_largestId = 0;
    // a list of numbers in a row
    std::size_t m_listDepth = 0;
    bool m_isListBad = false;
    std::vector<double> m_numbers;
    // a value that is copied as it is
    Copy m_copyFor = Copy::None;
    std::size_t m_copyDepth = 0;
    std::size_t m_copyItems = 0; ///< values directly in the copied list: rows of an unknown table
    std::string m_copy;
};

} // namespace millwright

#include "model/parts/PartDifference.h"
#include <cstdint>
#include <fmt/format.h>
#include <string_view>

namespace millwright
{
namespace
{

std::uint8_t contentFlags(const Part& part)
{
    return static_cast<std::uint8_t>(part.flags & ~PartUserOwned);
}

/// FNV-1a (Fowler, Noll, Vo), 64 bits; each text ends with a byte that none holds.
class Fnv
{
public:
    void add(std::string_view text)
    {
        for (const char c : text)
            step(static_cast<unsigned char>(c));
        step(0xFF);
    }
    std::string digits() const { return fmt::format("{:016x}", m_hash); }

private:
    void step(unsigned char byte) { m_hash = (m_hash ^ byte) * 0x100000001b3ULL; }
    std::uint64_t m_hash = 0xcbf29ce484222325ULL;
};

void addField(Fnv& hash, const Field& field)
{
    hash.add(fieldInfo(field.key).name);
    if (fieldInfo(field.key).type == FieldType::Number)
        hash.add(fmt::format("{:.17g}", field.number));
    hash.add(field.text);
    hash.add(field.basis);
    hash.add(field.source ? std::string_view(*field.source) : std::string_view{});
    hash.add(field.date);
    hash.add(confidenceName(field.confidence));
}

} // namespace

bool FieldDifference::isValueChanged() const
{
    if (!before || !after)
        return true;
    return before->number != after->number || before->text != after->text;
}

PartDifference differenceOf(const Part& before, const Part& after)
{
    PartDifference difference;
    difference.hasName =
        before.vendor != after.vendor || before.name != after.name || before.kind != after.kind;
    difference.hasFlags = contentFlags(before) != contentFlags(after);
    difference.hasOtherValues = before.otherValues != after.otherValues;
    auto old = before.fields.begin();
    auto fresh = after.fields.begin();
    while (old != before.fields.end() || fresh != after.fields.end()) {
        const bool hasOld = old != before.fields.end() &&
                            (fresh == after.fields.end() || old->key <= fresh->key);
        const bool hasFresh = fresh != after.fields.end() &&
                              (old == before.fields.end() || fresh->key <= old->key);
        if (!hasOld || !hasFresh || !(*old == *fresh)) {
            FieldDifference row{hasOld ? old->key : fresh->key, std::nullopt, std::nullopt};
            if (hasOld)
                row.before = *old;
            if (hasFresh)
                row.after = *fresh;
            difference.fields.push_back(std::move(row));
        }
        old += hasOld ? 1 : 0;
        fresh += hasFresh ? 1 : 0;
    }
    return difference;
}

std::string partFingerprint(const Part& part)
{
    Fnv hash;
    for (const std::string_view text :
         {std::string_view(part.id), std::string_view(part.vendor), std::string_view(part.name),
          partKindName(part.kind)})
        hash.add(text);
    hash.add(std::to_string(contentFlags(part)));
    for (const Field& field : part.fields)
        addField(hash, field);
    hash.add("others");
    for (const Field& field : part.otherValues)
        addField(hash, field);
    return hash.digits();
}

} // namespace millwright

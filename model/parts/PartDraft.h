#pragma once
#include "model/base/Result.h"
#include "model/parts/Part.h"
#include <string>
#include <string_view>
#include <vector>

namespace millwright
{

/// What is said about a figure beside its value.
enum class FieldAspect : std::uint8_t { Basis, Source, Date, Confidence };

/// A part while it is edited. A figure that gets another value is the editor's from then on, cites
/// no one else's source any more, and the figure that it displaces stays beside it.
class PartDraft
{
public:
    /// `today` is the ISO date that changed figures get, `author` what they cite.
    PartDraft(Part part, std::string today, std::string author);

    const Part& part() const { return m_part; }
    bool isChanged() const { return !(m_part == m_original); }
    void setIdentity(std::string id, std::string vendor, std::string name);
    void setKind(PartKind kind);
    void setFlag(PartFlag flag, bool isSet);

    /// Reads a typed value as readFieldText() does; an empty text makes the field unknown.
    Result<void> setValue(FieldKey key, std::string_view text);
    /// Says something else about the default value; false if the field is unknown or the confidence
    /// none.
    bool setAspect(FieldKey key, FieldAspect aspect, std::string text);
    /// Values of other sources, in their order.
    std::vector<const Field*> others(FieldKey key) const;
    /// Makes a value the default (one of others(), or that of another revision of the part); the
    /// default that it displaces stays beside it.
    void use(const Field& field);
    /// Takes a value of another source out; false if there is none such.
    bool removeOther(FieldKey key, std::size_t index);

private:
    Field* find(FieldKey key);
    void displace(Field& field);

    Part m_part, m_original;
    std::string m_today, m_author;
};

} // namespace millwright

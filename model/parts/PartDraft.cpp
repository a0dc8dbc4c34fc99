#include "model/parts/PartDraft.h"
#include "model/parts/PartFieldText.h"
#include <algorithm>

namespace millwright
{
namespace
{

bool isSameValue(const Field& a, const Field& b)
{
    return a.number == b.number && a.text == b.text;
}

} // namespace

PartDraft::PartDraft(Part part, std::string today, std::string author)
    : m_part(*finishPart(std::move(part))), m_original(m_part), m_today(std::move(today)),
      m_author(std::move(author))
{
}

void PartDraft::setIdentity(std::string id, std::string vendor, std::string name)
{
    m_part.id = std::move(id);
    m_part.vendor = std::move(vendor);
    m_part.name = std::move(name);
}

void PartDraft::setKind(PartKind kind)
{
    m_part.kind = kind;
    m_part = *finishPart(std::move(m_part)); // figures fall back by kind
}

void PartDraft::setFlag(PartFlag flag, bool isSet)
{
    m_part.flags = static_cast<std::uint8_t>(isSet ? m_part.flags | flag : m_part.flags & ~flag);
}

Field* PartDraft::find(FieldKey key)
{
    const auto found = std::ranges::find(m_part.fields, key, &Field::key);
    return found == m_part.fields.end() ? nullptr : &*found;
}

void PartDraft::displace(Field& field)
{
    // What the editor typed before is no source that disagrees.
    if (field.source && *field.source != m_author)
        m_part.otherValues.push_back(field);
}

Result<void> PartDraft::setValue(FieldKey key, std::string_view text)
{
    const bool isBlank = text.find_first_not_of(" \t\r\n") == std::string_view::npos;
    Field* present = find(key);
    if (isBlank) {
        if (present) {
            displace(*present);
            std::erase_if(m_part.fields, [key](const Field& field) { return field.key == key; });
            m_part = *finishPart(std::move(m_part));
        }
        return {};
    }
    auto typed = readFieldText(key, text);
    if (!typed)
        return typed.error();
    if (present && isSameValue(*present, *typed))
        return {};
    if (present)
        displace(*present);
    typed->source = std::make_shared<const std::string>(m_author);
    typed->date = m_today;
    typed->confidence = Confidence::Unverified;
    std::erase_if(m_part.fields, [key](const Field& field) { return field.key == key; });
    m_part.fields.push_back(std::move(*typed));
    m_part = *finishPart(std::move(m_part));
    return {};
}

bool PartDraft::setAspect(FieldKey key, FieldAspect aspect, std::string text)
{
    Field* field = find(key);
    if (!field)
        return false;
    switch (aspect) {
    case FieldAspect::Basis:
        field->basis = std::move(text);
        return true;
    case FieldAspect::Source:
        field->source = std::make_shared<const std::string>(std::move(text));
        return true;
    case FieldAspect::Date:
        field->date = std::move(text);
        return true;
    case FieldAspect::Confidence:
        break;
    }
    const auto confidence = confidenceFromName(text);
    if (confidence)
        field->confidence = *confidence;
    return confidence.has_value();
}

std::vector<const Field*> PartDraft::others(FieldKey key) const
{
    std::vector<const Field*> found;
    for (const Field& field : m_part.otherValues)
        if (field.key == key)
            found.push_back(&field);
    return found;
}

void PartDraft::use(const Field& field)
{
    const Field chosen = field; // it may be one of our own rows
    std::erase(m_part.otherValues, chosen);
    if (Field* present = find(chosen.key)) {
        if (!isSameValue(*present, chosen))
            displace(*present);
        *present = chosen;
    } else {
        m_part.fields.push_back(chosen);
    }
    m_part = *finishPart(std::move(m_part));
}

bool PartDraft::removeOther(FieldKey key, std::size_t index)
{
    const auto found = others(key);
    if (index >= found.size())
        return false;
    m_part.otherValues.erase(m_part.otherValues.begin() +
                             (found[index] - m_part.otherValues.data()));
    return true;
}

} // namespace millwright

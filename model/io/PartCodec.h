#pragma once
#include "model/base/Message.h"
#include "model/parts/Part.h"
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace millwright
{

/// Appends a part as one JSON object: identity, all fields with their sources, values of
/// disagreeing sources.
void appendPart(std::string& text, const Part& part);

/// Reads parts; citations are shared between all fields that give the same one.
class PartReader
{
public:
    explicit PartReader(std::vector<Message>& notes) : m_notes(notes) {}

    /// The part of a JSON object's text; null with a note "file.part-dropped" if it has no id.
    PartPtr read(const std::string& text);

private:
    struct Decoder;
    std::vector<Message>& m_notes;
    std::map<std::string, std::shared_ptr<const std::string>> m_sources;
};

} // namespace millwright

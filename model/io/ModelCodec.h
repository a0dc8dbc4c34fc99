#pragma once
#include "model/base/Message.h"
#include "model/blueprint/Project.h"
#include <string>
#include <vector>

namespace millwright
{

/// Appends the imported models as ",\n\"models\":[...]"; nothing if there are none, so that such a
/// project is written as before.
void appendModels(std::string& text, const ModelShelf& models);

/// Reads the array that appendModels() writes. An entry without an id or a config is left out with
/// the note "file.model-dropped".
ModelShelf readModels(const std::string& array, std::vector<Message>& notes);

} // namespace millwright

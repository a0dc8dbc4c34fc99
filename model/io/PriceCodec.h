#pragma once
#include "model/base/Message.h"
#include "model/blueprint/PriceBook.h"
#include <string>
#include <vector>

namespace millwright
{

/// Appends the price book as one JSON object, an entry, discount or rate per line.
void appendPrices(std::string& text, const PriceBook& book);

/// The price book of a JSON object's text. Keys of a later version are kept; what makes no sense
/// (a negative price, a discount above 1, a currency that is none) is left out with a note
/// "file.price-dropped".
PriceBook readPrices(const std::string& text, std::vector<Message>& notes);

} // namespace millwright

#include "model/estimate/TextKeys.h"
#include <cctype>

namespace millwright
{

std::string textKey(std::string_view text)
{
    std::string key;
    for (const char c : text)
        if (std::isalnum(static_cast<unsigned char>(c)))
            key.push_back(static_cast<char>(std::tolower(static_cast<unsigned char>(c))));
    return key;
}

std::vector<std::string> splitList(std::string_view text)
{
    std::vector<std::string> pieces;
    while (!text.empty()) {
        const std::size_t end = text.find(';');
        if (const std::string_view piece = text.substr(0, end); !piece.empty())
            pieces.emplace_back(piece);
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    }
    return pieces;
}

} // namespace millwright

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

} // namespace millwright

#include "model/base/Symbol.h"
#include <mutex>
#include <unordered_set>

namespace millwright
{
namespace
{

struct ViewHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const
    {
        return std::hash<std::string_view>{}(text);
    }
};

} // namespace

Symbol::Symbol(std::string_view text)
{
    if (text.empty())
        return;
    // Node-based set: the addresses of its strings never move. Entries live as long as the program.
    static std::mutex mutex;
    static std::unordered_set<std::string, ViewHash, std::equal_to<>> strings;
    const std::scoped_lock lock(mutex);
    auto found = strings.find(text);
    if (found == strings.end())
        found = strings.emplace(text).first;
    m_text = &*found;
}

} // namespace millwright

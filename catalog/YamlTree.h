#pragma once
#include "model/base/Result.h"
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace millwright
{

/// A YAML document as plain values. Anchors and aliases are refused: device types have none and
/// bombs are made of them.
struct YamlNode {
    enum class Kind { Null, Scalar, List, Map };
    Kind kind = Kind::Null;
    std::string text;              ///< scalars
    std::vector<std::string> keys; ///< maps; as `items`
    std::vector<YamlNode> items;   ///< lists and maps
    std::size_t line = 0;          ///< 1 = first

    /// The value of a key, or null if this is no map or has no such key.
    const YamlNode* find(std::string_view key) const;
};

inline constexpr std::size_t yamlSizeLimit =
    std::size_t{1} << 20; ///< bytes; the longest device type has some 100 kB
inline constexpr std::size_t yamlNodeLimit = 50000;
inline constexpr std::size_t yamlKeyLimit = 200; ///< of one map; the schema knows about 30
inline constexpr std::size_t yamlDepthLimit = 24;

/// The first document of the text. Errors name the line as `where` = "file:line": "yaml.too-large",
/// "yaml.too-deep", "yaml.too-many-values", "yaml.alias", "yaml.malformed", "yaml.key-twice",
/// "yaml.empty".
Result<YamlNode> readYaml(std::string_view text, const std::string& file);

} // namespace millwright

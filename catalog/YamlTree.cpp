#include "catalog/YamlTree.h"
#include <algorithm>
#include <istream>
#include <optional>
#include <streambuf>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

namespace millwright
{
namespace
{

/// Stops the parser from inside an event; never leaves this file.
struct Refusal {
    std::string id;
    std::size_t line;
};

/// Builds the tree from the parser's events and stops at the limits before memory is spent.
class TreeBuilder final : public YAML::EventHandler
{
public:
    YamlNode take() { return std::move(m_root); }
    bool isEmpty() const { return m_root.kind == YamlNode::Kind::Null; }

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override
    {
        add(YamlNode::Kind::Null, {}, mark, anchor);
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override
    {
        throw Refusal{"yaml.alias", lineOf(mark)};
    }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override
    {
        const bool isNull = tag != "!" && (value.empty() || value == "null" || value == "~");
        add(isNull ? YamlNode::Kind::Null : YamlNode::Kind::Scalar, value, mark, anchor);
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override
    {
        open(YamlNode::Kind::List, mark, anchor);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override
    {
        open(YamlNode::Kind::Map, mark, anchor);
    }
    void OnMapEnd() override { close(); }

private:
    /// A list or map that is still being read; a map waits for a key, then for its value.
    struct Level {
        YamlNode node;
        std::optional<std::string> key;
    };

    static std::size_t lineOf(const YAML::Mark& mark)
    {
        return static_cast<std::size_t>(std::max(mark.line, 0)) + 1;
    }

    void count(const YAML::Mark& mark, YAML::anchor_t anchor)
    {
        if (anchor != 0)
            throw Refusal{"yaml.alias", lineOf(mark)};
        if (++m_count > yamlNodeLimit)
            throw Refusal{"yaml.too-many-values", lineOf(mark)};
    }

    void add(YamlNode::Kind kind, std::string text, const YAML::Mark& mark, YAML::anchor_t anchor)
    {
        count(mark, anchor);
        YamlNode node;
        node.kind = kind;
        node.line = lineOf(mark);
        Level* level = m_levels.empty() ? nullptr : &m_levels.back();
        if (level && level->node.kind == YamlNode::Kind::Map && !level->key) {
            if (level->node.keys.size() >= yamlKeyLimit)
                throw Refusal{"yaml.too-many-values", node.line};
            if (std::ranges::find(level->node.keys, text) != level->node.keys.end())
                throw Refusal{"yaml.key-twice", node.line};
            level->key = std::move(text);
            return;
        }
        node.text = std::move(text);
        place(std::move(node));
    }

    void open(YamlNode::Kind kind, const YAML::Mark& mark, YAML::anchor_t anchor)
    {
        count(mark, anchor);
        if (m_levels.size() >= yamlDepthLimit)
            throw Refusal{"yaml.too-deep", lineOf(mark)};
        const bool isKey = !m_levels.empty() && m_levels.back().node.kind == YamlNode::Kind::Map &&
                           !m_levels.back().key;
        if (isKey)
            throw Refusal{"yaml.malformed", lineOf(mark)};
        Level level;
        level.node.kind = kind;
        level.node.line = lineOf(mark);
        m_levels.push_back(std::move(level));
    }

    void close()
    {
        YamlNode node = std::move(m_levels.back().node);
        m_levels.pop_back();
        place(std::move(node));
    }

    void place(YamlNode node)
    {
        if (m_levels.empty()) {
            m_root = std::move(node);
            return;
        }
        Level& level = m_levels.back();
        if (level.key) {
            level.node.keys.push_back(std::move(*level.key));
            level.key.reset();
        }
        level.node.items.push_back(std::move(node));
    }

    YamlNode m_root;
    std::vector<Level> m_levels;
    std::size_t m_count = 0;
};

/// Reads text that stays where it is.
class ViewBuffer final : public std::streambuf
{
public:
    explicit ViewBuffer(std::string_view text)
    {
        char* begin =
            const_cast<char*>(text.data()); // a streambuf that only reads never writes to it
        setg(begin, begin, begin + text.size());
    }
};

std::string place(const std::string& file, std::size_t line)
{
    return file + ":" + std::to_string(line);
}

} // namespace

const YamlNode* YamlNode::find(std::string_view key) const
{
    const auto found = std::ranges::find(keys, key);
    return found == keys.end() ? nullptr : &items[static_cast<std::size_t>(found - keys.begin())];
}

Result<YamlNode> readYaml(std::string_view text, const std::string& file)
{
    if (text.size() > yamlSizeLimit)
        return fail(
            "yaml.too-large",
            {static_cast<std::int64_t>(text.size()), static_cast<std::int64_t>(yamlSizeLimit)},
            place(file, 0));
    try {
        ViewBuffer buffer(text);
        std::istream stream(&buffer);
        YAML::Parser parser(stream);
        TreeBuilder builder;
        if (!parser.HandleNextDocument(builder) || builder.isEmpty())
            return fail("yaml.empty", {}, place(file, 1));
        return builder.take();
    } catch (const Refusal& refusal) {
        return fail(refusal.id, {}, place(file, refusal.line));
    } catch (const YAML::Exception& exception) {
        return fail("yaml.malformed", {std::string(exception.what()).substr(0, 200)},
                    place(file, static_cast<std::size_t>(std::max(exception.mark.line, 0)) + 1));
    }
}

} // namespace millwright

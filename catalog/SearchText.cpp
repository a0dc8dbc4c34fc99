#include "catalog/SearchText.h"
#include <algorithm>
#include <array>

namespace millwright
{
namespace
{

constexpr std::size_t longestQuery = 512; // bytes that are read of what was typed
constexpr std::size_t mostWords = 16;

constexpr std::array searchedFields{
    FieldKey::Architecture,
    FieldKey::AcceleratorClass,
    FieldKey::FormFactor,
    FieldKey::MemoryTechnology,
    FieldKey::FabricProtocol,
    FieldKey::SwitchAsic,
    FieldKey::Connector,
    FieldKey::LinkMedium,
    FieldKey::OpticsTechnology,
    FieldKey::StorageKind,
    FieldKey::Fluid,
    FieldKey::RackStandard,
    FieldKey::CoolingMethod,
    FieldKey::SoftwareCategory,
    FieldKey::CpuModel,
    FieldKey::AcceleratorPart,
    FieldKey::ScaleUpTechnology,
};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Letters, digits and every byte of a multi-byte character.
bool isWordByte(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           static_cast<unsigned char>(c) >= 0x80;
}

std::vector<std::string> words(std::string_view text)
{
    std::vector<std::string> result;
    bool isInside = false;
    for (const char c : text) {
        if (isWordByte(c)) {
            if (!isInside)
                result.emplace_back();
            result.back() += c;
        }
        isInside = isWordByte(c);
    }
    return result;
}

/// "nvl72" -> "nvl 72"; empty if letters and digits do not meet.
std::string cutAtDigits(const std::string& word)
{
    std::string cut;
    for (std::size_t i = 0; i < word.size(); ++i) {
        if (i > 0 && isDigit(word[i]) != isDigit(word[i - 1]))
            cut += ' ';
        cut += word[i];
    }
    return cut.size() == word.size() ? std::string() : cut;
}

} // namespace

std::string searchTerms(const Part& part)
{
    std::string terms(partKindName(part.kind));
    const auto add = [&terms](std::string_view text) {
        if (!text.empty())
            terms.append(" ").append(text);
    };
    add(partKindLabel(part.kind));
    add(partFamilyLabel(partFamily(part.kind)));
    const std::vector<std::string> nameWords = words(part.name);
    std::string together;
    for (const std::string& word : nameWords) {
        together += word;
        add(cutAtDigits(word));
    }
    if (nameWords.size() > 1)
        add(together);
    for (const FieldKey key : searchedFields)
        add(part.text(key));
    return terms;
}

std::string searchExpression(std::string_view text)
{
    std::string expression;
    std::size_t count = 0;
    for (const std::string& word : words(text.substr(0, longestQuery))) {
        if (++count > mostWords)
            break;
        expression += (expression.empty() ? "\"" : " \"") + word + "\"*";
    }
    return expression;
}

} // namespace millwright

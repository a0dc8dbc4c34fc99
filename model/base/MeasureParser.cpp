// Reads what people type into fields: splits the text into numbers, units and signs here, lets
// muParser compute.
#include "model/base/UnitTable.h"
#include "model/base/Units.h"
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <muParser.h>

namespace millwright
{
namespace
{

enum class TokenKind { Number, Unit, Sign };

struct Token {
    TokenKind kind = TokenKind::Sign;
    double number = 0.0;
    UnitName unit;
    char sign = 0;
};

constexpr std::size_t longestText = 200; ///< more is a paste by mistake, not a number

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Length of a number at the start of `text`, commas only between groups of three digits; 0 if
/// there is none.
std::size_t numberLength(std::string_view text)
{
    std::size_t end = 0;
    while (end < text.size() && (isDigit(text[end]) || text[end] == ','))
        ++end;
    if (end < text.size() && text[end] == '.') {
        ++end;
        while (end < text.size() && isDigit(text[end]))
            ++end;
    }
    // an exponent needs a digit behind it: "2e3", not the e of a unit
    std::size_t exponent = end;
    if (end > 0 && exponent < text.size() && (text[exponent] == 'e' || text[exponent] == 'E')) {
        ++exponent;
        if (exponent < text.size() && (text[exponent] == '+' || text[exponent] == '-'))
            ++exponent;
        if (exponent < text.size() && isDigit(text[exponent])) {
            while (exponent < text.size() && isDigit(text[exponent]))
                ++exponent;
            end = exponent;
        }
    }
    return end;
}

bool groupsAreSound(std::string_view whole)
{
    const std::size_t first = whole.find(',');
    if (first == std::string_view::npos)
        return true;
    if (first == 0 || first > 3)
        return false;
    for (std::size_t i = first; i < whole.size(); i += 4) {
        if (whole[i] != ',' || whole.substr(i + 1).size() < 3)
            return false;
        for (std::size_t k = 1; k <= 3; ++k) {
            if (!isDigit(whole[i + k]))
                return false;
        }
    }
    return true;
}

std::optional<double> readNumber(std::string_view text)
{
    if (!groupsAreSound(text.substr(0, text.find_first_of(".eE"))))
        return std::nullopt;
    std::string digits;
    for (const char c : text) {
        if (c != ',')
            digits += c;
    }
    double value = 0.0;
    const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (result.ec != std::errc() || result.ptr != digits.data() + digits.size())
        return std::nullopt;
    return value;
}

/// The longest spelling of `unit` at the start of `text` that ends at the end of a word.
std::optional<std::pair<UnitName, std::size_t>> unitAt(std::string_view text, std::string_view unit)
{
    for (const UnitName& candidate : unitNames(unit)) { // longest first
        const std::size_t length = candidate.name.size();
        if (length > text.size())
            continue;
        const char last = text[length - 1];
        const char next = length < text.size() ? text[length] : ' ';
        const bool isCut = (isLetter(last) || isDigit(last)) && (isLetter(next) || isDigit(next));
        if (isCut)
            continue;
        if (auto found = findUnitName(unit, text.substr(0, length)))
            return std::pair{*found, length};
    }
    return std::nullopt;
}

class MeasureReader
{
public:
    MeasureReader(std::string_view text, std::string_view unit, std::string_view bareUnit)
        : m_text(text), m_plain(plainUnitText(text.substr(0, longestText + 1))), m_unit(unit),
          m_bare(findUnitName(unit, bareUnit.empty() ? unit : bareUnit))
    {
    }

    Result<double> read()
    {
        if (!m_bare)
            return wrongUnit();
        if (m_text.size() > longestText)
            return notANumber();
        if (auto split = tokenise(); !split)
            return split.error();
        return m_unit == "degC" ? temperature() : quantity();
    }

private:
    Error notANumber() const { return fail("units.not-a-number", {shortened()}); }
    Error wrongUnit() const { return fail("units.wrong-unit", {shortened()}); }
    std::string shortened() const { return std::string(m_text.substr(0, longestText)); }

    Result<void> tokenise()
    {
        bool isMoney = false; // a currency sign stands before the number it belongs to
        std::string_view rest = m_plain;
        while (!rest.empty()) {
            std::size_t used = 1;
            if (rest[0] == '$' && isCurrencyUnit(m_unit)) {
                isMoney = true;
            } else if (const std::size_t length = numberLength(rest); length > 0) {
                const auto number = readNumber(rest.substr(0, length));
                if (!number)
                    return notANumber();
                m_tokens.push_back({TokenKind::Number, *number, {}, 0});
                used = length;
                const std::string_view after = rest.substr(used);
                if (std::exchange(isMoney, false) && !unitFollows(after))
                    m_tokens.push_back({TokenKind::Unit, 0.0, UnitName{}, 0});
            } else if (std::string_view("+-*/()").find(rest[0]) != std::string_view::npos) {
                m_tokens.push_back({TokenKind::Sign, 0.0, {}, rest[0]});
            } else if (rest[0] != ' ') {
                const auto found = unitAt(rest, m_unit);
                if (!found)
                    return m_tokens.empty() ? notANumber() : wrongUnit();
                m_tokens.push_back({TokenKind::Unit, 0.0, found->first, 0});
                used = found->second;
            }
            rest.remove_prefix(used);
        }
        return {};
    }

    bool unitFollows(std::string_view rest) const
    {
        if (!rest.empty() && rest[0] == ' ')
            rest.remove_prefix(1);
        return !rest.empty() && unitAt(rest, m_unit).has_value();
    }

    bool isKind(std::size_t i, TokenKind kind) const
    {
        return i < m_tokens.size() && m_tokens[i].kind == kind;
    }

    std::string constant(double value)
    {
        const std::string name = "n" + std::to_string(m_constants++);
        m_parser.DefineConst(name, value);
        return name;
    }

    /// The expression with each unit as "*factor*u". A unit so belongs to the product before it
    /// ("600/3 mm" is 200 mm); "23 ft 4 in" becomes a sum in brackets. Empty if two values stand
    /// side by side.
    std::string expression()
    {
        std::string text;
        for (std::size_t i = 0; i < m_tokens.size(); ++i) {
            const bool isPair = isKind(i, TokenKind::Number) && isKind(i + 1, TokenKind::Unit);
            if (isPair && isKind(i + 2, TokenKind::Number) && isKind(i + 3, TokenKind::Unit)) {
                text += '(';
                for (; isKind(i, TokenKind::Number) && isKind(i + 1, TokenKind::Unit); i += 2) {
                    text += (text.back() == '(' ? "" : "+") + constant(m_tokens[i].number) + "*" +
                            constant(m_tokens[i + 1].unit.factor) + "*u";
                }
                text += ')';
                --i;
            } else if (m_tokens[i].kind == TokenKind::Number) {
                if (i > 0 && m_tokens[i - 1].kind != TokenKind::Sign)
                    return {};
                text += constant(m_tokens[i].number);
            } else if (m_tokens[i].kind == TokenKind::Unit) {
                text += "*" + constant(m_tokens[i].unit.factor) + "*u";
            } else {
                text += m_tokens[i].sign;
            }
        }
        return text;
    }

    /// The expression's value for u = 0, 1, 2; NaN where it cannot be computed.
    std::array<double, 3> evaluate()
    {
        constexpr double nan = std::numeric_limits<double>::quiet_NaN();
        std::array<double, 3> values{nan, nan, nan};
        try {
            double u = 0.0;
            m_parser.DefineVar("u", &u);
            m_parser.SetExpr(expression());
            for (std::size_t i = 0; i < values.size(); ++i) {
                u = static_cast<double>(i);
                values[i] = m_parser.Eval();
            }
        } catch (const mu::Parser::exception_type&) {
            values = {nan, nan, nan};
        }
        return values;
    }

    /// A sum of quantities and bare numbers is linear in u; anything else is an area, a ratio, a
    /// mistake.
    Result<double> quantity()
    {
        const auto [bare, once, twice] = evaluate();
        if (!std::isfinite(once))
            return notANumber();
        const double perUnit = once - bare;
        const double scale = std::abs(once) + std::abs(bare);
        if (!std::isfinite(bare) || !(std::abs(bare + 2 * perUnit - twice) <= 1e-9 * scale))
            return wrongUnit();
        const double value = bare == 0.0 ? once : perUnit + bare * m_bare->factor;
        if (!std::isfinite(value))
            return notANumber();
        return value;
    }

    /// Scales with different zeros cannot be added, so a temperature is computed in its one unit
    /// and converted last.
    Result<double> temperature()
    {
        std::optional<UnitName> scale;
        std::vector<Token> numbers;
        for (std::size_t i = 0; i < m_tokens.size(); ++i) {
            if (m_tokens[i].kind != TokenKind::Unit) {
                numbers.push_back(m_tokens[i]);
                continue;
            }
            if (numbers.empty() || isKind(i + 1, TokenKind::Number) ||
                isKind(i - 1, TokenKind::Unit))
                return notANumber();
            const bool isOther = scale && (scale->factor != m_tokens[i].unit.factor ||
                                           scale->offset != m_tokens[i].unit.offset);
            if (isOther)
                return wrongUnit();
            scale = m_tokens[i].unit;
        }
        m_tokens = std::move(numbers);
        const double number = evaluate()[0];
        const UnitName in = scale.value_or(*m_bare);
        const double value = number * in.factor + in.offset;
        if (!std::isfinite(value))
            return notANumber();
        return value;
    }

    std::string_view m_text;
    std::string m_plain;
    std::string_view m_unit;
    std::optional<UnitName> m_bare;
    std::vector<Token> m_tokens;
    mu::Parser m_parser;
    int m_constants = 0;
};

} // namespace

Result<double> parseMeasure(std::string_view text, std::string_view unit, std::string_view bareUnit)
{
    try {
        return MeasureReader(text, unit, bareUnit).read();
    } catch (const mu::Parser::exception_type&) { // the library's own set-up can throw too
        return fail("units.not-a-number", {std::string(text.substr(0, longestText))});
    }
}

} // namespace millwright

#include "model/base/Explain.h"
#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>
#include <unordered_set>

namespace millwright
{
namespace
{

/// Source of a number that stands in a formula itself; people find it under the formula's citation.
constexpr const char* formulaConstant = "formula";

ExplainPtr makeNode(ExplainOp op, double value, std::string unit, std::vector<ExplainPtr> inputs)
{
    auto node = std::make_shared<ExplainNode>();
    node->op = op;
    node->value = value;
    node->unit = std::move(unit);
    node->inputs = std::move(inputs);
    return node;
}

bool isPlainNumber(const std::string& unit)
{
    return unit.empty() || unit == "1";
}

/// Sums, differences and extremes keep the unit of their terms; a bare constant takes the other's.
std::string commonUnit(const ExplainNode& a, const ExplainNode& b)
{
    return isPlainNumber(a.unit) ? b.unit : a.unit;
}

/// A product with a plain number keeps the other unit; all else waits for named().
std::string productUnit(const ExplainNode& a, const ExplainNode& b)
{
    if (isPlainNumber(a.unit))
        return b.unit;
    return isPlainNumber(b.unit) ? a.unit : std::string();
}

std::string quotientUnit(const ExplainNode& a, const ExplainNode& b)
{
    if (isPlainNumber(b.unit))
        return a.unit;
    return a.unit == b.unit ? "1" : std::string();
}

class Evaluator
{
public:
    double valueOf(const ExplainNode& node)
    {
        if (const auto known = m_values.find(&node); known != m_values.end())
            return known->second;
        const double value = compute(node);
        m_values.emplace(&node, value);
        return value;
    }

private:
    double input(const ExplainNode& node, std::size_t i)
    {
        return i < node.inputs.size() ? valueOf(*node.inputs[i])
                                      : std::numeric_limits<double>::quiet_NaN();
    }

    template <class Fold> double fold(const ExplainNode& node, Fold combine)
    {
        double result = input(node, 0);
        for (std::size_t i = 1; i < node.inputs.size(); ++i)
            result = combine(result, input(node, i));
        return result;
    }

    double compute(const ExplainNode& node)
    {
        switch (node.op) {
        case ExplainOp::Leaf:
        case ExplainOp::Reference:
        case ExplainOp::Function:
            return node.value;
        case ExplainOp::Add:
            return input(node, 0) + input(node, 1);
        case ExplainOp::Subtract:
            return input(node, 0) - input(node, 1);
        case ExplainOp::Multiply:
            return input(node, 0) * input(node, 1);
        case ExplainOp::Divide:
            return input(node, 0) / input(node, 1);
        case ExplainOp::Minimum:
            return fold(node, [](double a, double b) { return minimum(a, b); });
        case ExplainOp::Maximum:
            return fold(node, [](double a, double b) { return maximum(a, b); });
        case ExplainOp::Power:
            return power(input(node, 0), input(node, 1));
        case ExplainOp::SquareRoot:
            return squareRoot(input(node, 0));
        case ExplainOp::Negate:
            return -input(node, 0);
        case ExplainOp::Sum:
            return node.inputs.empty() ? 0.0 : fold(node, [](double a, double b) { return a + b; });
        case ExplainOp::Select: // the chosen branch stands first
            return input(node, 0);
        }
        return node.value;
    }

    std::unordered_map<const ExplainNode*, double> m_values; // shared steps are computed once
};

} // namespace

Traced::Traced(double constant)
{
    auto node = std::make_shared<ExplainNode>();
    node->value = constant;
    node->source = formulaConstant;
    m_node = std::move(node);
}

Traced Traced::leaf(double value, std::string unit, std::string label, std::string source,
                    std::string confidence)
{
    auto node = std::make_shared<ExplainNode>();
    node->value = value;
    node->unit = std::move(unit);
    node->label = std::move(label);
    node->source = std::move(source);
    node->confidence = std::move(confidence);
    return Traced(ExplainPtr(std::move(node)));
}

Traced Traced::reference(double value, std::string unit, std::string metric, std::string subject)
{
    auto node = std::make_shared<ExplainNode>();
    node->op = ExplainOp::Reference;
    node->value = value;
    node->unit = std::move(unit);
    node->label = metric;
    node->metric = std::move(metric);
    node->subject = std::move(subject);
    return Traced(ExplainPtr(std::move(node)));
}

Traced Traced::function(double value, std::string unit, std::string label,
                        std::vector<Traced> inputs, std::string source)
{
    auto node = std::make_shared<ExplainNode>();
    node->op = ExplainOp::Function;
    node->value = value;
    node->unit = std::move(unit);
    node->label = std::move(label);
    node->source = std::move(source);
    for (const Traced& input : inputs)
        node->inputs.push_back(input.node());
    return Traced(ExplainPtr(std::move(node)));
}

Traced Traced::sum(std::vector<Traced> terms, std::string unit, std::string label, std::size_t top)
{
    double total = 0.0; // in the order given, so that the live path adds up to the same bits
    for (const Traced& term : terms)
        total += term.value();
    std::stable_sort(terms.begin(), terms.end(), [](const Traced& a, const Traced& b) {
        return std::abs(a.value()) > std::abs(b.value());
    });
    auto node = std::make_shared<ExplainNode>();
    node->op = ExplainOp::Sum;
    node->value = total;
    node->unit = unit;
    node->label = std::move(label);
    const bool isFolded = terms.size() > top + 1; // folding a single term would hide, not shorten
    const std::size_t shown = isFolded ? top : terms.size();
    for (std::size_t i = 0; i < shown; ++i)
        node->inputs.push_back(terms[i].node());
    if (isFolded) {
        auto others = std::make_shared<ExplainNode>();
        others->op = ExplainOp::Sum;
        others->unit = std::move(unit);
        others->label = "explain.others";
        for (std::size_t i = shown; i < terms.size(); ++i) {
            others->value += terms[i].value();
            others->inputs.push_back(terms[i].node());
        }
        node->inputs.push_back(std::move(others));
    }
    return Traced(ExplainPtr(std::move(node)));
}

Traced Traced::named(std::string label, std::string unit) const
{
    auto node = std::make_shared<ExplainNode>(*m_node);
    node->label = std::move(label);
    if (!unit.empty())
        node->unit = std::move(unit);
    return Traced(ExplainPtr(std::move(node)));
}

Traced operator+(const Traced& a, const Traced& b)
{
    return Traced(makeNode(ExplainOp::Add, a.value() + b.value(), commonUnit(*a.m_node, *b.m_node),
                           {a.m_node, b.m_node}));
}

Traced operator-(const Traced& a, const Traced& b)
{
    return Traced(makeNode(ExplainOp::Subtract, a.value() - b.value(),
                           commonUnit(*a.m_node, *b.m_node), {a.m_node, b.m_node}));
}

Traced operator*(const Traced& a, const Traced& b)
{
    return Traced(makeNode(ExplainOp::Multiply, a.value() * b.value(),
                           productUnit(*a.m_node, *b.m_node), {a.m_node, b.m_node}));
}

Traced operator/(const Traced& a, const Traced& b)
{
    return Traced(makeNode(ExplainOp::Divide, a.value() / b.value(),
                           quotientUnit(*a.m_node, *b.m_node), {a.m_node, b.m_node}));
}

Traced operator-(const Traced& a)
{
    return Traced(makeNode(ExplainOp::Negate, -a.value(), a.m_node->unit, {a.m_node}));
}

Traced minimum(const Traced& a, const Traced& b)
{
    return Traced(makeNode(ExplainOp::Minimum, minimum(a.value(), b.value()),
                           commonUnit(*a.node(), *b.node()), {a.node(), b.node()}));
}

Traced maximum(const Traced& a, const Traced& b)
{
    return Traced(makeNode(ExplainOp::Maximum, maximum(a.value(), b.value()),
                           commonUnit(*a.node(), *b.node()), {a.node(), b.node()}));
}

Traced power(const Traced& base, const Traced& exponent)
{
    return Traced(makeNode(ExplainOp::Power, power(base.value(), exponent.value()), {},
                           {base.node(), exponent.node()}));
}

Traced squareRoot(const Traced& a)
{
    return Traced(makeNode(ExplainOp::SquareRoot, squareRoot(a.value()), {}, {a.node()}));
}

double minimum(double a, double b)
{
    return b < a ? b : a;
}
double maximum(double a, double b)
{
    return a < b ? b : a;
}
double power(double base, double exponent)
{
    return std::pow(base, exponent);
}
double squareRoot(double a)
{
    return std::sqrt(a);
}

double evaluateExplanation(const ExplainNode& node)
{
    return Evaluator().valueOf(node);
}

std::vector<ExplainPtr> unsourcedLeaves(const ExplainPtr& node)
{
    std::vector<ExplainPtr> found;
    std::unordered_set<const ExplainNode*> seen;
    std::vector<ExplainPtr> open{node};
    while (!open.empty()) {
        const ExplainPtr current = open.back();
        open.pop_back();
        if (!current || !seen.insert(current.get()).second)
            continue;
        const bool needsSource =
            current->op == ExplainOp::Leaf || current->op == ExplainOp::Function;
        if (needsSource && current->source.empty())
            found.push_back(current);
        open.insert(open.end(), current->inputs.rbegin(), current->inputs.rend());
    }
    return found;
}

} // namespace millwright

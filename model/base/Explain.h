#pragma once
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace millwright {

/// How a node of an explanation gets its value from its children; leaves have none.
enum class ExplainOp { Leaf, Reference, Add, Subtract, Multiply, Divide, Minimum, Maximum, Power, SquareRoot, Negate, Sum, Select, Function };

/// One step of a derivation: a value with its unit, name and source, and what it was computed from.
/// A Leaf carries a source and a confidence; a Reference names another metric (`metric`, `subject`) that can be opened in turn.
/// A Function (a search, a fixed point, an estimator) keeps its value as computed and lists its inputs.
struct ExplainNode {
    ExplainOp op = ExplainOp::Leaf;
    double value = 0.0;
    std::string unit;
    std::string label;      ///< message id or plain name ("power.it", "DGX H100", "rule.powerFactor")
    std::string source;     ///< leaves: citation; functions: where the formula comes from
    std::string confidence; ///< leaves: verified, quoted, secondary, derived, unverified
    std::string metric;     ///< references
    std::string subject;    ///< references and groups: entity label
    std::vector<std::shared_ptr<const ExplainNode>> inputs;
};
using ExplainPtr = std::shared_ptr<const ExplainNode>;

/// A number that remembers how it was computed. Formulas are templates over the number type: double when calculating,
/// Traced when explaining; both run the same code.
class Traced {
public:
    Traced() : Traced(0.0) {}
    Traced(double constant); ///< a number written in a formula; its source is the formula itself
    explicit Traced(ExplainPtr node) : m_node(std::move(node)) {}

    static Traced leaf(double value, std::string unit, std::string label, std::string source, std::string confidence);
    static Traced reference(double value, std::string unit, std::string metric, std::string subject = {});
    static Traced function(double value, std::string unit, std::string label, std::vector<Traced> inputs, std::string source);
    /// Sum that keeps the `top` largest terms and folds the rest into one node "others".
    static Traced sum(std::vector<Traced> terms, std::string unit, std::string label, std::size_t top = 20);

    Traced named(std::string label, std::string unit = {}) const; ///< same value, with a name for people
    double value() const { return m_node->value; }
    const ExplainPtr& node() const { return m_node; }

    friend Traced operator+(const Traced& a, const Traced& b);
    friend Traced operator-(const Traced& a, const Traced& b);
    friend Traced operator*(const Traced& a, const Traced& b);
    friend Traced operator/(const Traced& a, const Traced& b);
    friend Traced operator-(const Traced& a);
    friend bool operator<(const Traced& a, const Traced& b) { return a.value() < b.value(); }
    friend bool operator>(const Traced& a, const Traced& b) { return b < a; }

private:
    ExplainPtr m_node;
};

// The functions that formulas use; the double versions are the live path.
Traced minimum(const Traced& a, const Traced& b);
Traced maximum(const Traced& a, const Traced& b);
Traced power(const Traced& base, const Traced& exponent);
Traced squareRoot(const Traced& a);
double minimum(double a, double b);
double maximum(double a, double b);
double power(double base, double exponent);
double squareRoot(double a);

/// The value of the tree recomputed from its leaves, references and functions upwards; tests compare it with node.value.
double evaluateExplanation(const ExplainNode& node);

/// Leaves and functions without a source anywhere below `node` (tests want none).
std::vector<ExplainPtr> unsourcedLeaves(const ExplainPtr& node);

} // namespace millwright

#include "model/analysis/Reliance.h"
#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <unordered_map>

namespace millwright
{
namespace
{

constexpr std::size_t mostFigures = 20;

bool isWeak(const ExplainNode& leaf)
{
    if (leaf.source == "formula")
        return false;
    for (const std::string_view strong : {"verified", "secondary", "quoted"})
        if (leaf.confidence == strong)
            return false;
    return true;
}

/// Shares of a node's inputs in its value: what passes on to each.
using Weights = std::vector<double>;

class Walk
{
public:
    explicit Walk(const MetricContext& context) : m_context(context) {}

    /// Share of the node's value that rests on weak leaves.
    double shareOf(const ExplainNode& node)
    {
        if (const auto known = m_shares.find(&node); known != m_shares.end())
            return known->second;
        m_shares[&node] = 0.0; // a circle of metrics adds nothing of its own
        const double share = computeShare(node);
        m_shares[&node] = share;
        m_order.push_back(&node);
        return share;
    }

    /// Passes the share of `root` on to the leaves below it: every step once, those above first.
    void spread(const ExplainNode& root, double share)
    {
        std::unordered_map<const ExplainNode*, double> incoming{{&root, share}};
        for (auto it = m_order.rbegin(); it != m_order.rend(); ++it) {
            const ExplainNode& node = **it;
            const double passed = incoming[&node];
            if (passed <= 0.0)
                continue;
            if (node.op == ExplainOp::Leaf) {
                addFigure(node, passed);
                continue;
            }
            const auto [inputs, weights] = stepOf(node);
            double total = 0.0;
            for (std::size_t i = 0; i < inputs.size(); ++i)
                total += weights[i] * shareOf(*inputs[i]);
            for (std::size_t i = 0; i < inputs.size() && total > 0.0; ++i)
                incoming[inputs[i]] += passed * weights[i] * shareOf(*inputs[i]) / total;
        }
    }

    std::vector<WeakFigure> figures() const
    {
        std::vector<WeakFigure> all;
        for (const auto& [key, figure] : m_figures) {
            const ExplainNode& leaf = *figure.first;
            all.push_back({leaf.label, leaf.source,
                           leaf.confidence.empty() ? "unverified" : leaf.confidence, leaf.value,
                           leaf.unit, figure.second});
        }
        std::stable_sort(all.begin(), all.end(),
                         [](const auto& a, const auto& b) { return a.share > b.share; });
        if (all.size() > mostFigures)
            all.resize(mostFigures);
        return all;
    }

private:
    void addFigure(const ExplainNode& leaf, double share)
    {
        const auto [place, isNew] =
            m_figures.try_emplace(leaf.label + '\n' + leaf.source, &leaf, 0.0);
        place->second.second += share;
    }

    struct Step {
        std::vector<const ExplainNode*> inputs;
        Weights weights;
    };

    Step stepOf(const ExplainNode& node)
    {
        if (auto between = interpolation(node))
            return *between;
        Step step{inputsOf(node), {}};
        step.weights = weightsOf(node, step.inputs);
        return step;
    }

    /// a + (b - a) x f, as design loads and efficiency curves have it: a and b count by how near f
    /// is to them, f by how far apart they are. Read as a plain sum, a would count though f = 1
    /// leaves nothing of it.
    static std::optional<Step> interpolation(const ExplainNode& node)
    {
        if (node.op != ExplainOp::Add || node.inputs.size() != 2 || node.value == 0.0)
            return std::nullopt;
        const ExplainNode* a = node.inputs[0].get();
        const ExplainNode& product = *node.inputs[1];
        for (std::size_t i = 0; product.op == ExplainOp::Multiply && i < 2; ++i) {
            const ExplainNode& difference = *product.inputs[i];
            const ExplainNode& f = *product.inputs[1 - i];
            if (difference.op != ExplainOp::Subtract || difference.inputs[1].get() != a)
                continue;
            const ExplainNode* b = difference.inputs[0].get();
            const auto share = [&](double part) {
                return std::min(1.0, std::abs(part / node.value));
            };
            return Step{{a, b, &f},
                        {share(a->value * (1.0 - f.value)), share(b->value * f.value),
                         share(difference.value * f.value)}};
        }
        return std::nullopt;
    }

    std::vector<const ExplainNode*> inputsOf(const ExplainNode& node)
    {
        std::vector<const ExplainNode*> inputs;
        if (node.op == ExplainOp::Reference) {
            if (const ExplainPtr& opened = open(node.metric))
                inputs.push_back(opened.get());
            return inputs;
        }
        for (const ExplainPtr& input : node.inputs)
            inputs.push_back(input.get());
        if (inputs.size() > 1)
            keepBranch(node, inputs);
        return inputs;
    }

    /// Of an extreme or a choice only the branch that holds counts.
    static void keepBranch(const ExplainNode& node, std::vector<const ExplainNode*>& inputs)
    {
        const auto less = [](const ExplainNode* a, const ExplainNode* b) {
            return a->value < b->value;
        };
        const ExplainNode* kept = nullptr;
        if (node.op == ExplainOp::Minimum)
            kept = *std::min_element(inputs.begin(), inputs.end(), less);
        else if (node.op == ExplainOp::Maximum)
            kept = *std::max_element(inputs.begin(), inputs.end(), less);
        else if (node.op == ExplainOp::Select)
            kept = inputs.front();
        if (kept)
            inputs = {kept};
    }

    const ExplainPtr& open(const std::string& metric)
    {
        const auto known = m_opened.find(metric);
        if (known != m_opened.end())
            return known->second;
        const auto derivation = explainMetric(m_context, metric);
        return m_opened[metric] = derivation ? *derivation : nullptr;
    }

    static bool isSumLike(const ExplainNode& node)
    {
        return node.op == ExplainOp::Add || node.op == ExplainOp::Subtract ||
               node.op == ExplainOp::Sum;
    }

    /// 1 for inputs that count wholly (factors), the part of the size for those that are added.
    static Weights weightsOf(const ExplainNode& node, const std::vector<const ExplainNode*>& inputs)
    {
        Weights weights(inputs.size(), 1.0);
        const bool isFunction = node.op == ExplainOp::Function;
        if (!isSumLike(node) && !isFunction)
            return weights;
        const auto isAdded = [&](const ExplainNode& input) {
            return !isFunction ||
                   (input.unit == node.unit && input.unit != "1" && !input.unit.empty());
        };
        double total = 0.0;
        for (const ExplainNode* input : inputs)
            total += isAdded(*input) ? std::abs(input->value) : 0.0;
        for (std::size_t i = 0; i < inputs.size(); ++i)
            if (isAdded(*inputs[i]))
                weights[i] = total > 0.0 ? std::abs(inputs[i]->value) / total : 0.0;
        return weights;
    }

    double computeShare(const ExplainNode& node)
    {
        if (node.op == ExplainOp::Leaf)
            return isWeak(node) ? 1.0 : 0.0;
        const auto [inputs, weights] = stepOf(node);
        double added = 0.0, firm = 1.0;
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            const double share = shareOf(*inputs[i]);
            if (weights[i] == 1.0)
                firm *= 1.0 - share;
            else
                added += weights[i] * share;
        }
        return std::clamp(1.0 - firm * (1.0 - added), 0.0, 1.0);
    }

    const MetricContext& m_context;
    std::map<std::string, ExplainPtr, std::less<>> m_opened; ///< keeps the nodes alive
    std::unordered_map<const ExplainNode*, double> m_shares;
    std::vector<const ExplainNode*> m_order; ///< each step behind all that it rests on
    std::map<std::string, std::pair<const ExplainNode*, double>> m_figures;
};

} // namespace

Result<Reliance> relianceOf(const MetricContext& context, std::string_view id)
{
    const auto derivation = explainMetric(context, id);
    if (!derivation)
        return derivation.error();
    Walk walk(context);
    Reliance reliance;
    reliance.share = walk.shareOf(**derivation);
    walk.spread(**derivation, reliance.share);
    reliance.figures = walk.figures();
    return reliance;
}

} // namespace millwright

#include "model/analysis/Reliance.h"
#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

namespace millwright
{
namespace
{

constexpr std::size_t mostFigures = 20;
constexpr double leastShare = 1e-6;

bool isWeak(const ExplainNode& leaf)
{
    if (leaf.source == "formula")
        return false;
    for (const std::string_view strong : {"verified", "secondary", "quoted"})
        if (leaf.confidence == strong)
            return false;
    return true;
}

/// An input of a step with the per cent by which the step moves when the input moves by one.
struct Pull {
    const ExplainNode* input;
    double elasticity;
};

class Walk
{
public:
    explicit Walk(const MetricContext& context) : m_context(context) {}

    Reliance run(const ExplainNode& root)
    {
        sort(root);
        std::unordered_map<const ExplainNode*, double> moves{{&root, 1.0}};
        for (auto it = m_order.rbegin(); it != m_order.rend(); ++it) {
            const double moved = moves[*it];
            if ((*it)->op == ExplainOp::Leaf && isWeak(**it))
                add(**it, moved);
            for (const Pull& pull : m_pulls[*it])
                moves[pull.input] += moved * pull.elasticity;
        }
        return collect();
    }

private:
    /// Puts each step behind all that it rests on.
    void sort(const ExplainNode& node)
    {
        if (const auto [place, isNew] = m_pulls.try_emplace(&node); !isNew)
            return; // known, or a circle of metrics, which adds nothing of its own
        std::vector<Pull> pulls = pullsOf(node);
        for (const Pull& pull : pulls)
            sort(*pull.input);
        m_pulls[&node] = std::move(pulls);
        m_order.push_back(&node);
    }

    void add(const ExplainNode& leaf, double moved)
    {
        m_figures.try_emplace(leaf.label + '\n' + leaf.source, &leaf, 0.0).first->second.second +=
            moved;
    }

    Reliance collect() const
    {
        Reliance reliance;
        for (const auto& [key, figure] : m_figures) {
            const auto& [leaf, moved] = figure;
            const double share = std::abs(moved);
            if (!(share >= leastShare))
                continue;
            reliance.share += share;
            reliance.figures.push_back({leaf->label, leaf->source,
                                        leaf->confidence.empty() ? "unverified" : leaf->confidence,
                                        leaf->value, leaf->unit, share});
        }
        reliance.share = std::min(1.0, reliance.share);
        std::stable_sort(reliance.figures.begin(), reliance.figures.end(),
                         [](const auto& a, const auto& b) { return a.share > b.share; });
        if (reliance.figures.size() > mostFigures)
            reliance.figures.resize(mostFigures);
        return reliance;
    }

    std::vector<Pull> pullsOf(const ExplainNode& node)
    {
        if (node.op == ExplainOp::Reference) {
            const ExplainPtr& opened = open(node.metric);
            return opened ? std::vector<Pull>{{opened.get(), 1.0}} : std::vector<Pull>();
        }
        if (node.inputs.empty())
            return {};
        const ExplainNode& first = *node.inputs.front();
        switch (node.op) {
        case ExplainOp::Add:
        case ExplainOp::Sum:
        case ExplainOp::Subtract:
            return addends(node);
        case ExplainOp::Minimum:
        case ExplainOp::Maximum:
            return {{extreme(node), 1.0}};
        case ExplainOp::Select: // the chosen branch stands first
        case ExplainOp::Negate:
            return {{&first, 1.0}};
        case ExplainOp::SquareRoot:
            return {{&first, 0.5}};
        case ExplainOp::Power:
            return power(first, *node.inputs[1]);
        case ExplainOp::Function:
            return ofFunction(node);
        default:
            return factors(node);
        }
    }

    static std::vector<Pull> addends(const ExplainNode& node)
    {
        std::vector<Pull> pulls;
        for (std::size_t i = 0; i < node.inputs.size() && node.value != 0.0; ++i) {
            const double sign = node.op == ExplainOp::Subtract && i > 0 ? -1.0 : 1.0;
            pulls.push_back({node.inputs[i].get(), sign * node.inputs[i]->value / node.value});
        }
        return pulls;
    }

    static std::vector<Pull> factors(const ExplainNode& node)
    {
        std::vector<Pull> pulls;
        for (std::size_t i = 0; i < node.inputs.size(); ++i)
            pulls.push_back(
                {node.inputs[i].get(), node.op == ExplainOp::Divide && i > 0 ? -1.0 : 1.0});
        return pulls;
    }

    static std::vector<Pull> power(const ExplainNode& base, const ExplainNode& exponent)
    {
        const double rise = base.value > 0.0 ? exponent.value * std::log(base.value) : 0.0;
        return {{&base, exponent.value}, {&exponent, rise}};
    }

    static std::vector<Pull> ofFunction(const ExplainNode& node)
    {
        const auto isAdded = [&](const ExplainNode& input) {
            return input.unit == node.unit && !input.unit.empty() && input.unit != "1";
        };
        double total = 0.0;
        for (const ExplainPtr& input : node.inputs)
            total += isAdded(*input) ? std::abs(input->value) : 0.0;
        std::vector<Pull> pulls;
        for (const ExplainPtr& input : node.inputs)
            pulls.push_back({input.get(), !isAdded(*input) ? 1.0
                                          : total > 0.0    ? std::abs(input->value) / total
                                                           : 0.0});
        return pulls;
    }

    static const ExplainNode* extreme(const ExplainNode& node)
    {
        const bool isMinimum = node.op == ExplainOp::Minimum;
        return std::min_element(node.inputs.begin(), node.inputs.end(),
                                [&](const ExplainPtr& a, const ExplainPtr& b) {
                                    return isMinimum ? a->value < b->value : a->value > b->value;
                                })
            ->get();
    }

    const ExplainPtr& open(const std::string& metric)
    {
        if (const auto known = m_opened.find(metric); known != m_opened.end())
            return known->second;
        const auto derivation = explainMetric(m_context, metric);
        return m_opened[metric] = derivation ? *derivation : nullptr;
    }

    const MetricContext& m_context;
    std::map<std::string, ExplainPtr> m_opened; ///< keeps the steps alive
    std::unordered_map<const ExplainNode*, std::vector<Pull>> m_pulls;
    std::vector<const ExplainNode*> m_order;
    std::map<std::string, std::pair<const ExplainNode*, double>> m_figures;
};

} // namespace

Result<Reliance> relianceOf(const MetricContext& context, std::string_view id)
{
    const auto derivation = explainMetric(context, id);
    if (!derivation)
        return derivation.error();
    return Walk(context).run(**derivation);
}

} // namespace millwright

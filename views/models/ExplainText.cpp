#include "model/analysis/JobStudy.h"
#include "model/analysis/Metric.h"
#include "model/base/Units.h"
#include "model/blueprint/Project.h"
#include "views/models/ExplainModel.h"

namespace millwright
{
namespace
{

constexpr std::size_t mostTerms = 6; ///< of a sum in its formula line

QString toText(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// How tightly an operation binds, for parentheses.
int binding(ExplainOp op)
{
    switch (op) {
    case ExplainOp::Add:
    case ExplainOp::Subtract:
    case ExplainOp::Sum:
        return 1;
    case ExplainOp::Multiply:
    case ExplainOp::Divide:
        return 2;
    case ExplainOp::Negate:
        return 3;
    default:
        return 4;
    }
}

bool hasName(const ExplainNode& node)
{
    return !node.label.empty();
}

QString term(const ExplainNode& node, int outer)
{
    if (hasName(node) || node.inputs.empty())
        return explainName(node);
    const QString text = explainFormula(node);
    return binding(node.op) < outer ? u'(' + text + u')' : text;
}

QString joined(const ExplainNode& node, const QString& sign, int outer)
{
    QStringList terms;
    const std::vector<ExplainPtr> inputs = explainInputs(node);
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        if (i == mostTerms && inputs.size() > mostTerms + 1) {
            terms += ExplainModel::tr("%1 more").arg(inputs.size() - mostTerms);
            break;
        }
        // a - (b - c), a / (b * c): what follows binds tighter
        const bool isInverse = node.op == ExplainOp::Subtract || node.op == ExplainOp::Divide;
        terms += term(*inputs[i], outer + (isInverse && i > 0 ? 1 : 0));
    }
    return terms.join(sign);
}

QString call(const QString& name, const ExplainNode& node)
{
    return name + u'(' + joined(node, QStringLiteral(", "), 0) + u')';
}

/// "cost.installShare" without words of its own: "Install share".
QString humanised(const std::string& id)
{
    const bool isDotted = id.find('.') != std::string::npos && id.find(' ') == std::string::npos &&
                          id.find_first_of("0123456789/()") == std::string::npos;
    if (!isDotted)
        return QString::fromStdString(id);
    QString text;
    for (const QChar letter : QString::fromStdString(id.substr(id.rfind('.') + 1))) {
        if (letter == u'-')
            text += u' ';
        else if (letter.isUpper())
            text += u' ' + letter.toLower();
        else
            text += text.isEmpty() ? letter.toUpper() : letter;
    }
    return text;
}

void collect(const ExplainNode& node, ExplainOp op, std::vector<ExplainPtr>& inputs)
{
    const bool isChain = op == ExplainOp::Add || op == ExplainOp::Multiply;
    for (const ExplainPtr& input : node.inputs) {
        if (isChain && input->op == op && input->label.empty() && input->source.empty())
            collect(*input, op, inputs);
        else
            inputs.push_back(input);
    }
}

} // namespace

std::vector<ExplainPtr> explainInputs(const ExplainNode& node)
{
    std::vector<ExplainPtr> inputs;
    collect(node, node.op, inputs);
    return inputs;
}

QString explainValue(const ExplainNode& node)
{
    return QString::fromStdString(formatMeasure(node.value, node.unit.empty() ? "1" : node.unit));
}

QString explainName(const ExplainNode& node)
{
    const auto named = [&](const std::string& id) -> QString {
        if (const Metric* metric = findMetric(id))
            return toText(metric->label);
        if (const JobFigure* figure = findJobFigure(id))
            return toText(figure->label);
        if (const auto parameter = parameterFromKey(id))
            return toText(parameterInfo(*parameter).label);
        if (!messagePattern(id).empty())
            return QString::fromStdString(formatMessage({id, {}}));
        return humanised(id);
    };
    if (!node.label.empty()) {
        const QString name = named(node.label);
        return node.subject.empty()
                   ? name
                   : QStringLiteral("%1, %2").arg(name, QString::fromStdString(node.subject));
    }
    if (!node.metric.empty())
        return named(node.metric);
    return node.inputs.empty() ? explainValue(node) : explainFormula(node);
}

QString explainFormula(const ExplainNode& node)
{
    switch (node.op) {
    case ExplainOp::Leaf:
    case ExplainOp::Reference:
        return explainValue(node);
    case ExplainOp::Add:
    case ExplainOp::Sum:
        return joined(node, QStringLiteral(" + "), 1);
    case ExplainOp::Subtract:
        return joined(node, QStringLiteral(" − "), 1);
    case ExplainOp::Multiply:
        return joined(node, QStringLiteral(" × "), 2);
    case ExplainOp::Divide:
        return joined(node, QStringLiteral(" ÷ "), 2);
    case ExplainOp::Minimum:
        return call(QStringLiteral("min"), node);
    case ExplainOp::Maximum:
        return call(QStringLiteral("max"), node);
    case ExplainOp::Power:
        return call(QStringLiteral("power"), node);
    case ExplainOp::SquareRoot:
        return call(QStringLiteral("√"), node);
    case ExplainOp::Negate:
        return QStringLiteral("−") + joined(node, {}, 3);
    case ExplainOp::Select:
        return call(ExplainModel::tr("choice"), node);
    case ExplainOp::Function:
        return call(QStringLiteral("f"), node);
    }
    return {};
}

QString explainSource(const std::string& source)
{
    if (source.empty())
        return {};
    if (!messagePattern(source).empty())
        return QString::fromStdString(formatMessage({source, {}}));
    constexpr std::string_view fallback = "explain.fallback ";
    if (source.starts_with(fallback)) {
        const std::string_view field = std::string_view(source).substr(fallback.size());
        const auto key = fieldFromName(field);
        return ExplainModel::tr("derived, because the part does not state: %1")
            .arg(toText(key ? fieldInfo(*key).label : field));
    }
    static const std::pair<std::string_view, const char*> words[] = {
        {"formula", QT_TRANSLATE_NOOP("millwright::ExplainModel", "constant of the formula")},
        {"explain.counted", QT_TRANSLATE_NOOP("millwright::ExplainModel", "counted in the design")},
        {"explain.design-input",
         QT_TRANSLATE_NOOP("millwright::ExplainModel", "typed into the design")},
        {"explain.part-size", QT_TRANSLATE_NOOP("millwright::ExplainModel", "size of the part")},
        {"explain.part-ports", QT_TRANSLATE_NOOP("millwright::ExplainModel", "ports of the part")},
    };
    for (const auto& [id, english] : words)
        if (id == source)
            return ExplainModel::tr(english);
    constexpr std::string_view prefix = "explain.";
    if (source.starts_with(prefix)) // no words yet: the id says it well enough
        return toText(std::string_view(source).substr(prefix.size())).replace(u'-', u' ');
    return QString::fromStdString(source);
}

QString explainText(const ExplainNode& node, const ExplainModel::Opener& open, int depth)
{
    QString text;
    const std::function<void(const ExplainNode&, int)> write = [&](const ExplainNode& step,
                                                                   int level) {
        text += QString(level * 2, u' ') + explainName(step) + QStringLiteral(" = ") +
                explainValue(step);
        if (!step.inputs.empty())
            text += QStringLiteral(" = ") + explainFormula(step);
        if (!step.source.empty())
            text += QStringLiteral("  [") + explainSource(step.source) +
                    (step.confidence.empty()
                         ? QString()
                         : QStringLiteral("; ") + QString::fromStdString(step.confidence)) +
                    u']';
        text += u'\n';
        if (level >= depth)
            return;
        for (const ExplainPtr& input : explainInputs(step))
            write(*input, level + 1);
        if (step.op == ExplainOp::Reference && open)
            if (const auto opened = open(step.metric))
                for (const ExplainPtr& input : explainInputs(**opened))
                    write(*input, level + 1);
    };
    write(node, 0);
    return text;
}

} // namespace millwright

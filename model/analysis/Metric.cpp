#include "model/analysis/Metric.h"
#include "model/blueprint/SiteFigures.h"

namespace millwright
{

Traced tracedParameter(const MetricContext& context, Parameter parameter)
{
    const ParameterInfo& info = parameterInfo(parameter);
    const bool isDefault = context.parameters.isDefault(parameter);
    const double value = context.parameters[parameter];
    std::string source(info.source);
    if (!isDefault) // what a region gave is known to the site
        for (const Site& site : context.project.blueprint().table<Site>())
            if (const auto from = sourceOf(site, info.key, value))
                return Traced::leaf(value, std::string(info.unit), std::string(info.label),
                                    from->source + ", " + from->year, from->confidence);
    if (!isDefault)
        for (const Assumption& assumption : context.project.blueprint().table<Assumption>())
            if (assumption.key == Symbol(info.key))
                source = "assumption." + assumption.key.str() +
                         (assumption.note.empty() ? "" : ": " + assumption.note);
    return Traced::leaf(value, std::string(info.unit), std::string(info.label), std::move(source),
                        isDefault ? "derived" : "unverified");
}

Traced tracedField(const Part& part, FieldKey key, double figureSi, std::string_view unit)
{
    const FieldInfo& info = fieldInfo(key);
    const std::string label = part.displayName() + ", " + std::string(info.label);
    if (const Field* field = part.field(key); field && field->si() == figureSi)
        return Traced::leaf(figureSi, std::string(unit), label,
                            (field->source ? *field->source : part.id) +
                                (field->date.empty() ? "" : ", " + field->date),
                            std::string(confidenceName(field->confidence)));
    return Traced::leaf(figureSi, std::string(unit), label,
                        "explain.fallback " + std::string(info.name), "derived");
}

Traced tracedSite(const Site& site, std::string_view key, double value, std::string_view unit)
{
    if (const auto from = sourceOf(site, key, value))
        return Traced::leaf(value, std::string(unit), site.name, from->source + ", " + from->year,
                            from->confidence);
    return tracedInput(value, unit, site.name);
}

Traced tracedInput(double value, std::string_view unit, std::string label)
{
    return Traced::leaf(value, std::string(unit), std::move(label), "explain.design-input",
                        "verified");
}

Traced tracedMetric(const MetricContext& context, std::string_view id)
{
    const Metric* metric = findMetric(id);
    const auto value = metric ? metric->value(context) : std::nullopt;
    return Traced::reference(value.value_or(0.0),
                             metric ? std::string(metric->unit) : std::string(), std::string(id));
}

Result<ExplainPtr> explainMetric(const MetricContext& context, std::string_view id)
{
    const Metric* metric = findMetric(id);
    if (!metric)
        return fail("metric.unknown", {std::string(id)});
    if (!metric->value(context))
        return fail("metric.no-value", {std::string(id)});
    return metric->explain(context)
        .named(std::string(metric->id), std::string(metric->unit))
        .node();
}

} // namespace millwright

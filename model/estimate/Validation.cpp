#include "model/estimate/Validation.h"
#include "model/estimate/EstimateBands.h"
#include <algorithm>
#include <cmath>
#include <set>

namespace millwright
{

namespace
{

/// One compared number.
struct Sample {
    const MeasuredCase* measured;
    const CaseTarget* target;
    double predicted;
    double error() const { return std::log(predicted / target->measured); }
    bool isInBand() const
    {
        return target->measured >= target->low && target->measured <= target->high;
    }
};

double quantile(std::vector<double> values, double q)
{
    if (values.empty())
        return 0.0;
    std::sort(values.begin(), values.end());
    const double at = q * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(at);
    const std::size_t above = std::min(below + 1, values.size() - 1);
    return values[below] + (at - static_cast<double>(below)) * (values[above] - values[below]);
}

TargetErrors errorsOf(const std::vector<Sample>& samples)
{
    TargetErrors e;
    std::vector<double> errors, sizes;
    std::map<std::string, std::vector<double>> groups;
    std::size_t inBand = 0;
    for (const Sample& s : samples) {
        errors.push_back(s.error());
        sizes.push_back(std::abs(s.error()));
        groups[s.measured->accelerator + "|" + s.measured->model + "|" + s.measured->source]
            .push_back(sizes.back());
        inBand += s.isInBand() ? 1 : 0;
    }
    std::vector<double> groupMedians;
    for (const auto& [name, values] : groups)
        groupMedians.push_back(quantile(values, 0.5));
    e.covered = samples.size();
    e.median = quantile(sizes, 0.5);
    e.p90 = quantile(sizes, 0.9);
    e.bias = quantile(errors, 0.5);
    e.groupMedian = quantile(groupMedians, 0.5);
    e.bandCoverage =
        samples.empty() ? 0.0 : static_cast<double>(inBand) / static_cast<double>(samples.size());
    return e;
}

using SamplesByTarget = std::map<std::string, std::vector<Sample>>;

ErrorsByTarget errorsByTarget(const SamplesByTarget& samples)
{
    ErrorsByTarget result;
    for (const auto& [name, values] : samples)
        result[name] = errorsOf(values);
    return result;
}

/// Splits samples by a key of their case.
template <class Key>
std::map<std::string, ErrorsByTarget> errorsBy(const std::vector<Sample>& samples, Key key)
{
    std::map<std::string, SamplesByTarget> split;
    for (const Sample& s : samples)
        split[key(*s.measured)][s.target->name].push_back(s);
    std::map<std::string, ErrorsByTarget> result;
    for (const auto& [name, values] : split)
        result[name] = errorsByTarget(values);
    return result;
}

ErrorsByTarget errorsOver(const std::vector<Sample>& samples)
{
    SamplesByTarget split;
    for (const Sample& s : samples)
        split[s.target->name].push_back(s);
    return errorsByTarget(split);
}

bool isNumber(double value)
{
    return value > 0.0 && std::isfinite(value);
}

/// Predicts the cases that `take` accepts and keeps predictions and bands in their targets.
void predictInto(CaseFile& file, const EfficiencyFactors& factors,
                 const std::function<bool(const MeasuredCase&)>& take)
{
    for (MeasuredCase& c : file.cases) {
        if (c.notCovered || (take && !take(c)))
            continue;
        const std::vector<double> predicted = predictCase(c, factors);
        for (std::size_t i = 0; i < c.targets.size(); ++i) {
            CaseTarget& target = c.targets[i];
            target.predicted = i < predicted.size() && isNumber(predicted[i]) ? predicted[i] : 0.0;
            const double width = bandWidth(c, target.name, factors);
            target.low = target.predicted * std::exp(-width);
            target.high = target.predicted * std::exp(width);
        }
        if (predicted.empty())
            c.notCovered = Message{"validate.no-plan", {}};
    }
}

std::vector<Sample> samplesOf(const CaseFile& file)
{
    std::vector<Sample> samples;
    for (const MeasuredCase& c : file.cases)
        for (const CaseTarget& target : c.targets)
            if (isNumber(target.predicted) && isNumber(target.measured))
                samples.push_back({&c, &target, target.predicted});
    return samples;
}

/// Three dumb predictors on the covered rows: a bare roofline; the roofline times one constant; the
/// roofline times what the most similar case of another model measured against its roofline.
std::map<std::string, ErrorsByTarget> baselinesOf(const std::vector<Sample>& samples)
{
    const EfficiencyFactors bare = rooflineFactors();
    std::vector<Sample> plain;
    std::map<const MeasuredCase*, std::vector<double>> predictions;
    for (const Sample& s : samples) {
        auto& predicted = predictions[s.measured];
        if (predicted.empty())
            predicted = predictCase(*s.measured, bare);
        const auto index = static_cast<std::size_t>(s.target - s.measured->targets.data());
        if (index < predicted.size() && isNumber(predicted[index]))
            plain.push_back({s.measured, s.target, predicted[index]});
    }
    std::map<std::string, std::vector<double>> errors;
    for (const Sample& s : plain)
        errors[s.target->name].push_back(s.error());
    std::vector<Sample> scaled = plain, nearest = plain;
    for (Sample& s : scaled)
        s.predicted /= std::exp(quantile(errors[s.target->name], 0.5));
    for (Sample& s : nearest) {
        double best = 1e300, correction = 0.0;
        for (const Sample& other : plain) {
            if (other.measured->model == s.measured->model || other.target->name != s.target->name)
                continue;
            const double distance =
                std::abs(std::log(other.predicted / s.predicted)) +
                (other.measured->accelerator != s.measured->accelerator ? 1.0 : 0.0) +
                (other.measured->caseClass != s.measured->caseClass ? 1.0 : 0.0);
            if (distance < best) {
                best = distance;
                correction = other.error();
            }
        }
        if (best < 1e300)
            s.predicted /= std::exp(correction);
    }
    std::map<std::string, ErrorsByTarget> result{{"roofline", errorsOver(plain)},
                                                 {"roofline-scaled", errorsOver(scaled)},
                                                 {"nearest", errorsOver(nearest)}};
    for (auto& [name, targets] : result)
        for (auto& [target, e] : targets)
            e.bandCoverage = 0.0; // a baseline gives no band
    return result;
}

/// Leaves each value of `key` out in turn, refits on the rest and predicts what was left out.
template <class Key>
CaseFile crossValidate(const CaseFile& file, const std::vector<CaseFile>& companions,
                       const ValidationOptions& options, Key key)
{
    std::vector<const CaseFile*> files{&file};
    for (const CaseFile& companion : companions)
        files.push_back(&companion);
    FitOptions fit;
    fit.free = factorsOf(file.kind);
    fit.isCancelled = options.isCancelled;
    const EfficiencyFactors start = defaultFactors();
    fit.rounds = 8;
    const EfficiencyFactors whole = fitFactors(files, start, fit).factors;
    fit.initial = &whole;
    fit.rounds = 4;
    std::set<std::string> values;
    for (const MeasuredCase& c : file.cases)
        if (!c.notCovered)
            values.insert(key(c));
    CaseFile held = file;
    for (const std::string& value : values) {
        if (options.isCancelled && options.isCancelled())
            break;
        const auto isLeftOut = [&](const MeasuredCase& c) { return key(c) == value; };
        EfficiencyFactors factors = fitFactors(files, start, fit, isLeftOut).factors;
        copyBands(standardFactors(), factors);
        predictInto(held, factors, isLeftOut);
    }
    return held;
}

/// "llama2-70b-lora" and "llama2-70b" are one model to leave out.
std::string modelFamilyKey(const MeasuredCase& c)
{
    return c.architecture ? c.architecture->id : c.model;
}

Result<std::vector<CaseFile>> readCompanions(CaseKind kind, const std::vector<std::string>& paths)
{
    std::vector<CaseFile> files;
    for (const std::string& path : paths) {
        const Result<CsvTable> table = readCsvFile(path);
        if (!table)
            return table.error();
        const bool isLatency =
            table->column("ttft_ms").has_value() && table->column("isl").has_value();
        const CaseKind companionKind = kind == CaseKind::Training ? kind
                                       : isLatency                ? CaseKind::Latency
                                                                  : CaseKind::Inference;
        Result<CaseFile> file = readCases(companionKind, *table);
        if (!file)
            return file.error();
        choosePlans(*file, defaultFactors());
        files.push_back(std::move(*file));
    }
    return files;
}

void addCross(ValidationReport& report, const std::string& name, const CaseFile& held)
{
    const std::vector<Sample> samples = samplesOf(held);
    report.crossed[name] = errorsOver(samples);
    for (auto& [caseClass, errors] :
         errorsBy(samples, [](const MeasuredCase& c) { return c.caseClass; }))
        report.crossedByClass[name + "/" + caseClass] = errors;
}

} // namespace

namespace
{

/// Columns of case files that hold numbers; what is none counts as missing when a row is read.
constexpr std::string_view numberColumns[] = {
    "accelerators", "accel_per_replica", "tp", "pp", "moe_ep", "attention_dp", "isl", "osl",
    "isl_tokens_mean", "osl_tokens_mean", "concurrency", "output_tok_s_total", "ttft_ms", "tpot_ms",
    "seq_len", "gbs_sequences", "step_time_s", "throughput_tok_s_total", "tok_s_per_accel",
    "params_total_B", "params_active_B"};

/// Such cells, each with line and column.
std::vector<Error> unreadCells(const CsvTable& table)
{
    std::vector<Error> unread;
    for (const CsvRow& row : table.rows())
        for (const std::string_view column : numberColumns)
            if (auto value = table.number(row, column); !value)
                unread.push_back(value.error());
    return unread;
}

} // namespace

EfficiencyFactors rooflineFactors()
{
    EfficiencyFactors factors = defaultFactors();
    for (const FactorInfo& info : factorInfos())
        factors.at(info.factor) = info.isShare ? 1.0 : 0.0;
    return factors;
}

Result<ValidationReport> validateTable(CaseKind kind, const CsvTable& table,
                                       const ValidationOptions& options)
{
    Result<CaseFile> file = readCases(kind, table);
    if (!file)
        return file.error();
    const EfficiencyFactors& factors = options.factors ? *options.factors : standardFactors();
    ValidationReport report;
    report.kind = kind;
    report.unread = unreadCells(table);
    choosePlans(*file, factors);
    predictInto(*file, factors, {});
    report.file = std::move(*file);
    report.cases = report.file.cases.size();
    for (const MeasuredCase& c : report.file.cases) {
        if (c.notCovered)
            ++report.notCovered[formatMessage(*c.notCovered)];
        else
            ++report.covered;
    }
    const std::vector<Sample> samples = samplesOf(report.file);
    report.targets = errorsOver(samples);
    report.byClass = errorsBy(samples, [](const MeasuredCase& c) { return c.caseClass; });
    report.byAccelerator = errorsBy(samples, [](const MeasuredCase& c) { return c.accelerator; });
    report.byModel = errorsBy(samples, [](const MeasuredCase& c) { return c.model; });
    report.bySource = errorsBy(samples, [](const MeasuredCase& c) { return c.source; });
    report.baselines = baselinesOf(samples);
    if (options.isCrossed) {
        const Result<std::vector<CaseFile>> companions = readCompanions(kind, options.companions);
        if (!companions)
            return companions.error();
        addCross(report, "model", crossValidate(report.file, *companions, options, modelFamilyKey));
        addCross(report, "accelerator",
                 crossValidate(report.file, *companions, options,
                               [](const MeasuredCase& c) { return c.accelerator; }));
    }
    return report;
}

Result<ValidationReport> validate(CaseKind kind, const std::string& csvPath,
                                  const ValidationOptions& options)
{
    const Result<CsvTable> table = readCsvFile(csvPath);
    if (!table)
        return table.error();
    return validateTable(kind, *table, options);
}

} // namespace millwright

#include "model/estimate/FactorFit.h"
#include <algorithm>
#include <cmath>

namespace millwright
{

namespace
{

using Vector = std::vector<double>;

struct Row {
    const MeasuredCase* measured;
    double weight;
};

std::vector<Row> collectRows(const std::vector<const CaseFile*>& files,
                             const std::function<bool(const MeasuredCase&)>& skip)
{
    std::vector<Row> rows;
    for (const CaseFile* file : files)
        for (const MeasuredCase& c : file->cases)
            if (!c.notCovered && !c.targets.empty() && !(skip && skip(c)))
                rows.push_back({&c, std::pow(c.group, -0.3)});
    return rows;
}

/// ln(predicted / measured) of every target; one that cannot be predicted counts as 0 and so pulls
/// at nothing.
Vector residuals(const std::vector<Row>& rows, const EfficiencyFactors& factors)
{
    Vector r;
    for (const Row& row : rows) {
        const std::vector<double> predicted = predictCase(*row.measured, factors);
        for (std::size_t i = 0; i < row.measured->targets.size(); ++i) {
            const bool isKnown = row.measured->targets[i].measured > 0.0 && i < predicted.size() &&
                                 predicted[i] > 0.0 && std::isfinite(predicted[i]);
            r.push_back(isKnown ? std::log(predicted[i] / row.measured->targets[i].measured) : 0.0);
        }
    }
    return r;
}

/// Weights of the targets; a case with two targets gives each its own weight.
Vector targetWeights(const std::vector<Row>& rows)
{
    Vector weights;
    for (const Row& row : rows)
        weights.insert(weights.end(), row.measured->targets.size(), row.weight);
    return weights;
}

/// Cauchy's loss: rows far beyond `limit`, whose cause no column names, hardly pull.
double robustLoss(double r, double limit)
{
    return 0.5 * limit * limit * std::log1p(r * r / (limit * limit));
}

/// The factors in the space of the fit: logarithms, kept inside their physical bounds.
class LogFactors
{
public:
    LogFactors(const EfficiencyFactors& start, const std::vector<Factor>& free)
        : m_start(start), m_free(free)
    {
    }

    Vector point(const EfficiencyFactors& factors) const
    {
        Vector x;
        for (const Factor f : m_free)
            x.push_back(std::log(factors.at(f)));
        return x;
    }
    Vector origin() const { return point(m_start); }

    void clamp(Vector& x) const
    {
        const auto& infos = factorInfos();
        for (std::size_t i = 0; i < m_free.size(); ++i) {
            const FactorInfo& info = infos[static_cast<std::size_t>(m_free[i])];
            x[i] = std::clamp(x[i], std::log(info.low), std::log(info.high));
        }
    }

    EfficiencyFactors factors(const Vector& x) const
    {
        EfficiencyFactors factors = m_start;
        for (std::size_t i = 0; i < m_free.size(); ++i)
            factors.at(m_free[i]) = std::exp(x[i]);
        return factors;
    }

private:
    const EfficiencyFactors& m_start;
    const std::vector<Factor>& m_free;
};

/// Solves the symmetric positive system a x = b in place (Cholesky); false if it is not positive.
bool solvePositive(std::vector<Vector> a, Vector b, Vector& x)
{
    const std::size_t n = b.size();
    for (std::size_t j = 0; j < n; ++j) {
        for (std::size_t k = 0; k < j; ++k)
            a[j][j] -= a[j][k] * a[j][k];
        if (!(a[j][j] > 0.0))
            return false;
        a[j][j] = std::sqrt(a[j][j]);
        for (std::size_t i = j + 1; i < n; ++i) {
            for (std::size_t k = 0; k < j; ++k)
                a[i][j] -= a[i][k] * a[j][k];
            a[i][j] /= a[j][j];
        }
    }
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t k = 0; k < i; ++k)
            b[i] -= a[i][k] * b[k];
        b[i] /= a[i][i];
    }
    for (std::size_t i = n; i-- > 0;) {
        for (std::size_t k = i + 1; k < n; ++k)
            b[i] -= a[k][i] * b[k];
        b[i] /= a[i][i];
    }
    x = std::move(b);
    return true;
}

/// Weight of the prior of each free factor.
Vector priorsOf(const FitOptions& options)
{
    Vector priors;
    for (const Factor f : options.free) {
        const std::string_view name = factorInfos()[static_cast<std::size_t>(f)].name;
        priors.push_back(name.starts_with("ttft.")       ? options.waitPrior
                         : name.starts_with("training.") ? options.trainingPrior
                                                         : options.prior);
    }
    return priors;
}

/// One fit: the rows, their weights and the current point.
class Fitter
{
public:
    Fitter(std::vector<Row> rows, const EfficiencyFactors& start, const FitOptions& options)
        : m_rows(std::move(rows)), m_weights(targetWeights(m_rows)), m_options(options),
          m_space(start, options.free), m_origin(m_space.origin()), m_priors(priorsOf(options))
    {
    }

    FitResult run()
    {
        FitResult result;
        Vector x = m_options.initial ? m_space.point(*m_options.initial) : m_origin;
        Vector r = residuals(m_rows, m_space.factors(x));
        double loss = lossOf(r, x);
        result.before = loss;
        result.rows = r.size();
        double damping = 1e-2;
        for (int round = 0; round < m_options.rounds && !isCancelled(); ++round) {
            buildNormalEquations(x, r);
            bool isBetter = false;
            for (int tries = 0; tries < 6 && !isBetter; ++tries) {
                Vector step;
                std::vector<Vector> damped = m_normal;
                for (std::size_t i = 0; i < x.size(); ++i)
                    damped[i][i] *= 1.0 + damping;
                if (!solvePositive(damped, m_gradient, step))
                    break;
                Vector next = x;
                for (std::size_t i = 0; i < x.size(); ++i)
                    next[i] -= std::clamp(step[i], -0.7, 0.7);
                m_space.clamp(next);
                const Vector nextResiduals = residuals(m_rows, m_space.factors(next));
                const double nextLoss = lossOf(nextResiduals, next);
                isBetter = nextLoss < loss;
                damping *= isBetter ? 0.3 : 4.0;
                if (isBetter) {
                    const double gain = loss - nextLoss;
                    x = next;
                    r = nextResiduals;
                    loss = nextLoss;
                    if (gain < 1e-5 * loss)
                        round = m_options.rounds;
                }
            }
            if (!isBetter)
                break;
        }
        result.factors = m_space.factors(x);
        result.after = loss;
        return result;
    }

private:
    bool isCancelled() const { return m_options.isCancelled && m_options.isCancelled(); }

    double lossOf(const Vector& r, const Vector& x) const
    {
        double sum = 0.0, weights = 0.0;
        for (std::size_t i = 0; i < r.size(); ++i) {
            sum += m_weights[i] * robustLoss(r[i], m_options.outlier);
            weights += m_weights[i];
        }
        for (std::size_t i = 0; i < x.size(); ++i)
            sum += 0.5 * m_priors[i] * (x[i] - m_origin[i]) * (x[i] - m_origin[i]);
        return sum / std::max(1.0, weights);
    }

    void buildNormalEquations(const Vector& x, const Vector& r)
    {
        const std::size_t n = x.size();
        std::vector<Vector> slopes;
        for (std::size_t j = 0; j < n; ++j) {
            Vector moved = x;
            moved[j] += 0.02;
            Vector slope = residuals(m_rows, m_space.factors(moved));
            for (std::size_t i = 0; i < slope.size(); ++i)
                slope[i] = (slope[i] - r[i]) / 0.02;
            slopes.push_back(std::move(slope));
        }
        m_normal.assign(n, Vector(n, 0.0));
        m_gradient.assign(n, 0.0);
        for (std::size_t i = 0; i < r.size(); ++i) {
            const double w =
                m_weights[i] / (1.0 + r[i] * r[i] / (m_options.outlier * m_options.outlier));
            for (std::size_t j = 0; j < n; ++j) {
                if (slopes[j][i] == 0.0)
                    continue;
                m_gradient[j] += w * slopes[j][i] * r[i];
                for (std::size_t k = 0; k <= j; ++k)
                    m_normal[j][k] += w * slopes[j][i] * slopes[k][i];
            }
        }
        for (std::size_t j = 0; j < n; ++j) {
            m_normal[j][j] += m_priors[j];
            m_gradient[j] += m_priors[j] * (x[j] - m_origin[j]);
            for (std::size_t k = 0; k < j; ++k)
                m_normal[k][j] = m_normal[j][k];
        }
    }

    std::vector<Row> m_rows;
    Vector m_weights;
    const FitOptions& m_options;
    LogFactors m_space;
    Vector m_origin, m_priors;
    std::vector<Vector> m_normal;
    Vector m_gradient;
};

} // namespace

std::vector<Factor> factorsOf(CaseKind kind)
{
    std::vector<Factor> factors;
    for (const FactorInfo& info : factorInfos()) {
        if (info.name.starts_with("band."))
            continue; // measured on held-out rows, not fitted
        const bool isTraining = info.name.starts_with("training.");
        if (isTraining == (kind == CaseKind::Training))
            factors.push_back(info.factor);
    }
    return factors;
}

FitResult fitFactors(const std::vector<const CaseFile*>& files, const EfficiencyFactors& start,
                     const FitOptions& options,
                     const std::function<bool(const MeasuredCase&)>& skip)
{
    return Fitter(collectRows(files, skip), start, options).run();
}

} // namespace millwright

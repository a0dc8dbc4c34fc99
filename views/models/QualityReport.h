#pragma once
#include <QPointF>
#include <QString>
#include <optional>
#include <utility>
#include <vector>

namespace millwright
{

/// Errors of a class of cases: median and 90th percentile of |ln(predicted / measured)|.
struct QualityErrors {
    int rows = 0;
    double median = 0.0, p90 = 0.0, bias = 0.0, band = 0.0;
};

/// One class of cases, seen and left out.
struct QualityClass {
    QString name;
    QualityErrors seen;
    std::optional<QualityErrors> byModel, byAccelerator; ///< left out and refitted
};

/// One compared number of a case.
struct QualityPoint {
    QString series, accelerator;
    double measured = 0.0, predicted = 0.0;
};

/// What the estimator was compared in: time per output token, throughput ...
struct QualityTarget {
    QString title, unit;
    int cases = 0, covered = 0;
    std::vector<QualityClass> classes;
    std::vector<std::pair<QString, QualityErrors>> baselines;
    std::vector<QualityPoint> points;
};

/// The published comparison of the estimator with measurements, as shipped with the program.
struct QualityReport {
    QString factors; ///< digest of the factors that predicted
    std::vector<QualityTarget> targets;

    /// From the JSON that `millwright validate --report ... --data` writes; nothing if it is none.
    static std::optional<QualityReport> read(const QByteArray& json);
    /// The one inside the program.
    static const QualityReport& shipped();
};

} // namespace millwright

#pragma once
#include "model/analysis/JobStudy.h"
#include "model/base/Units.h"
#include "views/theme/Theme.h"
#include <QString>
#include <vector>

namespace millwright
{

/// One figure of a study in words: what a result card shows.
struct FigureCell {
    QString id; ///< "job.ttft.p99"
    JobFigureGroup group = JobFigureGroup::Throughput;
    QString label, number, unit;
    QString band;      ///< "80 %: 1.2 – 1.8 s", or why there is none
    QString change;    ///< size without a sign; empty = none
    int direction = 0; ///< of the change
    ChangeQuality quality = ChangeQuality::Neutral;
    friend bool operator==(const FigureCell&, const FigureCell&) = default;
};

/// The figures that the study has, in their order; changes are against `before`, which may be null.
/// Empty when the job cannot run.
std::vector<FigureCell> figureCells(const JobStudy& study, const JobStudy* before);

/// "80 %: 1.2 – 1.8 s", or why the figure has no band; empty if it is no figure of the study.
QString figureBand(const JobStudy& study, std::string_view id);
/// Very many tokens as they are spoken: 609, "billion".
FormattedMeasure spokenTokens(double tokens);
/// A figure for people: per cent for shares, hours and days as they are.
QString figureText(double value, std::string_view unit);
/// "Measured", "Transferred", "Class default", with what it means.
QString confidenceTitle(EstimateConfidence confidence);
QString confidenceHint(EstimateConfidence confidence);

} // namespace millwright

#include "views/models/FigureCells.h"
#include "model/base/Units.h"
#include <QCoreApplication>
#include <cmath>

namespace millwright
{
namespace
{

QString words(const char* english)
{
    return QCoreApplication::translate("millwright::FigureCells", english);
}

FormattedMeasure split(double value, std::string_view unit)
{
    // Shares are read in per cent.
    if (unit == "1")
        return splitMeasure(value * 100.0, "%");
    if (unit == "tok/s/MW") {
        FormattedMeasure text = splitMeasure(value, "tok/s");
        text.unit += "/MW";
        return text;
    }
    return splitMeasure(value, unit);
}

/// Both ends in the unit of the upper one, so that they can be compared at a glance.
QString bandText(const EstimateBand& band, std::string_view unit)
{
    const FormattedMeasure low = split(band.low, unit), high = split(band.high, unit);
    QString from = QString::fromStdString(low.number);
    if (low.unit != high.unit) {
        const double shown = QString::fromStdString(high.number).remove(u',').toDouble();
        const double scale = std::pow(10.0, std::round(std::log10(shown / band.high)));
        from = QString::number(band.low * scale, 'g', 3);
    }
    return words("80 %: %1 – %2 %3")
        .arg(from, QString::fromStdString(high.number), QString::fromStdString(high.unit))
        .trimmed();
}

QString bandOf(const JobStudy& study, const JobFigure& figure)
{
    if (const auto band = figure.band(study))
        return bandText(*band, figure.unit);
    return figure.group == JobFigureGroup::Memory ? words("counted, without a band")
                                                  : words("no band measured");
}

void describeChange(FigureCell& cell, const JobFigure& figure, double before, double now)
{
    const double difference = now - before;
    if (std::abs(difference) <= 1e-9 * std::max(std::abs(before), std::abs(now)))
        return;
    cell.change = figureText(std::abs(difference), figure.unit);
    cell.direction = difference > 0.0 ? 1 : -1;
    cell.quality = (difference > 0.0) == figure.isGoodWhenHigh ? ChangeQuality::Good
                                                               : ChangeQuality::Bad;
}

} // namespace

FormattedMeasure spokenTokens(double tokens)
{
    const bool isTrillion = tokens >= 1e12, isBillion = tokens >= 1e9;
    FormattedMeasure text =
        splitMeasure(tokens / (isTrillion ? 1e12 : isBillion ? 1e9 : 1e6), "1");
    text.unit = (isTrillion ? words("trillion") : isBillion ? words("billion") : words("million"))
                    .toStdString();
    return text;
}

QString figureText(double value, std::string_view unit)
{
    const FormattedMeasure text = split(value, unit);
    return QString::fromStdString(text.unit.empty() ? text.number : text.number + ' ' + text.unit);
}

QString figureBand(const JobStudy& study, std::string_view id)
{
    for (const JobFigure& figure : figuresOf(study))
        if (figure.id == id && figure.value(study))
            return bandOf(study, figure);
    return {};
}

std::vector<FigureCell> figureCells(const JobStudy& study, const JobStudy* before)
{
    std::vector<FigureCell> cells;
    if (!study.isFeasible())
        return cells;
    const bool isComparable = before && before->isFeasible() &&
                              before->workload().kind == study.workload().kind &&
                              before->workload().id == study.workload().id;
    for (const JobFigure& figure : figuresOf(study)) {
        const auto value = figure.value(study);
        if (!value)
            continue;
        FigureCell cell;
        cell.id = QString::fromUtf8(figure.id.data(), static_cast<qsizetype>(figure.id.size()));
        cell.group = figure.group;
        cell.label = words(figure.label.data());
        const FormattedMeasure text = split(*value, figure.unit);
        cell.number = QString::fromStdString(text.number);
        cell.unit = QString::fromStdString(text.unit);
        cell.band = bandOf(study, figure);
        if (isComparable)
            if (const auto old = figure.value(*before))
                describeChange(cell, figure, *old, *value);
        cells.push_back(std::move(cell));
    }
    return cells;
}

QString confidenceTitle(EstimateConfidence confidence)
{
    switch (confidence) {
    case EstimateConfidence::Measured:
        return words("measured");
    case EstimateConfidence::Transferred:
        return words("transferred");
    case EstimateConfidence::ClassDefault:
        break;
    }
    return words("class default");
}

QString confidenceHint(EstimateConfidence confidence)
{
    switch (confidence) {
    case EstimateConfidence::Measured:
        return words("Factors were fitted on measurements of this class of accelerator.");
    case EstimateConfidence::Transferred:
        return words("Accelerator or model shape was not measured: factors of its class, a wider "
                     "band.");
    case EstimateConfidence::ClassDefault:
        break;
    }
    return words("Nothing of this class was measured: factors are assumptions, the band is wide.");
}

} // namespace millwright

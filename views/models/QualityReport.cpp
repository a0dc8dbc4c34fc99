#include "views/models/QualityReport.h"
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace millwright
{
namespace
{

QualityErrors errorsOf(const QJsonObject& json)
{
    return {json["rows"].toInt(), json["median"].toDouble(), json["p90"].toDouble(),
            json["bias"].toDouble(), json["band"].toDouble()};
}

std::optional<QualityErrors> heldOut(const QJsonObject& row, const char* how)
{
    const QJsonValue value = row["heldOut"].toObject()[QLatin1String(how)];
    return value.isObject() ? std::optional(errorsOf(value.toObject())) : std::nullopt;
}

QualityTarget targetOf(const QJsonObject& json)
{
    QualityTarget target;
    target.title = json["title"].toString();
    target.unit = json["unit"].toString();
    target.cases = json["cases"].toInt();
    target.covered = json["covered"].toInt();
    const QJsonObject classes = json["classes"].toObject();
    for (auto it = classes.begin(); it != classes.end(); ++it) {
        const QJsonObject row = it.value().toObject();
        target.classes.push_back(
            {it.key(), errorsOf(row), heldOut(row, "model"), heldOut(row, "accelerator")});
    }
    const QJsonObject baselines = json["baselines"].toObject();
    for (auto it = baselines.begin(); it != baselines.end(); ++it)
        target.baselines.emplace_back(it.key(), errorsOf(it.value().toObject()));
    for (const QJsonValue& value : json["points"].toArray()) {
        const QJsonArray point = value.toArray();
        if (point.size() == 4 && point[2].toDouble() > 0.0 && point[3].toDouble() > 0.0)
            target.points.push_back({point[0].toString(), point[1].toString(), point[2].toDouble(),
                                     point[3].toDouble()});
    }
    return target;
}

} // namespace

std::optional<QualityReport> QualityReport::read(const QByteArray& json)
{
    const QJsonObject root = QJsonDocument::fromJson(json).object();
    if (!root["targets"].isArray())
        return std::nullopt;
    QualityReport report;
    report.factors = root["factors"].toString();
    for (const QJsonValue& target : root["targets"].toArray())
        report.targets.push_back(targetOf(target.toObject()));
    return report;
}

const QualityReport& QualityReport::shipped()
{
    static const QualityReport report = [] {
        QFile file(QStringLiteral(":/evidence/validation.json"));
        if (!file.open(QIODevice::ReadOnly))
            return QualityReport{};
        return read(file.readAll()).value_or(QualityReport{});
    }();
    return report;
}

} // namespace millwright

#include "views/panels/ImpactList.h"
#include "model/base/Units.h"
#include "views/DocumentController.h"
#include "views/parts/PartCompareModel.h"
#include "views/theme/Icon.h"
#include "views/theme/ThemeManager.h"
#include <QHeaderView>

namespace millwright
{
namespace
{

constexpr int valueWidth = 140;

QString measure(const std::optional<double>& value, std::string_view unit)
{
    return value ? QString::fromStdString(formatMeasure(*value, unit)) : QStringLiteral("\u2013");
}

Status statusOf(Severity severity)
{
    return severity == Severity::Error     ? Status::Error
           : severity == Severity::Warning ? Status::Warning
                                           : Status::Info;
}

} // namespace

ImpactList::ImpactList(const ThemeManager& themes, QWidget* parent)
    : QTreeWidget(parent), m_themes(themes)
{
    setHeaderLabels({tr("What changes"), tr("Before"), tr("After")});
    for (const int column : {1, 2})
        headerItem()->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(QHeaderView::Interactive);
    header()->setSectionResizeMode(0, QHeaderView::Stretch);
    header()->resizeSection(1, valueWidth);
    header()->resizeSection(2, valueWidth);
}

void ImpactList::showWaiting()
{
    clear();
    new QTreeWidgetItem(this, {tr("Calculating")});
}

void ImpactList::showImpact(const EditImpact& impact)
{
    clear();
    for (const MetricChange& change : impact.metrics) {
        auto* item = new QTreeWidgetItem(
            this, {fromModel(change.metric->label), measure(change.before, change.metric->unit),
                   measure(change.after, change.metric->unit)});
        item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
        item->setTextAlignment(2, Qt::AlignRight | Qt::AlignVCenter);
    }
    addFindings(impact.added, tr("New findings: %1"));
    addFindings(impact.gone, tr("Findings that go: %1"));
    if (impact.isEmpty())
        new QTreeWidgetItem(this, {tr("No key figure and no finding changes.")});
}

void ImpactList::addFindings(const std::vector<Finding>& findings, const QString& title)
{
    if (findings.empty())
        return;
    auto* head = new QTreeWidgetItem(this, {title.arg(findings.size())});
    for (const Finding& finding : findings) {
        auto* item = new QTreeWidgetItem(head, {messageText(finding.message)});
        item->setIcon(0, statusPixmap(statusOf(finding.severity), m_themes.theme()));
        item->setFirstColumnSpanned(true);
        item->setToolTip(0, messageText(finding.message));
    }
    head->setExpanded(true);
}

} // namespace millwright

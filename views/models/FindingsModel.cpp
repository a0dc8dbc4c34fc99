#include "views/models/FindingsModel.h"
#include "model/base/Units.h"
#include <tuple>

namespace millwright
{
namespace
{

/// Past this many separate changes a reset is cheaper than telling the views one by one.
constexpr std::size_t mostRuns = 64;

auto orderOf(const Finding& finding)
{
    return std::tie(finding.severity, finding.rule, finding.subjects);
}

QString measure(double value, const std::string& unit)
{
    return QString::fromStdString(unit == "m" ? formatLengthMm(value) : formatMeasure(value, unit));
}

} // namespace

QString measuredAgainstLimit(const Finding& finding)
{
    const bool isCount = finding.unit.empty() || finding.unit == "1";
    if (finding.measured == 0.0 && finding.limit == 0.0)
        return {};
    if (isCount && finding.limit == 0.0)
        return {};
    return FindingsModel::tr("%1, limit %2")
        .arg(measure(finding.measured, finding.unit), measure(finding.limit, finding.unit));
}

void FindingsModel::update(const RuleRunner& rules, const Blueprint& blueprint)
{
    m_blueprint = blueprint;
    std::unordered_map<std::string_view, RuleDomain> domains;
    for (const RuleOutcome& outcome : rules.outcomes())
        domains.emplace(outcome.rule->id, outcome.rule->domain);
    std::vector<Entry> all;
    m_counts = {};
    m_waived = 0;
    std::size_t old = 0;
    for (const Finding* finding : rules.findings()) {
        if (finding->isWaived)
            ++m_waived;
        else
            ++m_counts[static_cast<std::size_t>(finding->severity)];
        while (old < m_all.size() && orderOf(*m_all[old].finding) < orderOf(*finding))
            ++old;
        // What is the same stays the same object: nothing to copy, nothing to paint anew.
        const bool isSame = old < m_all.size() && *m_all[old].finding == *finding;
        all.push_back({isSame ? m_all[old].finding : std::make_shared<const Finding>(*finding),
                       domains[finding->rule]});
    }
    m_all = std::move(all);
    std::vector<Entry> wanted;
    for (const Entry& entry : m_all)
        if (passes(entry))
            wanted.push_back(entry);
    show(std::move(wanted));
}

void FindingsModel::setFilter(const FindingsFilter& filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    std::vector<Entry> wanted;
    for (const Entry& entry : m_all)
        if (passes(entry))
            wanted.push_back(entry);
    show(std::move(wanted));
}

bool FindingsModel::passes(const Entry& entry) const
{
    const Finding& finding = *entry.finding;
    return m_filter.severities[static_cast<std::size_t>(finding.severity)] &&
           (!m_filter.domain || *m_filter.domain == entry.domain) &&
           (m_filter.withWaived || !finding.isWaived);
}

void FindingsModel::show(std::vector<Entry> wanted)
{
    // Both lists have one order, so one walk finds the runs that go, come or differ.
    struct Run {
        std::size_t oldFirst, oldCount, newFirst, newCount;
    };
    std::vector<Run> runs;
    std::size_t o = 0, n = 0;
    const auto differs = [&] { return orderOf(*m_rows[o].finding) != orderOf(*wanted[n].finding); };
    while (o < m_rows.size() || n < wanted.size()) {
        if (o < m_rows.size() && n < wanted.size() && !differs()) {
            ++o, ++n;
            continue;
        }
        Run run{o, 0, n, 0};
        while (o < m_rows.size() &&
               (n == wanted.size() || orderOf(*m_rows[o].finding) < orderOf(*wanted[n].finding)))
            ++o, ++run.oldCount;
        while (n < wanted.size() &&
               (o == m_rows.size() || orderOf(*wanted[n].finding) < orderOf(*m_rows[o].finding)))
            ++n, ++run.newCount;
        runs.push_back(run);
    }
    if (runs.size() > mostRuns) {
        beginResetModel();
        m_rows = std::move(wanted);
        endResetModel();
        return;
    }
    for (auto run = runs.rbegin(); run != runs.rend(); ++run) { // from behind: places stay valid
        const auto at = static_cast<std::ptrdiff_t>(run->oldFirst);
        const int first = static_cast<int>(run->oldFirst);
        if (run->oldCount > 0) {
            beginRemoveRows({}, first, first + static_cast<int>(run->oldCount) - 1);
            m_rows.erase(m_rows.begin() + at,
                         m_rows.begin() + at + static_cast<std::ptrdiff_t>(run->oldCount));
            endRemoveRows();
        }
        if (run->newCount > 0) {
            const auto from = wanted.begin() + static_cast<std::ptrdiff_t>(run->newFirst);
            beginInsertRows({}, first, first + static_cast<int>(run->newCount) - 1);
            m_rows.insert(m_rows.begin() + at, from,
                          from + static_cast<std::ptrdiff_t>(run->newCount));
            endInsertRows();
        }
    }
    int firstChanged = -1, lastChanged = -1;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (m_rows[i].finding == wanted[i].finding)
            continue;
        m_rows[i] = wanted[i];
        lastChanged = static_cast<int>(i);
        firstChanged = firstChanged < 0 ? lastChanged : firstChanged;
    }
    if (firstChanged >= 0)
        emit dataChanged(index(firstChanged), index(lastChanged));
}

int FindingsModel::rowOf(const std::string& key) const
{
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        if (m_rows[i].finding->key() == key)
            return static_cast<int>(i);
    return -1;
}

QString FindingsModel::text(int row) const
{
    return QString::fromStdString(formatMessage(finding(row).message));
}

QString FindingsModel::measureText(int row) const
{
    return measuredAgainstLimit(finding(row));
}

QString FindingsModel::subjectText(int row, std::size_t subject) const
{
    return QString::fromStdString(m_blueprint.labelOf(finding(row).subjects[subject]));
}

QString FindingsModel::asText() const
{
    QString text;
    for (int row = 0; row < rowCount(); ++row) {
        const Finding& shown = finding(row);
        const std::string_view severity = severityName(shown.severity);
        text += QString::fromUtf8(severity.data(), static_cast<qsizetype>(severity.size()));
        text += u'\t' + QString::fromStdString(shown.rule) + u'\t' + this->text(row) + u'\t' +
                measureText(row) + u'\n';
    }
    return text;
}

int FindingsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant FindingsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return text(index.row());
    case Qt::AccessibleTextRole: {
        const std::string_view severity = severityName(finding(index.row()).severity);
        return QStringLiteral("%1: %2. %3")
            .arg(QString::fromUtf8(severity.data(), static_cast<qsizetype>(severity.size())),
                 text(index.row()), measureText(index.row()));
    }
    case KeyRole:
        return QString::fromStdString(finding(index.row()).key());
    case RuleRole:
        return QString::fromStdString(finding(index.row()).rule);
    case SeverityRole:
        return static_cast<int>(finding(index.row()).severity);
    default:
        return {};
    }
}

} // namespace millwright

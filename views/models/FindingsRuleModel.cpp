#include "views/models/FindingsRuleModel.h"
#include "model/base/Message.h"
#include <algorithm>

namespace millwright
{
namespace
{

int rank(RuleState state)
{
    switch (state) {
    case RuleState::Failed:
        return 0;
    case RuleState::Found:
        return 1;
    case RuleState::NotRun:
        return 2;
    case RuleState::Disabled:
        return 3;
    case RuleState::Passed:
        return 4;
    }
    return 5;
}

} // namespace

QString ruleStateText(RuleState state, int findings)
{
    switch (state) {
    case RuleState::Failed:
        return FindingsRuleModel::tr("failed");
    case RuleState::Found:
        return FindingsRuleModel::tr("%1 found").arg(findings);
    case RuleState::NotRun:
        return FindingsRuleModel::tr("nothing to judge");
    case RuleState::Disabled:
        return FindingsRuleModel::tr("disabled");
    case RuleState::Passed:
        return FindingsRuleModel::tr("passed");
    }
    return {};
}

void FindingsRuleModel::update(const RuleRunner& rules)
{
    std::vector<Entry> rows;
    for (const RuleOutcome& outcome : rules.outcomes())
        rows.push_back({outcome.rule, outcome.state, static_cast<int>(outcome.findings.size())});
    std::ranges::stable_sort(
        rows, [](const Entry& a, const Entry& b) { return rank(a.state) < rank(b.state); });
    if (rows == m_rows)
        return;
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int FindingsRuleModel::count(RuleState state) const
{
    return static_cast<int>(
        std::ranges::count_if(m_rows, [&](const Entry& row) { return row.state == state; }));
}

QString FindingsRuleModel::summary() const
{
    // Short, because it stands in a head of 320 px; each rule's row says it in full.
    QString text = tr("%1 rules: %2 passed").arg(m_rows.size()).arg(count(RuleState::Passed));
    if (const int found = count(RuleState::Found))
        text += tr(", %1 found").arg(found);
    if (const int idle = count(RuleState::NotRun))
        text += tr(", %1 no data").arg(idle);
    if (const int disabled = count(RuleState::Disabled))
        text += tr(", %1 disabled").arg(disabled);
    if (const int failed = count(RuleState::Failed))
        text += tr(", %1 failed").arg(failed);
    return text;
}

int FindingsRuleModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant FindingsRuleModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Entry& row = m_rows[static_cast<std::size_t>(index.row())];
    const QString id =
        QString::fromUtf8(row.rule->id.data(), static_cast<qsizetype>(row.rule->id.size()));
    switch (role) {
    case Qt::DisplayRole:
        return QString::fromStdString(formatMessage({std::string(row.rule->label), {}}));
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1: %2").arg(data(index, Qt::DisplayRole).toString(),
                                            ruleStateText(row.state, row.findings));
    case Qt::ToolTipRole:
    case RuleIdRole:
        return id;
    case StateRole:
        return static_cast<int>(row.state);
    case StateTextRole:
        return ruleStateText(row.state, row.findings);
    case CountRole:
        return row.findings;
    case SeverityRole:
        return static_cast<int>(row.rule->severity);
    default:
        return {};
    }
}

} // namespace millwright

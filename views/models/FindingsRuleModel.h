#pragma once
#include "model/rules/Rule.h"
#include <QAbstractListModel>

namespace millwright
{

/// Every rule with what became of it, so that "0 errors" can be checked: which rules ran on data
/// and which had nothing to judge. Found first, then nothing to judge, then passed.
class FindingsRuleModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { StateRole = Qt::UserRole, CountRole, RuleIdRole, SeverityRole, StateTextRole };
    using QAbstractListModel::QAbstractListModel;

    void update(const RuleRunner& rules);
    int count(RuleState state) const;
    /// "57 rules: 40 passed, 6 found, 11 no data"; states that no rule is in are left out.
    QString summary() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    struct Entry {
        const Rule* rule = nullptr;
        RuleState state = RuleState::NotRun;
        int findings = 0;
        friend bool operator==(const Entry&, const Entry&) = default;
    };
    std::vector<Entry> m_rows;
};

/// "passed", "3 found", "nothing to judge", "disabled", "failed".
QString ruleStateText(RuleState state, int findings);

} // namespace millwright

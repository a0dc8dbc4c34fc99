#pragma once
#include "model/rules/Rule.h"
#include <QAbstractListModel>
#include <QString>
#include <array>
#include <memory>
#include <optional>
#include <unordered_map>

namespace millwright
{

/// Which findings the list shows.
struct FindingsFilter {
    std::array<bool, 3> severities{true, true, true}; ///< by Severity
    std::optional<RuleDomain> domain;                 ///< nothing = all
    bool withWaived = false;
    friend bool operator==(const FindingsFilter&, const FindingsFilter&) = default;
};

/// The findings of the rules as rows: errors first, then by rule and subjects. It keeps copies,
/// because the rules' own findings go with the next edit; an update inserts and removes only what
/// changed, so that views keep selection and place.
class FindingsModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { KeyRole = Qt::UserRole, RuleRole, SeverityRole };
    using Row = std::shared_ptr<const Finding>;
    using QAbstractListModel::QAbstractListModel;

    /// Takes the findings over; `blueprint` names the subjects. Domains come from the rules.
    void update(const RuleRunner& rules, const Blueprint& blueprint);
    void setFilter(const FindingsFilter& filter);
    const FindingsFilter& filter() const { return m_filter; }

    const Finding& finding(int row) const { return *m_rows[static_cast<std::size_t>(row)].finding; }
    /// The same finding, kept alive by whoever holds it.
    const Row& shared(int row) const { return m_rows[static_cast<std::size_t>(row)].finding; }
    /// Row of the finding with this key, -1 if it is not shown.
    int rowOf(const std::string& key) const;
    /// "297 kW, limit 263 kW"; empty where the rule measures nothing.
    QString measureText(int row) const;
    QString text(int row) const;
    /// Label of each subject, as people know it.
    QString subjectText(int row, std::size_t subject) const;
    int count(Severity severity) const { return m_counts[static_cast<std::size_t>(severity)]; }
    int waivedCount() const { return m_waived; }
    int total() const { return static_cast<int>(m_all.size()); }
    /// All shown findings, one a line, for the clipboard.
    QString asText() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    struct Entry {
        Row finding;
        RuleDomain domain = RuleDomain::Space;
    };
    bool passes(const Entry& entry) const;
    void show(std::vector<Entry> wanted);

    std::vector<Entry> m_all;
    std::vector<Entry> m_rows;
    FindingsFilter m_filter;
    std::array<int, 3> m_counts{};
    int m_waived = 0;
    Blueprint m_blueprint; ///< shares its rows with the document
};

/// "297 kW, limit 263 kW", or nothing where the numbers say nothing.
QString measuredAgainstLimit(const Finding& finding);

} // namespace millwright

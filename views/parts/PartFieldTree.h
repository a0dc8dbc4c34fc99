#pragma once
#include "model/parts/PartDraft.h"
#include <QTreeWidget>
#include <map>

namespace millwright
{

class ThemeManager;

/// The figures of a part being edited: groups, below them fields with value, confidence, source,
/// date and basis, below a field the values that other sources give (and that of the shipped part
/// where it differs), which Enter or a double click makes the default. Cells are edited in place; a
/// value that cannot be read stays in its cell, marked, until it is mended.
class PartFieldTree : public QTreeWidget
{
    Q_OBJECT
public:
    enum Column { FieldColumn, ValueColumn, ConfidenceColumn, SourceColumn, DateColumn, BasisColumn };
    enum Role { KeyRole = Qt::UserRole, OtherRole, ProblemRole, RefusedRole };

    PartFieldTree(const ThemeManager& themes, PartDraft& draft, QWidget* parent = nullptr);

    /// The shipped part whose differing values are offered; null for none.
    void setShipped(PartPtr shipped);
    /// Shows every field instead of those that are known or mean something for the kind.
    void setAllShown(bool areAllShown);
    void setFilter(const QString& text);
    /// Builds the rows again, e.g. after the kind changed.
    void refresh();
    /// Marks the values that the plausibility rules refuse, with the reason.
    void setRefused(std::map<FieldKey, QString> reasons);
    /// Shows the field and puts the cursor into its value.
    void showField(FieldKey key);
    QTreeWidgetItem* fieldItem(FieldKey key) const; ///< null if it is not shown

    /// What the cells' editors do: false if the text cannot be taken; then unread() says why.
    bool commit(FieldKey key, Column column, const QString& text);
    QString editText(FieldKey key) const; ///< all digits with the unit; empty if it is unknown
    const std::map<FieldKey, QString>& unread() const { return m_problems; } ///< why, by field

signals:
    void edited();
    /// A value is being typed and not committed yet.
    void typing(millwright::FieldKey key, const QString& text);

protected:
    bool edit(const QModelIndex& index, EditTrigger trigger, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    bool isShown(FieldKey key) const;
    void addField(QTreeWidgetItem& group, FieldKey key);
    void fillField(QTreeWidgetItem& item, FieldKey key);
    void markRefused(QTreeWidgetItem& item, FieldKey key) const;
    void addOthers(QTreeWidgetItem& item, FieldKey key);
    void addOther(QTreeWidgetItem& item, const Field& field, int index, const QString& title);
    void useOther(QTreeWidgetItem* item);
    void rebuildLater();

    const ThemeManager& m_themes;
    PartDraft& m_draft;
    PartPtr m_shipped;
    bool m_areAllShown = false;
    bool m_isRebuildQueued = false;
    QString m_filter;
    std::map<FieldKey, QString> m_problems; ///< of values that could not be read
    std::map<FieldKey, QString> m_typed;    ///< those values
    std::map<FieldKey, QString> m_refused;  ///< by the plausibility rules
};

} // namespace millwright

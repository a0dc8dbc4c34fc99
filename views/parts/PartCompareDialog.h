#pragma once
#include "model/parts/PartSource.h"
#include <QDialog>

class QCheckBox;
class QHBoxLayout;
class QLabel;
class QStringListModel;
class QTableView;

namespace millwright
{

class PartCompareModel;
class SearchField;
class ThemeManager;

/// Two to six parts side by side, with parts to be added by name and taken out again. The table can
/// be copied as text for people or as CSV for a spreadsheet.
class PartCompareDialog : public QDialog
{
    Q_OBJECT
public:
    PartCompareDialog(const PartSource& parts, const ThemeManager& themes,
                      const QStringList& partIds, QWidget* parent = nullptr);

    PartCompareModel& model() { return *m_model; }
    QTableView& table() { return *m_table; }
    /// False if it is there already, unknown, or six are compared.
    bool addPart(const QString& partId);
    void removePart(const QString& partId);
    QStringList partIds() const;
    void copyText();
    void copyCsv();

private:
    QLayout* makeHead(const ThemeManager& themes);
    QLayout* makeFoot();
    void suggest(const QString& text);
    void pick(const QString& suggestion);
    void show(std::vector<PartPtr> parts);

    const PartSource& m_parts;
    const ThemeManager& m_themes;
    PartCompareModel* m_model;
    QTableView* m_table;
    SearchField* m_search;
    QStringListModel* m_suggestions;
    std::vector<PartSummary> m_found; ///< behind the suggestions
    QHBoxLayout* m_chips;
    QLabel* m_note;
};

} // namespace millwright

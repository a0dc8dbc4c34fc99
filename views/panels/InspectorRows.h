#pragma once
#include "views/panels/InspectorFacts.h"
#include <QWidget>

class QVBoxLayout;

namespace millwright
{

class DetailRow;
class ThemeManager;

/// A titled block of facts; hidden while there are none. Rows are kept where they say the same
/// thing with another number, so that an edit does not make the panel flicker.
class InspectorRows : public QWidget
{
    Q_OBJECT
public:
    InspectorRows(const ThemeManager& themes, const QString& title, QWidget* parent = nullptr);

    void show(const std::vector<InspectorFact>& facts);
    const std::vector<InspectorFact>& facts() const { return m_facts; }

signals:
    void explainRequested(const QString& metric);
    void targetChosen(millwright::EntityId id);

private:
    void fill(DetailRow& row, const InspectorFact& fact);

    const ThemeManager& m_themes;
    QVBoxLayout* m_column;
    std::vector<InspectorFact> m_facts;
    std::vector<DetailRow*> m_rows;
};

} // namespace millwright

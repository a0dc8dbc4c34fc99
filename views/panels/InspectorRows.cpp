#include "views/panels/InspectorRows.h"
#include "views/theme/ThemeManager.h"
#include "views/widgets/DetailRow.h"
#include "views/widgets/ExplainableNumber.h"
#include "views/widgets/Labels.h"
#include <QVBoxLayout>

namespace millwright
{
namespace
{

bool isLikeBefore(const std::vector<InspectorFact>& a, const std::vector<InspectorFact>& b)
{
    return std::ranges::equal(a, b, [](const InspectorFact& x, const InspectorFact& y) {
        return x.label == y.label && x.metric == y.metric && x.target == y.target &&
               x.meter.has_value() == y.meter.has_value() &&
               x.suffix.isEmpty() == y.suffix.isEmpty();
    });
}

} // namespace

InspectorRows::InspectorRows(const ThemeManager& themes, const QString& title, QWidget* parent)
    : QWidget(parent), m_themes(themes), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 2, 0, 2);
    m_column->setSpacing(0);
    if (!title.isEmpty()) {
        auto* head = makeLabel(title, TextTone::Label, type::body, QFont::DemiBold, this);
        head->setContentsMargins(metrics::panelPadding, 6, metrics::panelPadding, 2);
        m_column->addWidget(head);
    }
    hide();
}

void InspectorRows::fill(DetailRow& row, const InspectorFact& fact)
{
    if (!fact.metric.isEmpty())
        row.setNumber(fact.number, fact.unit, fact.metric);
    else if (fact.target != 0)
        row.setNumber(fact.number, fact.unit, {}); // leads somewhere, so it is pressed like a link
    else
        row.setText(fact.unit.isEmpty() ? fact.number : fact.number + u' ' + fact.unit);
    if (fact.meter)
        row.setMeter(fact.meter->value, fact.meter->maximum, fact.meter->limit);
    if (!fact.suffix.isEmpty())
        row.setSuffix(fact.suffix);
}

void InspectorRows::show(const std::vector<InspectorFact>& facts)
{
    if (!isLikeBefore(facts, m_facts)) {
        for (DetailRow* row : m_rows) {
            row->hide(); // it may be the one that was pressed, so it goes later
            m_column->removeWidget(row);
            row->deleteLater();
        }
        m_rows.clear();
        for (const InspectorFact& fact : facts) {
            auto* row = new DetailRow(m_themes, fact.label, this);
            fill(*row, fact);
            if (fact.target != 0 && row->number()) {
                row->number()->setToolTip(tr("Select"));
                connect(row->number(), &ExplainableNumber::clicked, this,
                        [this, target = fact.target] { emit targetChosen(target); });
            } else {
                connect(row, &DetailRow::explainRequested, this, &InspectorRows::explainRequested);
            }
            m_column->addWidget(row);
            m_rows.push_back(row);
        }
    } else {
        for (std::size_t i = 0; i < facts.size(); ++i)
            fill(*m_rows[i], facts[i]);
    }
    m_facts = facts;
    setVisible(!facts.empty());
}

} // namespace millwright

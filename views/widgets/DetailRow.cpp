#include "views/widgets/DetailRow.h"
#include "views/theme/ThemeManager.h"
#include "views/widgets/ExplainableNumber.h"
#include "views/widgets/Labels.h"
#include "views/widgets/MeterBar.h"
#include <QHBoxLayout>

namespace millwright
{

DetailRow::DetailRow(const ThemeManager& themes, const QString& label, QWidget* parent)
    : QWidget(parent), m_themes(themes), m_row(new QHBoxLayout(this)),
      m_label(makeLabel(label, TextTone::Label))
{
    setFixedHeight(metrics::propertyRow);
    m_label->setMinimumWidth(64); // a narrow dock cuts the words, not the figure
    m_label->setToolTip(label);
    m_row->setContentsMargins(metrics::panelPadding, 0, metrics::panelPadding, 0);
    m_row->setSpacing(4);
    m_row->addWidget(m_label);
    m_row->addStretch(1);
}

void DetailRow::setNumber(const QString& number, const QString& unit, const QString& metric)
{
    if (!m_number) {
        m_number = new ExplainableNumber(m_themes, this);
        m_number->setSubject(m_label->text());
        m_row->insertWidget(2, m_number);
        connect(m_number, &ExplainableNumber::clicked, this,
                [this] { emit explainRequested(m_metric); });
    }
    m_metric = metric;
    m_number->setNumber(number, unit);
}

void DetailRow::setText(const QString& text)
{
    if (!m_text) {
        m_text = makeLabel({}, TextTone::Value, type::body, QFont::Medium, this);
        m_row->insertWidget(2, m_text);
    }
    m_text->setMinimumWidth(48);
    m_text->setToolTip(text);
    m_text->setText(text);
}

void DetailRow::setMeter(double value, double maximum, std::optional<double> limit)
{
    if (!m_meter) {
        m_meter = new MeterBar(m_themes, this);
        m_meter->setFixedWidth(64);
        m_row->insertWidget(m_row->count() - (m_suffix ? 1 : 0), m_meter);
    }
    m_meter->setReading(value, maximum, limit);
}

void DetailRow::setSuffix(const QString& suffix)
{
    if (!m_suffix) {
        m_suffix = makeLabel({}, TextTone::Hint, type::body, QFont::Normal, this);
        m_suffix->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        m_suffix->setMinimumWidth(56); // so that the meters of a panel stand in one column
        m_row->addWidget(m_suffix);
    }
    m_suffix->setText(suffix);
}

} // namespace millwright

#include "views/panels/InspectorParameters.h"
#include "model/base/Units.h"
#include "model/edit/FieldActions.h"
#include "views/models/PropertyTable.h"
#include "views/session/Session.h"
#include "views/theme/Icon.h"
#include "views/theme/ThemeManager.h"
#include "views/widgets/Labels.h"
#include "views/widgets/QuantityField.h"
#include <QGridLayout>
#include <QToolButton>

namespace millwright
{
namespace
{

QString toText(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

InspectorParameters::InspectorParameters(Session& session, const ThemeManager& themes,
                                         QWidget* parent)
    : QWidget(parent), m_session(session), m_themes(themes)
{
}

void InspectorParameters::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_rows.empty())
        build();
    refresh();
}

void InspectorParameters::build()
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(metrics::panelPadding, 4, 8, 8);
    grid->setHorizontalSpacing(4);
    grid->setVerticalSpacing(2);
    grid->setColumnStretch(0, 1);
    for (std::size_t i = 0; i < static_cast<std::size_t>(Parameter::Count); ++i) {
        const ParameterInfo& info = parameterInfo(static_cast<Parameter>(i));
        Row row;
        row.parameter = info.parameter;
        const std::string unit(info.unit);
        row.field = new QuantityField(m_themes, {{}, unit, bareUnitOf(unit)}, this);
        row.field->setFixedWidth(118);
        row.field->setAccessibleName(toText(info.label));
        row.back = new QToolButton(this);
        row.back->setIcon(symbolIcon(Icon::Undo, m_themes));
        row.back->setAutoRaise(true);
        row.back->setToolTip(tr("Back to the default"));
        row.back->setAccessibleName(tr("Back to the default of %1").arg(toText(info.label)));
        auto* label =
            makeLabel(toText(info.label), TextTone::Label, type::body, QFont::Normal, this);
        label->setWordWrap(true);
        row.hint = makeLabel({}, TextTone::Hint, type::hint, QFont::Normal, this);
        row.hint->setWordWrap(true);
        const int line = static_cast<int>(i) * 2;
        grid->addWidget(label, line, 0);
        grid->addWidget(row.field, line, 1);
        grid->addWidget(row.back, line, 2);
        grid->addWidget(row.hint, line + 1, 0, 1, 3);
        grid->setRowMinimumHeight(line + 1, 20);
        connect(row.field, &QuantityField::committed, this,
                [this, key = std::string(info.key)](double value) {
                    m_session.perform({"edit.parameter", {key}}, [&](Draft& draft) {
                        return setParameter(draft, key, value, {});
                    });
                });
        connect(row.back, &QToolButton::clicked, this,
                [this, parameter = info.parameter] { reset(parameter); });
        m_rows.push_back(row);
    }
}

void InspectorParameters::refresh()
{
    const ParameterValues values(m_session.blueprint());
    for (const Row& row : m_rows) {
        const ParameterInfo& info = parameterInfo(row.parameter);
        const bool isDefault = values.isDefault(row.parameter);
        row.field->setValue(values[row.parameter]);
        row.back->setEnabled(!isDefault);
        row.hint->setText(
            isDefault ? toText(info.source)
                      : tr("Changed; default %1. %2")
                            .arg(QString::fromStdString(formatMeasure(info.standard, info.unit)),
                                 toText(info.source)));
    }
}

QuantityField* InspectorParameters::field(Parameter parameter) const
{
    for (const Row& row : m_rows)
        if (row.parameter == parameter)
            return row.field;
    return nullptr;
}

void InspectorParameters::reset(Parameter parameter)
{
    const std::string key(parameterInfo(parameter).key);
    m_session.perform({"edit.reset-parameter", {key}}, [&](Draft& draft) {
        resetParameter(draft, key);
        return Result<void>();
    });
}

int InspectorParameters::changedCount() const
{
    const ParameterValues values(m_session.blueprint());
    int changed = 0;
    for (std::size_t i = 0; i < static_cast<std::size_t>(Parameter::Count); ++i)
        changed += values.isDefault(static_cast<Parameter>(i)) ? 0 : 1;
    return changed;
}

} // namespace millwright

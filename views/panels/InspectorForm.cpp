#include "views/panels/InspectorForm.h"
#include "views/panels/InspectorCombo.h"
#include "views/session/Session.h"
#include "views/theme/ThemeManager.h"
#include "views/widgets/Labels.h"
#include "views/widgets/QuantityField.h"
#include <QCheckBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <cmath>

namespace millwright
{
namespace
{

constexpr int editorWidth = 148; // so that a form fits the dock of a 1366 px screen

std::optional<double> asNumber(const std::optional<PropertyValue>& value)
{
    if (!value)
        return std::nullopt;
    if (const auto* real = std::get_if<double>(&*value))
        return *real;
    if (const auto* whole = std::get_if<std::int64_t>(&*value))
        return static_cast<double>(*whole);
    return std::nullopt;
}

std::string asText(const std::optional<PropertyValue>& value)
{
    const auto* text = value ? std::get_if<std::string>(&*value) : nullptr;
    return text ? *text : std::string();
}

} // namespace

InspectorForm::InspectorForm(Session& session, const ThemeManager& themes, QWidget* parent)
    : QWidget(parent), m_session(session), m_themes(themes), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(metrics::panelPadding, 4, metrics::panelPadding, 6);
    m_grid->setHorizontalSpacing(8);
    m_grid->setVerticalSpacing(4);
    m_grid->setColumnStretch(0, 1);
}

void InspectorForm::setSubjects(std::vector<EntityId> ids)
{
    m_ids = std::move(ids);
    refresh();
}

void InspectorForm::setFilter(std::function<bool(std::string_view key)> isShown)
{
    m_isShown = std::move(isShown);
    refresh();
}

void InspectorForm::refresh()
{
    std::vector<PropertyRow> rows = commonProperties(m_session.project(), m_ids);
    if (m_isShown)
        std::erase_if(rows, [this](const PropertyRow& row) { return !m_isShown(row.key); });
    const bool isSame =
        std::ranges::equal(rows, m_editors, [](const PropertyRow& row, const Editor& editor) {
            return sameShape(row, editor.row);
        });
    if (!isSame)
        return rebuild(rows);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        m_editors[i].row = rows[i];
        m_editors[i].show(rows[i]);
        showHint(m_editors[i]);
    }
}

/// Where a value comes from may change while the fields stay.
void InspectorForm::showHint(const Editor& editor)
{
    editor.label->setToolTip(editor.row.hint);
    editor.widget->setToolTip(editor.row.hint);
}

void InspectorForm::rebuild(const std::vector<PropertyRow>& rows)
{
    while (QLayoutItem* item = m_grid->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater(); // it may be the one whose change led here
        }
        delete item;
    }
    m_editors.clear();
    QWidget* before = nullptr;
    for (const PropertyRow& row : rows) {
        Editor editor = makeEditor(row);
        const int line = static_cast<int>(m_editors.size());
        auto* label = makeLabel(row.label, TextTone::Label, type::body, QFont::Normal, this);
        label->setMinimumWidth(64); // a narrow dock breaks the label, the field keeps its width
        label->setWordWrap(true);
        label->setBuddy(editor.widget);
        editor.label = label;
        showHint(editor);
        editor.widget->setAccessibleName(row.label);
        if (row.editor != PropertyEditor::Switch)
            editor.widget->setFixedWidth(editorWidth);
        m_grid->addWidget(label, line, 0);
        m_grid->addWidget(editor.widget, line, 1, Qt::AlignRight);
        if (before)
            setTabOrder(before, editor.widget);
        before = editor.widget;
        editor.show(row);
        m_editors.push_back(std::move(editor));
    }
}

InspectorForm::Editor InspectorForm::makeEditor(const PropertyRow& row)
{
    switch (row.editor) {
    case PropertyEditor::Quantity:
    case PropertyEditor::Whole:
        return makeQuantity(row);
    case PropertyEditor::Switch:
        return makeSwitch(row);
    case PropertyEditor::Choice:
        return makeChoice(row);
    case PropertyEditor::Part:
        return makePart(row);
    case PropertyEditor::Text:
        break;
    }
    return makeText(row);
}

InspectorForm::Editor InspectorForm::makeQuantity(const PropertyRow& row)
{
    auto* field = new QuantityField(m_themes, {{}, row.unit, row.bareUnit}, this);
    connect(field, &QuantityField::committed, this,
            [this, key = row.key, isWhole = row.editor == PropertyEditor::Whole](double value) {
                if (isWhole)
                    change(key, static_cast<std::int64_t>(std::llround(value)));
                else
                    change(key, value);
            });
    return {row, field, nullptr, [field](const PropertyRow& now) { field->setValue(asNumber(now.value)); }};
}

InspectorForm::Editor InspectorForm::makeSwitch(const PropertyRow& row)
{
    auto* box = new QCheckBox(this);
    connect(box, &QCheckBox::clicked, this, [this, box, key = row.key] {
        box->setTristate(false);
        change(key, box->isChecked());
    });
    return {
        row, box, nullptr, [box](const PropertyRow& now) {
            const QSignalBlocker quiet(box);
            const bool* isOn = now.value ? std::get_if<bool>(&*now.value) : nullptr;
            box->setTristate(!isOn);
            box->setCheckState(!isOn ? Qt::PartiallyChecked : *isOn ? Qt::Checked : Qt::Unchecked);
        }};
}

InspectorForm::Editor InspectorForm::makeText(const PropertyRow& row)
{
    auto* edit = new QLineEdit(this);
    connect(edit, &QLineEdit::editingFinished, this, [this, edit, key = row.key] {
        if (edit->isModified()) {
            edit->setModified(false);
            change(key, edit->text().toStdString());
        }
    });
    return {row, edit, nullptr, [edit](const PropertyRow& now) {
                if (edit->hasFocus() && edit->isModified())
                    return; // somebody is typing
                edit->setText(QString::fromStdString(asText(now.value)));
                if (!edit->hasFocus())
                    edit->setCursorPosition(0); // a long name is read from its beginning
                edit->setPlaceholderText(now.value ? QString() : tr("mixed"));
            }};
}

InspectorForm::Editor InspectorForm::makeChoice(const PropertyRow& row)
{
    auto* combo = new InspectorCombo(this);
    connect(combo, &QComboBox::activated, this, [this, combo, key = row.key](int index) {
        for (const Editor& editor : m_editors)
            if (editor.row.key == key && editor.widget == combo && index >= 0 &&
                index < static_cast<int>(editor.row.choices.size())) {
                const PropertyValue value =
                    editor.row.choices[static_cast<std::size_t>(index)].value;
                change(key, value);
                return;
            }
    });
    return {row, combo, nullptr, [combo](const PropertyRow& now) {
                const QSignalBlocker quiet(combo);
                QStringList labels;
                int current = -1;
                for (const PropertyChoice& choice : now.choices) {
                    if (now.value && choice.value == *now.value)
                        current = static_cast<int>(labels.size());
                    labels += choice.label;
                }
                combo->setLabels(labels);
                combo->setCurrentIndex(current);
                // a value that no list knows (an unknown model) is shown all the same
                combo->setPlaceholderText(now.value ? QString::fromStdString(asText(now.value))
                                                    : tr("mixed"));
            }};
}

InspectorForm::Editor InspectorForm::makePart(const PropertyRow& row)
{
    auto* combo = new InspectorCombo(this);
    combo->setFiller([this, combo, kinds = row.kinds] {
        std::vector<std::pair<QString, QString>> entries; // name, id
        PartQuery query;
        query.kinds = kinds;
        query.limit = 400;
        std::vector<PartSummary> found;
        if (m_session.parts())
            found = m_session.parts()->search(query);
        for (const PartSummary& part : found)
            entries.emplace_back(QString::fromStdString(part.vendor.empty()
                                                            ? part.name
                                                            : part.vendor + ' ' + part.name),
                                 QString::fromStdString(part.id));
        for (const auto& [id, part] : m_session.project().parts.all())
            if (std::ranges::find(kinds, part->kind) != kinds.end() &&
                std::ranges::none_of(found, [&](const PartSummary& p) { return p.id == part->id; }))
                entries.emplace_back(QString::fromStdString(part->displayName()),
                                     QString::fromStdString(part->id));
        std::ranges::sort(entries);
        combo->setEntries(entries);
    });
    connect(combo, &QComboBox::activated, this, [this, combo, row](int index) {
        changePart(row, combo->itemData(index).toString().toStdString());
    });
    return {row, combo, nullptr, [this, combo](const PropertyRow& now) {
                const QSignalBlocker quiet(combo);
                const std::string id = asText(now.value);
                const PartPtr part = id.empty() ? nullptr : m_session.part(id);
                combo->setEntries({{part ? QString::fromStdString(part->displayName())
                                         : QString::fromStdString(id),
                                    QString::fromStdString(id)}});
                combo->setCurrentIndex(now.value && !id.empty() ? 0 : -1);
                combo->setPlaceholderText(now.value ? tr("none") : tr("mixed"));
            }};
}

QWidget* InspectorForm::editor(std::string_view key) const
{
    for (const Editor& editor : m_editors)
        if (editor.row.key == key)
            return editor.widget;
    return nullptr;
}

bool InspectorForm::change(const std::string& key, const PropertyValue& value)
{
    const std::vector<EntityId> ids = m_ids; // the selection may change while this runs
    const bool isDone =
        m_session.perform({"edit.property", {propertyLabel(key).toLower().toStdString()}},
                          [&](Draft& draft) -> Result<void> {
                              const auto count = millwright::setProperty(draft, ids, key, value);
                              return count ? Result<void>() : Result<void>(count.error());
                          });
    if (!isDone)
        refresh(); // back to what holds
    return isDone;
}

void InspectorForm::changePart(const PropertyRow& row, const std::string& partId)
{
    const PartPtr part = m_session.part(partId);
    if (!part)
        return;
    if (row.key != "part") { // the part that a fabric names
        m_session.perform({"edit.property", {row.label.toLower().toStdString()}},
                          [&](Draft& draft) -> Result<void> {
                              draft.usePart(part);
                              const auto count =
                                  millwright::setProperty(draft, m_ids, row.key, part->id);
                              return count ? Result<void>() : Result<void>(count.error());
                          });
        return refresh();
    }
    const std::vector<EntityId> ids = m_ids;
    m_session.perform({"edit.part", {m_session.blueprint().labelOf(ids.front())}},
                      [&](Draft& draft) -> Result<void> {
                          const auto count = millwright::changePart(draft, ids, part);
                          return count ? Result<void>() : Result<void>(count.error());
                      });
    refresh();
}

} // namespace millwright

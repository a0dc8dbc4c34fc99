#include "views/panels/ProjectDialog.h"
#include "model/edit/FieldActions.h"
#include "views/session/Session.h"
#include "views/widgets/Labels.h"
#include "views/widgets/QuantityField.h"
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace millwright
{
namespace
{

struct SiteRow {
    const char* property;
    const char* label;
    const char* unit;     ///< SI
    const char* bareUnit; ///< of a number without a unit
    double (*value)(const Site&);
    const char* hint; ///< what 0 means
};

constexpr SiteRow siteRows[] = {
    {"utilityCapacity", QT_TRANSLATE_NOOP("millwright::ProjectDialog", "Grid connection"), "W",
     "MW", [](const Site& s) { return s.utilityCapacity.si(); },
     QT_TRANSLATE_NOOP("millwright::ProjectDialog", "0 = not stated")},
    {"altitude", QT_TRANSLATE_NOOP("millwright::ProjectDialog", "Altitude"), "m", "m",
     [](const Site& s) { return s.altitude; }, ""},
    {"designDryBulb", QT_TRANSLATE_NOOP("millwright::ProjectDialog", "Design dry bulb"), "degC",
     "degC", [](const Site& s) { return s.designDryBulb; }, ""},
    {"designWetBulb", QT_TRANSLATE_NOOP("millwright::ProjectDialog", "Design wet bulb"), "degC",
     "degC", [](const Site& s) { return s.designWetBulb; }, ""},
    {"averageDryBulb", QT_TRANSLATE_NOOP("millwright::ProjectDialog", "Mean dry bulb of the year"),
     "degC", "degC", [](const Site& s) { return s.averageDryBulb; }, ""},
    {"energyPrice", QT_TRANSLATE_NOOP("millwright::ProjectDialog", "Energy price"), "USD/kWh",
     "USD/kWh", [](const Site& s) { return s.energyPrice; },
     QT_TRANSLATE_NOOP("millwright::ProjectDialog", "0 = the default assumption")},
    {"demandPrice",
     QT_TRANSLATE_NOOP("millwright::ProjectDialog", "Demand price, per kW and month"), "USD", "USD",
     [](const Site& s) { return s.demandPrice; }, ""},
    {"gridCarbon", QT_TRANSLATE_NOOP("millwright::ProjectDialog", "Grid carbon, CO₂e"), "g/Wh",
     "kg/kWh", [](const Site& s) { return s.gridCarbon; },
     QT_TRANSLATE_NOOP("millwright::ProjectDialog", "0 = the default assumption")},
};

} // namespace

ProjectDialog::ProjectDialog(Session& session, const ThemeManager& themes, QWidget* parent)
    : QDialog(parent), m_session(session), m_themes(themes),
      m_name(new QLineEdit(QString::fromStdString(session.project().name), this)),
      m_customer(new QLineEdit(QString::fromStdString(session.project().customer), this)),
      m_author(new QLineEdit(QString::fromStdString(session.project().author), this))
{
    setWindowTitle(tr("Project properties"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    form->addRow(makeLabel(tr("Project"), TextTone::Value, type::head, QFont::DemiBold, this));
    form->addRow(tr("Name"), m_name);
    form->addRow(tr("Customer"), m_customer);
    form->addRow(tr("Author"), m_author);
    const Table<Site>& sites = session.blueprint().table<Site>();
    if (!sites.isEmpty())
        addSite(*form, *sites.begin());
    column->addLayout(form);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Ok)->setEnabled(!session.isReadOnly());
    connect(buttons, &QDialogButtonBox::accepted, this, &ProjectDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
    resize(460, sizeHint().height());
}

void ProjectDialog::addSite(QFormLayout& form, const Site& site)
{
    m_site = site.id;
    form.addRow(makeLabel(tr("Site"), TextTone::Value, type::head, QFont::DemiBold, this));
    m_siteName = new QLineEdit(QString::fromStdString(site.name), this);
    m_region = new QLineEdit(QString::fromStdString(site.region.str()), this);
    m_region->setPlaceholderText(tr("ISO 3166 code, such as USA"));
    m_region->setMaxLength(3);
    m_code = new QComboBox(this);
    m_code->addItem(tr("IEC (breakers at 100 %)"), QStringLiteral("iec"));
    m_code->addItem(tr("NEC (breakers at 80 %)"), QStringLiteral("nec"));
    m_code->setCurrentIndex(site.code == ElectricalCode::Nec ? 1 : 0);
    form.addRow(tr("Name"), m_siteName);
    form.addRow(tr("Country"), m_region);
    form.addRow(tr("Electrical code"), m_code);
    for (const SiteRow& row : siteRows) {
        auto* field = new QuantityField(m_themes, {{}, row.unit, row.bareUnit}, this);
        field->setValue(row.value(site));
        field->setAccessibleName(tr(row.label));
        if (*row.hint)
            field->setToolTip(tr(row.hint));
        m_fields[row.property] = field;
        form.addRow(tr(row.label), field);
    }
}

Result<void> ProjectDialog::apply(Draft& draft) const
{
    const Project& project = draft.project();
    const std::string name = m_name->text().trimmed().toStdString();
    const std::string customer = m_customer->text().trimmed().toStdString();
    const std::string author = m_author->text().trimmed().toStdString();
    if (name != project.name || customer != project.customer || author != project.author)
        describeProject(draft, name, customer, author);
    if (!m_site.isSet())
        return {};
    const EntityId site = m_site.value();
    const auto set = [&](std::string_view property, const PropertyValue& value) -> Result<void> {
        const auto done = millwright::setProperty(draft, {&site, 1}, property, value);
        return done ? Result<void>() : Result<void>(done.error());
    };
    if (auto done = set("name", m_siteName->text().trimmed().toStdString()); !done)
        return done;
    if (auto done = set("region", m_region->text().trimmed().toUpper().toStdString()); !done)
        return done;
    if (auto done = set("code", m_code->currentData().toString().toStdString()); !done)
        return done;
    for (const auto& [property, field] : m_fields)
        if (field->value())
            if (auto done = set(property, *field->value()); !done)
                return done;
    return {};
}

void ProjectDialog::accept()
{
    // A field that has the focus commits when it loses it.
    setFocus();
    for (const auto& [property, field] : m_fields)
        if (!field->isValid()) {
            field->setFocus();
            return;
        }
    if (m_session.perform({"edit.describe", {}}, [this](Draft& draft) { return apply(draft); }))
        QDialog::accept();
}

} // namespace millwright

#include "views/parts/ColumnMappingPage.h"
#include "model/parts/FieldGroup.h"
#include "model/parts/PartFieldText.h"
#include "views/parts/PartCompareModel.h"
#include "views/theme/Theme.h"
#include "views/widgets/Labels.h"
#include <QComboBox>
#include <QCryptographicHash>
#include <QHeaderView>
#include <QSettings>
#include <QStandardItemModel>
#include <QTableWidget>
#include <QVBoxLayout>

namespace millwright
{
namespace
{

constexpr int samples = 3; ///< values of a column that are shown

QString identityText(std::string_view name)
{
    const struct {
        std::string_view name;
        QString text;
    } rows[] = {{"id", ColumnMappingPage::tr("Id")},
                {"vendor", ColumnMappingPage::tr("Vendor")},
                {"name", ColumnMappingPage::tr("Name")},
                {"kind", ColumnMappingPage::tr("Kind of part")},
                {"flags", ColumnMappingPage::tr("Flags")},
                {"basis", ColumnMappingPage::tr("What the figures hold for")},
                {"source", ColumnMappingPage::tr("Source")},
                {"date", ColumnMappingPage::tr("Date")},
                {"confidence", ColumnMappingPage::tr("Confidence")},
                {"unverified", ColumnMappingPage::tr("Unverified fields")}};
    for (const auto& row : rows)
        if (row.name == name)
            return row.text;
    return fromModel(name);
}

/// What all choices offer: nothing, the identity, then every field below its group.
QStandardItemModel* makeMeanings(QObject* parent)
{
    auto* model = new QStandardItemModel(parent);
    const auto add = [&](const QString& text, const QString& key) {
        auto* item = new QStandardItem(text);
        item->setData(key, Qt::UserRole);
        model->appendRow(item);
    };
    add(ColumnMappingPage::tr("Leave out"), {});
    for (const std::string_view name : partIdentityColumns)
        add(identityText(name), fromModel(name));
    for (int i = 0; i < static_cast<int>(FieldKey::Count); ++i) {
        const auto key = static_cast<FieldKey>(i);
        const QString unit = fromModel(fieldUnit(key));
        const QString label = fromModel(fieldInfo(key).label);
        add(QStringLiteral("%1: %2").arg(fromModel(fieldGroupLabel(fieldGroup(key))),
                                         unit.isEmpty() ? label : label + QStringLiteral(", ") +
                                                                      unit),
            fromModel(fieldInfo(key).name));
    }
    return model;
}

} // namespace

ColumnMappingPage::ColumnMappingPage(CsvPreview preview, QWidget* parent)
    : QWidget(parent), m_preview(std::move(preview)),
      m_table(new QTableWidget(static_cast<int>(m_preview.header.size()), 3, this)),
      m_kind(new QComboBox(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto* text = makeLabel(tr("%1 rows. Say what each column is; numbers are read in the unit that "
                              "stands beside the field.")
                               .arg(m_preview.rowCount),
                           TextTone::Label, type::body, QFont::Normal, this);
    text->setWordWrap(true);
    column->addWidget(text);
    m_table->setHorizontalHeaderLabels({tr("Column"), tr("Means"), tr("First values")});
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(metrics::tableRow + 4);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->setColumnWidth(0, 180);
    m_table->setColumnWidth(1, 280);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setAccessibleName(tr("Columns of the table"));
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const auto at = static_cast<std::size_t>(row);
        const QString header = QString::fromStdString(m_preview.header[at]);
        QStringList values;
        for (std::size_t i = 0; i < m_preview.rows.size() && i < samples; ++i)
            values << QString::fromStdString(m_preview.rows[i][at]).simplified().left(60);
        m_table->setItem(row, 0, new QTableWidgetItem(header));
        m_table->setCellWidget(row, 1, makeChoice(header));
        m_table->setItem(row, 2, new QTableWidgetItem(values.join(QStringLiteral("  |  "))));
    }
    column->addWidget(m_table, 1);
    auto* line = new QHBoxLayout;
    m_kind->addItem(tr("None: each row names its own"), -1);
    for (int i = 0; i < static_cast<int>(PartKind::Count); ++i)
        m_kind->addItem(fromModel(partKindLabel(static_cast<PartKind>(i))), i);
    m_kind->setAccessibleName(tr("Kind of rows that name none"));
    line->addWidget(
        makeLabel(tr("Kind of rows that name none"), TextTone::Label, type::body, QFont::Normal,
                  this));
    line->addWidget(m_kind);
    line->addStretch(1);
    column->addLayout(line);
    for (const auto& [header, key] : m_preview.suggested)
        setMeaning(QString::fromStdString(header), QString::fromStdString(key));
    applyRemembered();
    connect(m_kind, &QComboBox::currentIndexChanged, this, &ColumnMappingPage::changed);
}

QComboBox* ColumnMappingPage::makeChoice(const QString& header)
{
    auto* choice = new QComboBox(m_table);
    static constexpr char name[] = "meanings";
    auto* meanings = findChild<QStandardItemModel*>(QLatin1String(name));
    if (!meanings) {
        meanings = makeMeanings(this);
        meanings->setObjectName(QLatin1String(name));
    }
    choice->setModel(meanings);
    choice->setMaxVisibleItems(20);
    choice->setAccessibleName(tr("Meaning of %1").arg(header));
    connect(choice, &QComboBox::currentIndexChanged, this, &ColumnMappingPage::changed);
    return choice;
}

QComboBox* ColumnMappingPage::choiceOf(const QString& header) const
{
    for (int row = 0; row < m_table->rowCount(); ++row)
        if (m_table->item(row, 0)->text() == header)
            return static_cast<QComboBox*>(m_table->cellWidget(row, 1));
    return nullptr;
}

void ColumnMappingPage::setMeaning(const QString& header, const QString& key)
{
    if (QComboBox* choice = choiceOf(header))
        choice->setCurrentIndex(std::max(0, choice->findData(key)));
}

QString ColumnMappingPage::meaning(const QString& header) const
{
    const QComboBox* choice = choiceOf(header);
    return choice ? choice->currentData().toString() : QString();
}

void ColumnMappingPage::setDefaultKind(std::optional<PartKind> kind)
{
    m_kind->setCurrentIndex(kind ? static_cast<int>(*kind) + 1 : 0);
}

CsvImportOptions ColumnMappingPage::options() const
{
    CsvImportOptions options;
    for (const std::string& header : m_preview.header)
        options.columns[header] = meaning(QString::fromStdString(header)).toStdString();
    if (m_kind->currentIndex() > 0)
        options.defaultKind = static_cast<PartKind>(m_kind->currentData().toInt());
    return options;
}

QString ColumnMappingPage::problem() const
{
    std::map<QString, QString> owners;
    for (const std::string& name : m_preview.header) {
        const QString header = QString::fromStdString(name);
        const QString key = meaning(header);
        if (key.isEmpty())
            continue;
        if (const auto [owner, isNew] = owners.emplace(key, header); !isNew)
            return tr("%1 and %2 cannot both mean the same.").arg(owner->second, header);
    }
    if (!owners.contains(QStringLiteral("name")))
        return tr("Say which column holds the name of the part.");
    if (!owners.contains(QStringLiteral("kind")) && m_kind->currentIndex() <= 0)
        return tr("Say which column holds the kind of part, or one kind for all rows.");
    return {};
}

QString ColumnMappingPage::settingsKey() const
{
    QStringList headers;
    for (const std::string& header : m_preview.header)
        headers << QString::fromStdString(header);
    headers.sort();
    const QByteArray digest = QCryptographicHash::hash(headers.join(QChar(0x1F)).toUtf8(),
                                                       QCryptographicHash::Sha1);
    return QStringLiteral("import/columns-") + QString::fromLatin1(digest.toHex().left(16));
}

void ColumnMappingPage::remember() const
{
    QStringList pairs{m_kind->currentIndex() > 0
                          ? fromModel(partKindName(static_cast<PartKind>(m_kind->currentData().toInt())))
                          : QString()};
    for (const std::string& name : m_preview.header) {
        const QString header = QString::fromStdString(name);
        pairs << header << meaning(header);
    }
    QSettings().setValue(settingsKey(), pairs);
}

void ColumnMappingPage::applyRemembered()
{
    const QStringList pairs = QSettings().value(settingsKey()).toStringList();
    if (pairs.isEmpty())
        return;
    setDefaultKind(partKindFromName(pairs.front().toStdString()));
    for (qsizetype i = 1; i + 1 < pairs.size(); i += 2)
        setMeaning(pairs[i], pairs[i + 1]);
}

} // namespace millwright

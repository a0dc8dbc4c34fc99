#include "views/panels/QuoteDialog.h"
#include "model/edit/PriceActions.h"
#include "model/prices/Currency.h"
#include "views/DocumentController.h"
#include "views/models/QuoteTableModel.h"
#include "views/panels/CandidateDelegate.h"
#include "views/session/Session.h"
#include "views/theme/ThemeManager.h"
#include "views/widgets/Buttons.h"
#include "views/widgets/Labels.h"
#include <QComboBox>
#include <QDate>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QSettings>
#include <QTableView>
#include <QVBoxLayout>
#include <QtConcurrent>

namespace millwright
{
namespace
{

const QString folderKey = QStringLiteral("quotes/folder");
const QString mappingGroup = QStringLiteral("quotes/mapping");

const char* const columnWords[quoteColumnCount] = {
    QT_TRANSLATE_NOOP("millwright::QuoteDialog", "Part number"),
    QT_TRANSLATE_NOOP("millwright::QuoteDialog", "Description"),
    QT_TRANSLATE_NOOP("millwright::QuoteDialog", "Vendor"),
    QT_TRANSLATE_NOOP("millwright::QuoteDialog", "Quantity"),
    QT_TRANSLATE_NOOP("millwright::QuoteDialog", "Net price"),
    QT_TRANSLATE_NOOP("millwright::QuoteDialog", "List price"),
    QT_TRANSLATE_NOOP("millwright::QuoteDialog", "Low price"),
    QT_TRANSLATE_NOOP("millwright::QuoteDialog", "High price"),
    QT_TRANSLATE_NOOP("millwright::QuoteDialog", "Discount"),
    QT_TRANSLATE_NOOP("millwright::QuoteDialog", "Line total"),
    QT_TRANSLATE_NOOP("millwright::QuoteDialog", "Currency"),
    QT_TRANSLATE_NOOP("millwright::QuoteDialog", "Lead time"),
    QT_TRANSLATE_NOOP("millwright::QuoteDialog", "Lead, high"),
    QT_TRANSLATE_NOOP("millwright::QuoteDialog", "Valid until"),
    QT_TRANSLATE_NOOP("millwright::QuoteDialog", "Region")};

/// Key of the settings for a table with these headers; '/' would open a group.
QString settingsKey(const std::string& signature)
{
    return mappingGroup + u'/' +
           QString::fromStdString(signature).left(200).replace(u'/', u'_').replace(u'\\', u'_');
}

std::string textOf(const QLineEdit& field)
{
    return field.text().trimmed().toStdString();
}

} // namespace

QuoteDialog::QuoteDialog(Session& session, const ThemeManager& themes, QWidget* parent)
    : PreviewDialog(themes,
                    {.title = tr("Import quote"),
                     .take = tr("Take prices"),
                     .path = tr("No file yet"),
                     .pathName = tr("File of the quote"),
                     .tableName = tr("What the quote would change"),
                     .empty = {Icon::Import, tr("A supplier's quote becomes the deal's prices"),
                               tr("An XLSX workbook or a CSV table. You see row by row what it would change; "
                                  "nothing is taken before you say so."),
                               tr("Choose file…")}},
                    parent),
      m_session(session), m_model(new QuoteTableModel(
                              [&session](Symbol id) {
                                  const Part* part = session.project().parts.find(id);
                                  return QString::fromStdString(part ? part->displayName() : id.str());
                              },
                              this))
{
    connect(addFileButton(tr("Choose file…")), &QPushButton::clicked, this, &QuoteDialog::chooseFiles);
    addSheets();
    addAbove(makeTerms(), true);
    addAbove(makeMapping(), true);
    setUpTable();
    connect(&m_watcher, &Watcher::finished, this, &QuoteDialog::takeLoaded);
    connect(m_model, &QuoteTableModel::takenChanged, this, &QuoteDialog::updateButton);
    connect(m_model, &QuoteTableModel::partChosen, this,
            [this](std::size_t line, const QString& part) {
                m_options.choices[line] = Symbol(part.toStdString());
                preview();
            });
    updateButton();
    resize(1180, 680);
}

void QuoteDialog::setUpTable()
{
    table().setModel(m_model);
    table().setItemDelegateForColumn(QuoteTableModel::Part, new CandidateDelegate(m_session, &table()));
    table().setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                            QAbstractItemView::SelectedClicked);
    const int widths[] = {44, 40, 220, 160, 112, 112, 68, 72, 88};
    for (int i = 0; i < int(std::size(widths)); ++i)
        table().setColumnWidth(i, widths[i]);
}

QuoteDialog::~QuoteDialog()
{
    m_watcher.disconnect(this);
    m_watcher.waitForFinished();
}

void QuoteDialog::addSheets()
{
    m_sheets = new QComboBox(this);
    m_sheets->setAccessibleName(tr("Sheet"));
    m_sheets->setMinimumWidth(140);
    m_sheets->setEnabled(false);
    fileRow().addWidget(makeLabel(tr("Sheet"), TextTone::Label, type::body, QFont::Normal, this));
    fileRow().addWidget(m_sheets);
    connect(m_sheets, &QComboBox::activated, this, [this] { load(path()); });
}

QWidget* QuoteDialog::makeTerms()
{
    auto* box = new QWidget(this);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    const auto field = [&](const QString& label, const QString& hint, int width) {
        auto* made = new QLineEdit(box);
        made->setAccessibleName(label);
        made->setPlaceholderText(hint);
        made->setFixedWidth(width);
        row->addWidget(makeLabel(label, TextTone::Label, type::body, QFont::Normal, box));
        row->addWidget(made);
        connect(made, &QLineEdit::editingFinished, this, &QuoteDialog::preview);
        return made;
    };
    m_supplier = field(tr("Supplier"), {}, 150);
    m_number = field(tr("Quote"), tr("number"), 120);
    m_date = field(tr("Date"), tr("year-month-day"), 104);
    m_validUntil = field(tr("Valid until"), tr("year-month-day"), 104);
    row->addStretch(1);
    m_currency = new QComboBox(box);
    m_currency->setEditable(true);
    m_currency->setInsertPolicy(QComboBox::NoInsert);
    m_currency->setFixedWidth(84);
    m_currency->setAccessibleName(tr("Currency where rows name none"));
    m_currency->addItem(QString());
    for (const RateUse& rate : shippedRates())
        m_currency->addItem(QString::fromStdString(rate.currency));
    m_decimals = new QComboBox(box);
    m_decimals->addItems({tr("as written"), tr("1,234.50"), tr("1.234,50")});
    m_decimals->setAccessibleName(tr("Decimal sign"));
    row->addWidget(makeLabel(tr("Currency"), TextTone::Label, type::body, QFont::Normal, box));
    row->addWidget(m_currency);
    row->addWidget(makeLabel(tr("Numbers"), TextTone::Label, type::body, QFont::Normal, box));
    row->addWidget(m_decimals);
    connect(m_currency, &QComboBox::currentTextChanged, this, &QuoteDialog::preview);
    connect(m_decimals, &QComboBox::activated, this, &QuoteDialog::preview);
    return box;
}

QWidget* QuoteDialog::makeMapping()
{
    auto* box = new QWidget(this);
    auto* grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(6);
    grid->setVerticalSpacing(4);
    constexpr int perRow = 5;
    for (std::size_t i = 0; i < quoteColumnCount; ++i) {
        auto* combo = new QComboBox(box);
        combo->setAccessibleName(tr(columnWords[i]));
        combo->setMinimumWidth(110);
        combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        const int row = static_cast<int>(i) / perRow, column = static_cast<int>(i) % perRow;
        grid->addWidget(
            makeLabel(tr(columnWords[i]), TextTone::Label, type::body, QFont::Normal, box), row,
            column * 2);
        grid->addWidget(combo, row, column * 2 + 1);
        grid->setColumnStretch(column * 2 + 1, 1);
        connect(combo, &QComboBox::activated, this, [this, i](int choice) {
            auto& mapping = m_options.mapping.columns;
            for (auto& other : mapping) // a column says one thing
                if (choice > 0 && other == static_cast<std::size_t>(choice - 1))
                    other.reset();
            mapping[i] =
                choice > 0 ? std::optional(static_cast<std::size_t>(choice - 1)) : std::nullopt;
            fillMapping();
            preview();
        });
        m_columns[i] = combo;
    }
    return box;
}

void QuoteDialog::chooseFiles()
{
    const QString path =
        QFileDialog::getOpenFileName(this, tr("Quote"), QSettings().value(folderKey).toString(),
                                     tr("Quotes (*.xlsx *.csv *.txt);;All files (*)"));
    if (path.isEmpty())
        return;
    QSettings().setValue(folderKey, QFileInfo(path).absolutePath());
    m_sheets->clear();
    load(path);
}

void QuoteDialog::load(const QString& path)
{
    setPath(path);
    say(tr("Reading…"), false);
    const std::string sheet = m_sheets->currentText().toStdString();
    m_watcher.setFuture(QtConcurrent::run([path = toPath(path), sheet] {
        auto loaded = std::make_shared<Loaded>();
        loaded->sheet = readSheet(path, sheet);
        if (loaded->sheet)
            loaded->options = suggestOptions(*loaded->sheet);
        return loaded;
    }));
}

void QuoteDialog::takeLoaded()
{
    m_loaded = m_watcher.result();
    m_model->setPreview({});
    if (!m_loaded->sheet) {
        say(QString::fromStdString(formatMessage(m_loaded->sheet.error().message)), true);
        emit read();
        return;
    }
    showContent();
    m_isFilling = true;
    fillSheets();
    m_options = m_loaded->options ? *m_loaded->options : QuoteOptions();
    recallMapping();
    m_supplier->setText(QString::fromStdString(m_options.supplier));
    m_number->setText(QString::fromStdString(m_options.number));
    m_date->setText(QString::fromStdString(m_options.date));
    m_validUntil->setText(QString::fromStdString(m_options.validUntil));
    m_currency->setCurrentText(QString::fromStdString(m_options.currency));
    fillMapping();
    m_isFilling = false;
    preview();
    if (!m_loaded->options)
        say(QString::fromStdString(formatMessage(m_loaded->options.error().message)) + u' ' +
                tr("Choose its columns above; the first row counts as the header."),
            true);
    emit read();
}

void QuoteDialog::fillSheets()
{
    const Sheet& sheet = *m_loaded->sheet;
    m_sheets->clear();
    for (const std::string& name : sheet.sheets)
        m_sheets->addItem(QString::fromStdString(name));
    m_sheets->setCurrentText(QString::fromStdString(sheet.name));
    m_sheets->setEnabled(sheet.sheets.size() > 1);
}

void QuoteDialog::fillMapping()
{
    QStringList headers{tr("not in the quote")};
    const Sheet& sheet = *m_loaded->sheet;
    const SheetRow& head = sheet.rows[m_options.mapping.headerRow];
    for (std::size_t i = 0; i < head.cells.size(); ++i)
        headers += head.cells[i].text.empty() ? tr("column %1").arg(i + 1)
                                              : QString::fromStdString(head.cells[i].text);
    for (std::size_t i = 0; i < quoteColumnCount; ++i) {
        const auto& mapped = m_options.mapping.columns[i];
        m_columns[i]->clear();
        m_columns[i]->addItems(headers);
        m_columns[i]->setCurrentIndex(
            mapped && *mapped < head.cells.size() ? static_cast<int>(*mapped) + 1 : 0);
    }
}

void QuoteDialog::recallMapping()
{
    const QVariantList kept =
        QSettings()
            .value(settingsKey(headerSignature(*m_loaded->sheet, m_options.mapping.headerRow)))
            .toList();
    if (kept.size() != static_cast<qsizetype>(quoteColumnCount))
        return;
    for (std::size_t i = 0; i < quoteColumnCount; ++i) {
        const int column = kept[static_cast<qsizetype>(i)].toInt();
        m_options.mapping.columns[i] =
            column >= 0 ? std::optional(static_cast<std::size_t>(column)) : std::nullopt;
    }
}

void QuoteDialog::rememberMapping() const
{
    QVariantList columns;
    for (const auto& column : m_options.mapping.columns)
        columns += column ? static_cast<int>(*column) : -1;
    QSettings().setValue(
        settingsKey(headerSignature(*m_loaded->sheet, m_options.mapping.headerRow)), columns);
}

void QuoteDialog::readTerms()
{
    m_options.supplier = textOf(*m_supplier);
    m_options.number = textOf(*m_number);
    m_options.date = textOf(*m_date);
    m_options.validUntil = textOf(*m_validUntil);
    m_options.currency = m_currency->currentText().trimmed().toUpper().toStdString();
    m_options.decimals = static_cast<DecimalSign>(m_decimals->currentIndex());
}

void QuoteDialog::preview()
{
    if (m_isFilling || !m_loaded || !m_loaded->sheet)
        return;
    readTerms();
    std::vector<PartPtr> parts;
    for (const auto& [id, part] : m_session.project().parts.all())
        parts.push_back(part);
    m_model->setPreview(
        previewQuote(*m_loaded->sheet, m_options, parts, *m_session.project().prices));
    const QuotePreview& shown = m_model->preview();
    say(tr("%1 clear, %2 unclear, %3 name no part of this design. Unclear rows are not taken; "
           "double-click their part to choose it.")
            .arg(shown.ready)
            .arg(shown.unclear)
            .arg(shown.unmatched),
        shown.unclear > 0);
}

void QuoteDialog::updateButton()
{
    const int count = static_cast<int>(m_model->takenLines().size());
    takeButton().setEnabled(count > 0 && !m_session.isReadOnly());
    takeButton().setText(count == 0   ? tr("Take prices")
                    : count == 1 ? tr("Take 1 price")
                                 : tr("Take %1 prices").arg(count));
}

void QuoteDialog::accept()
{
    const std::vector<std::size_t> lines = m_model->takenLines();
    if (lines.empty())
        return;
    const std::vector<PriceEntry> entries = quotedEntries(m_model->preview(), lines);
    const std::string today = QDate::currentDate().toString(Qt::ISODate).toStdString();
    QString why;
    const Message title{"edit.quote",
                        {static_cast<std::int64_t>(entries.size()), m_loaded->sheet->where}};
    const bool isDone = m_session.perform(title, [&](Draft& draft) {
        auto done = setPrices(draft, entries, today);
        if (!done)
            why = QString::fromStdString(formatMessage(done.error().message));
        return done;
    });
    if (!isDone)
        return say(why, true);
    rememberMapping();
    QDialog::accept();
}

} // namespace millwright

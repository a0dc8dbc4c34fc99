#include "views/panels/PriceBookDialog.h"
#include "model/base/Units.h"
#include "model/edit/PriceActions.h"
#include "model/prices/Currency.h"
#include "views/models/DealTermsModels.h"
#include "views/models/PriceTableModel.h"
#include "views/panels/PriceDelegate.h"
#include "views/session/Session.h"
#include "views/theme/ThemeManager.h"
#include "views/widgets/Buttons.h"
#include "views/widgets/Labels.h"
#include "views/widgets/SearchField.h"
#include "views/widgets/SegmentedBar.h"
#include <QComboBox>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLocale>
#include <QSortFilterProxyModel>
#include <QScreen>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace millwright
{
namespace
{

/// Rows whose part or source holds the words; on demand only those without a price.
class PriceFilter : public QSortFilterProxyModel
{
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void set(const QString& words, bool isOnlyUnpriced)
    {
        m_words = words;
        m_isOnlyUnpriced = isOnlyUnpriced;
        invalidateFilter();
    }

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override
    {
        const QModelIndex first = sourceModel()->index(row, 0, parent);
        if (m_isOnlyUnpriced && !first.data(PriceTableModel::IsUnpricedRole).toBool())
            return false;
        return first.data().toString().contains(m_words, Qt::CaseInsensitive) ||
               first.data(PriceTableModel::PartIdRole)
                   .toString()
                   .contains(m_words, Qt::CaseInsensitive);
    }

private:
    QString m_words;
    bool m_isOnlyUnpriced = false;
};

QString dollars(double amount)
{
    return QString::fromStdString(formatMeasure(amount, "USD"));
}

constexpr QSize wanted(1560, 720), smallest(1180, 600);
constexpr int wideEnough = 1400; ///< pixels that hold all columns

} // namespace

PriceBookDialog::PriceBookDialog(Session& session, const ThemeManager& themes, QWidget* parent)
    : QDialog(parent), m_session(session), m_themes(themes),
      m_priceModel(new PriceTableModel(session, this)),
      m_discountModel(new DiscountTableModel(session, this)),
      m_rateModel(new RateTableModel(session, this)), m_filter(new PriceFilter(this)),
      m_tabs(new SegmentedBar(themes, SegmentedBar::Look::Tabs, this)),
      m_pages(new QStackedWidget(this)), m_search(new SearchField(themes, tr("Find part"), this)),
      m_unpriced(new ChipButton(themes, Icon::Filter, tr("Without price"), this)),
      m_ranges(new ChipButton(themes, tr("Low and high"), this)),
      m_summary(makeLabel({}, TextTone::Label, type::body, QFont::Normal, this)),
      m_note(makeLabel({}, TextTone::Hint, type::hint, QFont::Normal, this))
{
    setWindowTitle(tr("Price book"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(8);
    column->addWidget(makeTerms());
    column->addWidget(makeHead());
    m_filter->setSourceModel(m_priceModel);
    m_prices = makeTable(*m_priceModel, tr("Prices of the parts"));
    m_prices->setModel(m_filter);
    m_prices->setItemDelegate(new PriceDelegate(themes, m_prices));
    m_discounts = makeTable(*m_discountModel, tr("Discounts of the vendors"));
    m_rates = makeTable(*m_rateModel, tr("Exchange rates"));
    for (QTableView* table : {m_prices, m_discounts, m_rates})
        m_pages->addWidget(table);
    arrangeColumns();
    column->addWidget(m_pages, 1);
    m_note->setWordWrap(true);
    column->addWidget(m_note);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto* import = new PrimaryButton(themes, Icon::Import, tr("Import quote…"), this);
    m_remove = buttons->addButton(tr("Remove deal price"), QDialogButtonBox::ActionRole);
    buttons->addButton(import, QDialogButtonBox::ActionRole);
    import->setEnabled(!session.isReadOnly());
    // No default button: Enter in a field must not close the dialog or open another.
    for (QAbstractButton* button : buttons->buttons())
        static_cast<QPushButton*>(button)->setAutoDefault(false);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(import, &QPushButton::clicked, this, &PriceBookDialog::importWanted);
    connect(m_remove, &QPushButton::clicked, this, &PriceBookDialog::removeChosen);
    connect(m_tabs, &SegmentedBar::currentChanged, this, &PriceBookDialog::showTab);
    connect(m_search, &QLineEdit::textChanged, this, &PriceBookDialog::updateFilter);
    connect(m_unpriced, &QPushButton::toggled, this, &PriceBookDialog::updateFilter);
    connect(m_ranges, &QPushButton::toggled, this, &PriceBookDialog::showRanges);
    connect(&session, &Session::resultsChanged, this, &PriceBookDialog::updateSummary);
    updateSummary();
    showTab(0);
    showRanges(false);
    resize(wanted.boundedTo(screen()->availableSize() - QSize(40, 80)).expandedTo(smallest));
    // Trust and source are seen first; low and high where there is room, or where the deal has them.
    m_ranges->setChecked(width() >= wideEnough || hasRanges());
}

QWidget* PriceBookDialog::makeTerms()
{
    auto* box = new QWidget(this);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_currency = new QComboBox(box);
    m_currency->setEditable(true);
    m_currency->setInsertPolicy(QComboBox::NoInsert);
    m_currency->setAccessibleName(tr("Currency of the bill"));
    for (const RateUse& rate : shippedRates())
        m_currency->addItem(QString::fromStdString(rate.currency));
    m_currency->setCurrentText(QString::fromStdString(m_session.project().currency));
    m_currency->setFixedWidth(84);
    m_date = new QLineEdit(QString::fromStdString(m_session.project().prices->asOf), box);
    m_date->setPlaceholderText(tr("year-month-day"));
    m_date->setToolTip(tr("Quotes that end before this date are marked as expired"));
    m_date->setAccessibleName(tr("Prices as of"));
    m_date->setFixedWidth(110);
    m_currency->setEnabled(!m_session.isReadOnly());
    m_date->setEnabled(!m_session.isReadOnly());
    row->addWidget(
        makeLabel(tr("Currency of the bill"), TextTone::Label, type::body, QFont::Normal, box));
    row->addWidget(m_currency);
    row->addSpacing(8);
    row->addWidget(makeLabel(tr("Prices as of"), TextTone::Label, type::body, QFont::Normal, box));
    row->addWidget(m_date);
    row->addStretch(1);
    row->addWidget(m_summary);
    connect(m_currency, &QComboBox::textActivated, this, &PriceBookDialog::takeCurrency);
    connect(m_currency->lineEdit(), &QLineEdit::editingFinished, this,
            &PriceBookDialog::takeCurrency);
    connect(m_date, &QLineEdit::editingFinished, this, &PriceBookDialog::takeDate);
    return box;
}

QWidget* PriceBookDialog::makeHead()
{
    auto* box = new QWidget(this);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_tabs->setSegments({{tr("Prices")}, {tr("Vendor discounts")}, {tr("Exchange rates")}});
    m_unpriced->setCheckable(true);
    m_ranges->setCheckable(true);
    m_ranges->setToolTip(tr("Columns for the lowest and the highest price"));
    m_search->setFixedWidth(240);
    row->addWidget(m_tabs);
    row->addStretch(1);
    row->addWidget(m_ranges);
    row->addWidget(m_unpriced);
    row->addWidget(m_search);
    return box;
}

QTableView* PriceBookDialog::makeTable(DealTableModel& model, const QString& name)
{
    auto* table = new QTableView(this);
    table->setModel(&model);
    table->setAccessibleName(name);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setShowGrid(false);
    table->setAlternatingRowColors(false);
    table->setWordWrap(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(metrics::tableRow);
    table->horizontalHeader()->setHighlightSections(false);
    table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                           QAbstractItemView::AnyKeyPressed);
    table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    connect(&model, &DealTableModel::refused, this, &PriceBookDialog::say);
    return table;
}

void PriceBookDialog::arrangeColumns()
{
    using Col = PriceTableModel::Col;
    const std::pair<int, int> widths[] = {
        {Col::Part, 198},     {Col::Quantity, 56}, {Col::List, 92}, {Col::Discount, 62},
        {Col::Low, 84},       {Col::Price, 92},    {Col::High, 84}, {Col::Currency, 66},
        {Col::Effective, 96}, {Col::Lead, 76},     {Col::Date, 88}, {Col::ValidUntil, 88},
        {Col::Basis, 92}};
    for (const auto& [column, width] : widths)
        m_prices->setColumnWidth(column, width);
    m_prices->horizontalHeader()->setStretchLastSection(true);
    for (QTableView* table : {m_discounts, m_rates}) {
        table->setColumnWidth(0, 220);
        table->setColumnWidth(1, 110);
        table->setColumnWidth(2, 110);
        table->horizontalHeader()->setStretchLastSection(true);
    }
}

bool PriceBookDialog::hasRanges() const
{
    return std::ranges::any_of(m_session.project().prices->entries,
                               [](const auto& entry) { return entry.second.low || entry.second.high; });
}

void PriceBookDialog::showRanges(bool areShown)
{
    m_prices->setColumnHidden(PriceTableModel::Low, !areShown);
    m_prices->setColumnHidden(PriceTableModel::High, !areShown);
}

void PriceBookDialog::showTab(int index)
{
    m_tabs->setCurrentIndex(index);
    m_pages->setCurrentIndex(index);
    m_unpriced->setVisible(index == 0);
    m_ranges->setVisible(index == 0);
    m_search->setVisible(index == 0);
    m_remove->setVisible(index == 0);
    m_remove->setEnabled(!m_session.isReadOnly());
    const QString notes[] = {
        tr("Double-click or type into a cell. A deal price is net per piece and goes before the "
           "list price; an empty one gives the list price back."),
        tr("A discount lowers the catalog's list prices of that vendor. Quotes are net and stay as "
           "they are."),
        tr("Rates of central banks ship with the program; a rate of your own goes before them. A "
           "currency without a rate is an error, never 1 : 1.")};
    m_note->setText(notes[std::clamp(index, 0, 2)]);
    setTextTone(*m_note, TextTone::Hint);
}

void PriceBookDialog::updateSummary()
{
    const auto& cost = m_session.results().cost;
    if (!cost)
        return;
    QStringList parts;
    parts += cost->unpricedLines == 0   ? tr("every line has a price")
             : cost->unpricedLines == 1 ? tr("1 line without a price")
                                        : tr("%1 lines without a price").arg(cost->unpricedLines);
    if (cost->equipment > 0)
        parts += tr("%1 % of the equipment rests on unverified prices")
                     .arg(100.0 * cost->unverifiedShare, 0, 'f', 0);
    if (cost->unverifiedDown > 0.0 || cost->unverifiedUp > 0.0)
        parts += tr("could move by −%1 or +%2")
                     .arg(dollars(cost->unverifiedDown), dollars(cost->unverifiedUp));
    m_summary->setText(parts.join(QStringLiteral("  ·  ")));
    const QString currency = QString::fromStdString(m_session.project().currency);
    if (m_currency->currentText() != currency)
        m_currency->setCurrentText(currency);
    m_date->setText(QString::fromStdString(m_session.project().prices->asOf));
}

void PriceBookDialog::updateFilter()
{
    static_cast<PriceFilter*>(m_filter)->set(m_search->text(), m_unpriced->isChecked());
}

void PriceBookDialog::takeCurrency()
{
    const std::string code = m_currency->currentText().trimmed().toUpper().toStdString();
    if (code == m_session.project().currency)
        return;
    QString why;
    const bool isDone = m_session.perform({"edit.currency", {code}}, [&](Draft& draft) {
        auto done = setCurrency(draft, code);
        if (!done)
            why = QString::fromStdString(formatMessage(done.error().message));
        return done;
    });
    if (!isDone) {
        m_currency->setCurrentText(QString::fromStdString(m_session.project().currency));
        say(why);
    }
}

void PriceBookDialog::takeDate()
{
    const std::string date = m_date->text().trimmed().toStdString();
    if (date == m_session.project().prices->asOf)
        return;
    QString why;
    const bool isDone = m_session.perform({"edit.price-date", {}}, [&](Draft& draft) {
        auto done = setPriceDate(draft, date);
        if (!done)
            why = QString::fromStdString(formatMessage(done.error().message));
        return done;
    });
    if (!isDone) {
        m_date->setText(QString::fromStdString(m_session.project().prices->asOf));
        say(why);
    }
}

void PriceBookDialog::removeChosen()
{
    QList<int> rows;
    for (const QModelIndex& index : m_prices->selectionModel()->selectedRows())
        rows += m_filter->mapToSource(index).row();
    if (!m_priceModel->removePrices(rows))
        say(tr("Choose rows that have a deal price."));
}

void PriceBookDialog::say(const QString& text)
{
    m_note->setText(text);
    setTextTone(*m_note, TextTone::Value);
}

QString PriceBookDialog::summary() const
{
    return m_summary->text();
}

QString PriceBookDialog::note() const
{
    return m_note->text();
}

} // namespace millwright

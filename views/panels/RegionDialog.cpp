#include "views/panels/RegionDialog.h"
#include "model/base/Units.h"
#include "model/edit/RegionActions.h"
#include "views/DesignCommands.h"
#include "views/models/MeasureText.h"
#include "views/models/PropertyTable.h"
#include "views/session/Session.h"
#include "views/theme/ThemeManager.h"
#include "views/widgets/Buttons.h"
#include "views/widgets/Labels.h"
#include "views/widgets/SearchField.h"
#include <QComboBox>
#include <QHeaderView>
#include <QSplitter>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace millwright
{
namespace
{

constexpr int codeRole = Qt::UserRole;
constexpr QSize standardSize(1040, 640);
enum Column { NameColumn, ValueColumn, RangeColumn, YearColumn, ConfidenceColumn, SourceColumn };

QString toText(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString rangeOf(const RegionFigure& figure)
{
    const auto end = [](const std::optional<double>& value) {
        return value ? QString::fromStdString(splitMeasure(*value, "1").number) : QString();
    };
    if (!figure.low && !figure.high)
        return {};
    return QStringLiteral("%1 – %2").arg(end(figure.low), end(figure.high));
}

/// A tree without branches that is read as a table.
QTreeWidget* makeTable(const QStringList& heads, const QString& name, QWidget* parent)
{
    auto* table = new QTreeWidget(parent);
    table->setColumnCount(static_cast<int>(heads.size()));
    table->setHeaderLabels(heads);
    table->setRootIsDecorated(false);
    table->setUniformRowHeights(true);
    table->setAccessibleName(name);
    return table;
}

} // namespace

RegionDialog::RegionDialog(Session& session, const ThemeManager& themes, QWidget* parent)
    : QDialog(parent), m_session(session)
{
    setWindowTitle(tr("Apply region"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    auto* halves = new QSplitter(Qt::Horizontal, this);
    halves->setChildrenCollapsible(false);
    halves->addWidget(makeList(themes));
    halves->addWidget(makeFigures());
    halves->setStretchFactor(1, 1);
    halves->setSizes({250, standardSize.width() - 250});
    column->addWidget(halves, 1);
    m_apply = new PrimaryButton(themes, tr("Apply"), this);
    column->addWidget(makeFoot());
    fillRegions();
    fillSites();
    resize(standardSize);
    m_search->setFocus();
}

void RegionDialog::openOver(QWidget* parent, Session& session, const ThemeManager& themes)
{
    auto* dialog = new RegionDialog(session, themes, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

QWidget* RegionDialog::makeList(const ThemeManager& themes)
{
    auto* list = new QWidget(this);
    auto* column = new QVBoxLayout(list);
    column->setContentsMargins(0, 0, 8, 0);
    column->setSpacing(8);
    m_search = new SearchField(themes, tr("Country, city or code"), list);
    m_regions = makeTable({tr("Region"), tr("Climate of")}, tr("Regions"), list);
    m_regions->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_regions->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    column->addWidget(m_search);
    column->addWidget(m_regions, 1);
    connect(m_search, &QLineEdit::textChanged, this, &RegionDialog::filter);
    connect(m_regions, &QTreeWidget::currentItemChanged, this, &RegionDialog::onPicked);
    connect(m_regions, &QTreeWidget::itemDoubleClicked, this, [this] { apply(); });
    return list;
}

QWidget* RegionDialog::makeFigures()
{
    auto* side = new QWidget(this);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(8, 0, 0, 0);
    column->setSpacing(4);
    m_head = makeLabel({}, TextTone::Value, type::chartHead, QFont::DemiBold, side);
    m_note = makeLabel({}, TextTone::Label, type::body, QFont::Normal, side);
    m_figures = makeTable({tr("Figure"), tr("Value"), tr("Range"), tr("Year"), tr("Confidence"),
                           tr("Source")},
                          tr("Figures of the region"), side);
    m_figures->setSelectionMode(QAbstractItemView::NoSelection);
    m_figures->header()->setStretchLastSection(true);
    column->addWidget(m_head);
    column->addWidget(m_note);
    column->addWidget(m_figures, 1);
    return side;
}

QWidget* RegionDialog::makeFoot()
{
    auto* foot = new QWidget(this);
    auto* line = new QHBoxLayout(foot);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    auto* hint = makeLabel(tr("Retail prices hold the demand charge, so the demand price becomes 0. "
                              "What is unknown keeps its value, unless another region gave it."),
                           TextTone::Hint, type::body, QFont::Normal, foot);
    hint->setWordWrap(true);
    m_sites = new QComboBox(foot);
    m_sites->setAccessibleName(tr("Site"));
    auto* close = new QPushButton(tr("Close"), foot);
    line->addWidget(hint, 1);
    line->addWidget(m_sites);
    line->addWidget(close);
    line->addWidget(m_apply);
    m_apply->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_apply, &QPushButton::clicked, this, [this] { apply(); });
    return foot;
}

void RegionDialog::fillRegions()
{
    std::vector<RegionSummary> rows;
    if (m_session.regions())
        rows = m_session.regions()->regions();
    for (const RegionSummary& row : rows) {
        auto* item = new QTreeWidgetItem(m_regions, {toText(row.name), toText(row.city)});
        item->setData(0, codeRole, toText(row.code));
        item->setToolTip(0, toText(row.code));
    }
    const Table<Site>& sites = m_session.blueprint().table<Site>();
    if (!sites.isEmpty())
        pick(toText(sites.begin()->region.str()));
    if (!m_regions->currentItem() && m_regions->topLevelItemCount() > 0)
        m_regions->setCurrentItem(m_regions->topLevelItem(0));
    onPicked();
}

void RegionDialog::fillSites()
{
    for (const Site& site : m_session.blueprint().table<Site>())
        m_sites->addItem(toText(site.name), static_cast<qulonglong>(site.id.value()));
    m_sites->setVisible(m_sites->count() > 1); // one needs no choice
}

void RegionDialog::filter(const QString& text)
{
    for (int i = 0; i < m_regions->topLevelItemCount(); ++i) {
        QTreeWidgetItem* item = m_regions->topLevelItem(i);
        const bool isFound = item->text(0).contains(text, Qt::CaseInsensitive) ||
                             item->text(1).contains(text, Qt::CaseInsensitive) ||
                             item->data(0, codeRole).toString().startsWith(text, Qt::CaseInsensitive);
        item->setHidden(!isFound);
    }
    // What is picked is seen: the first that is left where the old one is gone.
    if (const QTreeWidgetItem* now = m_regions->currentItem(); now && !now->isHidden())
        return;
    for (int i = 0; i < m_regions->topLevelItemCount(); ++i)
        if (!m_regions->topLevelItem(i)->isHidden())
            return m_regions->setCurrentItem(m_regions->topLevelItem(i));
    m_regions->setCurrentItem(nullptr);
}

void RegionDialog::pick(const QString& code)
{
    for (int i = 0; i < m_regions->topLevelItemCount(); ++i)
        if (m_regions->topLevelItem(i)->data(0, codeRole).toString() == code)
            m_regions->setCurrentItem(m_regions->topLevelItem(i));
}

void RegionDialog::onPicked()
{
    m_region.reset();
    if (const QTreeWidgetItem* item = m_regions->currentItem(); item && m_session.regions())
        m_region =
            m_session.regions()->region(item->data(0, codeRole).toString().toStdString());
    m_apply->setEnabled(m_region && !m_session.isReadOnly() &&
                        !m_session.blueprint().table<Site>().isEmpty());
    showFigures();
}

void RegionDialog::showFigures()
{
    m_figures->clear();
    if (!m_region) {
        m_head->setText(m_session.regions() ? tr("No region is picked")
                                            : tr("There is no catalog of regions"));
        m_note->clear();
        return;
    }
    m_head->setText(toText(m_region->name));
    m_note->setText(tr("%1 · climate and altitude of %2 · %3 wiring rules")
                        .arg(toText(m_region->code), toText(m_region->city),
                             toText(m_region->electricalCode).toUpper()));
    QTreeWidgetItem* taken = addGroup(tr("Goes into the design"));
    QTreeWidgetItem* shown = addGroup(tr("For information"));
    for (std::size_t i = 0; i < regionKeyCount; ++i) {
        const auto key = static_cast<RegionKey>(i);
        addFigure(isApplied(key) ? *taken : *shown, key);
    }
    m_figures->expandAll();
    for (int column = NameColumn; column < SourceColumn; ++column)
        m_figures->resizeColumnToContents(column);
}

QTreeWidgetItem* RegionDialog::addGroup(const QString& title)
{
    auto* group = new QTreeWidgetItem(m_figures, {title});
    QFont font = group->font(0);
    font.setWeight(QFont::DemiBold);
    group->setFont(0, font);
    group->setFirstColumnSpanned(true);
    group->setFlags(Qt::ItemIsEnabled);
    return group;
}

void RegionDialog::addFigure(QTreeWidgetItem& group, RegionKey key)
{
    const RegionKeyInfo& info = regionKeyInfo(key);
    auto* item = new QTreeWidgetItem(&group, {toText(info.label)});
    item->setTextAlignment(ValueColumn, Qt::AlignRight | Qt::AlignVCenter);
    const RegionFigure* figure = m_region->figure(key);
    if (!figure) {
        item->setText(ValueColumn, tr("unknown"));
        for (int column = NameColumn; column <= SourceColumn; ++column)
            item->setForeground(column, palette().placeholderText());
        return;
    }
    QString value = measure(figure->value, info.unit);
    if (key == RegionKey::TypicalYear)
        value = tr("%1 bins").arg(m_region->weather.size());
    item->setText(ValueColumn, value);
    item->setText(RangeColumn, rangeOf(*figure));
    item->setText(YearColumn, toText(figure->year));
    item->setText(ConfidenceColumn, spokenName(confidenceName(figure->confidence)));
    item->setText(SourceColumn, toText(figure->source));
    item->setToolTip(SourceColumn, toText(figure->source));
}

bool RegionDialog::apply()
{
    if (!m_region || !m_apply->isEnabled())
        return false;
    const Id<Site> site(m_sites->currentData().toULongLong());
    if (!DesignCommands::applyRegion(m_session, site, *m_region))
        return false;
    accept();
    return true;
}

} // namespace millwright

#include "views/panels/PalettePanel.h"
#include "views/panels/PaletteDelegate.h"
#include "views/panels/PaletteFilterButton.h"
#include "views/session/Session.h"
#include "views/theme/Icon.h"
#include "views/theme/ThemeManager.h"
#include "views/widgets/EmptyState.h"
#include "views/widgets/SearchField.h"
#include "views/widgets/SegmentedBar.h"
#include <QAbstractButton>
#include <QButtonGroup>
#include <QDrag>
#include <QHBoxLayout>
#include <QListView>
#include <QSettings>
#include <QToolButton>
#include <QVBoxLayout>

namespace millwright
{
namespace
{

using namespace std::chrono_literals;
constexpr auto searchDelay =
    90ms; ///< shorter than the gap between two typed letters of most people
constexpr int recentLimit = 6;
constexpr std::size_t listLimit = 100000; ///< the whole catalog
constexpr std::size_t searchLimit = 500;
const QString favouritesKey = QStringLiteral("palette/favourites");
const QString recentKey = QStringLiteral("palette/recent");

/// Dragging shows the ghost on the plan, so the picture at the pointer is the part's symbol only.
class PartListView : public QListView
{
public:
    PartListView(const ThemeManager& themes, QWidget* parent) : QListView(parent), m_themes(themes)
    {
    }

protected:
    void startDrag(Qt::DropActions) override
    {
        const QModelIndex index = currentIndex();
        const auto* palette = static_cast<const PaletteModel*>(model());
        const PartSummary* part = palette->part(index);
        if (!part)
            return;
        QDrag drag(this);
        drag.setMimeData(palette->mimeData({index}));
        drag.setPixmap(iconPixmap(kindIcon(part->kind), m_themes.theme().kind(part->kind), 24,
                                  devicePixelRatioF()));
        drag.setHotSpot({-8, -8});
        drag.exec(Qt::CopyAction);
    }

private:
    const ThemeManager& m_themes;
};

} // namespace

PalettePanel::PalettePanel(Session& session, const ThemeManager& themes, QWidget* parent)
    : QWidget(parent), m_session(session), m_themes(themes), m_model(new PaletteModel(this)),
      m_search(new SearchField(themes, tr("Search parts"), this)),
      m_families(new QButtonGroup(this)),
      m_scopes(new SegmentedBar(themes, SegmentedBar::Look::Keys, this)),
      m_filter(new PaletteFilterButton(themes, this)), m_list(new PartListView(themes, this)),
      m_empty(new EmptyState(themes,
                             {Icon::Search, tr("No part matches"),
                              tr("Other words, another kind or all parts may find it."),
                              tr("Show all parts")},
                             this)),
      m_generation(std::make_shared<std::atomic<std::uint64_t>>(0))
{
    m_pool.setMaxThreadCount(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(6);
    auto* head = new QVBoxLayout;
    head->setContentsMargins(metrics::panelPadding, 0, metrics::panelPadding, 0);
    head->setSpacing(6);
    auto* searchRow = new QHBoxLayout;
    searchRow->setSpacing(4);
    searchRow->addWidget(m_search, 1);
    searchRow->addWidget(m_filter);
    head->addLayout(searchRow);
    head->addWidget(makeFamilyRow());
    head->addWidget(m_scopes, 0, Qt::AlignLeft);
    column->addLayout(head);
    column->addWidget(m_list, 1);
    column->addWidget(m_empty, 1);
    m_empty->hide();
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(themes, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection); // several to compare
    m_list->setDragEnabled(true);
    m_list->setDragDropMode(QAbstractItemView::DragOnly);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->viewport()->setBackgroundRole(QPalette::Window);
    m_list->setAccessibleName(tr("Parts"));
    m_search->installEventFilter(this);
    m_list->installEventFilter(this);
    m_list->viewport()->installEventFilter(this);
    m_debounce.setSingleShot(true);
    m_debounce.setInterval(searchDelay);
    m_scopes->setSegments({{tr("All"), {}}, {tr("Favourites"), {}}, {tr("In design"), {}}});
    m_scopes->setCurrentIndex(0);
    m_scopes->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    connect(&m_debounce, &QTimer::timeout, this, &PalettePanel::search);
    connect(m_search, &QLineEdit::textChanged, this, [this] { m_debounce.start(); });
    connect(m_scopes, &SegmentedBar::currentChanged, this, [this](int scope) {
        m_model->setScope(static_cast<PaletteScope>(std::max(scope, 0)));
        if (scope < 0)
            m_scopes->setCurrentIndex(0);
        updateCounts();
    });
    connect(m_list, &QListView::customContextMenuRequested, this, &PalettePanel::showMenu);
    connect(m_list, &QListView::doubleClicked, this, &PalettePanel::activate);
    connect(m_empty, &EmptyState::activated, this, [this] {
        m_search->clear();
        m_scopes->setCurrentIndex(0);
        m_families->button(0)->click();
        m_filter->setFilter({});
    });
    connect(m_filter, &PaletteFilterButton::filterChanged, this, [this](const PaletteFilter& f) {
        m_model->setFilter(f);
        updateCounts();
    });
    m_model->setFilter(m_filter->filter());
    connect(&m_session, &Session::projectChanged, this, [this](const ChangeSet& changes) {
        if (changes.hasParts())
            updateUsed();
    });
    m_favourites = QSettings().value(favouritesKey).toStringList();
    m_recent = QSettings().value(recentKey).toStringList();
    m_model->setFavourites(m_favourites);
    m_model->setRecent(m_recent);
    updateUsed();
    reload();
}

PalettePanel::~PalettePanel()
{
    ++*m_generation;
    m_pool.waitForDone();
}

QWidget* PalettePanel::makeFamilyRow()
{
    auto* row = new QWidget(this);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(2);
    const auto add = [&](Icon icon, const QString& name, int id, ColorToken color) {
        auto* button = new QToolButton(row);
        button->setIcon(symbolIcon(icon, m_themes, color, color));
        button->setIconSize({16, 16});
        button->setCheckable(true);
        button->setAutoRaise(true);
        button->setFixedHeight(28);
        button->setMinimumWidth(22);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        button->setToolTip(name);
        button->setAccessibleName(name);
        m_families->addButton(button, id);
        line->addWidget(button);
    };
    add(Icon::List, tr("All kinds"), 0, {});
    for (int i = 0; i < 7; ++i) {
        const auto family = static_cast<PartFamily>(i);
        const auto label = partFamilyLabel(family);
        add(familyIcon(family),
            QString::fromUtf8(label.data(), static_cast<qsizetype>(label.size())), i + 1,
            [family](const Theme& theme) { return theme.family(family); });
    }
    m_families->button(0)->setChecked(true);
    connect(m_families, &QButtonGroup::idClicked, this, [this](int id) {
        m_model->setFamily(id == 0 ? std::nullopt : std::optional(static_cast<PartFamily>(id - 1)));
        updateCounts();
    });
    row->setAccessibleName(tr("Kinds of parts"));
    return row;
}

void PalettePanel::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void PalettePanel::setSearch(const QString& text)
{
    m_search->setText(text);
}

void PalettePanel::setFamily(std::optional<PartFamily> family)
{
    m_families->button(family ? static_cast<int>(*family) + 1 : 0)->click();
}

void PalettePanel::reload()
{
    ask({});
    if (!m_search->text().trimmed().isEmpty())
        search();
}

void PalettePanel::search()
{
    const QString text = m_search->text().trimmed();
    if (text.isEmpty() && m_model->catalogSize() > 0) {
        ++*m_generation;
        m_model->setMatches(std::nullopt);
        updateCounts();
        return;
    }
    ask(text);
}

void PalettePanel::ask(const QString& text)
{
    const PartSource* parts = m_session.parts();
    if (!parts)
        return;
    const std::uint64_t generation = text.isEmpty() ? m_generation->load() : ++*m_generation;
    PartQuery query;
    query.text = text.toStdString();
    query.limit = text.isEmpty() ? listLimit : searchLimit;
    ++m_running;
    m_pool.start([this, parts, query = std::move(query), generation, newest = m_generation] {
        std::vector<PartSummary> found;
        // The whole list is wanted even if somebody has begun to type meanwhile.
        if (query.text.empty() || newest->load() == generation)
            found = parts->search(query);
        QMetaObject::invokeMethod(
            this,
            [this, generation, isCatalog = query.text.empty(), found = std::move(found)]() mutable {
                showFound(generation, isCatalog, std::move(found));
            },
            Qt::QueuedConnection);
    });
}

void PalettePanel::showFound(std::uint64_t generation, bool isCatalog,
                             std::vector<PartSummary> found)
{
    --m_running;
    if (isCatalog) {
        const int count = static_cast<int>(found.size());
        const QString current = currentPart();
        m_model->setCatalog(std::move(found));
        restoreCurrent(current);
        emit catalogLoaded(count);
    } else if (generation == m_generation->load()) {
        m_model->setMatches(std::move(found));
        m_list->setCurrentIndex(m_model->firstPart());
        m_list->scrollToTop();
    }
    updateCounts();
}

void PalettePanel::updateCounts()
{
    // Narrow docks have room for the words only.
    const bool hasRoom = width() >= metrics::leftDock - 8;
    const auto label = [hasRoom](const QString& name, int count) {
        return count > 0 && hasRoom ? QStringLiteral("%1 %2").arg(name).arg(count) : name;
    };
    m_scopes->button(0)->setText(label(tr("All"), m_model->catalogSize()));
    m_scopes->button(1)->setText(label(tr("Favourites"), m_model->favouriteCount()));
    m_scopes->button(2)->setText(label(tr("In design"), m_model->usedCount()));
    for (int i = 0; i < 3; ++i)
        m_scopes->button(i)->updateGeometry();
    const bool isEmpty = m_model->matchCount() == 0 && m_model->catalogSize() > 0;
    m_empty->setVisible(isEmpty);
    m_list->setVisible(!isEmpty);
}

void PalettePanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    // Later: a layout that is being carried out takes no new hints.
    QTimer::singleShot(0, this, &PalettePanel::updateCounts);
}

void PalettePanel::updateUsed()
{
    std::vector<PartSummary> used;
    for (const auto& [id, part] : m_session.project().parts.all())
        used.push_back(summaryOf(*part));
    m_model->setUsed(std::move(used));
    updateCounts();
}

void PalettePanel::noteUsed(const QString& partId)
{
    m_recent.removeAll(partId);
    m_recent.prepend(partId);
    while (m_recent.size() > recentLimit)
        m_recent.removeLast();
    QSettings().setValue(recentKey, m_recent);
    const QString current = currentPart();
    m_model->setRecent(m_recent);
    restoreCurrent(current);
}

void PalettePanel::restoreCurrent(const QString& partId)
{
    for (int row = 0; !partId.isEmpty() && row < m_model->rowCount(); ++row)
        if (m_model->index(row).data(PaletteModel::PartIdRole).toString() == partId) {
            m_list->setCurrentIndex(m_model->index(row));
            return;
        }
}

void PalettePanel::activate(const QModelIndex& index)
{
    if (const PartSummary* part = m_model->part(index))
        emit placeRequested(QString::fromStdString(part->id));
}

QString PalettePanel::currentPart() const
{
    const PartSummary* part = m_model->part(m_list->currentIndex());
    return part ? QString::fromStdString(part->id) : QString();
}

QStringList PalettePanel::selectedParts() const
{
    QStringList ids;
    for (const QModelIndex& index : m_list->selectionModel()->selectedIndexes())
        if (const PartSummary* part = m_model->part(index))
            ids << QString::fromStdString(part->id);
    ids.removeDuplicates(); // a recent part stands in two rows
    return ids;
}

void PalettePanel::toggleFavourite(const QString& partId)
{
    if (partId.isEmpty())
        return;
    if (!m_favourites.removeOne(partId))
        m_favourites.append(partId);
    QSettings().setValue(favouritesKey, m_favourites);
    m_model->setFavourites(m_favourites);
    updateCounts();
}

} // namespace millwright

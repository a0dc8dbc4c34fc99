#include "views/panels/FindingsPanel.h"
#include "model/assist/FixActions.h"
#include "model/edit/FieldActions.h"
#include "model/edit/PlaceActions.h"
#include "views/panels/FindingsRuleDelegate.h"
#include "views/session/Session.h"
#include "views/theme/Icon.h"
#include "views/theme/ThemeManager.h"
#include "views/widgets/Buttons.h"
#include "views/widgets/EmptyState.h"
#include "views/widgets/SectionHeader.h"
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDate>
#include <QHBoxLayout>
#include <QListView>
#include <QScrollBar>
#include <QVBoxLayout>

namespace millwright
{
namespace
{

using namespace std::chrono_literals;
constexpr auto previewDelay = 250ms; ///< long enough not to calculate while the pointer passes by
constexpr auto refreshDelay = 0ms;
constexpr int ruleListHeight = 220;

constexpr std::array domains = {RuleDomain::Space,    RuleDomain::Rack,    RuleDomain::Power,
                                RuleDomain::Cooling,  RuleDomain::Network, RuleDomain::Storage,
                                RuleDomain::Workload, RuleDomain::Cost};

QString domainText(RuleDomain domain)
{
    const std::string_view name = ruleDomainName(domain);
    QString text = QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

} // namespace

FindingsPanel::FindingsPanel(Session& session, const ThemeManager& themes, QWidget* parent)
    : QWidget(parent), m_session(session), m_themes(themes), m_model(new FindingsModel(this)),
      m_rules(new FindingsRuleModel(this)), m_delegate(new FindingsDelegate(themes, this)),
      m_list(new QListView(this)),
      m_empty(new EmptyState(
          themes,
          {Icon::Check, tr("No findings"), tr("Nothing to mend in what is shown."), QString()},
          this)),
      m_rulesHead(new SectionHeader(themes, tr("Rules"), this)), m_ruleList(new QListView(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    m_list->setModel(m_model);
    m_list->setItemDelegate(m_delegate);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setLayoutMode(QListView::Batched); // heights of thousands of rows are found bit by bit
    m_list->setBatchSize(200);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->viewport()->setBackgroundRole(QPalette::Window);
    m_list->setAccessibleName(tr("Findings"));
    m_list->installEventFilter(this);
    m_list->viewport()->installEventFilter(this);
    column->addWidget(m_list, 1);
    column->addWidget(m_empty, 1);
    makeRules();
    column->addWidget(m_rulesHead);
    column->addWidget(m_ruleList);
    connect(m_list, &QListView::customContextMenuRequested, this, &FindingsPanel::showMenu);
    connect(m_list, &QListView::doubleClicked, this,
            [this](const QModelIndex& index) { goTo(index.row()); });
    m_refreshTimer.setSingleShot(true);
    m_refreshTimer.setInterval(refreshDelay);
    connect(&m_refreshTimer, &QTimer::timeout, this, &FindingsPanel::refresh);
    m_previewTimer.setSingleShot(true);
    m_previewTimer.setInterval(previewDelay);
    connect(&m_previewTimer, &QTimer::timeout, this, [this] {
        if (m_hot.kind == FindingHit::Kind::Fix && m_hotRow >= 0 && m_hotRow < m_model->rowCount())
            previewFix(m_hotRow, m_hot.index);
    });
    const auto later = [this] { m_refreshTimer.start(); };
    connect(&m_session, &Session::findingsChanged, this, later);
    connect(&m_session, &Session::projectChanged, this, later); // labels of subjects
    connect(&m_session, &Session::previewChanged, this, [this] {
        if (!m_session.hasPreview())
            m_isPreviewing = false; // another gesture ended it
    });
    connect(&m_themes, &ThemeManager::changed, this, &FindingsPanel::refreshHead); // its marks are pictures
    refresh();
}

QWidget* FindingsPanel::makeHead()
{
    auto* head = new QWidget(this);
    auto* line = new QHBoxLayout(head);
    line->setContentsMargins(metrics::panelPadding, 0, metrics::panelPadding, 6);
    line->setSpacing(4);
    const std::array names = {tr("Errors"), tr("Warnings"), tr("Notes")};
    for (std::size_t i = 0; i < m_severityChips.size(); ++i) {
        auto* chip = new ChipButton(m_themes, QStringLiteral("0"), head);
        chip->setCheckable(true);
        chip->setChecked(true);
        chip->setToolTip(names[i]);
        const auto severity = static_cast<Severity>(i);
        connect(chip, &QAbstractButton::toggled, this,
                [this, severity](bool isOn) { setSeverityShown(severity, isOn); });
        m_severityChips[i] = chip;
        line->addWidget(chip);
    }
    m_waivedChip = new ChipButton(m_themes, tr("Accepted"), head);
    m_waivedChip->setCheckable(true);
    connect(m_waivedChip, &QAbstractButton::toggled, this, [this](bool isOn) {
        FindingsFilter filter = m_model->filter();
        filter.withWaived = isOn;
        m_model->setFilter(filter);
        refreshHead();
    });
    line->addWidget(m_waivedChip);
    line->addStretch(1);
    m_domain = new QComboBox(head);
    m_domain->setAccessibleName(tr("Domain of the findings"));
    m_domain->addItem(tr("All"));
    for (const RuleDomain domain : domains)
        m_domain->addItem(domainText(domain), static_cast<int>(domain));
    connect(m_domain, &QComboBox::currentIndexChanged, this, [this](int index) {
        FindingsFilter filter = m_model->filter();
        filter.domain =
            index > 0 ? std::optional(domains[static_cast<std::size_t>(index - 1)]) : std::nullopt;
        m_model->setFilter(filter);
        refreshHead();
    });
    line->addWidget(m_domain);
    return head;
}

void FindingsPanel::makeRules()
{
    m_ruleList->setModel(m_rules);
    m_ruleList->setItemDelegate(new FindingsRuleDelegate(m_themes, m_ruleList));
    m_ruleList->setFrameShape(QFrame::NoFrame);
    m_ruleList->setUniformItemSizes(true);
    m_ruleList->setFixedHeight(ruleListHeight);
    m_ruleList->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_ruleList->viewport()->setBackgroundRole(QPalette::Window);
    m_ruleList->setAccessibleName(tr("All rules and their state"));
    m_rulesHead->setContent(m_ruleList);
    m_rulesHead->setChecked(false);
    // A rule that found something leads to its first finding.
    connect(m_ruleList, &QListView::clicked, this, [this](const QModelIndex& index) {
        const QString rule = index.data(FindingsRuleModel::RuleIdRole).toString();
        for (int row = 0; row < m_model->rowCount(); ++row)
            if (m_model->index(row).data(FindingsModel::RuleRole).toString() == rule) {
                m_list->setCurrentIndex(m_model->index(row));
                m_list->scrollTo(m_model->index(row), QAbstractItemView::PositionAtTop);
                return;
            }
    });
}

void FindingsPanel::refresh()
{
    // A reset forgets them; rows that only came or went keep them by themselves.
    const QModelIndex current = m_list->currentIndex();
    const std::string key =
        current.isValid() ? m_model->finding(current.row()).key() : std::string();
    const int scroll = m_list->verticalScrollBar()->value();
    setHot(-1, {});
    m_model->update(m_session.rules(), m_session.blueprint());
    m_rules->update(m_session.rules());
    if (!key.empty() && !m_list->currentIndex().isValid())
        if (const int row = m_model->rowOf(key); row >= 0) {
            m_list->selectionModel()->setCurrentIndex(m_model->index(row),
                                                      QItemSelectionModel::SelectCurrent);
            m_list->verticalScrollBar()->setValue(scroll);
        }
    refreshHead();
    emit countsChanged(m_model->count(Severity::Error), m_model->count(Severity::Warning),
                       m_model->count(Severity::Info));
}

void FindingsPanel::refreshHead()
{
    const std::array names = {tr("%n errors", nullptr, m_model->count(Severity::Error)),
                              tr("%n warnings", nullptr, m_model->count(Severity::Warning)),
                              tr("%n notes", nullptr, m_model->count(Severity::Info))};
    for (std::size_t i = 0; i < m_severityChips.size(); ++i) {
        const auto severity = static_cast<Severity>(i);
        const int count = m_model->count(severity);
        ChipButton& chip = *m_severityChips[i];
        chip.setIcon(statusPixmap(count > 0 ? statusOf(severity) : Status::None, m_themes.theme(),
                                  14, devicePixelRatioF()));
        chip.setText(QString::number(count));
        chip.setAccessibleName(names[i]);
    }
    m_waivedChip->setText(tr("Accepted %1").arg(m_model->waivedCount()));
    m_waivedChip->setVisible(m_model->waivedCount() > 0 || m_model->filter().withWaived);
    m_rulesHead->setText(m_rules->summary());
    m_rulesHead->setAccessibleName(m_rules->summary());
    m_rulesHead->update();
    const bool isEmpty = m_model->rowCount() == 0;
    m_empty->setVisible(isEmpty);
    m_list->setVisible(!isEmpty);
}

void FindingsPanel::setSeverityShown(Severity severity, bool isShown)
{
    FindingsFilter filter = m_model->filter();
    filter.severities[static_cast<std::size_t>(severity)] = isShown;
    m_model->setFilter(filter);
    refreshHead();
    m_severityChips[static_cast<std::size_t>(severity)]->setChecked(isShown);
}

bool FindingsPanel::applyFix(int row, std::size_t fix)
{
    const FindingsModel::Row finding = m_model->shared(row); // outlives the change of the list
    if (fix >= finding->fixes.size())
        return false;
    endFixPreview();
    return m_session.perform(finding->fixes[fix].title, [&](Draft& draft) {
        return millwright::applyFix(draft, *finding, finding->fixes[fix], m_session.parts());
    });
}

void FindingsPanel::previewFix(int row, std::size_t fix)
{
    const FindingsModel::Row finding = m_model->shared(row);
    if (fix >= finding->fixes.size() || m_session.hasPreview() || m_session.isReadOnly())
        return;
    if (!m_session.beginPreview(finding->fixes[fix].title))
        return;
    const auto done = m_session.updatePreview([&](Draft& draft) {
        return millwright::applyFix(draft, *finding, finding->fixes[fix], m_session.parts());
    });
    m_isPreviewing = true;
    if (!done)
        endFixPreview();
}

void FindingsPanel::endFixPreview()
{
    m_previewTimer.stop();
    if (m_isPreviewing)
        m_session.cancelPreview();
    m_isPreviewing = false;
}

bool FindingsPanel::waive(int row, const QString& reason, const QString& author)
{
    if (reason.trimmed().isEmpty())
        return false;
    const Finding finding = m_model->finding(row);
    Waiver waiver;
    waiver.finding = finding.key();
    waiver.reason = reason.trimmed().toStdString();
    waiver.author = author.toStdString();
    waiver.date = QDate::currentDate().toString(Qt::ISODate).toStdString();
    waiver.measured = finding.measured;
    return m_session.perform({"edit.waive", {}}, [&](Draft& draft) {
        waiveFinding(draft, waiver);
        return Result<void>();
    });
}

void FindingsPanel::takeBackWaiver(int row)
{
    const std::string key = m_model->finding(row).key();
    std::vector<EntityId> ids;
    for (const Waiver& waiver : m_session.blueprint().table<Waiver>())
        if (waiver.finding == key)
            ids.push_back(waiver.id.value());
    m_session.perform({"edit.waive-back", {}}, [&](Draft& draft) {
        deleteEntities(draft, ids);
        return Result<void>();
    });
}

void FindingsPanel::goTo(int row, std::optional<std::size_t> subject)
{
    const FindingsModel::Row finding = m_model->shared(row);
    std::vector<EntityId> ids = finding->subjects;
    if (subject && *subject < ids.size())
        ids = {ids[*subject]};
    m_session.setSelection(Selection(ids));
    emit revealRequested(ids);
}

void FindingsPanel::copyAll() const
{
    QApplication::clipboard()->setText(m_model->asText());
}

} // namespace millwright

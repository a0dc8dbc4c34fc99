#include "views/panels/InspectorPanel.h"
#include "model/blueprint/PlacedThing.h"
#include "model/edit/PlaceActions.h"
#include "views/models/PropertyTable.h"
#include "views/panels/InspectorDesign.h"
#include "views/panels/InspectorForm.h"
#include "views/panels/InspectorPosition.h"
#include "views/panels/InspectorRows.h"
#include "views/session/Session.h"
#include "views/theme/Icon.h"
#include "views/theme/Paint.h"
#include "views/theme/ThemeManager.h"
#include "views/widgets/Labels.h"
#include <QHBoxLayout>
#include <QPainter>
#include <QScrollArea>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>
#include <map>

namespace millwright
{
namespace
{

/// The part of a thing; null for what is no part.
const Part* partOf(const Project& project, EntityId id)
{
    Symbol symbol;
    const Blueprint& blueprint = project.blueprint();
    if (const Rack* rack = blueprint.find(Id<Rack>(id)))
        symbol = rack->part;
    else if (const Device* device = blueprint.find(Id<Device>(id)))
        symbol = device->part;
    else if (const PowerPart* power = blueprint.find(Id<PowerPart>(id)))
        symbol = power->part;
    else if (const CoolingPart* cooling = blueprint.find(Id<CoolingPart>(id)))
        symbol = cooling->part;
    return project.parts.find(symbol);
}

QString kindText(const Project& project, EntityId id)
{
    if (const Part* part = partOf(project, id)) {
        const std::string_view label = partKindLabel(part->kind);
        return QString::fromUtf8(label.data(), static_cast<qsizetype>(label.size()));
    }
    const auto kind = project.blueprint().kindOf(id);
    return kind ? spokenName(entityKindName(*kind)) : QString();
}

/// A line that is cut with an ellipsis instead of widening the dock.
class CutLabel : public QLabel
{
public:
    using QLabel::QLabel;

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setFont(font());
        painter.setPen(palette().color(foregroundRole()));
        paintText(painter, contentsRect(), Qt::AlignLeft | Qt::AlignVCenter, text());
    }
};

QLabel* cutLabel(TextTone tone, int pixels, QFont::Weight weight)
{
    auto* label = new CutLabel;
    label->setFont(uiFont(pixels, weight));
    setTextTone(*label, tone);
    label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    return label;
}

} // namespace

InspectorPanel::InspectorPanel(Session& session, const ThemeManager& themes, QWidget* parent)
    : QWidget(parent), m_session(session), m_themes(themes), m_scroll(new QScrollArea(this)),
      m_things(new QWidget), m_position(new InspectorPosition(session, themes, m_things)),
      m_load(new InspectorRows(themes, tr("Load"), m_things)),
      m_connections(new InspectorRows(themes, tr("Connections"), m_things)),
      m_formTitle(
          makeLabel(tr("Properties"), TextTone::Label, type::body, QFont::DemiBold, m_things)),
      m_form(new InspectorForm(session, themes, m_things)),
      m_design(new InspectorDesign(session, themes))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    auto* content = new QWidget;
    auto* both = new QVBoxLayout(content);
    both->setContentsMargins(0, 0, 0, 0);
    both->setSpacing(0);
    auto* things = new QVBoxLayout(m_things);
    things->setContentsMargins(0, 4, 0, 8);
    things->setSpacing(0);
    things->addWidget(m_position);
    things->addWidget(m_load);
    things->addWidget(m_connections);
    m_formTitle->setContentsMargins(metrics::panelPadding, 8, metrics::panelPadding, 2);
    things->addWidget(m_formTitle);
    things->addWidget(m_form);
    both->addWidget(m_things);
    both->addWidget(m_design);
    both->addStretch(1);
    m_scroll->setWidget(content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setAccessibleName(tr("Properties"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->viewport()->setBackgroundRole(QPalette::Window);
    column->addWidget(m_scroll, 1);
    for (InspectorRows* rows : {m_load, m_connections}) {
        connect(rows, &InspectorRows::explainRequested, this, &InspectorPanel::explainRequested);
        connect(rows, &InspectorRows::targetChosen, this, [this](EntityId id) {
            m_session.setSelection(Selection({id}));
            emit revealRequested({id});
        });
    }
    connect(m_design, &InspectorDesign::explainRequested, this, &InspectorPanel::explainRequested);
    m_timer.setSingleShot(true);
    m_timer.setInterval(0);
    connect(&m_timer, &QTimer::timeout, this, &InspectorPanel::refresh);
    const auto later = [this] {
        if (isVisible())
            m_timer.start();
    };
    connect(&m_session, &Session::projectChanged, this, later);
    connect(&m_session, &Session::resultsChanged, this, later);
    connect(&m_session, &Session::activeHallChanged, this, later);
    connect(&m_session, &Session::selectionChanged, this, &InspectorPanel::follow);
    connect(&m_themes, &ThemeManager::changed, this, &InspectorPanel::describe);
    follow();
}

QWidget* InspectorPanel::makeHead()
{
    auto* head = new QWidget(this);
    auto* line = new QHBoxLayout(head);
    line->setContentsMargins(metrics::panelPadding, 8, 8, 8);
    line->setSpacing(10);
    m_icon = new QLabel(head);
    m_icon->setFixedSize(metrics::kindTile, metrics::kindTile);
    auto* names = new QVBoxLayout;
    names->setSpacing(1);
    m_title = cutLabel(TextTone::Value, type::body, QFont::DemiBold);
    m_subtitle = cutLabel(TextTone::Label, type::hint, QFont::Normal);
    names->addWidget(m_title);
    names->addWidget(m_subtitle);
    m_lock = new QToolButton(head);
    m_lock->setCheckable(true);
    m_lock->setAutoRaise(true);
    m_lock->setAccessibleName(tr("Lock"));
    connect(m_lock, &QToolButton::clicked, this, &InspectorPanel::setLocked);
    line->addWidget(m_icon);
    line->addLayout(names, 1);
    line->addWidget(m_lock);
    return head;
}

QString InspectorPanel::title() const
{
    return m_title->text();
}

QString InspectorPanel::subtitle() const
{
    return m_subtitle->text();
}

void InspectorPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    follow();
}

void InspectorPanel::follow()
{
    m_ids = m_session.selection().ids();
    if (!isVisible() && parentWidget())
        return; // the next showing catches up
    m_things->setVisible(!m_ids.empty());
    m_design->setVisible(m_ids.empty());
    m_position->setSubjects(m_ids);
    m_form->setSubjects(m_ids);
    m_scroll->ensureVisible(0, 0);
    refresh();
}

void InspectorPanel::refresh()
{
    m_timer.stop();
    describe();
    if (m_ids.empty()) {
        m_design->refresh();
        return;
    }
    m_position->refresh();
    m_form->refresh();
    m_formTitle->setVisible(!m_form->isEmpty());
    m_load->show(loadFacts(m_session, m_ids));
    m_connections->show(m_ids.size() == 1 ? connectionFacts(m_session, m_ids.front())
                                          : std::vector<InspectorFact>());
}

void InspectorPanel::describe()
{
    const Project& project = m_session.project();
    const Theme& t = m_themes.theme();
    Icon icon = Icon::WallPlan;
    QColor color = t.text2;
    if (m_ids.empty()) {
        m_title->setText(project.name.empty() ? tr("Design")
                                              : QString::fromStdString(project.name));
        m_subtitle->setText(
            tr("Nothing selected: inputs of the design, variant %1")
                .arg(QString::fromStdString(project.variants[project.active].name)));
    } else {
        const Part* part = partOf(project, m_ids.front());
        std::map<QString, int> kinds;
        for (const EntityId id : m_ids)
            ++kinds[kindText(project, id)];
        if (part) {
            icon = kindIcon(part->kind);
            color = t.kind(part->kind);
        }
        if (m_ids.size() == 1) {
            m_title->setText(QString::fromStdString(project.blueprint().labelOf(m_ids.front())));
            QString detail = kindText(project, m_ids.front());
            if (part) {
                const int units = std::max(part->figures.rackUnits, part->figures.internalUnits);
                detail = units > 0 ? tr("%1 U · %2")
                                         .arg(units)
                                         .arg(QString::fromStdString(part->displayName()))
                                   : QString::fromStdString(part->displayName());
            }
            m_subtitle->setText(detail);
        } else {
            m_title->setText(tr("%1 selected").arg(m_ids.size()));
            QStringList words;
            for (const auto& [kind, count] : kinds)
                words += QStringLiteral("%1 %2").arg(count).arg(kind);
            m_subtitle->setText(words.join(QStringLiteral(" · ")));
        }
    }
    m_subtitle->setToolTip(m_subtitle->text());
    QPixmap tile(m_icon->size() * devicePixelRatioF());
    tile.setDevicePixelRatio(devicePixelRatioF());
    tile.fill(Qt::transparent);
    QPainter painter(&tile);
    paintBox(painter, QRect({0, 0}, m_icon->size()), t.body, t.line2, metrics::chipRadius);
    paintIcon(painter, QRect(8, 8, 16, 16), icon, color);
    painter.end();
    m_icon->setPixmap(tile);
    bool isLocked = !m_ids.empty(), canLock = false;
    for (const EntityId id : m_ids)
        if (const auto thing = placedThing(project.blueprint(), id)) {
            canLock = true;
            isLocked = isLocked && thing->isLocked;
        }
    m_lock->setVisible(canLock);
    m_lock->setChecked(canLock && isLocked);
    m_lock->setIcon(symbolIcon(canLock && isLocked ? Icon::Lock : Icon::Unlock, m_themes));
    m_lock->setToolTip(isLocked ? tr("Locked: press to unlock") : tr("Lock in place"));
}

void InspectorPanel::setLocked(bool isLocked)
{
    const std::vector<EntityId> ids = m_ids;
    const auto count = static_cast<std::int64_t>(ids.size());
    m_session.perform({isLocked ? "edit.lock" : "edit.unlock", {count}}, [&](Draft& draft) {
        millwright::setLocked(draft, ids, isLocked);
        return Result<void>();
    });
    describe();
}

} // namespace millwright

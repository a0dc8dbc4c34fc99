#include "views/panels/RackWorkspace.h"
#include "model/base/Units.h"
#include "views/panels/RackOverview.h"
#include "views/theme/ThemeManager.h"
#include "views/widgets/Buttons.h"
#include "views/widgets/EmptyState.h"
#include "views/widgets/Labels.h"
#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace millwright
{
namespace
{

/// The bar at the top: the panel's colour with a line below, through its whole width.
class HeadBar : public QWidget
{
public:
    HeadBar(const ThemeManager& themes, QWidget* parent) : QWidget(parent), m_themes(themes) {}

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), m_themes.theme().panel);
        painter.fillRect(0, height() - 1, width(), 1, m_themes.theme().line);
    }

private:
    const ThemeManager& m_themes;
};

} // namespace

RackWorkspace::RackWorkspace(Session& session, const ThemeManager& themes, QWidget* parent)
    : QWidget(parent), m_session(session), m_view(new RackView(session, themes, this)),
      m_overview(new RackOverview(*m_view, themes, this)),
      m_rowName(makeLabel({}, TextTone::Value, type::hint, QFont::DemiBold)),
      m_rowFigures(makeLabel({}, TextTone::Label, type::hint)),
      m_rear(new ChipButton(themes, tr("Front + rear"), this)),
      m_empty(new EmptyState(
          themes,
          {Icon::Rack, tr("No racks in this hall"),
           tr("Place racks on the plan; their elevations stand here row by row."), QString()},
          this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* bar = new HeadBar(themes, this);
    auto* head = new QHBoxLayout(bar);
    head->setContentsMargins(0, 0, metrics::panelPadding, 0);
    head->setSpacing(12);
    head->addWidget(m_overview, 1);
    auto* figures = new QVBoxLayout;
    figures->setSpacing(2);
    figures->addStretch(1);
    figures->addWidget(m_rowName);
    figures->addWidget(m_rowFigures);
    figures->addStretch(1);
    head->addLayout(figures);
    head->addWidget(m_rear);
    column->addWidget(bar);
    column->addWidget(m_view, 1);
    column->addWidget(m_empty, 1);
    m_rear->setCheckable(true);
    m_rear->setChecked(true);
    connect(m_rear, &QAbstractButton::toggled, m_view, &RackView::setRearShown);
    connect(m_view, &RackView::rowChanged, this, &RackWorkspace::showRow);
    connect(m_view, &RackView::rowsChanged, this, &RackWorkspace::showRow);
    connect(&m_session, &Session::resultsChanged, this, [this] {
        if (isVisible())
            showRow();
    });
    connect(m_view, &RackView::activated, this, &RackWorkspace::activated);
    connect(m_view, &RackView::contextMenuWanted, this, &RackWorkspace::contextMenuWanted);
    connect(m_view, &RackView::hintChanged, this, &RackWorkspace::hintChanged);
    m_empty->hide();
}

void RackWorkspace::showRow()
{
    const bool isEmpty = m_view->scene().rows().empty();
    m_empty->setVisible(isEmpty);
    // Hidden it would not hear of racks that come, so it keeps its place and stays unseen below.
    m_view->setMaximumHeight(isEmpty ? 1 : QWIDGETSIZE_MAX);
    const int row = m_view->row();
    const bool hasRow = row >= 0 && row < static_cast<int>(m_view->scene().rows().size());
    m_rowName->setText(hasRow ? m_view->scene().rows()[static_cast<std::size_t>(row)].name
                              : QString());
    m_rowFigures->setText(rowSummary());
}

QString RackWorkspace::rowSummary() const
{
    const int row = m_view->row();
    if (row < 0 || row >= static_cast<int>(m_view->scene().rows().size()))
        return {};
    double power = 0.0, limit = 0.0, mass = 0.0;
    int used = 0, units = 0;
    for (const Id<Rack> rack : m_view->scene().rows()[static_cast<std::size_t>(row)].racks) {
        const RackColumn& column = m_view->scene().column(rack);
        power += column.power_W;
        limit += column.powerLimit_W;
        mass += column.mass_kg;
        used += column.isSystem ? column.units : column.used;
        units += column.units;
    }
    const auto kilowatts = [](double watts) { return QString::number(watts / 1e3, 'f', 0); };
    const QString powerText = limit > 0.0
                                  ? tr("%1 of %2 kW").arg(kilowatts(power), kilowatts(limit))
                                  : tr("%1 kW").arg(kilowatts(power));
    return tr("%1\n%2 of %3 U · %4")
        .arg(powerText)
        .arg(used)
        .arg(units)
        .arg(QString::fromStdString(formatMeasure(mass, "kg")));
}

} // namespace millwright

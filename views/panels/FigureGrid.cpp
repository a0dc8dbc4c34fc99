#include "views/panels/FigureGrid.h"
#include "views/theme/ThemeManager.h"
#include "views/widgets/ExplainableNumber.h"
#include "views/widgets/Labels.h"
#include <QGridLayout>
#include <QVBoxLayout>

namespace millwright
{
namespace
{

constexpr int narrowestCard = 164;

QString arrow(int direction)
{
    return direction > 0 ? QStringLiteral("▲ +") : QStringLiteral("▼ −");
}

} // namespace

FigureCard::FigureCard(const ThemeManager& themes, QWidget* parent)
    : CardFrame(themes, parent), m_themes(themes),
      m_label(makeLabel({}, TextTone::Label, type::hint, QFont::Normal, this)),
      m_band(makeLabel({}, TextTone::Hint, type::hint, QFont::Normal, this)),
      m_change(makeLabel({}, TextTone::Hint, type::hint, QFont::Normal, this)),
      m_number(new ExplainableNumber(themes, this))
{
    column()->setContentsMargins(10, 6, 6, 6);
    column()->setSpacing(0);
    m_number->setPixelSize(type::kpi, QFont::DemiBold);
    column()->addWidget(m_label);
    column()->addWidget(m_number, 0, Qt::AlignLeft);
    column()->addWidget(m_band);
    column()->addWidget(m_change);
    m_band->setToolTip(tr("Four of five measured cases lie within such a band around the estimate."));
    // All cards of a row are equally wide, whatever they say.
    for (QLabel* line : {m_label, m_band, m_change})
        line->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    connect(m_number, &QAbstractButton::clicked, this, [this] { emit explainRequested(m_cell.id); });
    connect(&themes, &ThemeManager::changed, this, [this] { show(m_cell, false); });
}

void FigureCard::show(const FigureCell& cell, bool isStale)
{
    m_cell = cell;
    m_label->setText(cell.label);
    m_number->setSubject(cell.label);
    m_number->setNumber(cell.number, cell.unit);
    m_band->setText(cell.band);
    m_change->setText(changeText());
    m_change->setVisible(!changeText().isEmpty());
    QPalette palette = m_change->palette();
    palette.setColor(QPalette::WindowText, cell.quality == ChangeQuality::Neutral
                                               ? m_themes.theme().text3
                                               : m_themes.theme().change(cell.quality));
    m_change->setPalette(palette);
    setEnabled(!isStale);
    setAccessibleName(
        QStringLiteral("%1: %2 %3. %4").arg(cell.label, cell.number, cell.unit, cell.band));
}

QString FigureCard::bandText() const
{
    return m_band->text();
}

QString FigureCard::changeText() const
{
    return m_cell.change.isEmpty() ? QString() : arrow(m_cell.direction) + m_cell.change;
}

FigureGrid::FigureGrid(const ThemeManager& themes, QWidget* parent)
    : QWidget(parent), m_themes(themes), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(8);
}

void FigureGrid::show(const std::vector<FigureCell>& cells, bool isStale)
{
    while (m_cards.size() < cells.size()) {
        auto* card = new FigureCard(m_themes, this);
        connect(card, &FigureCard::explainRequested, this, &FigureGrid::explainRequested);
        m_cards.push_back(card);
    }
    for (std::size_t i = 0; i < m_cards.size(); ++i) {
        if (i < cells.size())
            m_cards[i]->show(cells[i], isStale);
        m_cards[i]->setVisible(i < cells.size());
    }
    const int count = static_cast<int>(cells.size());
    if (count != m_count) {
        m_count = count;
        m_columns = 0;
        arrange();
    }
}

FigureCard* FigureGrid::card(const QString& figure) const
{
    for (int i = 0; i < m_count; ++i)
        if (m_cards[static_cast<std::size_t>(i)]->cell().id == figure)
            return m_cards[static_cast<std::size_t>(i)];
    return nullptr;
}

void FigureGrid::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void FigureGrid::arrange()
{
    const int most = std::max(2, (width() + 8) / (narrowestCard + 8));
    // As many rows as it takes, filled evenly.
    const int rows = (m_count + most - 1) / most;
    const int columns = rows > 0 ? (m_count + rows - 1) / rows : most;
    if (columns == m_columns || m_count == 0)
        return;
    m_columns = columns;
    for (FigureCard* card : m_cards)
        m_grid->removeWidget(card);
    for (int i = 0; i < m_count; ++i)
        m_grid->addWidget(m_cards[static_cast<std::size_t>(i)], i / columns, i % columns);
    for (int i = 0; i < 12; ++i)
        m_grid->setColumnStretch(i, i < columns ? 1 : 0);
}

} // namespace millwright

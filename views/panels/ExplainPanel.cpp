#include "views/panels/ExplainPanel.h"
#include "model/analysis/Metric.h"
#include "model/analysis/Reliance.h"
#include "model/base/Units.h"
#include "views/models/ExplainModel.h"
#include "views/panels/ExplainDelegate.h"
#include "views/session/Session.h"
#include "views/theme/Icon.h"
#include "views/theme/Paint.h"
#include "views/theme/ThemeManager.h"
#include "views/widgets/EmptyState.h"
#include "views/widgets/Labels.h"
#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace millwright
{
namespace
{

/// The formula in its box, broken over lines where it is long.
class FormulaLabel : public QLabel
{
public:
    FormulaLabel(const ThemeManager& themes, QWidget* parent) : QLabel(parent), m_themes(themes)
    {
        setFont(monoFont(type::hint));
        setWordWrap(true);
        setContentsMargins(10, 7, 10, 7);
        setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    }

protected:
    void paintEvent(QPaintEvent* event) override
    {
        QPainter painter(this);
        paintBox(painter, rect(), m_themes.theme().chip, {}, metrics::chipRadius);
        painter.end();
        QLabel::paintEvent(event);
    }

private:
    const ThemeManager& m_themes;
};

QString labelOf(const QString& metric)
{
    const Metric* row = findMetric(metric.toStdString());
    return row ? QString::fromUtf8(row->label.data(), static_cast<qsizetype>(row->label.size()))
               : metric;
}

} // namespace

ExplainPanel::ExplainPanel(Session& session, const ThemeManager& themes, QWidget* parent)
    : QWidget(parent), m_session(session), m_themes(themes), m_model(new ExplainModel(this)),
      m_tree(new QTreeView(this)),
      m_empty(new EmptyState(themes,
                             {Icon::Info, tr("Nothing explained"),
                              tr("Press a number with a dotted line to see where it comes from."),
                              QString()},
                             this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(0);
    m_head = makeHead();
    column->addWidget(m_head);
    m_tree->setModel(m_model);
    m_tree->setItemDelegate(new ExplainDelegate(themes, m_tree));
    m_tree->setHeaderHidden(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setIndentation(16);
    m_tree->setMouseTracking(true);
    m_tree->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tree->viewport()->setBackgroundRole(QPalette::Window);
    m_tree->setAccessibleName(tr("Derivation"));
    column->addWidget(m_tree, 1);
    column->addWidget(m_empty, 1);
    // A metric within the tree becomes the subject by a double click.
    connect(m_tree, &QTreeView::doubleClicked, this, [this](const QModelIndex& index) {
        const QString metric = index.data(ExplainModel::MetricRole).toString();
        if (!metric.isEmpty())
            explain(metric);
    });
    connect(&m_session, &Session::resultsChanged, this, &ExplainPanel::refreshSoon);
    // Walks many derivations: not at every step of a gesture, but when it rests.
    m_relianceTimer.setSingleShot(true);
    m_relianceTimer.setInterval(150);
    connect(&m_relianceTimer, &QTimer::timeout, this, &ExplainPanel::showReliance);
    refresh();
}

QWidget* ExplainPanel::makeHead()
{
    auto* head = new QWidget(this);
    auto* column = new QVBoxLayout(head);
    column->setContentsMargins(metrics::panelPadding, 0, metrics::panelPadding, 8);
    column->setSpacing(4);
    auto* line = new QHBoxLayout;
    line->setSpacing(4);
    const auto button = [&](Icon icon, const QString& words) {
        auto* made = new QToolButton(head);
        made->setIcon(symbolIcon(icon, m_themes));
        made->setAutoRaise(true);
        made->setToolTip(words);
        made->setAccessibleName(words);
        return made;
    };
    m_back = button(Icon::ChevronLeft, tr("Back to the number before"));
    m_copy = button(Icon::Copy, tr("Copy as text"));
    m_title = makeLabel({}, TextTone::Label, type::body, QFont::Medium);
    line->addWidget(m_back);
    line->addWidget(m_title, 1);
    line->addWidget(m_copy);
    column->addLayout(line);
    auto* figure = new QHBoxLayout;
    figure->setSpacing(5);
    m_value = makeLabel({}, TextTone::Value, type::figure, QFont::DemiBold);
    m_unit = makeLabel({}, TextTone::Label, type::body);
    figure->addWidget(m_value);
    figure->addWidget(m_unit, 1, Qt::AlignBottom);
    column->addLayout(figure);
    m_formula = new FormulaLabel(m_themes, head);
    column->addWidget(m_formula);
    m_note = makeLabel({}, TextTone::Label, type::hint, QFont::Normal, head);
    m_note->setWordWrap(true);
    column->addWidget(m_note);
    m_reliance = makeLabel({}, TextTone::Hint, type::hint, QFont::Normal, head);
    m_reliance->setWordWrap(true);
    m_reliance->setObjectName(QStringLiteral("reliance"));
    column->addWidget(m_reliance);
    connect(m_back, &QToolButton::clicked, this, &ExplainPanel::back);
    connect(m_copy, &QToolButton::clicked, this, &ExplainPanel::copy);
    return head;
}

void ExplainPanel::explain(const QString& metric)
{
    if (metric == m_metric) {
        refresh();
        return showReliance();
    }
    if (!m_metric.isEmpty())
        m_history.append(m_metric);
    m_metric = metric;
    m_model->setRoot(nullptr, {});
    refresh();
    showReliance();
}

void ExplainPanel::back()
{
    if (m_history.isEmpty())
        return;
    m_metric = m_history.takeLast();
    m_model->setRoot(nullptr, {});
    refresh();
    showReliance();
}

QString ExplainPanel::valueText() const
{
    return (m_value->text() + u' ' + m_unit->text()).trimmed();
}

QString ExplainPanel::noteText() const
{
    return m_note->isHidden() ? QString() : m_note->text();
}

/// Band and trust of an estimate, and where a formula that is no plain arithmetic comes from.
void ExplainPanel::showNote(const ExplainNode& node)
{
    QStringList notes;
    if (m_provider.note)
        notes += m_provider.note(m_metric.toStdString());
    if (node.op == ExplainOp::Function && !node.source.empty())
        notes += tr("Formula: %1").arg(explainSource(node.source));
    notes.removeAll({});
    m_note->setText(notes.join(u'\n'));
    m_note->setVisible(!notes.isEmpty());
}

QString ExplainPanel::formulaText() const
{
    return m_formula->text();
}

Result<ExplainPtr> ExplainPanel::derivation(const std::string& id) const
{
    if (m_provider.explain)
        if (auto found = m_provider.explain(id))
            return std::move(*found);
    return explainMetric({m_session.project(), m_session.results(), m_session.parameters()}, id);
}

QString ExplainPanel::titleOf(const QString& id) const
{
    const QString given =
        m_provider.title ? m_provider.title(id.toStdString()) : QString();
    return given.isEmpty() ? labelOf(id) : given;
}

void ExplainPanel::refreshSoon()
{
    if (!isVisible()) {
        m_isStale = true;
        return;
    }
    refresh();
    m_relianceTimer.start();
}

void ExplainPanel::refresh()
{
    m_isStale = false;
    const bool hasMetric = !m_metric.isEmpty();
    m_head->setVisible(hasMetric);
    m_tree->setVisible(hasMetric);
    m_empty->setVisible(!hasMetric);
    m_back->setVisible(!m_history.isEmpty());
    if (!hasMetric)
        return;
    m_title->setText(titleOf(m_metric));
    const auto open = [this](const std::string& metric) { return derivation(metric); };
    const auto found = open(m_metric.toStdString());
    if (!found)
        return showProblem(QString::fromStdString(formatMessage(found.error().message)));
    const ExplainNode& node = **found;
    const FormattedMeasure text = splitMeasure(node.value, node.unit.empty() ? "1" : node.unit);
    m_value->setText(QString::fromStdString(text.number));
    m_unit->setText(QString::fromStdString(text.unit));
    m_copy->setEnabled(true);
    m_formula->setVisible(true);
    m_formula->setText(QStringLiteral("= ") + explainFormula(node));
    showNote(node);
    const QStringList paths = openPaths();
    const bool isNew = m_model->root() == nullptr;
    m_model->setRoot(*found, open);
    if (!isNew)
        reopen(paths);
}

void ExplainPanel::showProblem(const QString& text)
{
    m_model->setRoot(nullptr, {});
    m_value->setText(QStringLiteral("–"));
    m_unit->clear();
    m_copy->setEnabled(false);
    m_reliance->hide();
    m_note->hide();
    m_formula->setVisible(true);
    m_formula->setText(text);
}

/// How much of the number nobody has verified, and on which figures that rests most.
void ExplainPanel::showReliance()
{
    const auto reliance =
        relianceOf({m_session.project(), m_session.results(), m_session.parameters()},
                   m_metric.toStdString());
    m_reliance->setVisible(reliance.isOk());
    if (!reliance)
        return;
    const auto percent = [](double share) {
        return QString::number(100.0 * share, 'f', share > 0.0 && share < 0.01 ? 1 : 0) + u' ' + u'%';
    };
    if (reliance->figures.empty()) {
        m_reliance->setText(tr("Rests on verified figures only."));
        m_reliance->setToolTip({});
        return;
    }
    QStringList lines;
    for (const WeakFigure& figure : reliance->figures)
        lines += tr("%1  %2, %3 (%4)")
                     .arg(percent(figure.share), QString::fromStdString(formatMessage({figure.label, {}})),
                          QString::fromStdString(formatMeasure(figure.value, figure.unit.empty() ? "1" : figure.unit)),
                          QString::fromStdString(figure.confidence));
    m_reliance->setText(tr("Rests %1 on unverified figures, most on: %2.")
                            .arg(percent(reliance->share),
                                 QString::fromStdString(formatMessage({reliance->figures.front().label, {}}))));
    m_reliance->setToolTip(lines.mid(0, 10).join(u'\n'));
}

QStringList ExplainPanel::openPaths() const
{
    QStringList paths;
    const std::function<void(const QModelIndex&)> walk = [&](const QModelIndex& parent) {
        for (int row = 0; row < m_model->rowCount(parent); ++row) {
            const QModelIndex index = m_model->index(row, 0, parent);
            if (!m_tree->isExpanded(index))
                continue;
            paths += index.data(ExplainModel::PathRole).toString();
            walk(index);
        }
    };
    walk({});
    return paths;
}

void ExplainPanel::reopen(const QStringList& paths)
{
    for (const QString& path : paths) { // parents stand before what is below them
        QModelIndex index;
        for (const QString& step : path.split(u'/', Qt::SkipEmptyParts)) {
            if (m_model->canFetchMore(index))
                m_model->fetchMore(index);
            index = m_model->index(step.toInt(), 0, index);
        }
        if (index.isValid()) {
            if (m_model->canFetchMore(index))
                m_model->fetchMore(index);
            m_tree->expand(index);
        }
    }
}

QString ExplainPanel::asText() const
{
    if (!m_model->root())
        return {};
    return titleOf(m_metric) + u'\n' +
           explainText(*m_model->root(),
                       [this](const std::string& metric) { return derivation(metric); });
}

void ExplainPanel::copy() const
{
    QApplication::clipboard()->setText(asText());
}

bool ExplainPanel::event(QEvent* event)
{
    if (event->type() == QEvent::Show && m_isStale) {
        refresh();
        m_relianceTimer.start();
    }
    return QWidget::event(event);
}

} // namespace millwright

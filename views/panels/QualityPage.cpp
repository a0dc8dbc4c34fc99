#include "views/panels/QualityPage.h"
#include "views/charts/EqualityChart.h"
#include "views/panels/InspectorCombo.h"
#include "views/theme/ThemeManager.h"
#include "views/widgets/Buttons.h"
#include "views/widgets/Labels.h"
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMap>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>
#include <cmath>

namespace millwright
{
namespace
{

constexpr int classWidth = 210;
constexpr int fewestOfOne = 20; ///< points of one accelerator that are worth a look of their own

QString errorText(const std::optional<QualityErrors>& errors)
{
    if (!errors)
        return QualityPage::tr("not measured");
    return QStringLiteral("%1 / %2 %")
        .arg(100.0 * errors->median, 0, 'f', 0)
        .arg(100.0 * errors->p90, 0, 'f', 0);
}

QString shareText(double share, bool isSigned)
{
    const double percent = std::round(100.0 * share);
    const QString sign = percent < 0.0 ? QStringLiteral("−")
                         : isSigned && percent > 0.0 ? QStringLiteral("+")
                                                     : QString();
    return sign + QStringLiteral("%1 %").arg(std::abs(percent), 0, 'f', 0);
}

/// What a predictor is that only sets the scale, in words.
QString baselineName(const QString& name)
{
    if (name == QLatin1String("roofline"))
        return QualityPage::tr("Bare roofline, for scale");
    if (name == QLatin1String("nearest"))
        return QualityPage::tr("Nearest other model, for scale");
    if (name.startsWith(QLatin1String("roofline-")))
        return QualityPage::tr("Roofline × one constant, for scale");
    return QualityPage::tr("%1, for scale").arg(name);
}

QString sentence(QString text)
{
    if (!text.isEmpty())
        text.front() = text.front().toUpper();
    return text;
}

QStandardItem* cell(const QString& text, bool isNumber)
{
    auto* item = new QStandardItem(text);
    item->setEditable(false);
    if (isNumber)
        item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    return item;
}

} // namespace

QualityPage::QualityPage(const QualityReport& report, const ThemeManager& themes, QWidget* parent)
    : QScrollArea(parent), m_report(report), m_chart(new EqualityChart(themes)),
      m_says(makeLabel({}, TextTone::Label, type::body)), m_rows(new QStandardItemModel(this)),
      m_table(new QTableView)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    auto* body = new QWidget(this);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(16, 12, 16, 16);
    column->setSpacing(12);
    column->addWidget(makeBar(themes));
    m_says->setWordWrap(true);
    column->addWidget(m_says);
    m_table->setModel(m_rows);
    m_table->setAccessibleName(tr("Errors by class of case"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setShowGrid(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(metrics::tableRow);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setTabKeyNavigation(false);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column->addWidget(m_table);
    column->addWidget(m_chart, 1);
    setWidget(body);
    for (const QualityTarget& target : report.targets)
        m_target->addItem(target.title);
    connect(m_target, &QComboBox::currentIndexChanged, this, &QualityPage::showTarget);
    connect(m_accelerator, &QComboBox::currentIndexChanged, this, &QualityPage::showChart);
    showTarget(0);
}

QWidget* QualityPage::makeBar(const ThemeManager& themes)
{
    auto* bar = new QWidget(this);
    auto* line = new QHBoxLayout(bar);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    m_target = new InspectorCombo(bar);
    m_target->setAccessibleName(tr("What is compared"));
    m_target->setMinimumWidth(200);
    m_accelerator = new InspectorCombo(bar);
    m_accelerator->setAccessibleName(tr("Accelerator of the cases in the chart"));
    m_accelerator->setMinimumWidth(200);
    auto* calibrate =
        new ChipButton(themes, Icon::Gauge, tr("Calibrate on your measurements…"), bar);
    line->addWidget(m_target);
    line->addWidget(m_accelerator);
    line->addStretch(1);
    line->addWidget(calibrate);
    connect(calibrate, &QAbstractButton::clicked, this, &QualityPage::calibrateRequested);
    return bar;
}

const QualityTarget* QualityPage::current() const
{
    const int index = m_target->currentIndex();
    const auto count = static_cast<int>(m_report.targets.size());
    return index >= 0 && index < count ? &m_report.targets[static_cast<std::size_t>(index)]
                                       : nullptr;
}

void QualityPage::showTarget(int index)
{
    m_target->setCurrentIndex(index);
    if (const QualityTarget* target = current()) {
        fillAccelerators(*target);
        fillTable(*target);
    }
    showChart();
}

void QualityPage::fillAccelerators(const QualityTarget& target)
{
    QMap<QString, int> counts;
    for (const QualityPoint& point : target.points)
        ++counts[point.accelerator];
    const QSignalBlocker quiet(m_accelerator);
    m_accelerator->clear();
    m_accelerator->addItem(tr("All accelerators"));
    for (auto it = counts.begin(); it != counts.end(); ++it)
        if (it.value() >= fewestOfOne)
            m_accelerator->addItem(QStringLiteral("%1 (%2)").arg(it.key()).arg(it.value()),
                                   it.key());
}

void QualityPage::fillTable(const QualityTarget& target)
{
    m_rows->clear();
    m_rows->setHorizontalHeaderLabels({tr("Class"), tr("Cases"), tr("Seen"), tr("Model left out"),
                                       tr("Accelerator left out"), tr("Bias"),
                                       tr("In the 80 % band")});
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Fixed);
    m_table->setColumnWidth(0, classWidth);
    for (int column = 0; column < m_rows->columnCount(); ++column)
        m_rows->horizontalHeaderItem(column)->setTextAlignment(
            (column == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    for (const QualityClass& row : target.classes) {
        const QualityErrors& banded = row.byAccelerator ? *row.byAccelerator : row.seen;
        m_rows->appendRow({cell(sentence(row.name), false), cell(QString::number(row.seen.rows), true),
                           cell(errorText(row.seen), true), cell(errorText(row.byModel), true),
                           cell(errorText(row.byAccelerator), true),
                           cell(shareText(row.seen.bias, true), true),
                           cell(shareText(banded.band, false), true)});
    }
    for (const auto& [name, errors] : target.baselines)
        m_rows->appendRow({cell(baselineName(name), false), cell({}, true),
                           cell(errorText(errors), true), cell({}, true), cell({}, true),
                           cell({}, true), cell({}, true)});
    const int rows = m_rows->rowCount();
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height() +
                            rows * metrics::tableRow + 8);
    m_says->setText(
        tr("%1 of %2 measured cases can be compared. Errors are |ln(predicted / measured)|: median / 90th "
           "percentile, so 12 / 34 % means that half of the cases are closer than 12 %, nine of ten closer "
           "than 34 %. Left out: refitted without the model, or the accelerator, of the case.")
            .arg(target.covered)
            .arg(target.cases));
}

void QualityPage::showChart()
{
    m_chart->show(current(), m_accelerator->currentData().toString());
}

} // namespace millwright

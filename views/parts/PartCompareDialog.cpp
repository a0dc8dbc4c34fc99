#include "views/parts/PartCompareDialog.h"
#include "views/parts/PartCompareModel.h"
#include "views/parts/PartTableDelegate.h"
#include "views/theme/ThemeManager.h"
#include "views/widgets/Buttons.h"
#include "views/widgets/Labels.h"
#include "views/widgets/SearchField.h"
#include <QCheckBox>
#include <QClipboard>
#include <QCompleter>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QStringListModel>
#include <QTableView>
#include <QVBoxLayout>

namespace millwright
{
namespace
{

constexpr std::size_t suggestionLimit = 12;
constexpr int fieldWidth = 200, unitWidth = 62, partWidth = 188;

} // namespace

PartCompareDialog::PartCompareDialog(const PartSource& parts, const ThemeManager& themes,
                                     const QStringList& partIds, QWidget* parent)
    : QDialog(parent), m_parts(parts), m_themes(themes), m_model(new PartCompareModel(this)),
      m_table(new QTableView(this)), m_suggestions(new QStringListModel(this)),
      m_note(makeLabel({}, TextTone::Label, type::body, QFont::Normal, this))
{
    setWindowTitle(tr("Compare parts"));
    setObjectName(QStringLiteral("compareDialog"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    column->addLayout(makeHead(themes));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new PartTableDelegate(themes, m_table));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(metrics::tableRow);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->setShowGrid(false);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setAccessibleName(tr("Fields of the parts"));
    column->addWidget(m_table, 1);
    column->addLayout(makeFoot());
    std::vector<PartPtr> shown;
    for (const QString& id : partIds)
        if (PartPtr part = m_parts.part(id.toStdString()); part && shown.size() < mostCompared)
            shown.push_back(std::move(part));
    show(std::move(shown));
    const int columns = std::max(2, static_cast<int>(partIds.size()));
    resize(std::min(1240, 60 + fieldWidth + unitWidth + columns * partWidth), 660);
}

QLayout* PartCompareDialog::makeHead(const ThemeManager& themes)
{
    auto* head = new QHBoxLayout;
    head->setSpacing(6);
    m_search = new SearchField(themes, tr("Add a part"), this);
    m_search->setFixedWidth(240);
    auto* completer = new QCompleter(m_suggestions, this);
    completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_search->setCompleter(completer);
    connect(m_search, &QLineEdit::textEdited, this, &PartCompareDialog::suggest);
    connect(completer, QOverload<const QString&>::of(&QCompleter::activated), this,
            &PartCompareDialog::pick, Qt::QueuedConnection);
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        if (!m_found.empty())
            pick(m_suggestions->stringList().value(0));
    });
    head->addWidget(m_search);
    m_chips = new QHBoxLayout;
    m_chips->setSpacing(4);
    head->addLayout(m_chips);
    head->addStretch(1);
    auto* onlyDifferent = new QCheckBox(tr("Only differences"), this);
    connect(onlyDifferent, &QCheckBox::toggled, m_model, &PartCompareModel::setOnlyDifferent);
    head->addWidget(onlyDifferent);
    return head;
}

QLayout* PartCompareDialog::makeFoot()
{
    auto* foot = new QHBoxLayout;
    foot->setSpacing(8);
    m_note->setWordWrap(true);
    foot->addWidget(m_note, 1);
    const auto add = [&](const QString& text, void (PartCompareDialog::*run)()) {
        auto* button = new QPushButton(text, this);
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, run);
        foot->addWidget(button);
    };
    add(tr("Copy as text"), &PartCompareDialog::copyText);
    add(tr("Copy as CSV"), &PartCompareDialog::copyCsv);
    auto* close = new QPushButton(tr("Close"), this);
    close->setAutoDefault(false);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    foot->addWidget(close);
    return foot;
}

void PartCompareDialog::suggest(const QString& text)
{
    PartQuery query;
    query.text = text.trimmed().toStdString();
    query.limit = suggestionLimit;
    m_found = query.text.empty() ? std::vector<PartSummary>() : m_parts.search(query);
    QStringList names;
    for (const PartSummary& part : m_found)
        names << QString::fromStdString(part.vendor.empty() ? part.name
                                                            : part.vendor + " " + part.name);
    m_suggestions->setStringList(names);
}

void PartCompareDialog::pick(const QString& suggestion)
{
    const auto row = m_suggestions->stringList().indexOf(suggestion);
    if (row < 0)
        return;
    addPart(QString::fromStdString(m_found[static_cast<std::size_t>(row)].id));
    m_found.clear();
    m_search->clear();
}

bool PartCompareDialog::addPart(const QString& partId)
{
    PartPtr part = m_parts.part(partId.toStdString());
    if (!part || partIds().contains(partId))
        return false;
    if (m_model->comparison().parts.size() >= mostCompared) {
        m_note->setText(tr("At most six parts stand side by side; take one out first."));
        return false;
    }
    std::vector<PartPtr> parts = m_model->comparison().parts;
    parts.push_back(std::move(part));
    show(std::move(parts));
    return true;
}

void PartCompareDialog::removePart(const QString& partId)
{
    std::vector<PartPtr> parts = m_model->comparison().parts;
    std::erase_if(parts, [&](const PartPtr& part) { return part->id == partId.toStdString(); });
    show(std::move(parts));
}

QStringList PartCompareDialog::partIds() const
{
    QStringList ids;
    for (const PartPtr& part : m_model->comparison().parts)
        ids << QString::fromStdString(part->id);
    return ids;
}

void PartCompareDialog::show(std::vector<PartPtr> parts)
{
    m_model->setParts(std::move(parts));
    while (QLayoutItem* item = m_chips->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    for (const PartPtr& part : m_model->comparison().parts) {
        const QString name = QString::fromStdString(part->name);
        auto* chip = new ChipButton(m_themes, Icon::Close,
                                    fontMetrics().elidedText(name, Qt::ElideRight, 110), this);
        chip->setToolTip(tr("Take %1 out").arg(name));
        chip->setAccessibleName(chip->toolTip());
        chip->setAutoDefault(false);
        connect(chip, &ChipButton::clicked, this,
                [this, id = QString::fromStdString(part->id)] { removePart(id); });
        m_chips->addWidget(chip);
    }
    m_table->setColumnWidth(0, fieldWidth);
    m_table->setColumnWidth(1, unitWidth);
    for (int i = PartCompareModel::firstPart; i < m_model->columnCount(); ++i)
        m_table->setColumnWidth(i, partWidth);
    m_note->setText(m_model->comparison().parts.size() < fewestCompared
                        ? tr("Add another part to see where they differ.")
                        : tr("A tick marks the best where one side is better. The source stands in "
                             "the hint of each figure."));
}

void PartCompareDialog::copyText()
{
    QGuiApplication::clipboard()->setText(
        QString::fromStdString(comparisonText(m_model->comparison())));
    m_note->setText(tr("Copied as text."));
}

void PartCompareDialog::copyCsv()
{
    QGuiApplication::clipboard()->setText(
        QString::fromStdString(comparisonCsv(m_model->comparison())));
    m_note->setText(tr("Copied as CSV."));
}

} // namespace millwright

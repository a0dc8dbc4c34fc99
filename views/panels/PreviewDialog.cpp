#include "views/panels/PreviewDialog.h"
#include "views/theme/ThemeManager.h"
#include "views/widgets/Buttons.h"
#include "views/widgets/Labels.h"
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace millwright
{

PreviewDialog::PreviewDialog(const ThemeManager& themes, const Words& words, QWidget* parent)
    : QDialog(parent), m_above(new QVBoxLayout), m_pages(new QStackedWidget(this)),
      m_table(new QTableView(this)),
      m_note(makeLabel({}, TextTone::Hint, type::body, QFont::Normal, this))
{
    setWindowTitle(words.title);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(8);
    column->addWidget(makeFileRow(words));
    m_above->setSpacing(8);
    column->addLayout(m_above);
    m_table->setAccessibleName(words.tableName);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false); // Tab leaves the table, arrows walk in it
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(metrics::tableRow);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    auto* empty = new EmptyState(themes, words.empty, this);
    m_pages->addWidget(empty);
    m_pages->addWidget(m_table);
    column->addWidget(m_pages, 1);
    m_note->setWordWrap(true);
    column->addWidget(m_note);
    column->addWidget(makeButtons(themes, words));
    connect(empty, &EmptyState::activated, this, [this] { chooseFiles(); });
}

QWidget* PreviewDialog::makeFileRow(const Words& words)
{
    auto* box = new QWidget(this);
    m_fileRow = new QHBoxLayout(box);
    m_fileRow->setContentsMargins(0, 0, 0, 0);
    m_fileRow->setSpacing(8);
    m_path = new QLineEdit(box);
    m_path->setReadOnly(true);
    m_path->setFocusPolicy(Qt::ClickFocus); // to copy from; what one does stands beside it
    m_path->setPlaceholderText(words.path);
    m_path->setAccessibleName(words.pathName);
    m_fileRow->addWidget(m_path, 1);
    return box;
}

QWidget* PreviewDialog::makeButtons(const ThemeManager& themes, const Words& words)
{
    auto* box = new QWidget(this);
    m_actions = new QHBoxLayout(box);
    m_actions->setContentsMargins(0, 0, 0, 0);
    m_actions->setSpacing(8);
    m_actions->addStretch(1);
    m_take = new PrimaryButton(themes, words.take, box);
    m_take->setEnabled(false);
    m_take->setAutoDefault(false);
    m_actions->addWidget(m_take);
    QPushButton* cancel = addButton(tr("Cancel"));
    connect(m_take, &QPushButton::clicked, this, &QDialog::accept);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    return box;
}

QPushButton* PreviewDialog::addFileButton(const QString& text)
{
    auto* button = new QPushButton(text, this);
    button->setAutoDefault(false);
    m_fileRow->addWidget(button);
    return button;
}

QPushButton* PreviewDialog::addButton(const QString& text)
{
    auto* button = new QPushButton(text, this);
    button->setAutoDefault(false);
    m_actions->addWidget(button);
    return button;
}

void PreviewDialog::addAbove(QWidget* part, bool waits)
{
    m_above->addWidget(part);
    if (waits && isEmpty()) {
        part->hide();
        m_waiting += part;
    }
}

bool PreviewDialog::isEmpty() const
{
    return m_pages->currentWidget() != m_table;
}

void PreviewDialog::showContent()
{
    m_pages->setCurrentWidget(m_table);
    for (QWidget* part : m_waiting)
        part->show();
    m_waiting.clear();
}

QString PreviewDialog::path() const
{
    return m_path->text();
}

void PreviewDialog::setPath(const QString& text)
{
    m_path->setText(text);
    m_path->setToolTip(text);
}

QString PreviewDialog::note() const
{
    return m_note->text();
}

void PreviewDialog::say(const QString& text, bool isProblem)
{
    m_note->setText(text);
    setTextTone(*m_note, isProblem ? TextTone::Value : TextTone::Hint);
}

} // namespace millwright

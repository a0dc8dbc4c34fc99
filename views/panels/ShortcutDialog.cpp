#include "views/panels/ShortcutDialog.h"
#include "views/ActionRegistry.h"
#include "views/widgets/Labels.h"
#include "views/widgets/SearchField.h"
#include <QAction>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace millwright
{
namespace
{

constexpr int idRole = Qt::UserRole;

} // namespace

ShortcutDialog::ShortcutDialog(ActionRegistry& actions, const ThemeManager& themes, QWidget* parent)
    : QDialog(parent), m_actions(actions), m_tree(new QTreeWidget(this)),
      m_search(new SearchField(themes, tr("Find action or keys"), this)),
      m_keys(new QKeySequenceEdit(this)),
      m_note(makeLabel({}, TextTone::Label, type::body, QFont::Normal, this)),
      m_clear(new QPushButton(tr("No shortcut"), this))
{
    setWindowTitle(tr("Shortcuts"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    column->addWidget(m_search);
    m_tree->setColumnCount(2);
    m_tree->setHeaderLabels({tr("Action"), tr("Keys")});
    m_tree->setRootIsDecorated(false);
    m_tree->setUniformRowHeights(true);
    m_tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_tree->setAccessibleName(tr("Actions and their keys"));
    column->addWidget(m_tree, 1);
    auto* row = new QHBoxLayout;
    row->addWidget(makeLabel(tr("New keys"), TextTone::Label, type::body, QFont::Normal, this));
    row->addWidget(m_keys, 1);
    row->addWidget(m_clear);
    m_keys->setAccessibleName(tr("Press the new keys"));
    column->addLayout(row);
    m_note->setWordWrap(true);
    column->addWidget(m_note);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto* reset = buttons->addButton(tr("Reset all"), QDialogButtonBox::ResetRole);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(reset, &QPushButton::clicked, this, [this] { m_actions.resetShortcuts(); });
    connect(&actions, &ActionRegistry::shortcutsChanged, this, &ShortcutDialog::fill);
    connect(m_search, &QLineEdit::textChanged, this, &ShortcutDialog::filter);
    connect(m_tree, &QTreeWidget::currentItemChanged, this, &ShortcutDialog::onPicked);
    connect(m_keys, &QKeySequenceEdit::editingFinished, this, [this] {
        if (!m_keys->keySequence().isEmpty())
            assign(m_keys->keySequence());
    });
    connect(m_clear, &QPushButton::clicked, this, [this] { assign({}); });
    fill();
    resize(560, 620);
}

void ShortcutDialog::fill()
{
    const QString current =
        m_tree->currentItem() ? m_tree->currentItem()->data(0, idRole).toString() : QString();
    m_tree->clear();
    for (const ActionRegistry::Entry& entry : m_actions.entries()) {
        const QString menu = ActionRegistry::menuTitle(entry.spec.menu);
        auto* item = new QTreeWidgetItem(
            m_tree, {QStringLiteral("%1: %2").arg(menu, plainActionText(entry.spec.text)),
                     entry.action->shortcut().toString(QKeySequence::NativeText)});
        item->setData(0, idRole, entry.spec.id);
    }
    filter(m_search->text());
    selectAction(current);
    onPicked();
}

void ShortcutDialog::filter(const QString& text)
{
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        QTreeWidgetItem* item = m_tree->topLevelItem(i);
        item->setHidden(!item->text(0).contains(text, Qt::CaseInsensitive) &&
                        !item->text(1).contains(text, Qt::CaseInsensitive));
    }
}

void ShortcutDialog::selectAction(const QString& id)
{
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i)
        if (m_tree->topLevelItem(i)->data(0, idRole).toString() == id)
            m_tree->setCurrentItem(m_tree->topLevelItem(i));
}

void ShortcutDialog::onPicked()
{
    const bool hasOne = m_tree->currentItem() != nullptr;
    m_keys->setEnabled(hasOne);
    m_clear->setEnabled(hasOne);
    m_keys->clear();
    if (!hasOne)
        m_note->setText(tr("Pick an action, then press its new keys."));
}

bool ShortcutDialog::assign(const QKeySequence& shortcut)
{
    if (!m_tree->currentItem())
        return false;
    const QString id = m_tree->currentItem()->data(0, idRole).toString();
    if (const auto* owner = m_actions.shortcutOwner(shortcut, id)) {
        m_note->setText(tr("%1 belongs to \"%2\" already. Take it away there first.")
                            .arg(shortcut.toString(QKeySequence::NativeText),
                                 plainActionText(owner->spec.text)));
        m_keys->clear();
        return false;
    }
    m_actions.setShortcut(id, shortcut);
    m_note->setText(shortcut.isEmpty()
                        ? tr("The action has no shortcut now.")
                        : tr("%1 is set.").arg(shortcut.toString(QKeySequence::NativeText)));
    return true;
}

} // namespace millwright

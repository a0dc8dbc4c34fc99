#include "views/parts/PartFieldDelegate.h"
#include "views/parts/PartCompareModel.h"
#include "views/parts/PartFieldTree.h"
#include "views/theme/Paint.h"
#include "views/theme/ThemeManager.h"
#include <QComboBox>
#include <QLineEdit>
#include <QPainter>

namespace millwright
{
namespace
{

FieldKey keyOf(const QModelIndex& index)
{
    return static_cast<FieldKey>(
        index.siblingAtColumn(0).data(PartFieldTree::KeyRole).toInt());
}

bool isWrong(const QModelIndex& index)
{
    return index.data(PartFieldTree::ProblemRole).isValid() ||
           index.data(PartFieldTree::RefusedRole).isValid();
}

} // namespace

PartFieldDelegate::PartFieldDelegate(const ThemeManager& themes, PartFieldTree& tree)
    : QStyledItemDelegate(&tree), m_themes(themes), m_tree(tree)
{
}

QWidget* PartFieldDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&,
                                         const QModelIndex& index) const
{
    if (index.column() == PartFieldTree::ConfidenceColumn) {
        auto* choice = new QComboBox(parent);
        for (int i = 0; i <= static_cast<int>(Confidence::Suspect); ++i) {
            const auto confidence = static_cast<Confidence>(i);
            choice->addItem(confidenceWord(confidence), fromModel(confidenceName(confidence)));
        }
        return choice;
    }
    auto* line = new QLineEdit(parent);
    line->setAccessibleName(index.siblingAtColumn(0).data().toString());
    if (index.column() == PartFieldTree::ValueColumn)
        connect(line, &QLineEdit::textEdited, &m_tree, [tree = &m_tree, key = keyOf(index)](
                                                           const QString& text) {
            emit tree->typing(key, text);
        });
    return line;
}

void PartFieldDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const
{
    if (auto* choice = qobject_cast<QComboBox*>(editor)) {
        choice->setCurrentText(index.data().toString());
        return;
    }
    auto* line = static_cast<QLineEdit*>(editor);
    if (line->isModified()) // a mark of the cell changed; what is being typed stays
        return;
    line->setText(index.data(PartFieldTree::ProblemRole).isValid() ||
                          index.column() != PartFieldTree::ValueColumn
                      ? index.data().toString()
                      : m_tree.editText(keyOf(index)));
    line->selectAll();
}

void PartFieldDelegate::setModelData(QWidget* editor, QAbstractItemModel*,
                                     const QModelIndex& index) const
{
    const auto column = static_cast<PartFieldTree::Column>(index.column());
    const FieldKey key = keyOf(index);
    if (auto* choice = qobject_cast<QComboBox*>(editor))
        m_tree.commit(key, column, choice->currentData().toString());
    else if (auto* line = static_cast<QLineEdit*>(editor); line->isModified())
        m_tree.commit(key, column, line->text());
}

QSize PartFieldDelegate::sizeHint(const QStyleOptionViewItem& option,
                                  const QModelIndex& index) const
{
    return {QStyledItemDelegate::sizeHint(option, index).width(), metrics::tableRow};
}

void PartFieldDelegate::initStyleOption(QStyleOptionViewItem* option,
                                        const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const Theme& t = m_themes.theme();
    const QModelIndex head = index.siblingAtColumn(0);
    if (!head.data(PartFieldTree::KeyRole).isValid())
        return;
    const bool isOther = head.data(PartFieldTree::OtherRole).toInt() != -1;
    const bool isQuiet = isOther || index.column() > PartFieldTree::ValueColumn;
    const QColor color = isWrong(index) ? t.status(Status::Error) : isQuiet ? t.text2 : t.text;
    option->palette.setColor(QPalette::Text, color);
    option->palette.setColor(QPalette::HighlightedText, color);
    option->features.setFlag(QStyleOptionViewItem::HasCheckIndicator, false);
}

void PartFieldDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    if (isWrong(index))
        paintFocus(*painter, option.rect, m_themes.theme().status(Status::Error),
                   metrics::chipRadius);
}

} // namespace millwright

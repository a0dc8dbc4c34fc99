#pragma once
#include <QStyledItemDelegate>

namespace millwright
{

class PartFieldTree;
class ThemeManager;

/// The cells of a PartFieldTree: editors for values (with the unit of the field, told of as one
/// types), sources and confidences, and the mark of a value that cannot be read.
class PartFieldDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    PartFieldDelegate(const ThemeManager& themes, PartFieldTree& tree);

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    void setModelData(QWidget* editor, QAbstractItemModel* model,
                      const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

private:
    const ThemeManager& m_themes;
    PartFieldTree& m_tree;
};

} // namespace millwright

#pragma once
#include <QStyledItemDelegate>

namespace millwright
{

class ThemeManager;

/// Paints a rule as one row: mark of its state, what it holds, the state in words at the right.
class FindingsRuleDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    FindingsRuleDelegate(const ThemeManager& themes, QObject* parent);

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

private:
    const ThemeManager& m_themes;
};

} // namespace millwright

#pragma once
#include <QStyledItemDelegate>

namespace millwright
{

class ThemeManager;

/// Paints the rows of a PartCompareModel: heads of groups, a tick at the best, a stripe where parts
/// differ, how far each figure is trusted, and what is not known paler.
class PartTableDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit PartTableDelegate(const ThemeManager& themes, QObject* parent = nullptr);

protected:
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

private:
    void paintCell(QPainter& painter, const QRect& row, const QModelIndex& index) const;

    const ThemeManager& m_themes;
};

} // namespace millwright

#pragma once
#include <QStyledItemDelegate>

namespace millwright
{

class ThemeManager;

/// Rows of a name and, below it, what there is to say about it; a bar at the left marks the current
/// one.
class TwoLineDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    /// `detailRole` gives the second line; `goodRole`, if not negative, says false for rows that
    /// need an error mark.
    TwoLineDelegate(const ThemeManager& themes, int detailRole, int goodRole = -1,
                    QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const ThemeManager& m_themes;
    int m_detailRole, m_goodRole;
};

} // namespace millwright

#pragma once
#include <QStyledItemDelegate>

namespace millwright
{

class ThemeManager;

/// Draws how far a price can be trusted: a mark beside its word, and a hatch where there is no
/// price.
class PriceDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    PriceDelegate(const ThemeManager& themes, QObject* parent);
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

private:
    const ThemeManager& m_themes;
};

} // namespace millwright

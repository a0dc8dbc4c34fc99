#pragma once
#include <QStyledItemDelegate>

namespace millwright
{

class ThemeManager;

/// Paints the palette's rows: heads of 26 px, parts of 46 px with symbol, name, star and three
/// figures in columns.
class PaletteDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    PaletteDelegate(const ThemeManager& themes, QObject* parent);

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    /// Where the star of a part's row is.
    static QRect starRect(const QRect& row);

private:
    void paintHead(QPainter& painter, const QStyleOptionViewItem& option,
                   const QModelIndex& index) const;
    void paintPart(QPainter& painter, const QStyleOptionViewItem& option,
                   const QModelIndex& index) const;

    const ThemeManager& m_themes;
};

} // namespace millwright

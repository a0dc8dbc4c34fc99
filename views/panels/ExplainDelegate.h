#pragma once
#include "views/theme/Theme.h"
#include <QStyledItemDelegate>

namespace millwright
{

class ThemeManager;

/// Paints a step of a derivation: name and value on the first line, confidence mark and source on
/// the second.
class ExplainDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    ExplainDelegate(const ThemeManager& themes, QObject* parent);

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

private:
    const ThemeManager& m_themes;
};

/// The mark of a confidence: verified = tick, secondary and derived = ring with i, the rest =
/// triangle.
Status confidenceMark(const QString& confidence);

} // namespace millwright

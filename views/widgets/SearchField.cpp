#include "views/widgets/SearchField.h"
#include "views/theme/Icon.h"
#include "views/theme/Paint.h"
#include "views/theme/ThemeManager.h"
#include <QKeyEvent>
#include <QPainter>

namespace millwright
{

SearchField::SearchField(const ThemeManager& themes, const QString& placeholder, QWidget* parent)
    : QLineEdit(parent), m_themes(themes)
{
    setPlaceholderText(placeholder);
    setAccessibleName(placeholder);
    setClearButtonEnabled(false);
    setTextMargins(20, 0, 2, 0);
}

void SearchField::setShortcutHint(const QString& hint)
{
    m_hint = hint;
    setToolTip(hint.isEmpty() ? QString() : tr("%1 (%2)").arg(placeholderText(), hint));
    update();
}

void SearchField::paintEvent(QPaintEvent* event)
{
    QLineEdit::paintEvent(event);
    const Theme& t = m_themes.theme();
    QPainter painter(this);
    paintIcon(painter, QRect(8, (height() - 14) / 2, 14, 14), Icon::Search,
              hasFocus() ? t.text2 : t.text3);
    if (m_hint.isEmpty() || !text().isEmpty())
        return;
    painter.setFont(uiFont(type::hint));
    const int chipWidth = painter.fontMetrics().horizontalAdvance(m_hint) + 10;
    const QRect chip(width() - chipWidth - 5, (height() - 16) / 2, chipWidth, 16);
    paintBox(painter, chip, t.panel, t.line2, metrics::chipRadius);
    painter.setPen(t.text3);
    painter.drawText(chip, Qt::AlignCenter, m_hint);
}

void SearchField::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

} // namespace millwright

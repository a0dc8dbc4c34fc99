#include "views/canvas/OverlayBar.h"
#include "views/theme/Paint.h"
#include "views/theme/ThemeManager.h"
#include <QAbstractButton>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QPainter>

namespace millwright
{
namespace
{

/// A button of the bar: the key in a pale colour, then the name; accent when chosen.
class OverlayButton : public QAbstractButton
{
public:
    OverlayButton(const ThemeManager& themes, Overlay overlay, QWidget* parent)
        : QAbstractButton(parent), m_themes(themes),
          m_key(QString::number(static_cast<int>(overlay)))
    {
        setText(QCoreApplication::translate("Overlay", overlayInfo(overlay).name));
        setCheckable(true);
        setAccessibleName(text());
        setToolTip(QCoreApplication::translate("OverlayBar", "Show %1 on the plan (key %2)")
                       .arg(text().toLower(), m_key));
        setFocusPolicy(Qt::NoFocus); // the canvas keeps the keyboard; its keys 1 to 8 do the same
        setAttribute(Qt::WA_Hover);
    }
    QSize sizeHint() const override
    {
        const int key = QFontMetrics(uiFont(type::hint)).horizontalAdvance(m_key);
        const int name =
            QFontMetrics(uiFont(type::body, QFont::DemiBold)).horizontalAdvance(text());
        return {8 + key + 5 + name + 8, metrics::buttonHeight};
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const Theme& theme = m_themes.theme();
        QPainter painter(this);
        const QColor fill = isChecked() ? theme.accentBg : underMouse() ? theme.hover : theme.panel;
        paintBox(painter, rect(), fill, {}, metrics::controlRadius);
        painter.setFont(uiFont(type::hint));
        painter.setPen(isChecked() ? theme.accentText : theme.text3);
        const int key = painter.fontMetrics().horizontalAdvance(m_key);
        painter.drawText(QRect(8, 0, key, height()), Qt::AlignVCenter, m_key);
        painter.setFont(uiFont(type::body, isChecked() ? QFont::DemiBold : QFont::Normal));
        painter.setPen(isChecked() ? theme.accentText : theme.text2);
        painter.drawText(rect().adjusted(8 + key + 5, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft,
                         text());
    }

private:
    const ThemeManager& m_themes;
    QString m_key;
};

} // namespace

OverlayBar::OverlayBar(const ThemeManager& themes, QWidget* parent)
    : QWidget(parent), m_themes(themes)
{
    setAccessibleName(tr("Overlays"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(3, 3, 3, 3);
    layout->setSpacing(1);
    for (int i = 1; i < overlayCount; ++i) {
        auto* button = new OverlayButton(themes, static_cast<Overlay>(i), this);
        connect(button, &QAbstractButton::clicked, this, [this, button, i] {
            emit overlayPicked(button->isChecked() ? static_cast<Overlay>(i) : Overlay::None);
        });
        layout->addWidget(button);
        m_buttons.push_back(button);
    }
    adjustSize();
}

void OverlayBar::setOverlay(Overlay overlay)
{
    for (std::size_t i = 0; i < m_buttons.size(); ++i)
        m_buttons[i]->setChecked(static_cast<std::size_t>(overlay) == i + 1);
}

void OverlayBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintBox(painter, rect(), m_themes.theme().panel, m_themes.theme().line2, metrics::cardRadius);
}

} // namespace millwright

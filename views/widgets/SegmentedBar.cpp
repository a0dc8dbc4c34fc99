#include "views/widgets/SegmentedBar.h"
#include "views/theme/Paint.h"
#include "views/theme/ThemeManager.h"
#include <QAbstractButton>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>

namespace millwright
{
namespace
{

class SegmentButton : public QAbstractButton
{
public:
    SegmentButton(const ThemeManager& themes, SegmentedBar::Look look, const Segment& segment,
                  QWidget* parent)
        : QAbstractButton(parent), m_themes(themes), m_look(look), m_key(segment.key)
    {
        setText(segment.text);
        setAccessibleName(segment.text);
        setAccessibleDescription(
            segment.key.isEmpty() ? QString() : SegmentedBar::tr("Key %1").arg(segment.key));
        setCheckable(true);
        setFocusPolicy(Qt::TabFocus);
        setAttribute(Qt::WA_Hover);
    }

    QSize sizeHint() const override
    {
        const bool isTab = m_look == SegmentedBar::Look::Tabs;
        const int words =
            QFontMetrics(uiFont(type::body, QFont::DemiBold)).horizontalAdvance(text());
        const int key =
            m_key.isEmpty() ? 0 : QFontMetrics(uiFont(type::hint)).horizontalAdvance(m_key) + 5;
        return {words + key + (isTab ? 24 : 18),
                isTab ? metrics::toolHeight : metrics::buttonHeight};
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const Theme& t = m_themes.theme();
        QPainter painter(this);
        const bool isTab = m_look == SegmentedBar::Look::Tabs, isOn = isChecked();
        if (isOn && !isTab)
            paintBox(painter, rect(), t.accentBg, {}, metrics::chipRadius);
        else if (underMouse() && !isTab)
            paintBox(painter, rect(), t.hover, {}, metrics::chipRadius);
        int x = isTab ? 12 : 9;
        const QFont words = uiFont(type::body, isOn ? QFont::DemiBold : QFont::Medium);
        const int wordWidth = QFontMetrics(words).horizontalAdvance(text());
        if (m_key.isEmpty())
            x = (width() - wordWidth) / 2;
        else {
            painter.setFont(uiFont(type::hint));
            painter.setPen(isOn ? t.accentText : t.text3);
            painter.drawText(QRect(x, 0, 20, height()), Qt::AlignLeft | Qt::AlignVCenter, m_key);
            x += painter.fontMetrics().horizontalAdvance(m_key) + 5;
        }
        painter.setFont(words);
        painter.setPen(!isEnabled()   ? t.bodyEdge
                       : isOn         ? (isTab ? t.text : t.accentText)
                       : underMouse() ? t.text
                                      : t.text2);
        painter.drawText(QRect(x, 0, width() - x, height()), Qt::AlignLeft | Qt::AlignVCenter,
                         text());
        if (isOn && isTab)
            painter.fillRect(2, height() - 2, width() - 4, 2, t.accent);
        if (hasFocus())
            paintFocus(painter, isTab ? rect().adjusted(2, 8, -2, -8) : rect(), t.accent,
                       metrics::chipRadius);
    }

private:
    const ThemeManager& m_themes;
    SegmentedBar::Look m_look;
    QString m_key;
};

} // namespace

SegmentedBar::SegmentedBar(const ThemeManager& themes, Look look, QWidget* parent)
    : QWidget(parent), m_themes(themes), m_look(look)
{
    auto* row = new QHBoxLayout(this);
    const int margin = look == Look::Keys ? 4 : 0;
    row->setContentsMargins(margin, margin, margin, margin);
    row->setSpacing(look == Look::Keys ? 2 : 0);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void SegmentedBar::setSegments(const std::vector<Segment>& segments)
{
    for (QAbstractButton* button : m_buttons)
        delete button;
    m_buttons.clear();
    m_current = -1;
    for (const Segment& segment : segments) {
        auto* button = new SegmentButton(m_themes, m_look, segment, this);
        const int index = count();
        connect(button, &QAbstractButton::clicked, this, [this, index] { press(index); });
        layout()->addWidget(button);
        m_buttons.push_back(button);
    }
}

void SegmentedBar::press(int index)
{
    setCurrentIndex(m_look == Look::Keys && index == m_current ? -1 : index);
}

void SegmentedBar::setCurrentIndex(int index)
{
    const bool isChanged = index != m_current;
    m_current = index;
    for (int i = 0; i < count(); ++i)
        button(i)->setChecked(i == index);
    if (isChanged)
        emit currentChanged(index);
}

void SegmentedBar::keyPressEvent(QKeyEvent* event)
{
    const int step = event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0;
    for (int i = 0; step != 0 && i < count(); ++i)
        if (button(i)->hasFocus()) {
            button((i + step + count()) % count())->setFocus(Qt::TabFocusReason);
            return;
        }
    QWidget::keyPressEvent(event);
}

void SegmentedBar::paintEvent(QPaintEvent*)
{
    if (m_look == Look::Tabs)
        return;
    QPainter painter(this);
    paintBox(painter, rect(), m_themes.theme().panel, m_themes.theme().line2, metrics::cardRadius);
}

} // namespace millwright

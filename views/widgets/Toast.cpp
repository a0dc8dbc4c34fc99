#include "views/widgets/Toast.h"
#include "views/theme/Paint.h"
#include "views/theme/ThemeManager.h"
#include "views/widgets/Buttons.h"
#include "views/widgets/Labels.h"
#include "views/widgets/StatusMark.h"
#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>
#include <chrono>

namespace millwright
{

using namespace std::chrono_literals;

Toast::Toast(const ThemeManager& themes, QWidget* parent)
    : QFrame(parent), m_themes(themes), m_mark(new StatusMark(themes, Status::Info, {}, this)),
      m_text(makeLabel({}, TextTone::Value, type::body, QFont::Normal, this)),
      m_action(new ChipButton(themes, {}, this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 8, 6, 8);
    row->setSpacing(8);
    auto* closeButton = new QToolButton(this);
    closeButton->setIcon(symbolIcon(Icon::Close, themes));
    closeButton->setIconSize({14, 14});
    closeButton->setFixedSize(metrics::smallButtonHeight, metrics::smallButtonHeight);
    closeButton->setAccessibleName(tr("Close"));
    closeButton->setToolTip(tr("Close"));
    m_text->setWordWrap(true);
    row->addWidget(m_mark, 0, Qt::AlignTop);
    row->addWidget(m_text, 1);
    row->addWidget(m_action, 0, Qt::AlignTop);
    row->addWidget(closeButton, 0, Qt::AlignTop);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (underMouse() || isAncestorOf(window()->focusWidget()))
            m_timer.start(2s);
        else
            hide();
    });
    connect(closeButton, &QToolButton::clicked, this, &QWidget::hide);
    connect(m_action, &ChipButton::clicked, this, [this] {
        hide();
        if (const auto run = m_message.run)
            run();
    });
    parent->installEventFilter(this);
    hide();
}

void Toast::say(ToastMessage message)
{
    m_message = std::move(message);
    m_mark->setStatus(m_message.status);
    m_text->setText(m_message.text);
    m_action->setText(m_message.action);
    m_action->setAccessibleName(m_message.action);
    m_action->setVisible(!m_message.action.isEmpty());
    setAccessibleName(tr("%1: %2").arg(StatusMark::statusWord(m_message.status), m_message.text));
    show();
    place();
    raise();
    if (m_message.status == Status::Error)
        m_timer.stop();
    else
        m_timer.start(8s);
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

QString Toast::text() const
{
    return m_message.text;
}

void Toast::setBottomMargin(int pixels)
{
    m_bottomMargin = pixels;
    place();
}

void Toast::place()
{
    const int widest = std::min(560, parentWidget()->width() - 32);
    const int words = m_text->fontMetrics().horizontalAdvance(m_message.text);
    const int buttons = m_action->isHidden() ? 0 : m_action->sizeHint().width() + 8;
    const int width = std::min(widest, words + buttons + 92);
    const int height =
        layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width) : sizeHint().height();
    setGeometry((parentWidget()->width() - width) / 2,
                parentWidget()->height() - m_bottomMargin - height, width, height);
}

bool Toast::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize && isVisible())
        place();
    return QFrame::eventFilter(watched, event);
}

void Toast::paintEvent(QPaintEvent*)
{
    const Theme& t = m_themes.theme();
    QPainter painter(this);
    const bool isPlain = m_message.status == Status::None || m_message.status == Status::Info;
    paintBox(painter, rect(), t.raised, isPlain ? t.line2 : t.status(m_message.status),
             metrics::cardRadius);
}

} // namespace millwright

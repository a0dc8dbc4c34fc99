#include "views/panels/NoticeBar.h"
#include "views/DocumentController.h"
#include "views/theme/Icon.h"
#include "views/theme/ThemeManager.h"
#include "views/widgets/Buttons.h"
#include "views/widgets/Labels.h"
#include "views/widgets/StatusMark.h"
#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

namespace millwright
{

NoticeBar::NoticeBar(const ThemeManager& themes, QWidget* parent)
    : QWidget(parent), m_themes(themes), m_mark(new StatusMark(themes, Status::Info, {}, this)),
      m_text(makeLabel({}, TextTone::Value, type::body, QFont::Normal, this)),
      m_buttons(new QHBoxLayout)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::panelPadding, 5, 8, 5);
    row->setSpacing(8);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_buttons->setSpacing(6);
    auto* close = new QToolButton(this);
    close->setIcon(symbolIcon(Icon::Close, themes));
    close->setIconSize({14, 14});
    close->setAutoRaise(true);
    close->setAccessibleName(tr("Close"));
    close->setToolTip(tr("Close"));
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    row->addWidget(m_mark);
    row->addWidget(m_text, 1);
    row->addLayout(m_buttons);
    row->addWidget(close);
    hide();
}

void NoticeBar::show(const FileNotice* notice)
{
    setVisible(notice != nullptr);
    if (!notice)
        return;
    while (QLayoutItem* item = m_buttons->takeAt(0)) {
        // Later: the press of the button itself may have brought the new notice.
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    m_mark->setStatus(notice->status);
    m_text->setText(notice->text);
    setAccessibleName(tr("%1: %2").arg(StatusMark::statusWord(notice->status), notice->text));
    if (!notice->detail.isEmpty()) {
        auto* details = new ChipButton(m_themes, tr("What exactly"), this);
        details->setToolTip(notice->detail);
        connect(details, &ChipButton::clicked, this,
                [this, all = notice->text + u'\n' + notice->detail] { m_text->setText(all); });
        m_buttons->addWidget(details);
    }
    for (const FileNotice::Choice& choice : notice->choices) {
        auto* button = new ChipButton(m_themes, choice.text, this);
        connect(button, &ChipButton::clicked, this, [run = choice.run] { run(); });
        m_buttons->addWidget(button);
    }
}

QString NoticeBar::text() const
{
    return isHidden() ? QString() : m_text->text();
}

void NoticeBar::paintEvent(QPaintEvent*)
{
    const Theme& t = m_themes.theme();
    QPainter painter(this);
    painter.fillRect(rect(), t.statusTint(m_mark->status()));
    painter.fillRect(0, height() - 1, width(), 1, t.line2);
}

} // namespace millwright

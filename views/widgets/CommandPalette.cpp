#include "views/widgets/CommandPalette.h"
#include "views/theme/Icon.h"
#include "views/theme/Paint.h"
#include "views/theme/ThemeManager.h"
#include "views/widgets/CommandListModel.h"
#include "views/widgets/SearchField.h"
#include <QKeyEvent>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace millwright
{
namespace
{

constexpr int paletteWidth = 560, rowHeight = 32, maximumRows = 10, fieldHeight = 32;

/// Title with the matched letters stressed, where it belongs, shortcut at the right.
class CommandDelegate : public QStyledItemDelegate
{
public:
    CommandDelegate(const ThemeManager& themes, QObject* parent)
        : QStyledItemDelegate(parent), m_themes(themes)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        return {200, rowHeight};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        const Theme& t = m_themes.theme();
        const bool isCurrent = option.state & QStyle::State_Selected;
        if (isCurrent)
            painter->fillRect(option.rect, t.accentBg);
        const QRect row = option.rect.adjusted(metrics::panelPadding, 0, -metrics::panelPadding, 0);
        painter->setFont(uiFont(type::hint));
        painter->setPen(isCurrent ? t.text2 : t.text3);
        const QString shortcut = index.data(CommandListModel::ShortcutRole).toString();
        painter->drawText(row, Qt::AlignRight | Qt::AlignVCenter, shortcut);
        const int right =
            shortcut.isEmpty() ? 0 : painter->fontMetrics().horizontalAdvance(shortcut) + 16;
        const int end = paintTitle(*painter, row.adjusted(0, 0, -right, 0), index);
        painter->setFont(uiFont(type::hint));
        painter->setPen(isCurrent ? t.text2 : t.text3);
        paintText(*painter, QRect(end + 10, row.y(), row.right() - right - end - 10, row.height()),
                  Qt::AlignLeft | Qt::AlignVCenter,
                  index.data(CommandListModel::HintRole).toString());
    }

private:
    int paintTitle(QPainter& painter, const QRect& row, const QModelIndex& index) const
    {
        const Theme& t = m_themes.theme();
        const QString title = index.data(Qt::DisplayRole).toString();
        const auto positions = index.data(CommandListModel::PositionsRole).value<QList<int>>();
        int x = row.x();
        for (int i = 0; i < title.size() && x < row.right();) {
            const bool isHit = positions.contains(i);
            int next = i;
            while (next < title.size() && positions.contains(next) == isHit)
                ++next;
            painter.setFont(uiFont(type::body, isHit ? QFont::DemiBold : QFont::Normal));
            painter.setPen(isHit ? t.accentText : t.text);
            const QString part = title.mid(i, next - i);
            x += paintText(painter, QRect(x, row.y(), row.right() - x, row.height()),
                           Qt::AlignLeft | Qt::AlignVCenter, part);
            i = next;
        }
        return x;
    }

    const ThemeManager& m_themes;
};

} // namespace

CommandPalette::CommandPalette(const ThemeManager& themes, QWidget* parent)
    : QFrame(parent), m_themes(themes), m_model(new CommandListModel(this)),
      m_edit(new SearchField(themes, tr("Find action, part, object"), this)),
      m_list(new QListView(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(6);
    m_edit->setFixedHeight(fieldHeight);
    column->addWidget(m_edit);
    column->addWidget(m_list, 1);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new CommandDelegate(themes, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setAccessibleName(tr("Matches"));
    m_list->viewport()->setBackgroundRole(QPalette::Window);
    setAccessibleName(tr("Command palette"));
    connect(m_edit, &QLineEdit::textChanged, this, &CommandPalette::setFilter);
    connect(m_list, &QListView::clicked, this, &CommandPalette::runCurrent);
    m_edit->installEventFilter(this);
    hide();
}

void CommandPalette::open(std::vector<Command> commands)
{
    m_model->setCommands(std::move(commands));
    m_edit->clear();
    setFilter({});
    show();
    raise();
    m_edit->setFocus(Qt::ShortcutFocusReason);
}

void CommandPalette::setFilter(const QString& pattern)
{
    m_model->setPattern(pattern);
    m_list->setCurrentIndex(m_model->index(0));
    place();
}

int CommandPalette::resultCount() const
{
    return m_model->rowCount();
}

QString CommandPalette::resultTitle(int row) const
{
    return m_model->command(row).title;
}

void CommandPalette::place()
{
    const int rows = std::clamp(m_model->rowCount(), 1, maximumRows);
    const int width = std::min(paletteWidth, parentWidget()->width() - 32);
    setGeometry((parentWidget()->width() - width) / 2, 56, width,
                fieldHeight + 22 + rows * rowHeight);
}

void CommandPalette::close()
{
    if (isHidden())
        return;
    hide();
    emit closed();
}

void CommandPalette::runCurrent()
{
    const QModelIndex index = m_list->currentIndex();
    if (!index.isValid())
        return;
    // Copied first: what it runs may open the palette again with other commands.
    const auto run = m_model->command(index.row()).run;
    close();
    if (run)
        run();
}

void CommandPalette::moveCurrent(int step)
{
    const int count = m_model->rowCount();
    if (count == 0)
        return;
    const int row = (m_list->currentIndex().row() + step + count) % count;
    m_list->setCurrentIndex(m_model->index(row));
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusOut && !isAncestorOf(parentWidget()->window()->focusWidget()))
        close();
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Escape:
        close();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        runCurrent();
        return true;
    case Qt::Key_Down:
        moveCurrent(1);
        return true;
    case Qt::Key_Up:
        moveCurrent(-1);
        return true;
    case Qt::Key_PageDown:
        moveCurrent(std::min(maximumRows, m_model->rowCount() - 1 - m_list->currentIndex().row()));
        return true;
    case Qt::Key_PageUp:
        moveCurrent(-std::min(maximumRows, m_list->currentIndex().row()));
        return true;
    default:
        return QFrame::eventFilter(watched, event);
    }
}

void CommandPalette::paintEvent(QPaintEvent*)
{
    const Theme& t = m_themes.theme();
    QPainter painter(this);
    paintBox(painter, rect(), t.panel, t.line2, metrics::cardRadius);
    if (m_model->rowCount() > 0)
        return;
    painter.setPen(t.text2);
    painter.drawText(rect().adjusted(20, fieldHeight + 16, -20, 0), Qt::AlignLeft | Qt::AlignTop,
                     tr("Nothing has this name"));
}

} // namespace millwright

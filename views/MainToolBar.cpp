#include "views/MainToolBar.h"
#include "views/ActionRegistry.h"
#include "views/theme/Paint.h"
#include "views/theme/ThemeManager.h"
#include <QAction>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace millwright
{
namespace
{

/// Looks like a search field and opens the command palette.
class FindButton : public QAbstractButton
{
public:
    FindButton(QAction& action, const ThemeManager& themes, QWidget* parent)
        : QAbstractButton(parent), m_action(action), m_themes(themes)
    {
        setText(MainToolBar::tr("Find action, part, object"));
        setAccessibleName(text());
        setFixedSize(232, metrics::fieldHeight);
        setFocusPolicy(Qt::TabFocus);
        setAttribute(Qt::WA_Hover);
        connect(this, &QAbstractButton::clicked, &action, &QAction::trigger);
        connect(&action, &QAction::changed, this, qOverload<>(&QWidget::update));
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const Theme& t = m_themes.theme();
        QPainter painter(this);
        paintBox(painter, rect(), t.field, underMouse() ? t.text3 : t.line2,
                 metrics::controlRadius);
        paintIcon(painter, QRect(8, height() / 2 - 7, 14, 14), Icon::Search, t.text3);
        painter.setFont(uiFont(type::hint));
        const QString keys = m_action.shortcut().toString(QKeySequence::NativeText);
        int right = width() - 6;
        if (!keys.isEmpty()) {
            const int chip = painter.fontMetrics().horizontalAdvance(keys) + 10;
            const QRect box(right - chip, 5, chip, height() - 10);
            paintBox(painter, box, t.chip, {}, metrics::chipRadius);
            painter.setPen(t.text2);
            painter.drawText(box, Qt::AlignCenter, keys);
            right -= chip + 6;
        }
        painter.setFont(uiFont(type::body));
        painter.setPen(t.text3);
        paintText(painter, QRect(28, 0, right - 28, height()), Qt::AlignLeft | Qt::AlignVCenter,
                  text());
        if (hasFocus())
            paintFocus(painter, rect(), t.accent, metrics::controlRadius);
    }

private:
    QAction& m_action;
    const ThemeManager& m_themes;
};

} // namespace

MainToolBar::MainToolBar(ActionRegistry& actions, const ThemeManager& themes, QWidget* parent)
    : QToolBar(parent), m_tabs(new SegmentedBar(themes, SegmentedBar::Look::Tabs, this))
{
    setObjectName(QStringLiteral("mainToolBar"));
    setWindowTitle(tr("Tools"));
    setAccessibleName(tr("Tools"));
    setMovable(false);
    setFloatable(false);
    setContextMenuPolicy(Qt::PreventContextMenu);
    setIconSize({16, 16});
    setFixedHeight(metrics::toolHeight);
    setContentsMargins(4, 0, 8, 0);
    addWidget(m_tabs);
    connect(m_tabs, &SegmentedBar::currentChanged, this, [this](int index) {
        if (!m_isSetting && index >= 0)
            emit workspacePicked(index);
    });
    addSeparator();
    addTools(actions, {QStringLiteral("tool.select"), QStringLiteral("tool.pan"),
                       QStringLiteral("tool.measure")});
    addSeparator();
    addTools(actions, {QStringLiteral("edit.undo"), QStringLiteral("edit.redo")});
    addSeparator();
    addTools(actions, {QStringLiteral("view.fit"), QStringLiteral("view.theme-toggle")});
    auto* gap = new QWidget(this);
    gap->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    addWidget(gap);
    if (QAction* commands = actions.action(QStringLiteral("view.commands")))
        addWidget(new FindButton(*commands, themes, this));
}

void MainToolBar::addTools(ActionRegistry& actions, const QStringList& ids)
{
    for (const QString& id : ids) {
        QAction* action = actions.action(id);
        if (!action)
            continue;
        addAction(action);
        if (auto* button = qobject_cast<QToolButton*>(widgetForAction(action))) {
            button->setFocusPolicy(Qt::TabFocus);
            button->setAccessibleName(plainActionText(action->text()));
        }
    }
}

void MainToolBar::setWorkspaces(const QStringList& titles)
{
    std::vector<Segment> segments;
    for (const QString& title : titles)
        segments.push_back({title, {}});
    m_tabs->setSegments(segments);
}

void MainToolBar::setCurrentWorkspace(int index)
{
    m_isSetting = true;
    m_tabs->setCurrentIndex(index);
    m_isSetting = false;
}

} // namespace millwright

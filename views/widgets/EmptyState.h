#pragma once
#include "views/theme/Icon.h"
#include <QWidget>

namespace millwright
{

/// What a panel shows while it has nothing to show: why, and the one thing to do about it.
class EmptyState : public QWidget
{
    Q_OBJECT
public:
    struct Content {
        Icon icon = Icon::Info;
        QString title = {};
        QString text = {};
        QString action = {}; ///< words of the button; empty = no button
    };

    EmptyState(const ThemeManager& themes, const Content& content, QWidget* parent = nullptr);

signals:
    void activated();
};

} // namespace millwright

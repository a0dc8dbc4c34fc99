#pragma once
#include "model/base/Id.h"
#include <QWidget>

class QLabel;

namespace millwright
{

class ChipButton;
class EmptyState;
class RackOverview;
class RackView;
class Session;
class ThemeManager;

/// The workspace of the racks: all rows small at the top, the elevations of one row below.
class RackWorkspace : public QWidget
{
    Q_OBJECT
public:
    RackWorkspace(Session& session, const ThemeManager& themes, QWidget* parent = nullptr);

    RackView& view() { return *m_view; }
    RackOverview& overview() { return *m_overview; }
    QString rowSummary() const;

signals:
    void activated(millwright::EntityId id);
    void contextMenuWanted(millwright::EntityId id, QPoint globalPosition);
    void hintChanged(const QString& hint);

private:
    void showRow();

    Session& m_session;
    RackView* m_view;
    RackOverview* m_overview;
    QLabel *m_rowName, *m_rowFigures;
    ChipButton* m_rear;
    EmptyState* m_empty;
};

} // namespace millwright

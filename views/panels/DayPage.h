#pragma once
#include <QScrollArea>

class QComboBox;
class QTableView;

namespace millwright
{

class DayChart;
class DayJobsModel;
class EmptyState;
class FigureGrid;
class Session;
class ThemeManager;
struct PoolPlan;

/// The plan of work: who holds the accelerators of a pool hour by hour, what they draw, and what
/// every job makes of its day and its year.
class DayPage : public QWidget
{
    Q_OBJECT
public:
    DayPage(Session& session, const ThemeManager& themes, QWidget* parent = nullptr);

    DayChart& holders() const { return *m_holders; }
    DayChart& draw() const { return *m_draw; }
    FigureGrid& figures() const { return *m_figures; }
    QTableView& table() const { return *m_table; }
    QComboBox& pools() const { return *m_pools; }

signals:
    void explainRequested(const QString& id); ///< "day.hour.14@17", "plan.busy"
    void addRequested();                      ///< there is no job yet

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeContent();
    void setUpTable();
    void refresh();
    void showPool();
    const PoolPlan* pool() const;

    Session& m_session;
    const ThemeManager& m_themes;
    QComboBox* m_pools;
    FigureGrid* m_figures;
    DayChart *m_holders, *m_draw;
    DayJobsModel* m_model;
    QTableView* m_table;
    QScrollArea* m_area;
    EmptyState* m_empty;
    bool m_isOutdated = true;
};

} // namespace millwright

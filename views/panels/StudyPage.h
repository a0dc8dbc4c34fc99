#pragma once
#include <QWidget>
#include <array>
#include <memory>

class QGridLayout;
class QScrollArea;
class QTableView;

namespace millwright
{

class CascadeChart;
class ChartCard;
class ComparisonPanel;
class EmptyState;
class FigureGrid;
class JobStudies;
struct JobStudy;
class ParetoChart;
class RefusedPlansModel;
class RooflineChart;
class SectionHeader;
class Session;
class StudyHead;
class ThemeManager;
struct ServingEstimate;

/// What the estimator says about the chosen workload: head, result cards, charts, refused plans,
/// the same job on other accelerators. Scrolls; charts stand in one or two columns.
class StudyPage : public QWidget
{
    Q_OBJECT
public:
    StudyPage(Session& session, JobStudies& studies, const ThemeManager& themes,
              QWidget* parent = nullptr);

    StudyHead& head() const { return *m_head; }
    FigureGrid& figures() const { return *m_figures; }
    ParetoChart& pareto() const { return *m_pareto; }
    RooflineChart& roofline() const { return *m_roofline; }
    CascadeChart& memory() const { return *m_memory; }
    CascadeChart& step() const { return *m_step; }
    RefusedPlansModel& refused() const { return *m_refused; }
    ComparisonPanel& comparison() const { return *m_comparison; }
    SectionHeader& refusedHead() const { return *m_refusedHead; }
    SectionHeader& comparisonHead() const { return *m_comparisonHead; }

    void openComparison(); ///< and brings it into view
    void openRefused();    ///< the plans that cannot be, in the same way

signals:
    /// A figure of the study, or of `accelerator` in the comparison.
    void explainRequested(const QString& figure, const QString& accelerator);
    void useRequested(const millwright::ServingEstimate& plan);
    void searchPlanRequested();
    void chooseModelRequested();
    void importModelRequested();
    void addRequested(); ///< there is no job yet
    void rightSizeRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    std::array<ChartCard*, 4> cards() const;
    void build();
    void arrange();
    bool isWanted(const ChartCard* card) const;
    void showStudy();
    void showRefused();
    void reveal(SectionHeader& head);
    void showParts(bool isShown);

    Session& m_session;
    JobStudies& m_studies;
    const ThemeManager& m_themes;
    StudyHead* m_head;
    FigureGrid* m_figures;
    ParetoChart* m_pareto;
    RooflineChart* m_roofline;
    CascadeChart *m_memory, *m_step;
    RefusedPlansModel* m_refused;
    QTableView* m_refusedTable;
    SectionHeader *m_refusedHead, *m_comparisonHead;
    ComparisonPanel* m_comparison;
    QScrollArea* m_area = nullptr;
    EmptyState* m_empty;
    QGridLayout* m_charts = nullptr;
    int m_columns = 0;
    std::shared_ptr<const JobStudy> m_shown; ///< the study whose charts stand there, so that they are not built twice
};

} // namespace millwright

#pragma once
#include "model/base/Explain.h"
#include "model/base/Result.h"
#include <QPointer>
#include <QWidget>
#include <optional>

class QStackedWidget;

namespace millwright
{

class ChartCard;
class DayPage;
class JobStudies;
class SegmentedBar;
class Session;
class StudyPage;
class QualityPage;
class ThemeManager;
class WorkloadPanel;
struct ServingEstimate;

/// The workspace of the workloads: the design's jobs and their fields at the left, what the
/// estimator says about the chosen one in the middle. Further pages are one addPage() each; with a
/// single one there are no tabs.
class WorkloadsWorkspace : public QWidget
{
    Q_OBJECT
public:
    WorkloadsWorkspace(Session& session, const ThemeManager& themes, QWidget* parent = nullptr);

    void addPage(const QString& title, QWidget* page);
    WorkloadPanel& panel() const { return *m_panel; }
    StudyPage& page() const { return *m_page; }
    DayPage& day() const { return *m_day; }
    JobStudies& studies() const { return *m_studies; }
    /// The chart that is meant: the one pointed at or focused last on the page that is seen, else its
    /// first with content; null if there is none.
    ChartCard* chart() const;
    /// True while a study or a comparison is being calculated.
    bool isCalculating() const;
    /// How far the estimator is off; made when the workspace is first shown.
    QualityPage* quality() const { return m_quality; }

    /// The derivation of "job.ttft.p99@17" (figure, workload) or "job.tpot.mean@17:nvidia-b200" (of
    /// a compared accelerator); nothing if the id is none of these.
    std::optional<Result<ExplainPtr>> explain(const std::string& id) const;
    /// Its name for people; empty if the id is none of these.
    QString explainTitle(const std::string& id) const;
    /// Its 80 % band and how far the factors behind it were measured.
    QString explainNote(const std::string& id) const;

public slots:
    void usePlan(const millwright::ServingEstimate& plan); ///< one undo step
    void searchPlan();                                     ///< one undo step
    void useSelectedPlan();                                ///< the point chosen in the chart
    void compareAccelerators();                            ///< opens the comparison
    void rightSize();  ///< opens the preview of the right size of the job's pool
    void calibrate(); ///< opens the refit on own measurements
    void showQuality();
    void showResults();
    void showDay(); ///< the plan of the day

signals:
    void explainRequested(const QString& id);
    void studyChanged();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void showPage(QWidget& page);
    void connectPage();
    void watchCharts(QWidget& page);

    Session& m_session;
    const ThemeManager& m_themes;
    JobStudies* m_studies;
    WorkloadPanel* m_panel;
    StudyPage* m_page;
    DayPage* m_day;
    QualityPage* m_quality = nullptr;
    SegmentedBar* m_tabs;
    QStackedWidget* m_pages;
    QStringList m_titles;
    QPointer<ChartCard> m_chart;
};

} // namespace millwright

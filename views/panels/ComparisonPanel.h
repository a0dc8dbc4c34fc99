#pragma once
#include "views/models/ComparisonModel.h"
#include <QWidget>

class QComboBox;
class QLabel;
class QTableView;

namespace millwright
{

class ChipButton;
class ComparisonChart;
class JobComparisons;
class SearchField;
class Session;
class ThemeManager;
struct JobQuestion;

/// The same job on the accelerators of the catalog: a chart of one figure and a table of all, which
/// also tells why some cannot run it.
class ComparisonPanel : public QWidget
{
    Q_OBJECT
public:
    ComparisonPanel(Session& session, const ThemeManager& themes, QWidget* parent = nullptr);

    /// Compares anew; nothing happens while the panel is not seen, until it is.
    void compare(const JobQuestion& question);
    const ComparedJob* find(std::string_view accelerator) const; ///< null if it is not compared
    JobComparisons& comparisons() const { return *m_comparisons; }
    ComparisonModel& model() const { return *m_model; }
    QTableView& table() const { return *m_table; }
    ComparisonChart& chart() const { return *m_chart; }
    SearchField& filter() const { return *m_filter; }
    QComboBox& figure() const { return *m_figure; }
    bool isPending() const { return m_isPending; }

signals:
    /// "job.perAccelerator" of an accelerator that is compared.
    void explainRequested(const QString& figure, const QString& accelerator);

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeBar();
    void setUpTable();
    void start();
    void showResult();
    void showChart();
    void showProgress();
    void explain(const QModelIndex& index);

    Session& m_session;
    const ThemeManager& m_themes;
    JobComparisons* m_comparisons;
    ComparisonModel* m_model;
    ComparisonOrder* m_order;
    ComparisonChart* m_chart;
    QTableView* m_table;
    SearchField* m_filter = nullptr;
    QComboBox* m_figure = nullptr;
    QLabel* m_progress = nullptr;
    ChipButton* m_stop = nullptr;
    std::unique_ptr<JobQuestion> m_question;
    bool m_isPending = false;
};

} // namespace millwright

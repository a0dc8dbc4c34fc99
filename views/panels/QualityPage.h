#pragma once
#include "views/models/QualityReport.h"
#include <QScrollArea>

class QComboBox;
class QLabel;
class QStandardItemModel;
class QTableView;

namespace millwright
{

class EqualityChart;
class ThemeManager;

/// How far the estimator is off: the published comparison with measurements, by class of case, with
/// the cases left out of the fit, beside dumb predictors, and every case as a point.
class QualityPage : public QScrollArea
{
    Q_OBJECT
public:
    QualityPage(const QualityReport& report, const ThemeManager& themes, QWidget* parent = nullptr);

    void showTarget(int index);
    EqualityChart& chart() const { return *m_chart; }
    const QStandardItemModel& rows() const { return *m_rows; }

signals:
    void calibrateRequested();

private:
    QWidget* makeBar(const ThemeManager& themes);
    void fillAccelerators(const QualityTarget& target);
    void fillTable(const QualityTarget& target);
    void showChart();
    const QualityTarget* current() const;

    const QualityReport& m_report;
    QComboBox *m_target, *m_accelerator;
    EqualityChart* m_chart;
    QLabel* m_says;
    QStandardItemModel* m_rows;
    QTableView* m_table;
};

} // namespace millwright

#pragma once
#include "model/estimate/ServingQuery.h"
#include "views/charts/ChartCard.h"

class QScatterSeries;

namespace millwright
{

class ChipButton;

/// Speed of one user against output of one accelerator over the plans that no other beats in both;
/// the plan in use and the limit are marked. A point that is pressed, or reached by the arrow keys,
/// says what plan it is and can be taken.
class ParetoChart : public ChartCard
{
    Q_OBJECT
public:
    explicit ParetoChart(const ThemeManager& themes, QWidget* parent = nullptr);

    struct Content {
        std::vector<ServingEstimate> front = {}; ///< fastest user first
        ServingEstimate chosen = {};             ///< the plan in use
        double tpotLimit = 0.0;                  ///< s; 0 = none
        bool canUse = true;                      ///< the design may be changed
        QString reason = {};                     ///< in place of an empty front
    };
    void show(const Content& content);
    int selected() const { return m_selected; } ///< index into the front; -1 = none
    void select(int index);
    ChipButton& useButton() const { return *m_use; }
    QString selectionText() const;

signals:
    void useRequested(const millwright::ServingEstimate& plan);

protected:
    void rebuild() override;
    void keyPressEvent(QKeyEvent* event) override;
    QString pressHint() const override;
    void press() override;

private:
    QScatterSeries* addPoints(const QList<QPointF>& points, QAbstractAxis* x, QAbstractAxis* y);
    void addFront(QAbstractAxis* x, QAbstractAxis* y);
    void addChosen(QAbstractAxis* x, QAbstractAxis* y);
    void addMarkOf(QAbstractSeries* series, const ServingEstimate& plan, const QString& figure);
    void addLimit(QAbstractAxis* x, QAbstractAxis* y, double top);
    void markSelected();

    Content m_content;
    QScatterSeries *m_points = nullptr, *m_mark = nullptr;
    QLabel* m_says;
    ChipButton* m_use;
    int m_selected = -1;
};

} // namespace millwright

#pragma once
#include "model/analysis/JobComparison.h"
#include "views/charts/ChartCard.h"

namespace millwright
{

/// One figure of the same job on several accelerators: a bar each, best first, with its 80 % band
/// as a whisker.
class ComparisonChart : public ChartCard
{
    Q_OBJECT
public:
    explicit ComparisonChart(const ThemeManager& themes, QWidget* parent = nullptr);

    struct Content {
        std::vector<ComparedJob> jobs = {}; ///< those to show, best first
        int column = 1;                     ///< of ComparisonModel
        bool isServing = true;
        std::string current = {}; ///< accelerator of the design
        QString subtitle = {};
        QString reason = {};
    };
    void show(const Content& content);
    /// The best that have the figure, at most `most`, always with `current`.
    static std::vector<ComparedJob> best(const std::vector<ComparedJob>& jobs, int column,
                                         bool isServing, std::size_t most,
                                         const std::string& current);

protected:
    void rebuild() override;

private:
    void addBars(QAbstractAxis* x, QAbstractAxis* y, double scale);

    Content m_content;
};

} // namespace millwright

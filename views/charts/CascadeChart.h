#pragma once
#include "views/charts/ChartCard.h"
#include <optional>

namespace millwright
{

/// One part of a whole, in the order in which the parts stand.
struct CascadePart {
    QString label = {};
    double value = 0.0;
    int group = 0; ///< colour: 0 computing, 1 moving, 2 waiting, 3 the rest; -1 = what is left
    QString figure = {}; ///< what explains it; may be empty
};

/// Parts of a whole, each beginning where the one before it ends: the memory of an accelerator, the
/// time of a step. Every part has its name at the left and its value at its end.
class CascadeChart : public ChartCard
{
    Q_OBJECT
public:
    CascadeChart(const ThemeManager& themes, const QString& title, QWidget* parent = nullptr);

    struct Content {
        std::vector<CascadePart> parts = {};
        std::string unit = {}; ///< SI
        QString subtitle = {};
        QString reason = {};                        ///< in place of a chart without parts
        std::optional<double> limit = std::nullopt; ///< a line across: capacity
        QString limitName = {};
    };
    void show(const Content& content);
    const std::vector<CascadePart>& parts() const { return m_content.parts; }

protected:
    void rebuild() override;

private:
    void addBars(double scale, double total, double high); ///< `high`: end of the axis
    void addLimit(double scale, QAbstractAxis* x, QAbstractAxis* y);
    QStringList names() const;
    QString valueText(const CascadePart& part, double total) const;

    Content m_content;
};

} // namespace millwright

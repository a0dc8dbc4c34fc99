#pragma once
#include <QWidget>
#include <optional>

class QHBoxLayout;
class QLabel;

namespace millwright
{

class ExplainableNumber;
class MeterBar;
class ThemeManager;

/// One property in a panel: label left, number right, optionally a meter and what it is measured
/// against ("of 22").
class DetailRow : public QWidget
{
    Q_OBJECT
public:
    DetailRow(const ThemeManager& themes, const QString& label, QWidget* parent = nullptr);

    /// A number that can be explained; `metric` comes back with explainRequested.
    void setNumber(const QString& number, const QString& unit, const QString& metric);
    void setText(const QString& text); ///< plain text instead of a number
    void setMeter(double value, double maximum, std::optional<double> limit = std::nullopt);
    void setSuffix(const QString& suffix);
    ExplainableNumber* number() const { return m_number; }
    MeterBar* meter() const { return m_meter; }

signals:
    void explainRequested(const QString& metric);

private:
    const ThemeManager& m_themes;
    QHBoxLayout* m_row;
    QLabel* m_label;
    QLabel* m_text = nullptr;
    QLabel* m_suffix = nullptr;
    ExplainableNumber* m_number = nullptr;
    MeterBar* m_meter = nullptr;
    QString m_metric;
};

} // namespace millwright

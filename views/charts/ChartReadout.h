#pragma once
#include <QString>
#include <QWidget>
#include <utility>
#include <vector>

namespace millwright
{

class ThemeManager;

/// The small card beside what is pointed at in a chart: its name and its figures.
class ChartReadout : public QWidget
{
    Q_OBJECT
public:
    ChartReadout(const ThemeManager& themes, QWidget* parent);

    using Rows = std::vector<std::pair<QString, QString>>;
    /// Beside `point` (in the parent), where it covers neither the point nor leaves the parent.
    void show(const QString& title, const Rows& rows, const QString& hint, const QPoint& point);
    QString text() const; ///< as it is read aloud

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QSize wanted() const;

    const ThemeManager& m_themes;
    QString m_title, m_hint;
    Rows m_rows;
};

} // namespace millwright

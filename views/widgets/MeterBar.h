#pragma once
#include "views/theme/Icon.h"
#include <QWidget>
#include <optional>

namespace millwright
{

/// A 6 px bar with an optional tick at its limit; past the limit the bar goes on behind the tick in
/// the error colour.
class MeterBar : public QWidget
{
    Q_OBJECT
public:
    explicit MeterBar(const ThemeManager& themes, QWidget* parent = nullptr);

    /// `value` of `maximum` (the whole track); `limit` in the same unit.
    void setReading(double value, double maximum, std::optional<double> limit = std::nullopt);
    /// Share of a limit, 1.0 = at the limit; the tick stands at 80 % of the track.
    void setShareOfLimit(double share);
    /// Another fill than the neutral one, e.g. a feed's or a kind's colour; empty = neutral.
    void setFill(ColorToken token);
    bool isOverLimit() const;
    QSize sizeHint() const override { return {64, 14}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const ThemeManager& m_themes;
    ColorToken m_fill;
    double m_value = 0.0, m_maximum = 1.0;
    std::optional<double> m_limit;
};

} // namespace millwright

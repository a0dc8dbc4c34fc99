#pragma once
#include "model/parts/PartKind.h"
#include <QColor>
#include <QFont>
#include <array>

class QPalette;

namespace millwright
{

enum class ThemeMode { Dark, Light };

/// What a status mark says. Shape carries it, colour supports it; None is the grey hollow octagon
/// ("0 errors").
enum class Status : std::uint8_t { None, Error, Warning, Info, Ok };

/// How a change since the last edit is judged; Neutral has no colour.
enum class ChangeQuality : std::uint8_t { Neutral, Good, Bad };

/// A colour ramp with 256 entries, opaque, interpolated in sRGB.
using ColorRamp = std::array<QRgb, 256>;

/// Lengths of the looks in device-independent pixels.
namespace metrics
{
constexpr int unit = 4;
constexpr int panelPadding = 12;
constexpr int menuHeight = 30, toolHeight = 42, kpiHeight = 60, statusHeight = 24;
constexpr int leftDock = 272, rightDock = 320, leftDockNarrow = 232, rightDockNarrow = 280;
constexpr int narrowWindow = 1400; ///< below this window width the narrow docks are used
constexpr int tableRow = 26, listRow = 46, propertyRow = 26;
constexpr int fieldHeight = 26, buttonHeight = 24, smallButtonHeight = 22;
constexpr int controlRadius = 5, cardRadius = 6, chipRadius = 4;
constexpr int meterHeight = 6, symbolSize = 16, kindTile = 32;
} // namespace metrics

/// Pixel sizes of the type; canvas text is divided by the view's scale.
namespace type
{
constexpr int canvas = 11; ///< tokens ask for 10.5, QFont takes whole pixels
constexpr int hint = 11, body = 12, head = 12, chartHead = 13, kpi = 17, figure = 20, display = 38;
} // namespace type

/// Colours of one look. Structure is neutral, colour is information: kind, status and overlay only.
struct Theme {
    ThemeMode mode = ThemeMode::Dark;
    QColor win, panel, raised, field, hover, chip;
    QColor canvas, floor, tile, tile5, wallFill, wallEdge;
    QColor line, line2, text, text2, text3;
    QColor accent, accentText, accentBg, onAccent; ///< onAccent: text on an accent fill
    QColor body, bodyEdge, tray, pipe, feedA, feedB;
    QColor meter;                      ///< the filled part of a meter within its limit
    std::array<QColor, 7> families;    ///< by PartFamily
    std::array<QColor, 5> statuses;    ///< by Status
    std::array<QColor, 5> statusTints; ///< backgrounds, by Status
    std::array<QColor, 4> series;      ///< chart series A-D: circle, square, triangle, diamond

    const QColor& family(PartFamily family) const
    {
        return families[static_cast<std::size_t>(family)];
    }
    const QColor& kind(PartKind kind) const { return family(partFamily(kind)); }
    const QColor& status(Status status) const { return statuses[static_cast<std::size_t>(status)]; }
    const QColor& statusTint(Status status) const
    {
        return statusTints[static_cast<std::size_t>(status)];
    }
    const QColor& change(ChangeQuality quality) const;
    bool isDark() const { return mode == ThemeMode::Dark; }
    QPalette palette() const;

    static const Theme& dark();
    static const Theme& light();
};

/// Ramp for amounts (power, heat, weight, U, bandwidth, cost); lightness only rises.
const ColorRamp& amountRamp();
/// Ramp for air temperature from 18 to 42 degC, turning at 27 degC (ASHRAE recommended upper inlet
/// limit).
const ColorRamp& temperatureRamp();
constexpr double temperatureRampLow = 18.0, temperatureRampHigh = 42.0;
/// The entry of `ramp` for `share` between 0 and 1; shares outside are clamped, NaN gives the first
/// entry.
QRgb rampColor(const ColorRamp& ramp, double share);
QRgb temperatureColor(double celsius);

/// Relative luminance by WCAG 2.1, 0 to 1.
double relativeLuminance(const QColor& color);
/// Contrast ratio by WCAG 2.1, 1 to 21.
double contrastRatio(const QColor& first, const QColor& second);
/// Near-black or near-white, whichever is readable on `fill`.
QColor textOn(const QColor& fill);

/// The interface type (Inter with tabular digits) at `pixels`; the only weights shipped are 400,
/// 500 and 600.
QFont uiFont(int pixels = type::body, QFont::Weight weight = QFont::Normal);
/// Inter with proportional digits, weight 600, for figures of 30 px and more on pages.
QFont displayFont(int pixels = type::display);
/// JetBrains Mono, for formulas and rule ids only.
QFont monoFont(int pixels = type::body);
/// Registers the fonts of the resources with Qt; called by ThemeManager. False if one is missing.
bool loadFonts();

} // namespace millwright

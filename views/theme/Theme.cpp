#include "views/theme/Theme.h"
#include <QFontDatabase>
#include <QPalette>
#include <algorithm>
#include <cmath>

namespace millwright
{
namespace
{

QColor rgb(QRgb value)
{
    return QColor::fromRgb(value);
}

Theme makeDark()
{
    Theme t;
    t.mode = ThemeMode::Dark;
    t.win = rgb(0x15171B), t.panel = rgb(0x1B1E23), t.raised = rgb(0x23272E);
    t.field = rgb(0x14161A), t.hover = rgb(0x2A2F37), t.chip = rgb(0x2B313A);
    t.canvas = rgb(0x101215), t.floor = rgb(0x191C21), t.tile = rgb(0x1F2328),
    t.tile5 = rgb(0x262B32);
    t.wallFill = rgb(0x343B45), t.wallEdge = rgb(0x5E6875);
    t.line = rgb(0x2B3038), t.line2 = rgb(0x3B424D);
    t.text = rgb(0xE7EAEE), t.text2 = rgb(0xA6AEB9), t.text3 = rgb(0x7E8894);
    t.accent = rgb(0x4C9DFF), t.accentText = rgb(0x7DB8FF), t.accentBg = rgb(0x1D3350),
    t.onAccent = rgb(0x12151A);
    t.body = rgb(0x2A2F37), t.bodyEdge = rgb(0x4A535F), t.tray = rgb(0x2F3640),
    t.pipe = rgb(0x2F6E8C);
    t.feedA = rgb(0xE8CC3A), t.feedB = rgb(0x7FA6FF), t.meter = t.text2;
    t.families = {rgb(0x9283FA), rgb(0xE0489C), rgb(0x2F9A66), rgb(0x6ACBF5),
                  rgb(0xE8CC3A), rgb(0xCDD2D8), t.text2};
    t.statuses = {t.text3, rgb(0xFF5C6C), rgb(0xEE9F35), rgb(0x4C9DFF), rgb(0x5CD6C6)};
    t.statusTints = {t.chip, rgb(0x3A1E24), rgb(0x35291A), rgb(0x1B2B40), rgb(0x17302E)};
    t.series = {rgb(0x6CA6FF), rgb(0xE89A4C), rgb(0x4DBBA3), rgb(0xB295FF)};
    return t;
}

Theme makeLight()
{
    Theme t;
    t.mode = ThemeMode::Light;
    t.win = rgb(0xEEF0F3), t.panel = rgb(0xFAFBFC), t.raised = rgb(0xFFFFFF);
    t.field = rgb(0xFFFFFF), t.hover = rgb(0xEBEEF2), t.chip = rgb(0xE9EDF2);
    t.canvas = rgb(0xE9ECF0), t.floor = rgb(0xFFFFFF), t.tile = rgb(0xEFF1F4),
    t.tile5 = rgb(0xE3E7EC);
    t.wallFill = rgb(0x8F98A4), t.wallEdge = rgb(0x3B434D);
    t.line = rgb(0xDCE0E6), t.line2 = rgb(0xC3CAD3);
    t.text = rgb(0x1A1E24), t.text2 = rgb(0x4F5863), t.text3 = rgb(0x5F6873);
    t.accent = rgb(0x0A66D6), t.accentText = rgb(0x0A58BA), t.accentBg = rgb(0xDCEBFF),
    t.onAccent = rgb(0xFFFFFF);
    t.body = rgb(0xF1F3F6), t.bodyEdge = rgb(0x8E98A5), t.tray = rgb(0xD9DEE5),
    t.pipe = rgb(0x6DB3D6);
    t.feedA = rgb(0x967F10), t.feedB = rgb(0x2F5FD0), t.meter = t.text2;
    t.families = {rgb(0x3F2BC0), rgb(0x9C1768), rgb(0x157145), rgb(0x0E93D0),
                  rgb(0x967F10), rgb(0x7E8994), t.text2};
    // The warning is one step darker than drawn first (A5670C): 4.52 to 1 on the panel instead
    // of 4.46.
    t.statuses = {t.text3, rgb(0xA50F1C), rgb(0xA4660C), rgb(0x0B4FA8), rgb(0x12807A)};
    t.statusTints = {t.chip, rgb(0xFADFE1), rgb(0xFBEEDA), rgb(0xE0ECFB), rgb(0xDDF2F0)};
    t.series = {rgb(0x2468D8), rgb(0xC76A12), rgb(0x1B7F6B), rgb(0x7A52C7)};
    return t;
}

template <std::size_t N> ColorRamp makeRamp(const std::array<QRgb, N>& stops)
{
    ColorRamp ramp{};
    for (std::size_t i = 0; i < ramp.size(); ++i) {
        const double place = static_cast<double>(i) / 255.0 * static_cast<double>(N - 1);
        const std::size_t left = std::min(static_cast<std::size_t>(place), N - 2);
        const double share = place - static_cast<double>(left);
        const auto mix = [&](int (*channel)(QRgb)) {
            return static_cast<int>(
                std::lround(channel(stops[left]) * (1 - share) + channel(stops[left + 1]) * share));
        };
        ramp[i] = qRgb(mix(qRed), mix(qGreen), mix(qBlue));
    }
    return ramp;
}

QFont fontOf(const QString& family, int pixels, QFont::Weight weight)
{
    QFont font(family);
    font.setPixelSize(pixels);
    font.setWeight(weight);
    return font;
}

} // namespace

const QColor& Theme::change(ChangeQuality quality) const
{
    switch (quality) {
    case ChangeQuality::Good:
        return status(Status::Ok);
    case ChangeQuality::Bad:
        return status(Status::Warning);
    case ChangeQuality::Neutral:
        break;
    }
    return text3;
}

QPalette Theme::palette() const
{
    QPalette p;
    const auto set = [&p](QPalette::ColorRole role, const QColor& color) {
        p.setColor(QPalette::All, role, color);
    };
    set(QPalette::Window, panel), set(QPalette::WindowText, text);
    set(QPalette::Base, field), set(QPalette::AlternateBase, panel), set(QPalette::Text, text);
    set(QPalette::Button, raised), set(QPalette::ButtonText, text);
    set(QPalette::BrightText, text2), set(QPalette::PlaceholderText, text3);
    set(QPalette::ToolTipBase, raised), set(QPalette::ToolTipText, text);
    set(QPalette::Highlight, accentBg), set(QPalette::HighlightedText, text);
    set(QPalette::Link, accentText), set(QPalette::LinkVisited, accentText);
    set(QPalette::Light, raised), set(QPalette::Midlight, line), set(QPalette::Mid, line2);
    set(QPalette::Dark, line2), set(QPalette::Shadow, line2);
    for (const auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        p.setColor(QPalette::Disabled, role, text3);
    return p;
}

const Theme& Theme::dark()
{
    static const Theme theme = makeDark();
    return theme;
}

const Theme& Theme::light()
{
    static const Theme theme = makeLight();
    return theme;
}

const ColorRamp& amountRamp()
{
    static const ColorRamp ramp =
        makeRamp(std::array<QRgb, 6>{0x1E2C48, 0x254C78, 0x2B7388, 0x4A9A86, 0x8AB574, 0xDFD273});
    return ramp;
}

const ColorRamp& temperatureRamp()
{
    static const ColorRamp ramp =
        makeRamp(std::array<QRgb, 10>{0x4A7FBD, 0x7FABD6, 0xB4D1E7, 0xE2EBEE, 0xF8E8CD, 0xF5C183,
                                      0xE78C44, 0xC2532B, 0x8A2923, 0x571420});
    return ramp;
}

QRgb rampColor(const ColorRamp& ramp, double share)
{
    if (!(share > 0.0))
        return ramp.front();
    return ramp[static_cast<std::size_t>(std::lround(std::min(share, 1.0) * 255.0))];
}

QRgb temperatureColor(double celsius)
{
    return rampColor(temperatureRamp(),
                     (celsius - temperatureRampLow) / (temperatureRampHigh - temperatureRampLow));
}

double relativeLuminance(const QColor& color)
{
    const auto linear = [](double c) {
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) +
           0.0722 * linear(color.blueF());
}

double contrastRatio(const QColor& first, const QColor& second)
{
    const double a = relativeLuminance(first), b = relativeLuminance(second);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

QColor textOn(const QColor& fill)
{
    return relativeLuminance(fill) > 0.22 ? rgb(0x12151A) : rgb(0xF3F5F7);
}

QFont uiFont(int pixels, QFont::Weight weight)
{
    return fontOf(QStringLiteral("Millwright Inter"), pixels, weight);
}

QFont displayFont(int pixels)
{
    return fontOf(QStringLiteral("Millwright Display"), pixels, QFont::DemiBold);
}

QFont monoFont(int pixels)
{
    return fontOf(QStringLiteral("Millwright Mono"), pixels, QFont::Normal);
}

bool loadFonts()
{
    bool isComplete = true;
    for (const char* name :
         {"Inter-400.otf", "Inter-500.otf", "Inter-600.otf", "Display-600.otf", "Mono-400.ttf"})
        isComplete &= QFontDatabase::addApplicationFont(
                          QStringLiteral(":/fonts/Millwright%1").arg(QLatin1String(name))) >= 0;
    return isComplete;
}

} // namespace millwright

#pragma once
#include <QProxyStyle>

class QStyleOptionButton;
class QStyleOptionMenuItem;
class QStyleOptionTab;

namespace millwright
{

class ThemeManager;
struct Theme;

/// Dynamic property of a QPushButton that makes it the one primary button of its panel.
inline constexpr char primaryButtonProperty[] = "millwrightPrimary";
/// Dynamic property of a checkable QPushButton whose checked state is an alarm (break it), not a
/// choice.
inline constexpr char alarmButtonProperty[] = "millwrightAlarm";

/// Fusion drawn flat from the tokens of the look in force. A style instead of a stylesheet because
/// stylesheets are parsed and matched for every widget at start.
class MillwrightStyle : public QProxyStyle
{
    Q_OBJECT
public:
    /// `themes` must outlive the style's last painting; the application owns both.
    explicit MillwrightStyle(const ThemeManager& themes);

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                            QPainter* painter, const QWidget* widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option,
                         SubControl subControl, const QWidget* widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption* option,
                         const QWidget* widget) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                           const QWidget* widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption* option,
                    const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* data) const override;
    QPalette standardPalette() const override;
    void polish(QWidget* widget) override;
    using QProxyStyle::polish;

private:
    bool drawFrame(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                   const QWidget* widget) const;
    bool drawIndicator(PrimitiveElement element, const QStyleOption* option,
                       QPainter* painter) const;
    bool drawBar(ControlElement element, const QStyleOption* option, QPainter* painter) const;
    bool drawMenu(ControlElement element, const QStyleOption* option, QPainter* painter) const;
    void drawMenuItem(const QStyleOptionMenuItem& item, QPainter& painter) const;
    void drawButtonPanel(const QStyleOption* option, QPainter& painter,
                         const QWidget* widget) const;
    void drawButtonLabel(const QStyleOptionButton& button, QPainter& painter,
                         const QWidget* widget) const;
    void drawTab(const QStyleOptionTab& tab, QPainter& painter) const;
    void drawScrollBar(const QStyleOptionComplex* option, QPainter& painter) const;
    void drawComboBox(const QStyleOptionComplex* option, QPainter& painter) const;
    void drawSpinBox(const QStyleOptionComplex* option, QPainter& painter) const;
    void drawSlider(const QStyleOptionComplex* option, QPainter& painter) const;
    const Theme& theme() const;

    const ThemeManager& m_themes;
};

} // namespace millwright

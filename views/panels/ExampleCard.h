#pragma once
#include "views/ShippedExamples.h"
#include "views/theme/Theme.h"
#include <QAbstractButton>
#include <QPixmap>

namespace millwright
{

class ThemeManager;

/// An example as a card: its plan small, its name, and what is in it. A click opens a copy.
class ExampleCard : public QAbstractButton
{
    Q_OBJECT
public:
    ExampleCard(const ThemeManager& themes, ShippedExample example, QWidget* parent = nullptr);

    const ShippedExample& example() const { return m_example; }
    bool hasPreview() const;
    /// Reads the design and draws its plan in the look in force; about 10 ms.
    void drawPreview();
    QSize sizeHint() const override { return {288, 286}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QSize previewSize() const { return {width() - 2, 200}; }

    const ThemeManager& m_themes;
    ShippedExample m_example;
    QPixmap m_preview;
    ThemeMode m_previewMode{};
    QString m_figures; ///< "31 nodes, 248 accelerators, 367 kW"
};

} // namespace millwright

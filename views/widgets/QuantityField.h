#pragma once
#include "model/base/Units.h"
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <optional>
#include <string>

namespace millwright
{

class ThemeManager;

/// What a QuantityField holds: its label, the SI unit of the value and the unit of a bare number.
struct QuantityFormat {
    QString label = {};
    std::string unit = {};     ///< SI unit as in model/base/Units.h, "m"
    std::string bareUnit = {}; ///< "mm"
    UnitSystem system = UnitSystem::SI;
};

/// A field for a quantity that reads expressions with units ("2.5*600 mm"). While something is
/// typed the result stands beside it ("= 1,500 mm") or, in the error colour, why it cannot be read.
/// Enter and leaving the field commit a valid text, Esc restores the last value; an invalid text is
/// never committed.
class QuantityField : public QLineEdit
{
    Q_OBJECT
public:
    QuantityField(const ThemeManager& themes, QuantityFormat format, QWidget* parent = nullptr);
    ~QuantityField() override;

    /// `value` in the SI unit; nothing means that the selected objects differ ("mixed").
    void setValue(std::optional<double> value);
    std::optional<double> value() const { return m_value; }
    /// `bareUnit` is what a number without a unit means from now on ("mm" or "in").
    void setUnitSystem(UnitSystem system, std::string bareUnit);
    bool isValid() const { return m_problem.isEmpty(); }
    /// "= 1,500 mm" or the reason in words; empty while nothing is typed.
    QString hintText() const;
    QSize sizeHint() const override { return {126, metricsHeight()}; }

signals:
    void committed(double value);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void moveEvent(QMoveEvent* event) override;

private:
    static int metricsHeight();
    QString shownText() const { return m_value ? format(*m_value) : QString(); }
    QString format(double value) const;
    void read();
    void showHint();
    bool commit();
    void restore();

    const ThemeManager& m_themes;
    QuantityFormat m_format;
    std::optional<double> m_value;
    std::optional<double> m_typed; ///< what the text means at the moment
    QString m_problem;
    QPointer<QLabel> m_hint; ///< floats in the window so that typing never moves the layout
};

} // namespace millwright

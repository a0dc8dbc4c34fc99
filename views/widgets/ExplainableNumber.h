#pragma once
#include "views/theme/Theme.h"
#include <QAbstractButton>

namespace millwright
{

class ThemeManager;

/// A number that says where it comes from when it is pressed: dotted underline, reachable by
/// keyboard.
class ExplainableNumber : public QAbstractButton
{
    Q_OBJECT
public:
    explicit ExplainableNumber(const ThemeManager& themes, QWidget* parent = nullptr);

    void setNumber(const QString& number, const QString& unit = {});
    /// What the number is, for screen readers: "Power".
    void setSubject(const QString& subject);
    void
    setStatus(Status status); ///< Error and Warning colour the number; a mark must stand beside it
    void setPixelSize(int pixels, QFont::Weight weight = QFont::Medium);
    QString number() const { return m_number; }
    QString unit() const { return m_unit; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void describe();
    int unitPixels() const;

    const ThemeManager& m_themes;
    QString m_number, m_unit, m_subject;
    Status m_status = Status::None;
    int m_pixels = type::body;
    QFont::Weight m_weight = QFont::Medium;
};

} // namespace millwright

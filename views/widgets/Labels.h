#pragma once
#include "views/theme/Theme.h"
#include <QLabel>

namespace millwright
{

class ThemeManager;

/// How loud a text is: Value = text, Label = text2, Hint = text3, Link = accentText.
enum class TextTone { Value, Label, Hint, Link };

/// A label in the interface type whose colour follows the look through a palette role.
QLabel* makeLabel(const QString& text, TextTone tone = TextTone::Value, int pixels = type::body,
                  QFont::Weight weight = QFont::Normal, QWidget* parent = nullptr);
void setTextTone(QWidget& widget, TextTone tone);

/// A short text on the chip colour: a change on a ghost's card, a tag in a list.
class TagLabel : public QLabel
{
    Q_OBJECT
public:
    TagLabel(const ThemeManager& themes, const QString& text, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const ThemeManager& m_themes;
};

} // namespace millwright

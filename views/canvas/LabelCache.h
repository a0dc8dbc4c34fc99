#pragma once
#include "views/theme/Icon.h"
#include <QHash>
#include <QPixmap>
#include <QStaticText>
#include <array>
#include <unordered_map>

namespace millwright
{

/// Laid-out texts and rendered symbols of the canvas, kept between frames: drawing a prepared
/// QStaticText takes a thirteenth of the time of drawText().
class LabelCache
{
public:
    enum class Role : std::uint8_t { Name, Value, Hint };
    struct Label {
        QStaticText text;
        QSizeF size;
    };

    LabelCache();
    /// Valid until the next call of trim().
    const Label& label(Role role, const QString& text);
    const QFont& font(Role role) const { return m_fonts[static_cast<std::size_t>(role)]; }
    /// The text cut with an ellipsis to at most `width` pixels; empty if not even three letters
    /// fit.
    QString elided(Role role, const QString& text, int width) const;

    const QPixmap& symbol(Icon icon, const QColor& color, int size, qreal devicePixelRatio);
    /// A status mark of `size` pixels on a casing, `size` + 4 pixels in all.
    const QPixmap& mark(Status status, const Theme& theme, int size, qreal devicePixelRatio);
    /// Forgets the texts when there are very many; call between frames.
    void trim();

private:
    std::array<QFont, 3> m_fonts;
    /// Nodes stay where they are when more come in; painters keep pointers through a frame.
    std::array<std::unordered_map<QString, Label>, 3> m_labels;
    QHash<quint64, QPixmap> m_symbols;
    QHash<quint64, QPixmap> m_marks;
};

} // namespace millwright

#pragma once
#include "views/theme/Theme.h"
#include <QIcon>
#include <QPixmap>
#include <functional>

class QPainter;

namespace millwright
{

class ThemeManager;

/// The symbols of resources/icons: one weight (1.3 px stroke on a 16 px grid), drawn for this
/// program.
enum class Icon : std::uint8_t {
#define MILLWRIGHT_ICON(name, file) name,
#include "views/theme/IconNames.def"
#undef MILLWRIGHT_ICON
    Count
};

/// Chooses a colour when a look is given, so that an icon follows the theme.
using ColorToken = std::function<QColor(const Theme&)>;

/// `icon` in `color`, `size` x `size` device-independent pixels; kept in QPixmapCache.
QPixmap iconPixmap(Icon icon, const QColor& color, int size = metrics::symbolSize,
                   qreal devicePixelRatio = 1.0);

/// Draws `icon` into `rect` (squares only) in `color` at the resolution of the painter's device.
void paintIcon(QPainter& painter, const QRect& rect, Icon icon, const QColor& color);

/// An icon for actions and buttons that follows the theme: `token` (default text2), accent when
/// checked, pale when disabled. `themes` must outlive the icon's use; afterwards it draws nothing.
QIcon symbolIcon(Icon icon, const ThemeManager& themes, ColorToken token = {},
                 ColorToken checkedToken = {});

/// The symbol of a family of the palette and of one kind of part.
Icon familyIcon(PartFamily family);
Icon kindIcon(PartKind kind);

/// A status mark: error = filled octagon with x, warning = filled triangle with !, info and ok =
/// rings, None = grey hollow octagon. Painted by shape so that it is crisp at any size.
void paintStatusMark(QPainter& painter, const QRectF& rect, Status status, const Theme& theme);
QPixmap statusPixmap(Status status, const Theme& theme, int size = 14,
                     qreal devicePixelRatio = 1.0);

} // namespace millwright

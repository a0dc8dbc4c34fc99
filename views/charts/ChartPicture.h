#pragma once
#include <QImage>

namespace millwright
{

class ChartCard;

/// A chart with its title in the light look, as pages and slides have it, in twice the resolution
/// of the screen.
QImage chartImage(ChartCard& card);
/// The same as a file: .svg in vectors, else .png. False if it cannot be written.
bool saveChart(ChartCard& card, const QString& path);

} // namespace millwright

#pragma once
#include <QImage>

namespace millwright
{

class ChartCard;

/// A chart with its title as it stands in the look in use, in twice the resolution of the screen.
QImage chartImage(const ChartCard& card);
/// The same as a file: .svg in vectors, else .png. False if it cannot be written.
bool saveChart(const ChartCard& card, const QString& path);

} // namespace millwright

#pragma once
#include "model/base/Units.h"
#include <QString>
#include <string_view>

namespace millwright
{

/// A figure with its unit as people read it: "1.21 MW", "16,384".
inline QString measure(double value, std::string_view unit)
{
    return QString::fromStdString(formatMeasure(value, unit));
}

} // namespace millwright

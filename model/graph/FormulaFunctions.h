#pragma once
#include "model/base/Explain.h"
#include <cmath>

namespace millwright
{

/// The number behind a double or a Traced, for choices inside a formula.
inline double plainNumber(double value)
{
    return value;
}
inline double plainNumber(const Traced& value)
{
    return value.value();
}

/// e^x for both number types.
inline double exponential(double x)
{
    return std::exp(x);
}
inline Traced exponential(const Traced& x)
{
    return Traced::function(std::exp(x.value()), "1", "formula.exponential", {x}, "formula");
}

/// Natural logarithm for both number types.
inline double logarithm(double x)
{
    return std::log(x);
}
inline Traced logarithm(const Traced& x)
{
    return Traced::function(std::log(x.value()), "1", "formula.logarithm", {x}, "formula");
}

} // namespace millwright

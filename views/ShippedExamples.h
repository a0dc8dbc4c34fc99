#pragma once
#include <QString>
#include <vector>

namespace millwright
{

/// A design that comes with the program, to open as a copy.
struct ShippedExample {
    QString path;
    QString title;
    QString text; ///< what it shows
};

/// The examples that are there, best first; from the installed share folder, beside the program or
/// the source tree.
std::vector<ShippedExample> shippedExamples();

} // namespace millwright

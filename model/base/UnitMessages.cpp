#include "model/base/Units.h"

namespace millwright
{

void registerUnitMessages()
{
    registerMessagePatterns({
        {"units.not-a-number", "\"{0}\" is not a number."},
        {"units.wrong-unit", "\"{0}\" has a unit that does not fit here."},
    });
}

} // namespace millwright

#include "model/rules/AllRules.h"

namespace millwright
{

std::span<const MessagePattern> coolingRulePatterns()
{
    static constexpr MessagePattern rows[] = {
        {"rule.cooling.air-capacity", "Air units carry a hall's heat, with one lost too"},
        {"cooling.air-capacity.unknown",
         "{0}: {1} into the air, the capacity of its units is not known"},
        {"cooling.air-capacity.small", "{0}: {1} into the air, its units carry {2}"},
        {"cooling.air-capacity.unit-lost",
         "{0}: {1} into the air, {2} are left when the largest unit is lost"},
        {"rule.cooling.airflow", "Air units move as much air as the racks draw"},
        {"cooling.airflow.short", "{0}: racks draw {1}, the units move {2}"},
        {"rule.cooling.liquid-capacity", "CDUs carry a loop's heat, with one lost too"},
        {"cooling.liquid-capacity.unknown",
         "{0}: {1} of heat, the capacity of its units is not known"},
        {"cooling.liquid-capacity.small", "{0}: {1} of heat, its units carry {2}"},
        {"cooling.liquid-capacity.unit-lost",
         "{0}: {1} of heat, {2} are left with its largest units lost"},
        {"rule.cooling.heat-rejection", "Chillers, dry coolers and towers carry all heat away"},
        {"cooling.heat-rejection.no-plant", "{0} takes {1} and nothing carries it away"},
        {"cooling.heat-rejection.unknown",
         "{0}: {1} of heat, the capacity of its plant is not known"},
        {"cooling.heat-rejection.small", "{0}: {1} of heat, its plant carries {2}"},
        {"cooling.heat-rejection.unit-lost",
         "{0}: {1} of heat, {2} are left with the largest plant lost"},
        {"cooling.heat-rejection.nowhere", "{0} moves {1} and has no loop to reject it to"},
        {"cooling.heat-rejection.ring", "These loops reject heat to each other in a ring: {0}"},
        {"rule.cooling.flow", "Pumps move as much coolant as a loop needs"},
        {"cooling.flow.short", "{0} needs {1}, its pumps move {2}"},
        {"rule.cooling.supply-temp", "Coolant is no warmer than the racks stand"},
        {"cooling.supply-temp.warm", "{0} supplies {1}, its racks stand {2}"},
        {"cooling.supply-temp.not-reached", "{0} reaches {1} at design weather, {2} is asked for"},
        {"rule.cooling.inlet-temp", "Air reaches the racks within their range"},
        {"cooling.inlet-temp.limit", "{0}: air at {1}, a part stands {2}"},
        {"cooling.inlet-temp.recommended", "{0}: air at {1}, up to {2} is recommended"},
        {"rule.cooling.altitude", "Inlet limits hold at the site's altitude"},
        {"cooling.altitude.limit", "{0}: air at {1}, at {3} altitude a part stands {2}"},
        {"rule.cooling.condensation", "Coolant in racks stays above the dew point"},
        {"cooling.condensation.cold", "{0} supplies {1}, from {2} upwards nothing condenses"},
        {"rule.cooling.method", "The way of cooling suits the density"},
        {"cooling.method.air",
         "{0} gives {1} to the air; beyond {2} a rear door or direct liquid suits better"},
        {"cooling.method.door",
         "{0} gives {1} to the air; beyond {2} direct liquid or immersion suits better"},
        {"cooling.method.many", "{0}: {1} racks are denser than their way of cooling suits"},
        {"rule.cooling.unserved", "The heat of every rack is carried away"},
        {"cooling.unserved.liquid", "{0}: {1} into coolant that no loop takes"},
        {"cooling.unserved.air", "{0}: {1} into air that no unit cools"},
        {"cooling.unserved.many", "{0}: the heat of {1} racks is not carried away"},
        {"fix.connect-cooling", "Connect what is not cooled to the nearest loop with room"},
        {"fix.set-supply", "Set the supply to {0}"},
        {"fix.set-air-supply", "Set the air supply to {0}"},
    };
    return rows;
}

} // namespace millwright

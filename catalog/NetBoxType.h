#pragma once
#include "catalog/ImportReport.h"
#include "catalog/YamlTree.h"
#include "model/parts/Part.h"
#include <optional>
#include <string>

namespace millwright
{

/// A part from a device type of the NetBox device-type library (its schema: devicetype.json of the
/// library). Nothing if the type breaks the schema; each problem goes into `report` with its line,
/// key and rule.
std::optional<Part> partFromNetBoxType(const YamlNode& type, const std::string& file,
                                       ImportReport& report);

/// Speed of an interface type in Gbit/s ("400gbase-x-osfp", "1000base-t", "infiniband-ndr"); 0 if
/// it carries no Ethernet or InfiniBand.
double netBoxPortSpeed(std::string_view interfaceType);

} // namespace millwright

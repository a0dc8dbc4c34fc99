#include "catalog/ImportReport.h"

namespace millwright
{
namespace
{

void registerImportMessages()
{
    registerMessagePatterns({
        {"catalog.missing", "The catalog {0} is missing."},
        {"catalog.unreadable", "The catalog {0} cannot be read: {1}."},
        {"catalog.version", "The catalog {0} has version {1}; this program reads version {2}."},
        {"catalog.write-failed", "The catalog {0} cannot be written: {1}."},
        {"catalog.unknown-column", "No field of a part is called \"{0}\"; the column is left out."},
        {"catalog.text-too-long", "The text has {0} bytes; a field holds 4,000."},
        {"catalog.not-utf8", "The text is not UTF-8 or holds control characters."},
        {"catalog.not-a-number", "\"{0}\" is not a number."},
        {"catalog.name-missing", "The part has no name."},
        {"catalog.id-malformed",
         "\"{0}\" is no part id: small letters, digits, dots and dashes, at most 80."},
        {"catalog.id-twice", "The id \"{0}\" is used twice."},
        {"catalog.unknown-kind", "\"{0}\" is no kind of part."},
        {"catalog.unknown-flag", "\"{0}\" is no flag of a part."},
        {"catalog.unknown-key", "\"{0}\" is no field of a part."},
        {"catalog.unknown-confidence",
         "\"{0}\" is none of verified, secondary, derived, unverified, suspect."},
        {"catalog.unknown-part", "There is no part \"{0}\"."},
        {"catalog.unknown-reference", "There is no accelerator \"{0}\"."},
        {"catalog.source-missing", "The row names no source."},
        {"catalog.value-missing", "The row holds no value."},
        {"catalog.too-many", "The input has {0} rows; at most {1} are imported at once."},
    });
}

void registerRegionMessages()
{
    registerMessagePatterns({
        {"region.missing", "The row says nothing about \"{0}\"."},
        {"region.malformed", "\"{0}\" is no region: three capital letters of ISO 3166."},
        {"region.unknown-code", "\"{0}\" is no electrical code: iec or nec."},
        {"region.twice", "The region \"{0}\" is there twice."},
        {"region.unknown", "There is no region \"{0}\"."},
        {"region.unknown-key", "\"{0}\" is no figure of a region."},
        {"region.unit", "The unit is \"{0}\"; this figure is in {1}."},
        {"region.out-of-range", "{0} {1} is implausible; expected are {2} to {3}."},
        {"region.range-reversed", "The value lies outside of its own low and high."},
        {"region.figure-twice", "{0} has the figure \"{1}\" twice."},
        {"region.bin-out-of-range", "No year has such a bin of weather."},
        {"region.wet-above-dry", "The wet-bulb temperature is above the dry-bulb one."},
        {"region.bin-twice", "{0} has the bin at {1} degC twice."},
        {"region.hours-of-year", "The bins of {0} come to {1} hours; a year has 8,760."},
    });
}

void registerYamlMessages()
{
    registerMessagePatterns({
        {"yaml.too-large", "The file has {0} bytes; at most {1} are read."},
        {"yaml.too-deep", "The values are nested too deeply for a device type."},
        {"yaml.too-many-values", "The file holds more values than a device type can."},
        {"yaml.alias", "Anchors and aliases are not read."},
        {"yaml.malformed", "This is not valid YAML: {0}."},
        {"yaml.key-twice", "A key appears twice."},
        {"yaml.empty", "The file holds no values."},
        {"netbox.no-files", "There are no YAML files in {0}."},
        {"netbox.key-missing", "\"{0}\" is missing."},
        {"netbox.wrong-type",
         "\"{0}\" has a value of another type than the library's schema says."},
        {"netbox.unknown-key", "The library's schema knows no such key; it is left out."},
        {"netbox.half-units", "A height is in whole or half rack units."},
        {"netbox.weight-unit", "A weight needs a unit: kg, g, lb or oz."},
        {"netbox.weight-zero", "The weight is zero; it is taken as unknown."},
        {"netbox.name-missing", "An entry of \"{0}\" has no name."},
        {"netbox.name-twice", "Two entries have the same name."},
        {"netbox.draw-reversed", "The allocated draw is above the maximum."},
        {"netbox.odd-ports", "{0} ports are no multiple of four; is a line missing?"},
        {"netbox.defect-copied-ports",
         "The library's ports and supplies of this type were copied from another one."},
        {"netbox.defect-missing-ports",
         "The library lists 62 of the 64 ports of this type, and as Ethernet."},
    });
}

void registerStoreMessages()
{
    registerMessagePatterns({
        {"parts.id-malformed",
         "\"{0}\" is no part id: small letters, digits, dots and dashes, at most 80."},
        {"parts.name-malformed", "A part needs a name of printable text."},
        {"parts.id-taken", "There is a part \"{0}\" already."},
        {"parts.missing", "There is no part \"{0}\"."},
        {"parts.not-own", "\"{0}\" is a shipped part; only your own can be deleted."},
        {"parts.store-failed", "Your parts could not be stored: {0}."},
        {"parts.no-folder", "There is no folder for them: neither XDG_DATA_HOME nor HOME is set."},
        {"parts.store-closed", "Your own parts cannot be stored. {0}"},
    });
}

void registerPlausibilityMessages()
{
    registerMessagePatterns({
        {"catalog.rule.out-of-range", "{0} is {1}; plausible is {2} to {3}."},
        {"catalog.rule.mass-zero", "The mass is zero; leave it blank if it is unknown."},
        {"catalog.rule.typical-above-maximum",
         "Typical power {0} W is above the maximum of {1} W."},
        {"catalog.rule.idle-above-typical", "Idle power {0} W is above the typical {1} W."},
        {"catalog.rule.idle-above-maximum", "Idle power {0} W is above the maximum of {1} W."},
        {"catalog.rule.maximum-above-nameplate",
         "Maximum power {0} W is above the nameplate of {1} W."},
        {"catalog.rule.supplies-needed-above-fitted",
         "{0} power supplies are needed but {1} are fitted."},
        {"catalog.rule.tf32-above-bf16", "The TF32 peak {0} TFLOPS is above the BF16 peak {1}."},
        {"catalog.rule.bf16-above-fp8", "The BF16 peak {0} TFLOPS is above the FP8 peak {1}."},
        {"catalog.rule.fp8-above-fp4", "The FP8 peak {0} TFLOPS is above the FP4 peak {1}."},
        {"catalog.rule.fp6-above-fp4", "The FP6 peak {0} TFLOPS is above the FP4 peak {1}."},
        {"catalog.rule.bf16-per-watt",
         "A BF16 peak of {0} TFLOPS at {1} W is {2} per watt; above {3} no chip comes."},
        {"catalog.rule.fp8-per-watt",
         "An FP8 peak of {0} TFLOPS at {1} W is {2} per watt; above {3} no chip comes."},
        {"catalog.rule.int8-per-watt",
         "An INT8 peak of {0} TOPS at {1} W is {2} per watt; above {3} no chip comes."},
        {"catalog.rule.fp4-per-watt",
         "An FP4 peak of {0} TFLOPS at {1} W is {2} per watt; above {3} no chip comes."},
        {"catalog.rule.hbm-too-fast", "{0} GB/s is more than HBM of one accelerator gives ({1})."},
        {"catalog.rule.rack-too-low", "{0} U do not fit into a height of {1} mm."},
        {"catalog.rule.too-wide-for-rack", "{0} mm is too wide for a rack ({1} mm)."},
        {"catalog.rule.too-heavy-for-height", "{0} kg on {1} U is more than {2} kg a rack unit."},
        {"catalog.rule.reach-reversed", "The shortest length {0} m is above the reach of {1} m."},
        {"catalog.rule.price-low-above-price", "The low price {0} is above the price {1}."},
        {"catalog.rule.price-above-high", "The price {0} is above the high price {1}."},
        {"catalog.rule.price-reversed", "The low price {0} is above the high price {1}."},
        {"catalog.rule.lead-time-reversed",
         "The short lead time {0} weeks is above the long one of {1}."},
        {"catalog.rule.power-above-apparent", "{0} kW is above the apparent power of {1} kVA."},
        {"catalog.rule.inlet-reversed", "The coldest inlet {0} degC is above the warmest of {1}."},
        {"catalog.rule.psu-as-load",
         "{0} W equals {1} power supplies of {2} W: a rating, not a load?"},
        {"catalog.rule.units-against-height", "{0} U and a height of {1} mm do not agree."},
        {"catalog.rule.usable-above-raw",
         "Usable {0} TB is above raw {1} TB: after data reduction?"},
        {"catalog.rule.ports-above-chip",
         "{0} ports of {1} Gbit/s are more than {2} Tbit/s of switching."},
    });
}

} // namespace

void registerCatalogMessages()
{
    registerImportMessages();
    registerRegionMessages();
    registerYamlMessages();
    registerStoreMessages();
    registerPlausibilityMessages();
}

} // namespace millwright

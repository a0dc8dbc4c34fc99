#include "model/edit/EditMessages.h"
#include "model/base/Message.h"
#include "model/edit/FitCheck.h"

namespace millwright
{

void registerEditMessages()
{
    registerFitMessages();
    registerMessagePatterns({
        // errors
        {"edit.calibrate", "Calibrate the estimator"},
        {"place.not-on-floor", "{0} does not stand on the floor. Put it into a rack."},
        {"place.no-hall", "There is no hall at this place."},
        {"rack.units-taken", "Units {0} to {1} of {2} are taken."},
        {"rack.outside-units", "{0} needs {2} U from unit {1}; {3} has {4} units."},
        {"rack.too-deep", "{0} is {1} deep; {3} takes {2}."},
        {"rack.too-heavy", "With {0} rack {3} carries {1}; its limit is {2}."},
        {"rack.not-mountable", "{0} does not go into a rack."},
        {"rack.no-rack", "The rack is not there."},
        {"rack.no-device", "The device is not there."},
        {"rack.full", "{0} has no {2} free units in a row for {1}."},
        {"rack.not-hangable", "{0} does not hang on a rack."},
        {"rack.has-door", "{0} has a rear door already."},
        {"rack.not-dropped", "Not placed: {0}"},
        {"property.unknown", "Nothing selected has a property \"{0}\"."},
        {"property.wrong-type", "The value does not suit the property \"{0}\"."},
        {"property.out-of-range", "The value is outside of what \"{0}\" can be."},
        {"parameter.unknown", "There is no parameter \"{0}\"."},
        {"feed.no-source", "The source of the circuit is not there."},
        {"feed.no-target", "The circuit has to end at a rack, a power part or a cooling part."},
        {"feed.would-loop", "{1} feeds {0} already; the circuit would feed itself."},
        {"variant.missing", "The variant is not there."},
        {"variant.last", "{0} is the only variant and cannot be deleted."},
        {"part.unsuitable", "{0} cannot take the place of {1}."},
        // titles of steps
        {"edit.place", "Place {0}"},
        {"edit.move", "Move {0} things"},
        {"edit.rotate", "Rotate {0} things"},
        {"edit.duplicate", "Duplicate {0} things"},
        {"edit.array", "Array of {0} things"},
        {"edit.delete", "Delete {0} things"},
        {"edit.align", "Align {0} things"},
        {"edit.distribute", "Distribute {0} things"},
        {"edit.lock", "Lock {0} things"},
        {"edit.unlock", "Unlock {0} things"},
        {"edit.paste", "Paste {0} things"},
        {"edit.mount", "Mount {0}"},
        {"edit.move-device", "Move {0}"},
        {"edit.property", "Change {0}"},
        {"edit.parameter", "Change parameter {0}"},
        {"edit.connect", "Connect {0} to {1}"},
        {"edit.waive", "Accept finding"},
        {"edit.waive-back", "Take back the acceptance of a finding"},
        {"edit.update-parts", "Update {0} parts from the catalog"},
        {"edit.describe", "Describe project"},
        {"edit.apply-region", "Apply region {0}"},
        {"edit.region-applied", "{0}: {1} figures applied. Unknown: {2}."},
        {"edit.region-applied-whole", "{0}: {1} figures applied; all are known."},
        {"region.no-site", "The site is not there."},
        {"edit.variant-add", "Add variant {0}"},
        {"edit.variant-activate", "Show variant {0}"},
        {"edit.variant-rename", "Rename variant {0}"},
        {"edit.variant-delete", "Delete variant {0}"},
        {"edit.part", "Exchange part for {0}"},
        {"edit.add-loop", "Add coolant loop"},
        {"edit.add-fabric", "Add fabric"},
        {"edit.add-workload", "Add workload"},
        {"edit.right-size", "Right-size the pool of {0}"},
        {"workload.missing", "The workload is not there."},
        {"edit.use-plan", "Use plan {0}"},
        {"edit.search-plan", "Search the plan"},
        {"edit.import-model", "Import model {0}"},
        {"edit.add-feature", "Add {0}"},
        {"edit.reset-parameter", "Reset parameter {0}"},
        {"edit.remove", "Remove {0}"},
        {"edit.price", "Price of {0}"},
        {"edit.price-remove", "Remove {0} prices"},
        {"edit.quote", "Take {0} prices of {1}"},
        {"edit.discount", "Discount of {0}"},
        {"edit.rate", "Exchange rate of {0}"},
        {"edit.currency", "Currency {0}"},
        {"edit.price-date", "Date of prices"},
    });
}

} // namespace millwright

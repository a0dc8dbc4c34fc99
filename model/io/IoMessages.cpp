#include "model/io/IoMessages.h"
#include "model/base/Message.h"

namespace millwright
{

void registerIoMessages()
{
    registerMessagePatterns({
        // errors of reading
        {"file.unreadable", "The file {0} cannot be read."},
        {"file.too-large", "The file {0} has {1} bytes; at most {2} are read."},
        {"file.empty", "The file {0} is empty."},
        {"file.not-millwright", "This is not a Millwright project."},
        {"file.damaged", "The file is damaged at byte {0}: it is not valid JSON there."},
        {"file.too-deep", "The file nests deeper than {0} levels; no project does."},
        {"file.no-variants", "The project holds no variant, so there is nothing to open."},
        {"file.version-unknown", "The file does not say a version that this program knows."},
        {"file.newer-version", "The file has version {0}, this program writes version {1}. It is "
                               "open read-only, since saving would lose what "
                               "Millwright {2} added."},
        // notes of an opened file
        {"file.row-dropped-no-id", "An entry of \"{0}\" has no valid id and was left out."},
        {"file.row-dropped-twice",
         "The id {1} occurs again in \"{0}\"; the later entry was left out."},
        {"file.row-dropped-shape", "An entry of \"{0}\" is no object and was left out."},
        {"file.row-dropped-dangling", "The {0} {1} was left out: its {2} is not in the file."},
        {"file.reference-cleared", "The {2} of {0} {1} is not in the file; it was cleared."},
        {"file.field-ignored", "The value of {2} of {0} {1} makes no sense; the default stands."},
        {"file.key-ignored", "The value of {0} makes no sense; the default stands."},
        {"file.unknown-kept",
         "This version does not know \"{0}\" with {1} entries; it is kept as it is."},
        {"file.unknown-entity-keys",
         "{0} entities have values that this version does not know; they are kept."},
        {"file.variant-dropped", "A variant is no object and was left out."},
        {"file.part-dropped", "A part without an id was left out."},
        {"file.model-dropped", "A model without an id or a config was left out."},
        {"file.part-twice", "{0} parts occur again; the last ones are used."},
        {"file.part-field-dropped",
         "The value of {1} of part {0} is not known or makes no sense and was left out."},
        {"file.price-dropped", "A price of part {0} has no part id, or its {1} makes no sense; it was left out."},
        {"file.part-missing",
         "The part {0}, used {1} times, is not in the file; it counts with no figures."},
        {"file.last-id-repaired", "The counter of ids was behind; it goes on from {0}."},
        {"file.active-repaired",
         "The variant that was shown last is not there; the first one is shown."},
        // errors of writing
        {"file.disk-full", "The disk is full: {0} was not saved. The old file is unharmed and the "
                           "design is still open."},
        {"file.no-permission", "You have no right to write {0}."},
        {"file.not-written", "{0} was not saved (system error {1}). The old file is unharmed."},
        {"file.kept-aside", "{0} could not be written back. Its old content is kept in {1}."},
        // locks
        {"file.locked", "{0} is being edited on {1} (process {2}). It is open read-only."},
        {"file.lock-failed", "{0} cannot be locked against a second editor (system error {1})."},
    });
}

} // namespace millwright

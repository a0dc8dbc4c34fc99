#include "model/base/Csv.h"

namespace millwright {

void registerCsvMessages()
{
    registerMessagePatterns({
        {"csv.empty", "The file has no header line."},
        {"csv.quote-open", "A quoted field is not closed before the end of the file."},
        {"csv.quote-stray", "A quote stands inside a field that does not begin with one."},
        {"csv.field-count", "The line has {0} fields, the header has {1}."},
        {"csv.column-twice", "The column \"{0}\" appears twice in the header."},
        {"csv.column-missing", "The column \"{0}\" is missing."},
        {"csv.not-a-number", "\"{0}\" is not a number."},
        {"csv.binary", "The file holds zero bytes; it is not a text file."},
        {"csv.too-large", "The file has {0} bytes; at most {1} are read."},
        {"file.unreadable", "The file {0} cannot be read."},
    });
}

} // namespace millwright

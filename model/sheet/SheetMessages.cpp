#include "model/base/Message.h"
#include "model/sheet/Sheet.h"

namespace millwright
{

void registerSheetMessages()
{
    registerMessagePatterns({
        {"sheet.too-large", "The file has {0} bytes; at most {1} are read."},
        {"sheet.not-a-table", "This is neither a workbook (XLSX) nor a CSV table."},
        {"sheet.old-format", "This is an Excel 97 or a password-protected workbook. Save it as "
                             "XLSX without a password."},
        {"sheet.damaged", "The workbook is damaged: {0} cannot be read."},
        {"sheet.bomb", "{0} of the workbook unpacks to more than {1} bytes or {2} times its size; "
                       "it is not read."},
        {"sheet.no-sheet", "The workbook has no sheet \"{0}\"; it has {1}."},
        {"sheet.too-many-rows", "The table has more than {0} rows."},
        {"sheet.empty", "The table is empty."},
    });
}

} // namespace millwright

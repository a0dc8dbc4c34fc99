#pragma once
#include "model/base/Result.h"
#include "model/sheet/Sheet.h"
#include <memory>
#include <string>
#include <string_view>

namespace millwright
{

/// The packed parts of a workbook, unpacked one by one within the limits.
class XlsxParts
{
public:
    /// Error "sheet.damaged": the bytes are no archive.
    static Result<XlsxParts> open(std::string_view bytes, const SheetLimits& limits);

    bool has(const std::string& name) const;
    /// The text of a part. Errors: "sheet.damaged" (not there, or broken), "sheet.bomb".
    Result<std::string> text(const std::string& name) const;

private:
    struct Archive;
    std::shared_ptr<Archive> m_archive;
    SheetLimits m_limits;
};

} // namespace millwright

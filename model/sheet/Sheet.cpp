#include "model/sheet/Sheet.h"
#include <fstream>
#include <system_error>

namespace millwright
{

const SheetCell& SheetRow::cell(std::size_t column) const
{
    static const SheetCell none;
    return column < cells.size() ? cells[column] : none;
}

Result<Sheet> readSheet(const std::filesystem::path& path, std::string_view sheet,
                        const SheetLimits& limits)
{
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error))
        return fail("file.unreadable", {path.string()}, path.string());
    const auto size = std::filesystem::file_size(path, error);
    if (error)
        return fail("file.unreadable", {path.string()}, path.string());
    if (size > limits.fileBytes)
        return fail("sheet.too-large",
                    {static_cast<std::int64_t>(size), static_cast<std::int64_t>(limits.fileBytes)},
                    path.string());
    std::ifstream file(path, std::ios::binary);
    std::string bytes(size, '\0');
    if (!file || (size > 0 && !file.read(bytes.data(), static_cast<std::streamsize>(size))))
        return fail("file.unreadable", {path.string()}, path.string());
    const std::string where = path.filename().string();
    if (bytes.starts_with("PK\x03\x04"))
        return readXlsxSheet(bytes, where, sheet, limits);
    if (bytes.starts_with("\xD0\xCF\x11\xE0")) // OLE: Excel 97, or an encrypted workbook
        return fail("sheet.old-format", {}, where);
    return readCsvSheet(bytes, where, limits);
}

} // namespace millwright

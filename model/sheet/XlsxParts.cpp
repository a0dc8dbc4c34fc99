#include "model/sheet/XlsxParts.h"
#include <zip.h>

namespace millwright
{

struct XlsxParts::Archive {
    std::string bytes; ///< the archive reads from here as long as it lives
    zip_t* zip = nullptr;
    ~Archive()
    {
        if (zip)
            zip_discard(zip);
    }
};

Result<XlsxParts> XlsxParts::open(std::string_view bytes, const SheetLimits& limits)
{
    XlsxParts parts;
    parts.m_limits = limits;
    parts.m_archive = std::make_shared<Archive>();
    parts.m_archive->bytes = bytes;
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(parts.m_archive->bytes.data(),
                                                    parts.m_archive->bytes.size(), 0, &error);
    if (source) {
        parts.m_archive->zip = zip_open_from_source(source, ZIP_RDONLY, &error);
        if (!parts.m_archive->zip)
            zip_source_free(source);
    }
    zip_error_fini(&error);
    if (!parts.m_archive->zip)
        return fail("sheet.damaged", {std::string("zip")});
    return parts;
}

bool XlsxParts::has(const std::string& name) const
{
    return zip_name_locate(m_archive->zip, name.c_str(), 0) >= 0;
}

Result<std::string> XlsxParts::text(const std::string& name) const
{
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_stat(m_archive->zip, name.c_str(), 0, &stat) != 0 ||
        (stat.valid & ZIP_STAT_COMP_SIZE) == 0)
        return fail("sheet.damaged", {name});
    const auto bomb = [&] {
        return fail("sheet.bomb", {name, static_cast<std::int64_t>(m_limits.unpackedBytes),
                                   static_cast<std::int64_t>(m_limits.ratio)});
    };
    zip_file_t* file = zip_fopen_index(m_archive->zip, stat.index, 0);
    if (!file)
        return fail("sheet.damaged", {name});
    // The size that the archive states is not believed: what comes out is counted.
    constexpr std::size_t step = std::size_t{256} << 10, small = std::size_t{1} << 20;
    const double most = m_limits.ratio * static_cast<double>(stat.comp_size);
    std::string text;
    bool isBomb = false;
    zip_int64_t count = 0;
    do {
        const std::size_t at = text.size();
        text.resize(at + step);
        count = zip_fread(file, text.data() + at, step);
        text.resize(at + (count > 0 ? static_cast<std::size_t>(count) : 0));
        isBomb = text.size() > m_limits.unpackedBytes ||
                 (text.size() > small && static_cast<double>(text.size()) > most);
    } while (count > 0 && !isBomb);
    const bool isBroken = zip_fclose(file) != 0 || count < 0;
    if (isBomb)
        return bomb();
    if (isBroken)
        return fail("sheet.damaged", {name});
    return text;
}

} // namespace millwright

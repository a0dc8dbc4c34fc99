#include "app/CommandLine.h"
#include "app/verbs/Verbs.h"
#include "model/io/AtomicFile.h"
#include <cstdio>

namespace millwright {

int reportError(const Error& error)
{
    const std::string where = error.where.empty() ? std::string() : error.where + ": ";
    std::fprintf(stderr, "millwright: %s%s\n", where.c_str(), formatMessage(error.message).c_str());
    return ExitFailed;
}

int deliver(const std::string& text, const std::string& path)
{
    if (path.empty()) {
        const bool isWritten = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
        return isWritten ? ExitGood : reportError(fail("cli.cannot-print"));
    }
    const auto written = writeAtomically(path, text);
    return written ? ExitGood : reportError(written.error());
}

} // namespace millwright

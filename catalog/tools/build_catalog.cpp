#include "catalog/CatalogBuilder.h"
#include "model/base/Csv.h"
#include <cstdio>
#include <cstring>

using namespace millwright;

/// mw_build_catalog OUTPUT PARTS.csv... [--overrides FILE.csv...] [--regions PLACES.csv FIGURES.csv
/// WEATHER.csv]: makes the shipped catalog at build time. Bad rows are printed and left out (the tests hold that there are none); only a file
/// that cannot be written fails the build.
int main(int argc, char** argv)
{
    if (argc < 2) {
        std::fputs("usage: mw_build_catalog OUTPUT PARTS.csv... [--overrides FILE.csv...] "
                   "[--regions PLACES.csv FIGURES.csv WEATHER.csv]\n",
                   stderr);
        return 2;
    }
    registerCsvMessages();
    registerCatalogMessages();
    CatalogBuilder builder;
    bool areOverrides = false;
    for (int i = 2; i < argc; ++i) {
        if (std::strcmp(argv[i], "--overrides") == 0) {
            areOverrides = true;
        } else if (std::strcmp(argv[i], "--regions") == 0 && i + 3 < argc) {
            builder.addRegionFiles(argv[i + 1], argv[i + 2], argv[i + 3]);
            i += 3;
        }
        else if (areOverrides)
            builder.addOverrideFile(argv[i]);
        else
            builder.addPartFile(argv[i]);
    }
    const auto report = builder.write(argv[1]);
    if (!report) {
        std::fprintf(stderr, "%s\n", formatMessage(report.error().message).c_str());
        return 1;
    }
    for (const ImportProblem& problem : report->problems)
        std::fprintf(stderr, "%s%s\n",
                     problem.isRefusal ? "" : "note: ", formatProblem(problem).c_str());
    std::printf("%zu parts, %zu rows refused\n", report->imported, report->refused);
    return 0;
}

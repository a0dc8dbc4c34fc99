// Builds the example designs of the shipped catalog's parts and writes their files: mw_write_examples FOLDER
#include "catalog/Catalog.h"
#include "catalog/CatalogLocation.h"
#include "model/explore/DesignBuilder.h"
#include "model/explore/ExampleDesigns.h"
#include "model/io/ProjectFile.h"
#include <iostream>

using namespace millwright;

namespace
{

int failed(const Error& error)
{
    std::cerr << formatMessage(error.message) << '\n';
    return 2;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 2) {
        std::cerr << "usage: mw_write_examples FOLDER\n";
        return 2;
    }
    registerExploreMessages();
    const auto path = findShippedCatalog();
    if (!path)
        return failed(path.error());
    const auto catalog = Catalog::open(*path);
    if (!catalog)
        return failed(catalog.error());
    for (const ExampleDesign& example : exampleDesigns()) {
        const auto project = example.build(**catalog);
        if (!project)
            return failed(project.error());
        const auto file = std::filesystem::path(argv[1]) / (std::string(example.id) + ".millwright");
        if (const auto written = writeProject(file, *project); !written)
            return failed(written.error());
        std::cout << file.string() << '\n';
    }
    return 0;
}

#include "app/CommandLine.h"
#include "app/Evaluation.h"
#include "app/verbs/Verbs.h"
#include "views/print/PlanImage.h"
#include <algorithm>

namespace millwright {
namespace {

struct Options {
    std::string file;
    std::string output;
    std::string hall;
    int width = 1600, height = 1000;
    bool isDark = false;
};

int runRender(const Options& options)
{
    auto design = Evaluation::ofFile(options.file);
    if (!design)
        return reportError(design.error());
    PlanImageOptions how;
    how.size = {options.width, options.height};
    how.mode = options.isDark ? ThemeMode::Dark : ThemeMode::Light;
    if (!options.hall.empty()) {
        const auto& halls = (*design)->project().blueprint().table<Hall>();
        const auto found = std::find_if(halls.begin(), halls.end(), [&](const Hall& hall) { return hall.name == options.hall; });
        if (found == halls.end())
            return reportError(fail("cli.unknown-hall", {options.hall}));
        how.hall = found->id;
    }
    const PlanPicture picture{(*design)->project(), (*design)->results(), (*design)->parameters(), (*design)->rules()};
    const auto written = renderPlan(picture, options.output, how);
    return written ? ExitGood : reportError(written.error());
}

} // namespace

void addRenderVerb(CLI::App& app, VerbChoice& choice)
{
    auto options = std::make_shared<Options>();
    CLI::App* verb = app.add_subcommand("render", "Draw the plan (PNG, SVG or PDF by the output's ending)");
    verb->add_option("file", options->file, "Project file")->required();
    verb->add_option("-o,--output", options->output, "Target: .png, .svg or .pdf")->required();
    verb->add_option("--hall", options->hall, "Name of the hall; the first one otherwise");
    verb->add_option("--width", options->width, "Pixels")->check(CLI::Range(64, 16384));
    verb->add_option("--height", options->height, "Pixels")->check(CLI::Range(64, 16384));
    verb->add_flag("--dark", options->isDark, "Dark theme");
    verb->callback([options, &choice] { choice.run = [options] { return runRender(*options); }; });
}

} // namespace millwright

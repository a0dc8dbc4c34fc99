#include "model/io/Migrations.h"
#include <algorithm>

namespace millwright
{

std::span<const MigrationStep> migrationSteps()
{
    return {};
}

Result<std::string> migrate(std::string text, std::int64_t from, std::int64_t to,
                            std::span<const MigrationStep> steps, std::vector<Message>& notes)
{
    for (std::int64_t version = from; version < to; ++version) {
        const auto step = std::ranges::find(steps, version, &MigrationStep::from);
        if (step == steps.end())
            return fail("file.version-unknown", {version});
        auto next = step->run(std::move(text), notes);
        if (!next)
            return next.error();
        text = std::move(*next);
    }
    return text;
}

} // namespace millwright

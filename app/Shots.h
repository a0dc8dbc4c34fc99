#pragma once
#include <QString>

namespace millwright
{

class LazyCatalog;
class PartImporter;
class ThemeManager;

struct ShotContext {
    LazyCatalog& catalog;
    ThemeManager& themes;
    const PartImporter& importer;
};

/// Draws every screen of the program into PNG files in `folder`, for people to look at. Returns the
/// exit code.
int renderShots(const QString& folder, const ShotContext& context);

} // namespace millwright

#pragma once
#include <QStringList>

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

/// Draws the screens of the program into PNG files in `folder`, for people to look at: all, or the
/// groups that are `wanted` (Shots.cpp names them). Returns the exit code.
int renderShots(const QString& folder, const QStringList& wanted, const ShotContext& context);

} // namespace millwright

#include "app/shots/Shots.h"
#include "app/shots/Stage.h"
#include <QCoreApplication>
#include <QDir>
#include <QSettings>
#include <cstdio>

namespace millwright
{
namespace
{

struct ShotGroup {
    const char* name;
    void (*shoot)(Stage&);
};

constexpr ShotGroup groups[] = {{"start", shootStart},         {"plan", shootPlan},
                                {"workloads", shootWorkloads}, {"dialogs", shootDialogs},
                                {"parts", shootParts},         {"sizes", shootSizes}};

} // namespace

int renderShots(const QString& folder, const QStringList& wanted, const ShotContext& context)
{
    // Neither the person's settings nor recent files belong into the pictures.
    QCoreApplication::setApplicationName(QStringLiteral("millwright-shots"));
    QSettings().clear();
    if (!QDir().mkpath(folder)) {
        std::fprintf(stderr, "millwright: %s cannot be made\n", qPrintable(folder));
        return 2;
    }
    Stage stage(folder, context);
    for (const ShotGroup& group : groups)
        if (wanted.isEmpty() || wanted.contains(QLatin1String(group.name))) {
            stage.use(ThemeMode::Dark);
            stage.window.resize(standardSize);
            group.shoot(stage);
        }
    QSettings().clear();
    return stage.isGood() ? 0 : 2;
}

} // namespace millwright

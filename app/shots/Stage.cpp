#include "app/shots/Stage.h"
#include "app/LazyCatalog.h"
#include "views/DesignArea.h"
#include "views/DocumentController.h"
#include "views/ShippedExamples.h"
#include "views/panels/PalettePanel.h"
#include "views/panels/WorkloadsWorkspace.h"
#include "views/parts/PartCommands.h"
#include "views/parts/PartImportDialog.h"
#include "views/parts/PartReviewDialog.h"
#include "views/parts/WhereUsedDialog.h"
#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <cstdio>

namespace millwright
{

Stage::Stage(const QString& folder, const ShotContext& context)
    : m_folder(folder), m_themes(context.themes), m_choice(context.themes, ThemeMode::Dark),
      m_session(&context.catalog),
      window({m_session, context.themes, m_choice, toPath(m_state.path()), &context.catalog,
              &context.importer})
{
    m_session.setRegions(&context.catalog);
    window.resize(standardSize);
    window.show();
    settle();
}

PlanCanvas& Stage::canvas()
{
    return window.area().canvas();
}

void Stage::settle()
{
    QElapsedTimer timer;
    timer.start();
    do
        QApplication::processEvents(QEventLoop::AllEvents, 20);
    while (timer.elapsed() < 20000 && (isBusy() || timer.elapsed() < 160));
}

QString Stage::end() const
{
    return m_themes.theme().isDark() ? QStringLiteral("dark") : QStringLiteral("light");
}

QString Stage::file(const QString& name, const QByteArray& text) const
{
    const QString path = m_state.filePath(name);
    QFile out(path);
    return out.open(QIODevice::WriteOnly) && out.write(text) == text.size() ? path : QString();
}

void Stage::shoot(const QString& name, QWidget& widget)
{
    settle();
    const QString path = QDir(m_folder).filePath(name + QStringLiteral(".png"));
    if (!widget.grab().save(path))
        m_isGood = false;
    std::printf("%s\n", qPrintable(path));
}

bool Stage::isBusy()
{
    const auto* review = window.findChild<PartReviewDialog*>();
    const auto* import = window.findChild<PartImportDialog*>();
    const auto* used = window.findChild<WhereUsedDialog*>();
    return window.area().palette().isSearching() || m_session.isCalculating() ||
           window.area().workloads().isCalculating() || window.parts().isCheckingDesign() ||
           (review && review->isCalculating()) || (import && import->isWorking()) ||
           (used && used->isScanning());
}

QString exampleFile(const char* name)
{
    const auto examples = shippedExamples();
    for (const ShippedExample& found : examples)
        if (QFileInfo(found.path).fileName().startsWith(QLatin1String(name)))
            return found.path;
    return examples.empty() ? QString() : examples.front().path;
}

} // namespace millwright

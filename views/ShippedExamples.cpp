#include "views/ShippedExamples.h"
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <algorithm>

namespace millwright
{
namespace
{

struct ExampleRow {
    const char* file;
    const char* title;
    const char* text;
};

constexpr ExampleRow rows[] = {
    {"h100-scalable-unit", QT_TRANSLATE_NOOP("Examples", "H100 scalable unit"),
     QT_TRANSLATE_NOOP("Examples",
                       "31 DGX H100 nodes, air-cooled, with fabric, storage and power")},
    {"nvl72", QT_TRANSLATE_NOOP("Examples", "NVL72 scalable unit"),
     QT_TRANSLATE_NOOP("Examples", "8 rack-scale systems, liquid-cooled")},
    {"mi300x", QT_TRANSLATE_NOOP("Examples", "MI300X cluster"),
     QT_TRANSLATE_NOOP("Examples", "Another vendor's accelerators in the same house")},
    {"broken", QT_TRANSLATE_NOOP("Examples", "Broken on purpose"),
     QT_TRANSLATE_NOOP("Examples", "Many findings to mend, each with its reason")},
};

QString exampleFolder()
{
    const QDir program(QCoreApplication::applicationDirPath());
    for (const QString& folder :
         {program.filePath(QStringLiteral("../share/millwright/examples")),
          program.filePath(QStringLiteral("examples")), QStringLiteral(MILLWRIGHT_SOURCE_EXAMPLES)})
        if (QFileInfo(folder).isDir())
            return QDir::cleanPath(folder);
    return {};
}

/// Known files by the table's order, others behind them by name.
std::size_t rank(const QString& base)
{
    std::size_t i = 0;
    for (; i < std::size(rows); ++i)
        if (base.startsWith(QLatin1String(rows[i].file)))
            break;
    return i;
}

} // namespace

std::vector<ShippedExample> shippedExamples()
{
    std::vector<ShippedExample> examples;
    const QString folder = exampleFolder();
    if (folder.isEmpty())
        return examples;
    QFileInfoList files =
        QDir(folder).entryInfoList({QStringLiteral("*.millwright")}, QDir::Files, QDir::Name);
    std::stable_sort(files.begin(), files.end(), [](const QFileInfo& a, const QFileInfo& b) {
        return rank(a.completeBaseName()) < rank(b.completeBaseName());
    });
    for (const QFileInfo& file : files) {
        const std::size_t row = rank(file.completeBaseName());
        ShippedExample example{file.absoluteFilePath(), file.completeBaseName(), {}};
        if (row < std::size(rows)) {
            example.title = QCoreApplication::translate("Examples", rows[row].title);
            example.text = QCoreApplication::translate("Examples", rows[row].text);
        } else {
            example.title.replace(u'-', u' ');
        }
        examples.push_back(std::move(example));
    }
    return examples;
}

} // namespace millwright

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>
#include <map>
#include <set>

/// Holds what docs/architecture.md says about who may know whom, and a few rules of the house that a machine can see.
class ArchitectureTest : public QObject {
    Q_OBJECT

private slots:
    void includesFollowTheTable();
    void noQtBelowViews();
    void heavyHeadersStayInSources();
    void noSentencesInRulesAndAnalyses();
    void filesStayShort();
    void sourcesAreListed();

private:
    static QString root() { return QStringLiteral(MILLWRIGHT_SOURCE_DIR); }
    static QStringList sources(const QString& folder)
    {
        QStringList files;
        QDirIterator it(root() + "/" + folder, {"*.h", "*.cpp"}, QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext())
            files << QDir(root()).relativeFilePath(it.next());
        files.sort();
        return files;
    }
    static QString text(const QString& file)
    {
        QFile f(root() + "/" + file);
        return f.open(QIODevice::ReadOnly) ? QString::fromUtf8(f.readAll()) : QString();
    }
    static QStringList includes(const QString& file)
    {
        static const QRegularExpression line("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]", QRegularExpression::MultilineOption);
        QStringList found;
        auto it = line.globalMatch(text(file));
        while (it.hasNext())
            found << it.next().captured(1);
        return found;
    }
    /// "model/rules/Rule.h" -> "rules"; "views/canvas/..." -> "views".
    static QString level(const QString& path)
    {
        const QStringList parts = path.split('/');
        if (parts.size() > 2 && parts[0] == "model")
            return parts[1];
        return parts.size() > 1 ? parts[0] : QString();
    }
};

/// Every level with all the levels that it may include, itself apart.
static const std::map<QString, std::set<QString>> allowed = {
    {"base", {}},
    {"sheet", {"base"}},
    {"parts", {"base"}},
    {"estimate", {"base", "parts"}},
    {"calibrate", {"base", "parts", "estimate"}},
    {"blueprint", {"base", "parts"}},
    {"prices", {"base", "sheet", "parts", "blueprint"}},
    {"edit", {"base", "parts", "blueprint", "prices"}},
    {"graph", {"base", "parts", "blueprint"}},
    {"analysis", {"base", "parts", "blueprint", "prices", "estimate", "graph"}},
    {"rules", {"base", "parts", "blueprint", "prices", "estimate", "graph", "analysis"}},
    {"io", {"base", "parts", "blueprint"}},
    {"assist", {"base", "parts", "blueprint", "prices", "estimate", "graph", "analysis", "rules", "edit"}},
    {"explore", {"base", "parts", "blueprint", "prices", "estimate", "graph", "analysis", "rules", "edit", "assist", "io"}},
    {"report", {"base", "parts", "blueprint", "prices", "estimate", "calibrate", "graph", "analysis", "rules"}},
    {"export", {"base", "parts", "blueprint", "prices", "estimate", "calibrate", "graph", "analysis", "rules", "report", "io"}},
    {"catalog", {"base", "parts"}},
    {"views", {"base", "parts", "blueprint", "prices", "estimate", "calibrate", "graph", "analysis", "rules", "edit", "assist", "explore", "io", "report", "export"}},
};

void ArchitectureTest::includesFollowTheTable()
{
    QStringList wrong;
    int seen = 0;
    for (const QString& folder : {QStringLiteral("model"), QStringLiteral("catalog"), QStringLiteral("views")})
        for (const QString& file : sources(folder)) {
            const QString from = level(file);
            QVERIFY2(allowed.count(from), qPrintable("no row for level of " + file));
            for (const QString& include : includes(file)) {
                const QString to = level(include);
                const bool isOurs = include.startsWith("model/") || include.startsWith("catalog/") || include.startsWith("views/") || include.startsWith("app/");
                seen += isOurs;
                if (isOurs && to != from && !allowed.at(from).count(to))
                    wrong << file + " includes " + include;
            }
        }
    QVERIFY(seen > 100);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join('\n')));
}

void ArchitectureTest::noQtBelowViews()
{
    static const QRegularExpression qt("^Q[A-Z]|^Qt");
    QStringList wrong;
    for (const QString& folder : {QStringLiteral("model"), QStringLiteral("catalog")})
        for (const QString& file : sources(folder))
            for (const QString& include : includes(file))
                if (qt.match(include).hasMatch())
                    wrong << file + " includes " + include;
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join('\n')));
}

void ArchitectureTest::heavyHeadersStayInSources()
{
    QStringList wrong;
    for (const QString& folder : {QStringLiteral("model"), QStringLiteral("catalog"), QStringLiteral("views")})
        for (const QString& file : sources(folder))
            if (file.endsWith(".h"))
                for (const QString& include : includes(file))
                    if (include.startsWith("boost/graph") || (include.startsWith("nlohmann/") && include != "nlohmann/json_fwd.hpp"))
                        wrong << file + " includes " + include;
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join('\n')));
}

void ArchitectureTest::noSentencesInRulesAndAnalyses()
{
    // A literal with three words or more is a sentence; pattern tables, labels of metrics and sources of formulas are where they may stand.
    static const QRegularExpression literal("\"((?:[^\"\\\\]|\\\\.)*)\"");
    static const QRegularExpression words("^[A-Z][a-z]+( [a-z]+){3,}[.!?]?$");
    QStringList wrong;
    for (const QString& folder : {QStringLiteral("model/rules"), QStringLiteral("model/analysis")})
        for (const QString& file : sources(folder)) {
            if (file.contains("Messages") || file.contains("Metrics"))
                continue;
            auto it = literal.globalMatch(text(file));
            while (it.hasNext()) {
                const QString found = it.next().captured(1);
                if (words.match(found).hasMatch())
                    wrong << file + ": " + found;
            }
        }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join('\n')));
}

void ArchitectureTest::filesStayShort()
{
    QStringList wrong;
    for (const QString& folder : {QStringLiteral("model"), QStringLiteral("catalog"), QStringLiteral("views"), QStringLiteral("app")})
        for (const QString& file : sources(folder)) {
            const qsizetype lines = text(file).count('\n');
            const qsizetype limit = file.endsWith(".h") ? 300 : 600;
            const qsizetype aim = file.endsWith(".h") ? 150 : 400;
            if (lines > limit)
                wrong << QString("%1: %2 lines").arg(file).arg(lines);
            else if (lines > aim)
                qWarning("%s has %lld lines; the aim is %lld", qPrintable(file), static_cast<long long>(lines), static_cast<long long>(aim));
        }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join('\n')));
}

void ArchitectureTest::sourcesAreListed()
{
    // No globbing: a file that nobody lists is built by nobody.
    QStringList wrong;
    for (const QString& folder : {QStringLiteral("model"), QStringLiteral("catalog"), QStringLiteral("views"), QStringLiteral("app")}) {
        QString lists;
        QDirIterator it(root() + "/" + folder, {"CMakeLists.txt"}, QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext())
            lists += text(QDir(root()).relativeFilePath(it.next()));
        for (const QString& file : sources(folder))
            if (file.endsWith(".cpp") && !lists.contains(file.section('/', -1)))
                wrong << file;
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join('\n')));
}

QTEST_APPLESS_MAIN(ArchitectureTest)
#include "tst_architecture.moc"

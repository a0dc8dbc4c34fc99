#pragma once
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

/// What a run of the program gave.
struct CommandRun {
    int code = -1; ///< -1 = it crashed or did not end
    QByteArray out, err;
    QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

inline CommandRun runMillwright(const QStringList& arguments)
{
    QProcess process;
    process.start(QStringLiteral(MILLWRIGHT_BINARY_DIR "/millwright"), arguments);
    CommandRun result;
    if (process.waitForFinished(120000) && process.exitStatus() == QProcess::NormalExit)
        result.code = process.exitCode();
    result.out = process.readAllStandardOutput();
    result.err = process.readAllStandardError();
    return result;
}

/// Writes a file with the folders above it; ends the test where it cannot.
inline QString writeTestFile(const QString& path, const QByteArray& text)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(text) != text.size())
        qFatal("cannot write %s", qPrintable(path));
    return path;
}

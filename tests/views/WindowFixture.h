#pragma once
#include "views/ActionRegistry.h"
#include "views/DocumentController.h"
#include "views/MainWindow.h"
#include "views/ThemeChoice.h"
#include "views/session/Session.h"
#include "views/theme/ThemeManager.h"
#include <QAbstractButton>
#include <QApplication>
#include <QMessageBox>
#include <QTemporaryDir>
#include <QTimer>
#include <QtTest>

namespace millwright
{

/// A folder of a test's own, first among its parts because others open files in it.
struct TestFolder {
    /// The path of a file in the folder, written with `text` unless that is empty.
    QString file(const QString& name, const QByteArray& text = {}) const
    {
        const QString path = folder.filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        if (QFile out(path);
            !text.isEmpty() && (!out.open(QIODevice::WriteOnly) || out.write(text) != text.size()))
            qFatal("cannot write %s", qPrintable(path));
        return path;
    }

    QTemporaryDir folder;
};

/// The window on the screen over a source of parts, with a session of its own. `store` and
/// `importer` are those of the user's own parts, where a test needs them.
struct WindowFixture {
    WindowFixture(ThemeManager& themes, const QString& stateFolder, PartSource* source,
                  PartStore* store = nullptr, const PartImporter* importer = nullptr)
        : choice(themes, ThemeMode::Dark), session(source),
          window({session, themes, choice, toPath(stateFolder), store, importer})
    {
        window.resize(1600, 1000);
        window.show();
        window.activateWindow();
        static_cast<void>(QTest::qWaitForWindowActive(&window));
    }
    QAction* action(const char* id)
    {
        window.actions().refresh();
        return window.actions().action(QLatin1String(id));
    }
    bool run(const char* id) { return window.actions().run(QLatin1String(id)); }

    ThemeChoice choice;
    Session session;
    MainWindow window;
};

/// Presses the button with this text in the next message box.
inline void answerQuestion(const QString& button)
{
    QTimer::singleShot(0, qApp, [button] {
        auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
        if (!box)
            return;
        for (QAbstractButton* candidate : box->buttons())
            if (candidate->text().remove(u'&') == button)
                candidate->click();
    });
}

} // namespace millwright

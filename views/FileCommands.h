#pragma once
#include "views/canvas/Overlay.h"
#include <QObject>

class QWidget;

namespace millwright
{

class DocumentController;
class Session;
class ThemeManager;

/// The file actions as a person meets them: with file dialogs, and with the question about unsaved
/// work. What they do with the file is DocumentController's.
class FileCommands : public QObject
{
    Q_OBJECT
public:
    FileCommands(Session& session, DocumentController& documents, QWidget& window);

    /// True when the open design may be replaced: nothing unsaved, saved now, or given up.
    bool confirmLeave();
    void create();
    void open();
    void openPath(const QString& path);
    void openExample(const QString& path);
    void recover(int index);
    void discardRecovered(int index);
    bool save();
    bool saveAs();
    void exportBill();
    void exportPlan(Overlay overlay);
    /// The same with a given target; false if it failed (said by `failed`).
    bool exportBillTo(const QString& path);
    bool exportPlanTo(const QString& path, Overlay overlay);

signals:
    void exported(const QString& path);
    void failed(const QString& text);

private:
    /// A file in the folder of the last one, with the ending of the chosen filter.
    QString askTarget(const QString& title, const QString& filters, const QString& ending);

    Session& m_session;
    DocumentController& m_documents;
    QWidget& m_window;
};

} // namespace millwright

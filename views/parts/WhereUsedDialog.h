#pragma once
#include "model/base/Id.h"
#include "model/blueprint/PartUses.h"
#include <QDialog>
#include <QFutureWatcher>
#include <atomic>
#include <memory>

class QLabel;
class QProgressBar;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace millwright
{

class Session;

/// How many pieces of a part a design file holds.
struct FileUsage {
    QString path;
    QString problem;      ///< why it could not be read; empty if it was
    double pieces = 0.0;  ///< of the variant that has most
    std::size_t rows = 0; ///< of that variant
};
/// Looks into one design file; for a worker.
FileUsage usageInFile(const QString& path, const std::string& partId);

/// Where a part is used: everything of the open design, which a click selects, and the recent files,
/// which are read on a worker and can be left off at any time.
class WhereUsedDialog : public QDialog
{
    Q_OBJECT
public:
    WhereUsedDialog(Session& session, PartPtr part, QStringList recentFiles,
                    QWidget* parent = nullptr);
    ~WhereUsedDialog() override;

    QTreeWidget& designList() { return *m_design; }
    QTreeWidget& fileList() { return *m_files; }
    bool isScanning() const { return m_watcher.isRunning(); }
    void cancelScan();

signals:
    void revealRequested(millwright::EntityId id);
    void openRequested(const QString& path);

private:
    void fillDesign();
    void addRows(const std::vector<PartUsage>& uses);
    void scan(const QStringList& files);
    void showFile(int index);
    void onFinished();

    Session& m_session;
    PartPtr m_part;
    QLabel* m_summary;
    QTreeWidget* m_design;
    QTreeWidget* m_files;
    QLabel* m_scanned;
    QProgressBar* m_progress;
    QPushButton* m_stop;
    std::shared_ptr<std::atomic<bool>> m_isCancelled;
    QFutureWatcher<FileUsage> m_watcher;
};

} // namespace millwright

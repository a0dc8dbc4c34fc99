#pragma once
#include "model/parts/PartImporter.h"
#include "model/parts/PartStore.h"
#include <QDialog>
#include <QFutureWatcher>
#include <QTimer>
#include <atomic>
#include <memory>

class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace millwright
{

class ColumnMappingPage;
class ImportReportModel;
class PrimaryButton;
class ThemeManager;

/// Takes parts from the files of others in three steps: what the columns mean (tables only), reading
/// on a worker that can be stopped, and the report of what is taken, warned about and refused. Only
/// then, and only if wanted, the good ones are stored in one transaction.
class PartImportDialog : public QDialog
{
    Q_OBJECT
public:
    struct Context {
        const PartImporter& importer;
        PartStore& store;
        const ThemeManager& themes;
    };
    /// A CSV table asks for its columns; anything else is read as device types at once.
    PartImportDialog(const Context& context, const QString& path, QWidget* parent = nullptr);
    ~PartImportDialog() override;

    ColumnMappingPage* mapping() { return m_mapping; } ///< null unless a readable table
    ImportReportModel& report() { return *m_report; }
    QPushButton& mainButton();
    bool isWorking() const { return m_isWorking; }
    QString summaryText() const;
    void cancelReading();

    void reject() override;

signals:
    void stored(int parts);

private:
    struct Progress {
        std::atomic<std::size_t> done{0}, total{0};
        std::atomic<bool> isCancelled{false};
    };
    using ReadResult = std::shared_ptr<Result<ImportedParts>>;
    using PreviewResult = std::shared_ptr<Result<CsvPreview>>;
    using StoreResult = std::shared_ptr<Result<std::size_t>>;

    QWidget* makeProgressPage();
    QWidget* makeReportPage();
    void onPreviewed();
    void onMainPressed();
    void onMappingChanged();
    void beginReading(std::optional<CsvImportOptions> columns);
    void showWork(const QString& text);
    void onRead();
    void beginStoring();
    void onStored();
    void showFailure(const Error& error);

    Context m_context;
    QString m_path;
    QStackedWidget* m_pages;
    ColumnMappingPage* m_mapping = nullptr;
    QLabel* m_progressText;
    QProgressBar* m_progressBar;
    QTableView* m_table;
    QLabel* m_reportText;
    ImportReportModel* m_report;
    QLabel* m_note;
    QPushButton* m_cancel;
    PrimaryButton* m_main;
    bool m_isWorking = false; ///< until what a worker brings back is shown
    QTimer m_ticker;
    std::shared_ptr<Progress> m_progress;
    ReadResult m_read;
    QFutureWatcher<PreviewResult> m_previewing;
    QFutureWatcher<ReadResult> m_reading;
    QFutureWatcher<StoreResult> m_storing;
};

} // namespace millwright

#pragma once
#include "model/calibrate/Calibration.h"
#include "model/calibrate/MeasurementImport.h"
#include "views/panels/PreviewDialog.h"
#include <QFutureWatcher>
#include <atomic>
#include <memory>

class QLineEdit;
class QPushButton;
class QSpinBox;
class QStandardItemModel;

namespace millwright
{

class Session;
class ThemeManager;

/// Refits the estimator on a customer's own measurements: files or a folder of results, the
/// hardware where they do not name it, what the refit changed and how far it is off then. Nothing
/// reaches the design before "Use in this design", which is one undo step. Reading and fitting run
/// on a worker and can be stopped.
class CalibrateDialog : public PreviewDialog
{
    Q_OBJECT
public:
    CalibrateDialog(Session& session, const ThemeManager& themes, QWidget* parent);
    ~CalibrateDialog() override;

    /// Reads the files and refits with what the fields say.
    void load(const QStringList& filesOrFolders);
    bool isWorking() const { return m_watcher.isRunning(); }
    void setHardware(const QString& accelerator, int count);
    const QStandardItemModel& rows() const { return *m_rows; }
    bool hasResult() const;
    /// The factors become the design's own, as one undo step; closes.
    void accept() override;

signals:
    void finished();

private:
    struct Outcome {
        ImportedMeasurements measured;
        Result<Calibration> calibration = fail("calibrate.too-few");
    };
    using Watcher = QFutureWatcher<std::shared_ptr<Outcome>>;

    void setUpTable();
    QWidget* makeHardware();
    void chooseFiles() override;
    void chooseFolder();
    void start();
    void stop();
    void showOutcome();
    void showErrors(const Calibration& calibration);
    void showLinks(const Calibration& calibration);
    void showFactors(const Calibration& calibration);
    void showProblems(const Outcome& outcome);
    void addRow(const QString& what, const QString& before, const QString& after,
                const QString& notes);
    Measurement defaults() const;

    Session& m_session;
    QStringList m_files;
    QLineEdit *m_accelerator, *m_model, *m_format;
    QSpinBox *m_count, *m_tensor, *m_port;
    QStandardItemModel* m_rows;
    QPushButton* m_stop = nullptr;
    Watcher m_watcher;
    std::shared_ptr<Outcome> m_outcome;
    std::shared_ptr<std::atomic<bool>> m_isCancelled;
};

} // namespace millwright

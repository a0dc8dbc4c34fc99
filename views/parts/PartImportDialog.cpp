#include "views/parts/PartImportDialog.h"
#include "views/DocumentController.h"
#include "views/parts/ColumnMappingPage.h"
#include "views/parts/ImportReportDelegate.h"
#include "views/parts/ImportReportModel.h"
#include "views/theme/ThemeManager.h"
#include "views/widgets/Buttons.h"
#include "views/widgets/Labels.h"
#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>
#include <QtConcurrent>

namespace millwright
{
namespace
{

constexpr int tick_ms = 60; ///< between two looks at a worker's progress

bool isTable(const QString& path)
{
    return QFileInfo(path).isFile() &&
           (path.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive) ||
            path.endsWith(QLatin1String(".txt"), Qt::CaseInsensitive));
}

} // namespace

PartImportDialog::PartImportDialog(const Context& context, const QString& path, QWidget* parent)
    : QDialog(parent), m_context(context), m_path(path), m_pages(new QStackedWidget(this)),
      m_note(makeLabel({}, TextTone::Label, type::body, QFont::Normal, this)),
      m_cancel(new QPushButton(tr("Cancel"), this)),
      m_main(new PrimaryButton(context.themes, tr("Read"), this)),
      m_progress(std::make_shared<Progress>())
{
    setWindowTitle(tr("Import %1").arg(QFileInfo(path).fileName()));
    setObjectName(QStringLiteral("importDialog"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    column->addWidget(m_pages, 1);
    m_pages->addWidget(makeProgressPage());
    m_pages->addWidget(makeReportPage());
    auto* foot = new QHBoxLayout;
    m_note->setWordWrap(true);
    foot->addWidget(m_note, 1);
    m_cancel->setAutoDefault(false);
    foot->addWidget(m_cancel);
    foot->addWidget(m_main);
    column->addLayout(foot);
    connect(m_cancel, &QPushButton::clicked, this, &PartImportDialog::reject);
    connect(m_main, &PrimaryButton::clicked, this, &PartImportDialog::onMainPressed);
    connect(&m_reading, &QFutureWatcherBase::finished, this, &PartImportDialog::onRead);
    connect(&m_storing, &QFutureWatcherBase::finished, this, &PartImportDialog::onStored);
    m_ticker.setInterval(tick_ms);
    connect(&m_ticker, &QTimer::timeout, this, [this] {
        const auto total = static_cast<int>(m_progress->total.load());
        m_progressBar->setRange(0, total);
        m_progressBar->setValue(static_cast<int>(m_progress->done.load()));
    });
    resize(880, 560);
    connect(&m_previewing, &QFutureWatcherBase::finished, this, &PartImportDialog::onPreviewed);
    if (!isTable(path)) {
        beginReading(std::nullopt);
        return;
    }
    showWork(tr("Reading %1").arg(m_path));
    m_previewing.setFuture(QtConcurrent::run([importer = &context.importer, file = toPath(path)] {
        return std::make_shared<Result<CsvPreview>>(importer->previewCsv(file));
    }));
}

void PartImportDialog::onPreviewed()
{
    m_isWorking = false;
    const PreviewResult preview = m_previewing.result();
    if (!*preview) {
        showFailure(preview->error());
        return;
    }
    m_mapping = new ColumnMappingPage(std::move(**preview), this);
    m_pages->addWidget(m_mapping);
    m_pages->setCurrentWidget(m_mapping);
    connect(m_mapping, &ColumnMappingPage::changed, this, &PartImportDialog::onMappingChanged);
    onMappingChanged();
}

PartImportDialog::~PartImportDialog()
{
    cancelReading();
    m_previewing.disconnect(this);
    m_reading.disconnect(this);
    m_storing.disconnect(this);
    m_previewing.waitForFinished();
    m_reading.waitForFinished();
    m_storing.waitForFinished();
}

QPushButton& PartImportDialog::mainButton()
{
    return *m_main;
}

QString PartImportDialog::summaryText() const
{
    return m_reportText->text();
}

QWidget* PartImportDialog::makeProgressPage()
{
    auto* page = new QWidget(m_pages);
    auto* column = new QVBoxLayout(page);
    column->addStretch(1);
    m_progressText = makeLabel({}, TextTone::Value, type::body, QFont::Normal, page);
    m_progressText->setAlignment(Qt::AlignHCenter);
    m_progressText->setWordWrap(true);
    column->addWidget(m_progressText);
    m_progressBar = new QProgressBar(page);
    m_progressBar->setTextVisible(false);
    m_progressBar->setAccessibleName(tr("Progress"));
    column->addWidget(m_progressBar);
    column->addStretch(2);
    return page;
}

QWidget* PartImportDialog::makeReportPage()
{
    auto* page = new QWidget(m_pages);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto* head = new QHBoxLayout;
    m_reportText = makeLabel({}, TextTone::Value, type::head, QFont::DemiBold, page);
    m_reportText->setWordWrap(true);
    head->addWidget(m_reportText, 1);
    auto* copy = new QPushButton(tr("Copy report"), page);
    copy->setAutoDefault(false);
    connect(copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_report->text()); });
    head->addWidget(copy);
    column->addLayout(head);
    m_report = new ImportReportModel(this);
    m_table = new QTableView(page);
    m_table->setModel(m_report);
    m_table->setItemDelegate(new ImportReportDelegate(m_context.themes, m_table));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(metrics::tableRow);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setShowGrid(false);
    m_table->setAccessibleName(tr("What was refused or warned about"));
    constexpr int widths[] = {92, 170, 50, 130, 150};
    for (int i = 0; i < 5; ++i)
        m_table->setColumnWidth(i, widths[i]);
    column->addWidget(m_table, 1);
    return page;
}

void PartImportDialog::onMappingChanged()
{
    const QString problem = m_mapping->problem();
    m_note->setText(problem);
    m_main->setEnabled(problem.isEmpty());
}

void PartImportDialog::onMainPressed()
{
    if (m_read) {
        beginStoring();
    } else if (m_mapping) {
        m_mapping->remember();
        beginReading(m_mapping->options());
    }
}

void PartImportDialog::beginReading(std::optional<CsvImportOptions> columns)
{
    showWork(tr("Reading %1").arg(m_path));
    m_ticker.start();
    m_reading.setFuture(QtConcurrent::run([importer = &m_context.importer, path = toPath(m_path),
                                           columns = std::move(columns), progress = m_progress] {
        const ImportProgress step = [progress](std::size_t done, std::size_t total) {
            progress->done = done;
            progress->total = total;
            return !progress->isCancelled.load();
        };
        return std::make_shared<Result<ImportedParts>>(
            columns ? importer->readCsv(path, *columns, step) : importer->readNetBox(path, step));
    }));
}

void PartImportDialog::showWork(const QString& text)
{
    m_isWorking = true;
    m_pages->setCurrentIndex(0);
    m_progressText->setText(text);
    m_progressBar->setRange(0, 0);
    m_note->clear();
    m_main->setEnabled(false);
}

void PartImportDialog::cancelReading()
{
    m_progress->isCancelled = true;
}

void PartImportDialog::onRead()
{
    m_isWorking = false;
    m_ticker.stop();
    ReadResult read = m_reading.result();
    if (!*read) {
        showFailure(read->error());
        return;
    }
    const ImportReport& report = (*read)->report;
    if (report.isCancelled) {
        QDialog::reject(); // what was read goes with it; nothing was stored
        return;
    }
    const std::size_t warnings = report.problems.size() - report.refusals();
    m_reportText->setText(tr("Can be taken: %1, refused: %2, warnings: %3")
                              .arg(report.imported)
                              .arg(report.refused)
                              .arg(warnings));
    m_report->setReport(report);
    m_read = std::move(read);
    m_pages->setCurrentIndex(1);
    m_main->setText(tr("Store parts (%1)").arg(report.imported));
    const auto closed = m_context.store.closedReason();
    m_main->setEnabled(report.imported > 0 && !closed);
    m_note->setText(closed ? messageText(closed->message)
                           : tr("They become your own parts; one of the same id is replaced."));
    m_main->setFocus();
}

void PartImportDialog::beginStoring()
{
    m_main->setEnabled(false);
    m_cancel->setEnabled(false); // one transaction: it is done or it is not
    m_note->setText(tr("Storing"));
    m_isWorking = true;
    m_storing.setFuture(
        QtConcurrent::run([store = &m_context.store, parts = (*m_read)->parts]() mutable {
            return std::make_shared<Result<std::size_t>>(store->storeParts(std::move(parts)));
        }));
}

void PartImportDialog::onStored()
{
    m_isWorking = false;
    m_cancel->setEnabled(true);
    const StoreResult done = m_storing.result();
    if (!*done) {
        m_note->setText(messageText(done->error().message));
        m_main->setEnabled(true); // the parts are still here: free some room and try again
        return;
    }
    emit stored(static_cast<int>(**done));
    accept();
}

void PartImportDialog::showFailure(const Error& error)
{
    m_pages->setCurrentIndex(0);
    m_progressBar->hide();
    m_progressText->setText(messageText(error.message));
    m_note->clear();
    m_main->setEnabled(false);
    m_cancel->setText(tr("Close"));
}

void PartImportDialog::reject()
{
    if (m_storing.isRunning())
        return;
    if (m_reading.isRunning()) {
        cancelReading(); // onRead() closes when the worker has stopped
        m_note->setText(tr("Stopping"));
        return;
    }
    QDialog::reject();
}

} // namespace millwright

#include "views/panels/CalibrateDialog.h"
#include "model/analysis/DesignFactors.h"
#include "model/edit/FieldActions.h"
#include "model/estimate/ModelLibrary.h"
#include "views/session/Session.h"
#include "views/theme/ThemeManager.h"
#include "views/widgets/Buttons.h"
#include "views/widgets/Labels.h"
#include <QCompleter>
#include <QDate>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QSettings>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>
#include <QtConcurrent>
#include <cmath>

namespace millwright
{
namespace
{

const QString folderKey = QStringLiteral("measurements/folder");

QString percent(double share)
{
    return QStringLiteral("%1 %").arg(100.0 * share, 0, 'f', 1);
}

QString targetName(const std::string& target)
{
    return target == "ttft_ms"        ? CalibrateDialog::tr("Time to first token")
           : target == "tpot_ms"      ? CalibrateDialog::tr("Time per output token")
           : target == "output_tok_s" ? CalibrateDialog::tr("Serving throughput")
                                      : CalibrateDialog::tr("Training throughput");
}

QString runsText(std::size_t runs)
{
    return runs == 1 ? CalibrateDialog::tr("1 run") : CalibrateDialog::tr("%1 runs").arg(runs);
}

QSpinBox* makeCount(QWidget* parent, const QString& name, int most)
{
    auto* field = new QSpinBox(parent);
    field->setRange(0, most);
    field->setSpecialValueText(CalibrateDialog::tr("as the files say"));
    field->setAccessibleName(name);
    return field;
}

/// Names that the estimator knows, as they are typed; others are taken all the same.
void complete(QLineEdit& field, const QStringList& names)
{
    auto* completer = new QCompleter(names, &field);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    field.setCompleter(completer);
}

QStringList acceleratorNames()
{
    QStringList names;
    for (const AcceleratorSpec& spec : AcceleratorLibrary::standard().all())
        names += QString::fromStdString(spec.id);
    return names;
}

QStringList modelNames()
{
    QStringList names;
    for (const ModelArchitecture& model : standardModels().all())
        names += QString::fromStdString(model.id);
    return names;
}

/// What a factor means; "the same, ..." in the table of factors goes on from the one before.
QString meaningOf(std::size_t factor)
{
    constexpr std::string_view again = "the same";
    const auto text = [](std::string_view meaning) {
        return QString::fromUtf8(meaning.data(), static_cast<qsizetype>(meaning.size()));
    };
    const std::string_view meaning = factorInfos()[factor].meaning;
    std::size_t first = factor;
    while (first > 0 && factorInfos()[first].meaning.starts_with(again))
        --first;
    if (first == factor)
        return text(meaning);
    const std::string_view base = factorInfos()[first].meaning; // "s per layer, TensorRT-LLM: launches"
    const std::size_t end = std::min(base.find_first_of(",:"), base.find(" without"));
    return text(base.substr(0, end)) + text(meaning.substr(again.size()));
}

} // namespace

CalibrateDialog::CalibrateDialog(Session& session, const ThemeManager& themes, QWidget* parent)
    : PreviewDialog(themes,
                    {.title = tr("Calibrate the estimator"),
                     .take = tr("Use in this design"),
                     .path = tr("No results yet"),
                     .pathName = tr("Files of results"),
                     .tableName = tr("What the refit changes"),
                     .empty = {Icon::Gauge, tr("Your measurements sharpen the estimates"),
                               tr("Results of vLLM, SGLang and trtllm-bench (JSON, CSV), MLPerf summaries "
                                  "and logs, output of nccl-tests. What a file does not name, the fields "
                                  "above do. Nothing changes before you use it."),
                               tr("Choose files…")}},
                    parent),
      m_session(session), m_rows(new QStandardItemModel(this)),
      m_isCancelled(std::make_shared<std::atomic<bool>>(false))
{
    connect(addFileButton(tr("Choose files…")), &QPushButton::clicked, this,
            &CalibrateDialog::chooseFiles);
    connect(addFileButton(tr("Choose folder…")), &QPushButton::clicked, this,
            &CalibrateDialog::chooseFolder);
    addAbove(makeHardware(), false);
    setUpTable();
    m_stop = addButton(tr("Stop"));
    connect(m_stop, &QPushButton::clicked, this, &CalibrateDialog::stop);
    connect(&m_watcher, &Watcher::finished, this, &CalibrateDialog::showOutcome);
    m_stop->setVisible(false);
    resize(860, 600);
}

void CalibrateDialog::setUpTable()
{
    m_rows->setHorizontalHeaderLabels({tr("What"), tr("Before"), tr("After"), tr("Notes")});
    for (const int number : {1, 2})
        m_rows->horizontalHeaderItem(number)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    table().setModel(m_rows);
    table().setEditTriggers(QAbstractItemView::NoEditTriggers);
    for (const auto& [index, width] : {std::pair{0, 300}, {1, 110}, {2, 110}})
        table().setColumnWidth(index, width);
}

CalibrateDialog::~CalibrateDialog()
{
    *m_isCancelled = true;
    m_watcher.disconnect(this);
    m_watcher.waitForFinished();
}

QWidget* CalibrateDialog::makeHardware()
{
    auto* box = new QWidget(this);
    auto* grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    m_accelerator = new QLineEdit(box);
    m_model = new QLineEdit(box);
    m_format = new QLineEdit(box);
    for (QLineEdit* field : {m_accelerator, m_model, m_format})
        field->setPlaceholderText(tr("as the files say"));
    complete(*m_accelerator, acceleratorNames());
    complete(*m_model, modelNames());
    m_count = makeCount(box, tr("Accelerators"), 1000000);
    m_tensor = makeCount(box, tr("Tensor ranks"), 1024);
    m_port = makeCount(box, tr("Fabric port per accelerator"), 3200);
    m_port->setSuffix(tr(" Gb/s"));
    const std::pair<QString, QWidget*> fields[] = {{tr("Accelerator"), m_accelerator},
                                                   {tr("Accelerators"), m_count},
                                                   {tr("Model"), m_model},
                                                   {tr("Tensor ranks"), m_tensor},
                                                   {tr("Number format"), m_format},
                                                   {tr("Fabric port"), m_port}};
    for (int i = 0; i < int(std::size(fields)); ++i) {
        const auto& [name, field] = fields[i];
        auto* label = makeLabel(name, TextTone::Label, type::body, QFont::Normal, box);
        label->setBuddy(field);
        field->setAccessibleName(name);
        grid->addWidget(label, i / 2, 2 * (i % 2));
        grid->addWidget(field, i / 2, 2 * (i % 2) + 1);
    }
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(3, 1);
    for (QLineEdit* field : {m_accelerator, m_model, m_format})
        connect(field, &QLineEdit::editingFinished, this, &CalibrateDialog::start);
    for (QSpinBox* field : {m_count, m_tensor, m_port})
        connect(field, &QSpinBox::editingFinished, this, &CalibrateDialog::start);
    return box;
}

void CalibrateDialog::chooseFiles()
{
    const QStringList files = QFileDialog::getOpenFileNames(
        this, tr("Results of measurements"), QSettings().value(folderKey).toString(),
        tr("Results (*.json *.jsonl *.csv *.txt *.log *.out);;All files (*)"));
    if (!files.isEmpty())
        load(files);
}

void CalibrateDialog::chooseFolder()
{
    const QString folder = QFileDialog::getExistingDirectory(
        this, tr("Folder of results"), QSettings().value(folderKey).toString());
    if (!folder.isEmpty())
        load({folder});
}

void CalibrateDialog::setHardware(const QString& accelerator, int count)
{
    m_accelerator->setText(accelerator);
    m_count->setValue(count);
}

Measurement CalibrateDialog::defaults() const
{
    Measurement d;
    d.accelerator = m_accelerator->text().trimmed().toStdString();
    d.model = m_model->text().trimmed().toStdString();
    d.format = m_format->text().trimmed().toStdString();
    d.accelerators = m_count->value();
    d.tensor = m_tensor->value();
    return d;
}

void CalibrateDialog::load(const QStringList& filesOrFolders)
{
    m_files = filesOrFolders;
    QStringList names;
    for (const QString& file : m_files)
        names += QFileInfo(file).fileName();
    setPath(names.join(QStringLiteral(", ")));
    QSettings().setValue(folderKey, QFileInfo(m_files.front()).absolutePath());
    start();
}

void CalibrateDialog::start()
{
    if (m_files.isEmpty())
        return;
    *m_isCancelled = true; // of a run that is still going: it ends on its own, and nobody watches it
    m_isCancelled = std::make_shared<std::atomic<bool>>(false);
    takeButton().setEnabled(false);
    m_stop->setVisible(true);
    say(tr("Reading and refitting…"), false);
    const auto work = [files = m_files, standby = defaults(), cancelled = m_isCancelled,
                       port = m_port->value() * 1e9 / 8.0] {
        auto outcome = std::make_shared<Outcome>();
        const auto goOn = [cancelled](std::size_t, std::size_t) { return !*cancelled; };
        for (const QString& file : files) {
            auto found = importMeasurements(file.toStdString(), standby, goOn);
            if (found)
                outcome->measured.add(std::move(*found));
            else
                outcome->measured.problems.push_back(found.error());
        }
        CalibrationOptions options;
        options.portBandwidth = port;
        options.isCancelled = [cancelled] { return cancelled->load(); };
        outcome->calibration = calibrate(outcome->measured, options);
        return outcome;
    };
    m_watcher.setFuture(QtConcurrent::run(work));
}

void CalibrateDialog::stop()
{
    *m_isCancelled = true;
}

bool CalibrateDialog::hasResult() const
{
    return m_outcome && m_outcome->calibration.isOk();
}

void CalibrateDialog::addRow(const QString& what, const QString& before, const QString& after,
                             const QString& notes)
{
    QList<QStandardItem*> row;
    for (const QString& text : {what, before, after, notes}) {
        row += new QStandardItem(text);
        row.back()->setToolTip(text);
    }
    for (QStandardItem* number : {row[1], row[2]})
        number->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_rows->appendRow(row);
}

void CalibrateDialog::showErrors(const Calibration& calibration)
{
    for (const auto& [target, e] : calibration.errors) {
        addRow(targetName(target) + tr(", median error"), percent(e.before), percent(e.after),
               runsText(e.runs) + (e.heldOut > 0.0
                                       ? tr("; on runs left out %1").arg(percent(e.heldOut))
                                       : tr("; too few to leave any out")));
        if (e.bandAfter > 0.0)
            addRow(targetName(target) + tr(", 80 % band"),
                   QStringLiteral("±") + percent(std::expm1(e.bandBefore)),
                   QStringLiteral("±") + percent(std::expm1(e.bandAfter)),
                   tr("measured on runs left out"));
    }
}

void CalibrateDialog::showLinks(const Calibration& calibration)
{
    for (const LinkShare& found : calibration.links)
        if (found.share > 0.0)
            addRow(tr("%1 over %2 ranks")
                       .arg(QString::fromStdString(found.link.collective))
                       .arg(found.link.ranks),
                   {}, percent(found.share),
                   tr("%1 GB/s of the %2")
                       .arg(found.link.busBandwidth * 1e-9, 0, 'f', 0)
                       .arg(found.isScaleOut ? tr("fabric ports") : tr("scale-up link")));
}

void CalibrateDialog::showFactors(const Calibration& calibration)
{
    for (const FactorChange& change : calibration.changes) {
        const FactorInfo& info = factorInfos()[static_cast<std::size_t>(change.factor)];
        addRow(QString::fromUtf8(info.name.data(), static_cast<qsizetype>(info.name.size())),
               QString::number(change.before, 'g', 4), QString::number(change.after, 'g', 4),
               meaningOf(static_cast<std::size_t>(change.factor)));
    }
}

void CalibrateDialog::showProblems(const Outcome& outcome)
{
    const auto add = [this](const Error& error) {
        addRow(QFileInfo(QString::fromStdString(error.where)).fileName(), {}, tr("not used"),
               QString::fromStdString(formatMessage(error.message)));
    };
    for (const Error& error : outcome.measured.problems)
        add(error);
    if (outcome.calibration)
        for (const Error& error : outcome.calibration->notCompared)
            add(error);
}

void CalibrateDialog::showOutcome()
{
    m_stop->setVisible(false);
    showContent();
    m_rows->removeRows(0, m_rows->rowCount());
    m_outcome = m_watcher.result();
    if (const Result<Calibration>& calibration = m_outcome->calibration) {
        showErrors(*calibration);
        showLinks(*calibration);
        showFactors(*calibration);
        say(tr("%1 compared.").arg(runsText(calibration->runs)), false);
    } else {
        say(QString::fromStdString(formatMessage(calibration.error().message)), true);
    }
    showProblems(*m_outcome);
    takeButton().setEnabled(hasResult() && !m_session.isReadOnly());
    emit finished();
}

void CalibrateDialog::accept()
{
    if (!hasResult())
        return;
    const Calibration& calibration = *m_outcome->calibration;
    const std::string source = path().toStdString();
    const CalibrationNote note{source, QDate::currentDate().toString(Qt::ISODate).toStdString()};
    const bool isDone =
        m_session.perform({"edit.calibrate", {}}, [&](Draft& draft) -> Result<void> {
            setCalibration(draft, calibratedRows(standardFactors(), calibration.factors, note));
            if (calibration.fabricShare > 0.0)
                return setParameter(draft, "network.efficiency",
                                    std::min(1.0, calibration.fabricShare), source);
            return {};
        });
    if (isDone)
        QDialog::accept();
}

} // namespace millwright

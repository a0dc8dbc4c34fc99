#include "views/parts/WhereUsedDialog.h"
#include "model/base/Units.h"
#include "model/io/ProjectFile.h"
#include "views/DocumentController.h"
#include "views/session/Session.h"
#include "views/theme/Theme.h"
#include "views/widgets/Labels.h"
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QHeaderView>
#include <QProgressBar>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <QtConcurrent>

namespace millwright
{
namespace
{

constexpr int idRole = Qt::UserRole;
constexpr int mostRows = 2000; ///< of a list; the count above it is of all

QString kindText(EntityKind kind)
{
    switch (kind) {
    case EntityKind::Rack:
        return WhereUsedDialog::tr("Rack");
    case EntityKind::Device:
        return WhereUsedDialog::tr("Device");
    case EntityKind::PowerPart:
        return WhereUsedDialog::tr("Power part");
    case EntityKind::CoolingPart:
        return WhereUsedDialog::tr("Cooling part");
    case EntityKind::Fabric:
        return WhereUsedDialog::tr("Fabric");
    case EntityKind::Workload:
        return WhereUsedDialog::tr("Workload");
    case EntityKind::BillItem:
        return WhereUsedDialog::tr("Bill");
    default:
        return {};
    }
}

double piecesOf(const std::vector<PartUsage>& uses)
{
    double pieces = 0.0;
    for (const PartUsage& use : uses)
        pieces += use.quantity;
    return pieces;
}

QString number(double value)
{
    return QString::fromStdString(formatMeasure(value, "1"));
}

QTreeWidget* makeList(const QStringList& columns, QWidget* parent)
{
    auto* list = new QTreeWidget(parent);
    list->setHeaderLabels(columns);
    list->setRootIsDecorated(false);
    list->setUniformRowHeights(true);
    list->setAllColumnsShowFocus(true);
    list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    for (int i = 1; i < columns.size(); ++i)
        list->header()->setSectionResizeMode(i, QHeaderView::ResizeToContents);
    list->header()->setStretchLastSection(false);
    return list;
}

} // namespace

FileUsage usageInFile(const QString& path, const std::string& partId)
{
    FileUsage usage{path, {}};
    const auto loaded = readProject(toPath(path));
    if (!loaded) {
        usage.problem = messageText(loaded.error().message);
        return usage;
    }
    for (const Variant& variant : loaded->project.variants) {
        const auto uses = usesOfPart(variant.blueprint, loaded->project.parts, partId);
        if (uses.size() < usage.rows)
            continue;
        usage.rows = uses.size();
        usage.pieces = piecesOf(uses);
    }
    return usage;
}

WhereUsedDialog::WhereUsedDialog(Session& session, PartPtr part, QStringList recentFiles,
                                 QWidget* parent)
    : QDialog(parent), m_session(session), m_part(std::move(part)),
      m_summary(makeLabel({}, TextTone::Value, type::head, QFont::DemiBold, this)),
      m_design(makeList({tr("Where"), tr("What"), tr("Pieces")}, this)),
      m_files(makeList({tr("File"), tr("Pieces")}, this)),
      m_scanned(makeLabel({}, TextTone::Label, type::body, QFont::Normal, this)),
      m_progress(new QProgressBar(this)), m_stop(new QPushButton(tr("Stop"), this)),
      m_isCancelled(std::make_shared<std::atomic<bool>>(false))
{
    setWindowTitle(tr("Where %1 is used").arg(QString::fromStdString(m_part->displayName())));
    setObjectName(QStringLiteral("whereUsedDialog"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    column->addWidget(m_summary);
    m_design->setAccessibleName(tr("Places in this design"));
    column->addWidget(m_design, 3);
    column->addWidget(
        makeLabel(tr("Recent files"), TextTone::Value, type::head, QFont::DemiBold, this));
    m_files->setAccessibleName(tr("Recent files that hold the part"));
    column->addWidget(m_files, 2);
    auto* line = new QHBoxLayout;
    line->addWidget(m_scanned, 1);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(160);
    line->addWidget(m_progress);
    line->addWidget(m_stop);
    auto* close = new QPushButton(tr("Close"), this);
    line->addWidget(close);
    column->addLayout(line);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    connect(m_stop, &QPushButton::clicked, this, &WhereUsedDialog::cancelScan);
    const auto reveal = [this](QTreeWidgetItem* item) {
        if (item && item->data(0, idRole).toULongLong() != 0)
            emit revealRequested(static_cast<EntityId>(item->data(0, idRole).toULongLong()));
    };
    connect(m_design, &QTreeWidget::itemClicked, this, reveal);
    connect(m_design, &QTreeWidget::itemActivated, this, reveal);
    connect(m_files, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem* item) {
        emit openRequested(item->data(0, idRole).toString());
    });
    connect(&m_watcher, &QFutureWatcherBase::resultReadyAt, this, &WhereUsedDialog::showFile);
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &WhereUsedDialog::onFinished);
    connect(&session, &Session::projectChanged, this, &WhereUsedDialog::fillDesign);
    fillDesign();
    recentFiles.removeAll(session.filePath());
    scan(recentFiles);
    resize(520, 560);
}

WhereUsedDialog::~WhereUsedDialog()
{
    cancelScan();
    m_watcher.disconnect(this);
    m_watcher.waitForFinished();
}

void WhereUsedDialog::fillDesign()
{
    m_design->clear();
    const auto uses =
        usesOfPart(m_session.blueprint(), m_session.project().parts, m_part->id);
    m_summary->setText(uses.empty() ? tr("Not used in this design")
                                    : tr("Pieces in this design: %1, places: %2")
                                          .arg(number(piecesOf(uses)))
                                          .arg(uses.size()));
    addRows(uses);
}

void WhereUsedDialog::addRows(const std::vector<PartUsage>& uses)
{
    const Blueprint& blueprint = m_session.blueprint();
    for (const PartUsage& use : uses) {
        if (m_design->topLevelItemCount() == mostRows) {
            new QTreeWidgetItem(m_design, {tr("and %1 more").arg(uses.size() - mostRows)});
            return;
        }
        QString where = QString::fromStdString(blueprint.labelOf(use.id));
        if (use.rack != 0)
            where = QString::fromStdString(blueprint.labelOf(use.rack)) +
                    QStringLiteral(" \u203a ") + where;
        QString what = kindText(use.kind);
        if (use.isInside)
            what = tr("Inside %1").arg(what.toLower());
        auto* item = new QTreeWidgetItem(
            m_design, {where, what, use.quantity > 0.0 ? number(use.quantity) : QString()});
        item->setData(0, idRole, static_cast<qulonglong>(use.id));
        item->setTextAlignment(2, Qt::AlignRight | Qt::AlignVCenter);
    }
}

void WhereUsedDialog::scan(const QStringList& files)
{
    m_progress->setRange(0, std::max(1, static_cast<int>(files.size())));
    m_watcher.setFuture(QtConcurrent::mapped(
        files, [id = m_part->id, isCancelled = m_isCancelled](const QString& path) {
            return isCancelled->load() ? FileUsage{path, {}} : usageInFile(path, id);
        }));
    m_scanned->setText(files.isEmpty() ? tr("No other recent files") : tr("Reading recent files"));
}

void WhereUsedDialog::cancelScan()
{
    m_isCancelled->store(true);
    m_watcher.cancel();
}

void WhereUsedDialog::showFile(int index)
{
    m_progress->setValue(m_progress->value() + 1);
    const FileUsage usage = m_watcher.resultAt(index);
    if (usage.rows == 0 && usage.problem.isEmpty())
        return;
    auto* item = new QTreeWidgetItem(
        m_files, {QFileInfo(usage.path).fileName(),
                  usage.problem.isEmpty() ? number(usage.pieces) : tr("not readable")});
    item->setToolTip(0, usage.problem.isEmpty() ? usage.path : usage.problem);
    item->setData(0, idRole, usage.path);
    item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
}

void WhereUsedDialog::onFinished()
{
    m_stop->hide();
    m_progress->hide();
    if (m_watcher.isCanceled())
        m_scanned->setText(tr("Stopped; not all files were read."));
    else if (m_progress->value() > 0)
        m_scanned->setText(m_files->topLevelItemCount() > 0
                               ? tr("Enter or a double click opens a file.")
                               : tr("No other recent file uses it."));
}

} // namespace millwright

#include "views/models/ModelListModel.h"
#include "model/analysis/ProjectModels.h"
#include "model/base/Units.h"
#include "model/blueprint/Project.h"
#include "model/estimate/ModelLibrary.h"
#include <algorithm>

namespace millwright
{
namespace
{

QString billions(double count)
{
    return ModelListModel::tr("%1 B").arg(count / 1e9, 0, 'f', count < 1e11 ? 1 : 0);
}

QString figuresOf(const ModelArchitecture& model)
{
    const ModelWork work = modelWork(model);
    QString text = ModelListModel::tr("%1 parameters").arg(billions(work.totalParameters));
    if (model.isMoe())
        text += ModelListModel::tr(", %1 active").arg(billions(work.activeParameters));
    text += ModelListModel::tr(" · %1 layers").arg(model.layers);
    if (model.maxContext > 0)
        text += ModelListModel::tr(" · %1 tokens")
                    .arg(QString::fromStdString(formatWhole(model.maxContext)));
    return text;
}

} // namespace

ModelListModel::ModelListModel(QObject* parent) : QAbstractListModel(parent) {}

void ModelListModel::load(const Project& project)
{
    beginResetModel();
    m_entries.clear();
    const auto add = [this](const ModelArchitecture& model, bool isImported) {
        const QString id = QString::fromStdString(model.id);
        QString text = id;
        for (const std::string& alias : model.aliases)
            text += u' ' + QString::fromStdString(alias);
        m_entries.push_back({id, text.toLower(), figuresOf(model), isImported});
    };
    for (const auto& model : importedModels(project))
        add(*model, true);
    const std::size_t imported = m_entries.size();
    for (const ModelArchitecture& model : standardModels().all())
        add(model, false);
    std::ranges::sort(m_entries.begin() + static_cast<std::ptrdiff_t>(imported), m_entries.end(),
                      {}, &Entry::id);
    refilter();
    endResetModel();
}

void ModelListModel::setFilter(const QString& words)
{
    beginResetModel();
    m_words = words.toLower().split(u' ', Qt::SkipEmptyParts);
    refilter();
    endResetModel();
}

void ModelListModel::refilter()
{
    m_shown.clear();
    for (std::size_t i = 0; i < m_entries.size(); ++i)
        if (std::ranges::all_of(m_words, [&](const QString& word) {
                return m_entries[i].text.contains(word);
            }))
            m_shown.push_back(i);
}

int ModelListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant ModelListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Entry& entry = m_entries[m_shown[static_cast<std::size_t>(index.row())]];
    switch (role) {
    case Qt::DisplayRole:
    case IdRole:
        return entry.id;
    case FiguresRole:
    case Qt::ToolTipRole:
        return entry.figures;
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1, %2").arg(entry.id, entry.figures);
    case IsImportedRole:
        return entry.isImported;
    default:
        return {};
    }
}

int ModelListModel::rowOf(const QString& id) const
{
    for (std::size_t row = 0; row < m_shown.size(); ++row)
        if (m_entries[m_shown[row]].id.compare(id, Qt::CaseInsensitive) == 0)
            return static_cast<int>(row);
    return -1;
}

} // namespace millwright

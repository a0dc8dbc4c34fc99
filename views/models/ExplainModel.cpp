#include "views/models/ExplainModel.h"

namespace millwright
{

struct ExplainModel::Step {
    ExplainPtr node;
    Step* above = nullptr;
    int row = 0;
    bool isFetched = false;
    std::vector<std::unique_ptr<Step>> below;
};

ExplainModel::ExplainModel(QObject* parent) : QAbstractItemModel(parent) {}

ExplainModel::~ExplainModel() = default;

ExplainModel::Step* ExplainModel::stepOf(const QModelIndex& index) const
{
    return index.isValid() ? static_cast<Step*>(index.internalPointer()) : m_top.get();
}

void ExplainModel::addInputs(Step& step, const ExplainNode& node) const
{
    for (const ExplainPtr& input : explainInputs(node)) {
        auto next = std::make_unique<Step>();
        next->node = input;
        next->above = &step;
        next->row = static_cast<int>(step.below.size());
        step.below.push_back(std::move(next));
    }
}

void ExplainModel::setRoot(ExplainPtr root, Opener opener)
{
    beginResetModel();
    m_root = std::move(root);
    m_open = std::move(opener);
    m_top = std::make_unique<Step>();
    m_top->node = m_root;
    m_top->isFetched = true;
    if (m_root)
        addInputs(*m_top, *m_root);
    endResetModel();
}

QModelIndex ExplainModel::index(int row, int column, const QModelIndex& parent) const
{
    const Step* step = stepOf(parent);
    if (!step || column != 0 || row < 0 || row >= static_cast<int>(step->below.size()))
        return {};
    return createIndex(row, 0, step->below[static_cast<std::size_t>(row)].get());
}

QModelIndex ExplainModel::parent(const QModelIndex& index) const
{
    const Step* step = stepOf(index);
    if (!index.isValid() || !step->above || step->above == m_top.get())
        return {};
    return createIndex(step->above->row, 0, step->above);
}

int ExplainModel::rowCount(const QModelIndex& parent) const
{
    const Step* step = stepOf(parent);
    return step ? static_cast<int>(step->below.size()) : 0;
}

int ExplainModel::columnCount(const QModelIndex&) const
{
    return 1;
}

bool ExplainModel::hasChildren(const QModelIndex& parent) const
{
    const Step* step = stepOf(parent);
    if (!step || !step->node)
        return false;
    if (step->isFetched)
        return !step->below.empty();
    return !step->node->inputs.empty() || step->node->op == ExplainOp::Reference;
}

bool ExplainModel::canFetchMore(const QModelIndex& parent) const
{
    const Step* step = stepOf(parent);
    return step && step->node && !step->isFetched && hasChildren(parent);
}

void ExplainModel::fetchMore(const QModelIndex& parent)
{
    Step* step = stepOf(parent);
    if (!step || step->isFetched)
        return;
    step->isFetched = true;
    ExplainPtr node = step->node;
    if (node->op == ExplainOp::Reference && m_open)
        if (auto opened = m_open(node->metric))
            node = *opened;
    if (node->inputs.empty())
        return;
    beginInsertRows(parent, 0, static_cast<int>(explainInputs(*node).size()) - 1);
    addInputs(*step, *node);
    endInsertRows();
}

QVariant ExplainModel::data(const QModelIndex& index, int role) const
{
    const Step* step = stepOf(index);
    if (!index.isValid() || !step)
        return {};
    const ExplainNode& node = *step->node;
    switch (role) {
    case Qt::DisplayRole:
        return explainName(node);
    case Qt::ToolTipRole:
        return node.inputs.empty()
                   ? explainSource(node.source)
                   : QStringLiteral("%1 = %2").arg(explainName(node), explainFormula(node));
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1: %2. %3")
            .arg(explainName(node), explainValue(node), explainSource(node.source));
    case ValueRole:
        return explainValue(node);
    case SourceRole:
        // Steps without a source of their own say how they were computed.
        if (node.source.empty() && !node.inputs.empty() && !node.label.empty())
            return explainFormula(node);
        return explainSource(node.source);
    case ConfidenceRole:
        return QString::fromStdString(node.confidence);
    case IsReferenceRole:
        return node.op == ExplainOp::Reference;
    case MetricRole:
        return QString::fromStdString(node.metric);
    case PathRole: {
        QString path;
        for (const Step* at = step; at && at->above; at = at->above)
            path.prepend(u'/' + QString::number(at->row));
        return path;
    }
    default:
        return {};
    }
}

} // namespace millwright

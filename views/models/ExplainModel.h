#pragma once
#include "model/base/Explain.h"
#include "model/base/Result.h"
#include <QAbstractItemModel>
#include <QSet>
#include <functional>
#include <memory>

namespace millwright
{

/// A derivation as a tree: each step below the value it went into. References to other metrics are
/// opened when somebody looks below them.
class ExplainModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Role {
        ValueRole = Qt::UserRole, ///< "297 kW"
        SourceRole,               ///< where the number comes from, in words; may be empty
        ConfidenceRole,           ///< "verified", "secondary" ...; may be empty
        IsReferenceRole,
        MetricRole,
        PathRole ///< place in the tree as text, the same after a new calculation
    };
    /// Explains a metric by its id.
    using Opener = std::function<Result<ExplainPtr>(const std::string& metric)>;
    explicit ExplainModel(QObject* parent = nullptr);
    ~ExplainModel() override;

    /// The root itself is not a row; its inputs are.
    void setRoot(ExplainPtr root, Opener opener);
    const ExplainPtr& root() const { return m_root; }

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    bool hasChildren(const QModelIndex& parent = {}) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    struct Step;
    Step* stepOf(const QModelIndex& index) const;
    void addInputs(Step& step, const ExplainNode& node) const;

    ExplainPtr m_root;
    Opener m_open;
    std::unique_ptr<Step> m_top;
};

/// What a step was computed from; chains of the same unnamed sum or product are one step for
/// people: (a + b) + c has three inputs.
std::vector<ExplainPtr> explainInputs(const ExplainNode& node);
/// What a step is called: a metric's label, a translated message, a name as it is, or for steps
/// without a name their formula.
QString explainName(const ExplainNode& node);
/// The right side of the equation that gives the node's value, in names: "IT power + Losses".
QString explainFormula(const ExplainNode& node);
/// A source for people: a citation as it is, a message id in words.
QString explainSource(const std::string& source);
/// Number with its unit.
QString explainValue(const ExplainNode& node);
/// The derivation as indented lines, `depth` levels deep, references opened through `open`.
QString explainText(const ExplainNode& node, const ExplainModel::Opener& open, int depth = 4);

} // namespace millwright

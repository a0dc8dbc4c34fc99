#pragma once
#include "model/base/Explain.h"
#include "model/base/Result.h"
#include <QStringList>
#include <QTimer>
#include <QWidget>
#include <functional>
#include <optional>

class QLabel;
class QToolButton;
class QTreeView;

namespace millwright
{

class EmptyState;
class ExplainModel;
class Session;
class ThemeManager;

/// Where a number comes from: its value, the formula, and the tree of what went into it down to
/// datasheets with source, date and confidence. Follows edits; opened branches stay open.
class ExplainPanel : public QWidget
{
    Q_OBJECT
public:
    ExplainPanel(Session& session, const ThemeManager& themes, QWidget* parent = nullptr);

    /// Explains ids that are no metric of the design: their derivation and their name; nothing and an
    /// empty name for ids that it does not know either.
    struct Provider {
        std::function<std::optional<Result<ExplainPtr>>(const std::string& id)> explain;
        std::function<QString(const std::string& id)> title;
        std::function<QString(const std::string& id)> note = {}; ///< band and trust; may be empty
    };
    void setProvider(Provider provider) { m_provider = std::move(provider); }

    ExplainModel& model() { return *m_model; }
    QTreeView& tree() { return *m_tree; }
    const QString& metric() const { return m_metric; }
    QString valueText() const;
    QString formulaText() const;
    QString noteText() const; ///< band, trust, where the formula comes from
    QString asText() const; ///< what copy puts on the clipboard

public slots:
    void explain(const QString& metric);
    void back();
    void copy() const;
    void refreshSoon(); ///< what a provider knows changed; at once if the panel is seen

protected:
    bool event(QEvent* event) override;

private:
    void refresh();
    Result<ExplainPtr> derivation(const std::string& id) const;
    QString titleOf(const QString& id) const;
    void showProblem(const QString& text);
    void showReliance();
    void showNote(const ExplainNode& node);
    QStringList openPaths() const;
    void reopen(const QStringList& paths);
    QWidget* makeHead();

    Session& m_session;
    const ThemeManager& m_themes;
    ExplainModel* m_model;
    QTreeView* m_tree;
    EmptyState* m_empty;
    QWidget* m_head = nullptr;
    QLabel *m_title = nullptr, *m_value = nullptr, *m_unit = nullptr, *m_formula = nullptr,
           *m_reliance = nullptr, *m_note = nullptr;
    QToolButton *m_back = nullptr, *m_copy = nullptr;
    Provider m_provider;
    QString m_metric;
    QStringList m_history;
    QTimer m_relianceTimer;
    bool m_isStale = false; ///< something changed while the panel was hidden
};

} // namespace millwright

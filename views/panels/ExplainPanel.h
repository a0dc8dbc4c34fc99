#pragma once
#include "model/base/Explain.h"
#include <QStringList>
#include <QWidget>
#include <functional>

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

    ExplainModel& model() { return *m_model; }
    QTreeView& tree() { return *m_tree; }
    const QString& metric() const { return m_metric; }
    QString valueText() const;
    QString formulaText() const;
    QString asText() const; ///< what copy puts on the clipboard

public slots:
    void explain(const QString& metric);
    void back();
    void copy() const;

protected:
    bool event(QEvent* event) override;

private:
    void refresh();
    void showProblem(const QString& text);
    void showReliance();
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
           *m_reliance = nullptr;
    QToolButton *m_back = nullptr, *m_copy = nullptr;
    QString m_metric;
    QStringList m_history;
    bool m_isStale = false; ///< something changed while the panel was hidden
};

} // namespace millwright

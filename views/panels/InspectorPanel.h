#pragma once
#include "views/session/Selection.h"
#include <QTimer>
#include <QWidget>

class QLabel;
class QScrollArea;
class QToolButton;

namespace millwright
{

class InspectorDesign;
class InspectorForm;
class InspectorPosition;
class InspectorRows;
class Session;
class ThemeManager;

/// What one has: the selected things with their place, load, connections and every field that can
/// be changed, many at once; with nothing selected the inputs of the design itself.
class InspectorPanel : public QWidget
{
    Q_OBJECT
public:
    InspectorPanel(Session& session, const ThemeManager& themes, QWidget* parent = nullptr);

    InspectorPosition& position() { return *m_position; }
    InspectorForm& form() { return *m_form; }
    InspectorRows& load() { return *m_load; }
    InspectorRows& connections() { return *m_connections; }
    InspectorDesign& design() { return *m_design; }
    QString title() const;
    QString subtitle() const;
    bool showsDesign() const { return m_ids.empty(); }

signals:
    void explainRequested(const QString& metric);
    void revealRequested(const std::vector<millwright::EntityId>& ids);

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeHead();
    void follow();  ///< another selection
    void refresh(); ///< the same things with other values
    void describe();
    void setLocked(bool isLocked);

    Session& m_session;
    const ThemeManager& m_themes;
    std::vector<EntityId> m_ids;
    QTimer m_timer; ///< one refresh for an edit and its results
    QLabel *m_icon = nullptr, *m_title = nullptr, *m_subtitle = nullptr;
    QToolButton* m_lock = nullptr;
    QScrollArea* m_scroll;
    QWidget* m_things;
    InspectorPosition* m_position;
    InspectorRows *m_load, *m_connections;
    QLabel* m_formTitle;
    InspectorForm* m_form;
    InspectorDesign* m_design;
};

} // namespace millwright

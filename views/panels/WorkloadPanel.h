#pragma once
#include "model/base/Id.h"
#include "model/blueprint/WorkloadEntities.h"
#include <QWidget>
#include <vector>

class QListView;
class QPushButton;
class QVBoxLayout;

namespace millwright
{

class ChipButton;
class EmptyState;
class InspectorForm;
class ModelPicker;
class SectionHeader;
class Session;
class ThemeManager;
class WorkloadListModel;

/// The workloads of the design and the fields of the chosen one. What is changed here is one undo
/// step each.
class WorkloadPanel : public QWidget
{
    Q_OBJECT
public:
    WorkloadPanel(Session& session, const ThemeManager& themes, QWidget* parent = nullptr);

    Id<Workload> current() const { return m_current; }
    void setCurrent(Id<Workload> id);
    QListView& list() const { return *m_list; }
    WorkloadListModel& model() const { return *m_model; }
    ModelPicker& picker() const { return *m_picker; }
    QPushButton& modelButton() const { return *m_modelButton; }
    /// The editor of a property by its key in whichever section it is; null if there is none.
    QWidget* editor(std::string_view key) const;
    /// Reads a config.json, keeps it with the project and lets the current workload run it. False
    /// with a message if it cannot be read.
    bool importModel(const QString& path);

public slots:
    void add(millwright::WorkloadKind kind);
    void duplicate();
    void remove();
    void step(int by); ///< to the job so many rows further, within the list
    void chooseModel();
    void askForModel(); ///< a file dialog

signals:
    void currentChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Section {
        SectionHeader* head;
        InspectorForm* form;
    };
    QWidget* makeHead();
    void addSections(QVBoxLayout& column);
    void refresh();
    void fitList();
    void showModel();
    void setModel(const QString& id);

    Session& m_session;
    const ThemeManager& m_themes;
    WorkloadListModel* m_model;
    QListView* m_list;
    ChipButton *m_duplicate = nullptr, *m_remove = nullptr;
    QWidget* m_fields;
    EmptyState* m_empty;
    QWidget* m_modelLine = nullptr;
    QPushButton* m_modelButton;
    ModelPicker* m_picker;
    std::vector<Section> m_sections;
    Id<Workload> m_current;
};

} // namespace millwright

#pragma once
#include "model/base/Id.h"
#include <QWidget>
#include <functional>
#include <memory>

class QLineEdit;
class QVBoxLayout;

namespace millwright
{

class InspectorParameters;
class InspectorRows;
class InspectorEntityList;
class SectionHeader;
class Session;
class ThemeManager;

/// The inputs of the design: project, site, hall, coolant loops, fabrics, workloads, features of
/// the hall and assumptions. What can be added or removed is so as one undo step.
class InspectorDesign : public QWidget
{
    Q_OBJECT
public:
    InspectorDesign(Session& session, const ThemeManager& themes, QWidget* parent = nullptr);

    void refresh();
    InspectorEntityList& sites() { return *m_sites; }
    InspectorEntityList& halls() { return *m_halls; }
    InspectorEntityList& loops() { return *m_loops; }
    InspectorEntityList& fabrics() { return *m_fabrics; }
    InspectorEntityList& workloads() { return *m_workloads; }
    InspectorEntityList& features() { return *m_features; }
    InspectorParameters& parameters() { return *m_parameters; }

signals:
    void explainRequested(const QString& metric);

private:
    QWidget* makeProject();
    void addSection(const QString& title, QWidget* content, bool isOpen,
                    std::function<int()> count = {});
    InspectorRows* addFacts(QVBoxLayout& column);
    void describeProject();

    Session& m_session;
    const ThemeManager& m_themes;
    QVBoxLayout* m_column;
    QLineEdit *m_name = nullptr, *m_customer = nullptr, *m_author = nullptr;
    InspectorEntityList *m_sites, *m_halls, *m_loops, *m_fabrics, *m_workloads, *m_features;
    InspectorParameters* m_parameters;
    std::vector<std::pair<InspectorRows*, std::vector<const char*>>> m_metrics;
    std::vector<std::pair<SectionHeader*, std::function<int()>>> m_counts;
};

} // namespace millwright

#pragma once
#include "views/models/PropertyTable.h"
#include <QWidget>
#include <functional>

class QGridLayout;

namespace millwright
{

class Session;
class ThemeManager;

/// Editors for the properties that some things have in common: each change is one undo step. Fields
/// that differ show "mixed".
class InspectorForm : public QWidget
{
    Q_OBJECT
public:
    InspectorForm(Session& session, const ThemeManager& themes, QWidget* parent = nullptr);

    void setSubjects(std::vector<EntityId> ids);
    /// Leaves out properties for which `isShown` says no; for forms that share the properties of
    /// one thing between them.
    void setFilter(std::function<bool(std::string_view key)> isShown);
    const std::vector<EntityId>& subjects() const { return m_ids; }
    /// Shows what the design holds now.
    void refresh();
    bool isEmpty() const { return m_editors.empty(); }
    /// The editor of a property by its key; null if there is none.
    QWidget* editor(std::string_view key) const;
    /// Gives the property a value, as its editor would.
    bool change(const std::string& key, const PropertyValue& value);

private:
    struct Editor {
        PropertyRow row;
        QWidget* widget = nullptr;
        QWidget* label = nullptr;
        std::function<void(const PropertyRow&)> show;
    };
    void rebuild(const std::vector<PropertyRow>& rows);
    static void showHint(const Editor& editor);
    Editor makeEditor(const PropertyRow& row);
    Editor makeQuantity(const PropertyRow& row);
    Editor makeSwitch(const PropertyRow& row);
    Editor makeText(const PropertyRow& row);
    Editor makeChoice(const PropertyRow& row);
    Editor makePart(const PropertyRow& row);
    void changePart(const PropertyRow& row, const std::string& partId);

    Session& m_session;
    const ThemeManager& m_themes;
    QGridLayout* m_grid;
    std::vector<EntityId> m_ids;
    std::function<bool(std::string_view)> m_isShown;
    std::vector<Editor> m_editors;
};

} // namespace millwright

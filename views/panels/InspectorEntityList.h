#pragma once
#include "model/base/Id.h"
#include "views/theme/Icon.h"
#include <QWidget>
#include <functional>

class QVBoxLayout;

namespace millwright
{

class InspectorForm;
class InspectorRows;
class SectionHeader;
class Session;
class ThemeManager;

/// Rows of one table of the design: each with its name, its fields when it is opened, and a button
/// to remove it; below, buttons to add one.
class InspectorEntityList : public QWidget
{
    Q_OBJECT
public:
    using Ids = std::function<std::vector<EntityId>()>;
    using Add = std::function<void()>;

    InspectorEntityList(Session& session, const ThemeManager& themes, Ids ids,
                        QWidget* parent = nullptr);

    void addButton(const QString& text, Add add, Icon icon = Icon::Plus);
    void setRemovable(bool isRemovable) { m_isRemovable = isRemovable; }
    void refresh();
    int count() const { return static_cast<int>(m_entries.size()); }
    EntityId idAt(int index) const { return m_entries.at(static_cast<std::size_t>(index)).id; }
    /// The fields of an entry; opens it.
    InspectorForm& open(int index);
    void removeAt(int index);

private:
    struct Entry {
        EntityId id = 0;
        SectionHeader* head = nullptr;
        QWidget* body = nullptr;
        InspectorForm* form = nullptr; ///< made when the entry is opened first
        InspectorRows* outcome = nullptr;
    };
    Entry makeEntry(EntityId id, bool isOpen);
    void fill(Entry& entry);
    void refreshEntry(Entry& entry);

    Session& m_session;
    const ThemeManager& m_themes;
    Ids m_ids;
    bool m_isRemovable = true;
    QVBoxLayout *m_column, *m_list;
    QWidget* m_buttons = nullptr;
    std::vector<Entry> m_entries;
    bool m_wasFilled = false;
};

} // namespace millwright

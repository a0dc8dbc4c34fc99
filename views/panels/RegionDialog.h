#pragma once
#include "model/base/Id.h"
#include "model/parts/Region.h"
#include <QDialog>
#include <optional>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace millwright
{

class Session;
class ThemeManager;

/// The regions of the catalog with every figure, its year and its source, and what is unknown; gives
/// a site of the design the figures of the one that is picked, as one undo step.
class RegionDialog : public QDialog
{
    Q_OBJECT
public:
    RegionDialog(Session& session, const ThemeManager& themes, QWidget* parent);
    /// Opens one over `parent`; it deletes itself.
    static void openOver(QWidget* parent, Session& session, const ThemeManager& themes);

    /// Picks a region as a click on its row does.
    void pick(const QString& code);
    /// Applies what is picked and closes; false if there is nothing to apply or it failed.
    bool apply();
    QTreeWidget& regions() { return *m_regions; }
    QTreeWidget& figures() { return *m_figures; }
    QLineEdit& search() { return *m_search; }
    QPushButton& applyButton() { return *m_apply; }

private:
    QWidget* makeList(const ThemeManager& themes);
    QWidget* makeFigures();
    QWidget* makeFoot();
    void fillRegions();
    void fillSites();
    void filter(const QString& text);
    void onPicked();
    void showFigures();
    QTreeWidgetItem* addGroup(const QString& title);
    void addFigure(QTreeWidgetItem& group, RegionKey key);

    Session& m_session;
    std::optional<Region> m_region; ///< the one that is picked
    QLineEdit* m_search = nullptr;
    QTreeWidget *m_regions = nullptr, *m_figures = nullptr;
    QLabel *m_head = nullptr, *m_note = nullptr;
    QComboBox* m_sites = nullptr;
    QPushButton* m_apply = nullptr;
};

} // namespace millwright

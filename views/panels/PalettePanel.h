#pragma once
#include "model/parts/PartSource.h"
#include "views/models/PaletteModel.h"
#include <QThreadPool>
#include <QTimer>
#include <QWidget>
#include <atomic>
#include <memory>

class QListView;
class QButtonGroup;
class QMenu;

namespace millwright
{

class EmptyState;
class PaletteFilterButton;
class SearchField;
class SegmentedBar;
class Session;
class ThemeManager;

/// What one can take: the catalog with search as you type, kinds as filter, favourites, recent
/// parts and those of the design. Parts are dragged out, or placed with Enter. Searches run on a
/// worker; only the newest answer is shown.
class PalettePanel : public QWidget
{
    Q_OBJECT
public:
    PalettePanel(Session& session, const ThemeManager& themes, QWidget* parent = nullptr);
    ~PalettePanel() override;

    /// Puts the cursor into the search field.
    void focusSearch();
    void setSearch(const QString& text);
    void setFamily(std::optional<PartFamily> family);
    PaletteModel& model() { return *m_model; }
    QListView& list() { return *m_list; }
    bool isSearching() const { return m_running > 0 || m_debounce.isActive(); }
    /// Reads the catalog again: it is there now, or changed.
    void reload();
    /// Puts a part at the top of the recent ones.
    void noteUsed(const QString& partId);
    QString currentPart() const; ///< empty if the current row is none
    QStringList selectedParts() const;
    bool isFavourite(const QString& partId) const { return m_favourites.contains(partId); }
    void toggleFavourite(const QString& partId);
    const QStringList& favourites() const { return m_favourites; }

signals:
    /// A context menu for these parts is about to be shown; whoever can do more adds it.
    void menuRequested(QMenu* menu, const QStringList& partIds);
    void placeRequested(const QString& partId);
    void catalogLoaded(int parts);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeFamilyRow();
    void search();
    void ask(const QString& text);
    void restoreCurrent(const QString& partId);
    void showFound(std::uint64_t generation, bool isCatalog, std::vector<PartSummary> found);
    void updateCounts();
    void updateUsed();
    void activate(const QModelIndex& index);
    void showMenu(const QPoint& position);
    bool handleListKey(int key);

    Session& m_session;
    const ThemeManager& m_themes;
    PaletteModel* m_model;
    SearchField* m_search;
    QButtonGroup* m_families;
    SegmentedBar* m_scopes;
    PaletteFilterButton* m_filter;
    QListView* m_list;
    EmptyState* m_empty;
    QTimer m_debounce;
    QStringList m_favourites, m_recent;
    int m_running = 0;
    /// Shared with the workers, so that they skip searches that nobody waits for any more.
    std::shared_ptr<std::atomic<std::uint64_t>> m_generation;
    QThreadPool m_pool; ///< one thread; last, so that it ends before anything it uses
};

} // namespace millwright

#pragma once
#include "model/parts/PartSource.h"
#include <QAbstractListModel>
#include <QSet>
#include <QString>
#include <QStringList>
#include <array>
#include <map>
#include <optional>
#include <unordered_map>
#include <unordered_set>

namespace millwright
{

/// Which parts of the catalog the palette lists.
enum class PaletteScope : std::uint8_t { All, Favourites, InDesign };

/// Which parts a person does not want to see, beside kinds and scope.
struct PaletteFilter {
    Confidence worst = Confidence::Suspect; ///< parts whose figures are mostly worse are hidden
    std::uint8_t hiddenFlags = 0;           ///< parts with one of these PartFlags are hidden
    bool onlyOwn = false;
    friend bool operator==(const PaletteFilter&, const PaletteFilter&) = default;
};

/// The palette's rows: heads of sections (recent, then one per family) and the parts below those
/// that are open. One flat list, so that the view lays out and paints visible rows only.
class PaletteModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { PartIdRole = Qt::UserRole, IsHeadRole, IsOpenRole, CountRole, IsFavouriteRole };
    using QAbstractListModel::QAbstractListModel;

    /// Every part of the catalog, in the order of the list.
    void setCatalog(std::vector<PartSummary> parts);
    /// What a search found, best first; nothing = no search.
    void setMatches(std::optional<std::vector<PartSummary>> matches);
    void setFamily(std::optional<PartFamily> family);
    void setScope(PaletteScope scope);
    void setFilter(const PaletteFilter& filter);
    const PaletteFilter& filter() const { return m_filter; }
    void setFavourites(const QStringList& ids);
    void setRecent(const QStringList& ids);
    /// Parts of the project, also those that the catalog does not know.
    void setUsed(std::vector<PartSummary> parts);

    const std::vector<PartSummary>& catalog() const { return m_catalog; }
    int catalogSize() const { return static_cast<int>(m_catalog.size()); }
    int favouriteCount() const { return static_cast<int>(m_favourites.size()); }
    int usedCount() const { return static_cast<int>(m_used.size()); }
    /// Parts that pass search, family and scope.
    int matchCount() const { return m_matchCount; }
    /// A part of the catalog or of the design by its id; null if neither has it.
    const PartSummary* find(const QString& id) const { return known(id.toStdString()); }
    /// Null for heads.
    const PartSummary* part(const QModelIndex& index) const;
    void toggleSection(const QModelIndex& head);
    /// The first row that is a part; invalid if there is none.
    QModelIndex firstPart() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;

private:
    struct Section {
        int key; ///< a PartFamily, or recentKey
        QString title;
        std::vector<const PartSummary*> parts;
    };
    struct Row {
        std::size_t section;
        const PartSummary* part; ///< null = the section's head
    };
    static constexpr int recentKey = -1;

    const PartSummary* known(const std::string& id) const;
    bool passes(const PartSummary& part) const;
    std::vector<const PartSummary*> candidates() const;
    void rebuild();
    void fillSections();

    std::vector<PartSummary> m_catalog;
    std::unordered_map<std::string, std::size_t> m_index; ///< into m_catalog
    std::optional<std::vector<PartSummary>> m_matches;
    std::vector<PartSummary> m_used;
    std::optional<PartFamily> m_family;
    PaletteScope m_scope = PaletteScope::All;
    PaletteFilter m_filter;
    std::unordered_set<std::string> m_favourites, m_usedIds;
    std::vector<std::string> m_recent;
    QSet<int> m_closed;
    std::vector<Section> m_sections;
    std::vector<Row> m_rows;
    int m_matchCount = 0;
};

/// The three figures by which people choose a part of this kind, in columns; missing ones are an en
/// dash.
std::array<QString, 3> keyFigures(const PartSummary& part);
/// What a list needs of a part that a project holds.
PartSummary summaryOf(const Part& part);

} // namespace millwright

#pragma once
#include <QAbstractListModel>
#include <vector>

namespace millwright
{

struct Project;

/// The models that a workload may run: those of the program's library and those that were imported
/// into the project, filtered by words.
class ModelListModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        IdRole = Qt::UserRole,
        FiguresRole, ///< "70.6 B parameters, 8.0 B active · 80 layers · 131,072 tokens"
        IsImportedRole
    };
    explicit ModelListModel(QObject* parent = nullptr);

    void load(const Project& project);
    /// Every word has to stand in the id or an alias.
    void setFilter(const QString& words);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    int rowOf(const QString& id) const; ///< -1 if it is not shown

private:
    struct Entry {
        QString id, text, figures;
        bool isImported = false;
    };
    void refilter();

    std::vector<Entry> m_entries;
    std::vector<std::size_t> m_shown;
    QStringList m_words;
};

} // namespace millwright

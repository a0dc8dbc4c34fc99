#pragma once
#include "model/base/Id.h"
#include "model/edit/PartUpdate.h"
#include "model/parts/PartImporter.h"
#include "model/parts/PartStore.h"
#include "views/theme/Theme.h"
#include <QFutureWatcher>
#include <QObject>

class QDialog;
class QWidget;

namespace millwright
{

class DocumentController;
class PalettePanel;
class Session;
class ThemeManager;

/// What a person can do with parts of the catalog: opens the dialogs of this folder and leads what
/// they say to the window. Which part is meant: the current one of the palette while that has the
/// focus, else that of the first thing selected in the design, else the palette's.
class PartCommands : public QObject
{
    Q_OBJECT
public:
    struct Context {
        Session& session;
        ThemeManager& themes;
        DocumentController& documents;
        PalettePanel& palette;
        PartStore* store = nullptr;             ///< null: parts cannot be edited
        const PartImporter* importer = nullptr; ///< null: nothing can be imported
        QWidget* window = nullptr;
    };
    explicit PartCommands(const Context& context);
    ~PartCommands() override;

    QString currentPart() const; ///< empty if none is meant
    QStringList chosenParts() const;
    bool canEdit() const { return m_context.store != nullptr; }
    bool canImport() const { return m_context.store && m_context.importer; }
    bool isOwn(const QString& partId) const;

    void create();
    void edit(const QString& partId);
    void copy(const QString& partId);
    void remove(const QString& partId);
    void compare(const QStringList& partIds);
    void whereUsed(const QString& partId);
    void importTypes(bool isFolder);
    void importTable();
    /// A CSV table, a YAML file or a folder of them.
    void importPath(const QString& path);
    /// Shows the parts of the open design that differ from the catalog.
    void review();
    bool isCheckingDesign() const { return m_isChecking; }

signals:
    void said(millwright::Status status, const QString& text);
    void revealRequested(millwright::EntityId id);
    void openRequested(const QString& path);

private:
    void open(QDialog* dialog);
    void openEditor(const Part& part, bool isNew);
    /// The catalog's part; null, and said so, if there is none.
    PartPtr knownPart(const QString& partId);
    void onStored(const QString& partId);
    void showReview(std::vector<OutdatedPart> outdated);
    /// Looks on a worker whether the open design holds parts that the catalog has otherwise.
    void checkDesign();
    void onChecked();

    Context m_context;
    std::uint32_t m_slot = 0; ///< at the store's signal
    bool m_isChecking = false;
    QFutureWatcher<std::vector<OutdatedPart>> m_check;
};

} // namespace millwright

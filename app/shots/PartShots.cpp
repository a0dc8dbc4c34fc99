#include "app/shots/Stage.h"
#include "model/edit/PlaceActions.h"
#include "views/FileCommands.h"
#include "views/parts/ColumnMappingPage.h"
#include "views/parts/PartCommands.h"
#include "views/parts/PartEditor.h"
#include "views/parts/PartFieldTree.h"
#include "views/parts/PartImportDialog.h"
#include "views/parts/PartReviewDialog.h"
#include <QDialog>
#include <QPushButton>

namespace millwright
{
namespace
{

/// A design whose copy of a server is older than the catalog's.
void shootReview(Stage& stage)
{
    const PartPtr now = stage.session().parts()->part("dgx-h100");
    if (!now)
        return;
    Part older = *now;
    for (Field& field : older.fields)
        if (field.key == FieldKey::PowerMax || field.key == FieldKey::Price)
            field.number *= 0.9;
    Draft draft(stage.session().project());
    draft.replacePart(finishPart(std::move(older)));
    stage.session().reset(draft.project());
    stage.window.parts().review();
}

} // namespace

/// The dialogs of parts in both looks, with one rule broken so that its answer is seen.
void shootParts(Stage& stage)
{
    stage.window.files().openExample(exampleFile("h100"));
    const QString table = stage.file(QStringLiteral("ours.csv"),
                                     "Manufacturer,Model,Type,Draw,Weight (kg)\n"
                                     "Maker,Box 1,system,900,21\nMaker,Box 2,system,-5,21\n"
                                     "Maker,Box 3,toaster,700,19\n");
    const auto shoot = [&](const char* name, const char* objectName) {
        stage.settle();
        if (auto* dialog = stage.window.findChild<QDialog*>(QLatin1String(objectName))) {
            stage.shoot(QLatin1String(name) + stage.end(), *dialog);
            delete dialog;
        }
    };
    for (const ThemeMode mode : {ThemeMode::Dark, ThemeMode::Light}) {
        stage.use(mode);
        PartCommands& parts = stage.window.parts();
        parts.edit(QStringLiteral("dgx-h100"));
        if (auto* editor = stage.window.findChild<PartEditor*>())
            editor->fields().commit(FieldKey::Mass, PartFieldTree::ValueColumn,
                                    QStringLiteral("0"));
        shoot("part-editor-", "partEditor");
        parts.compare({QStringLiteral("dgx-h100"), QStringLiteral("dgx-b200"),
                       QStringLiteral("gb200-nvl72")});
        shoot("part-compare-", "compareDialog");
        parts.whereUsed(QStringLiteral("dgx-h100"));
        shoot("part-where-used-", "whereUsedDialog");
        parts.importPath(table);
        shoot("part-import-columns-", "importDialog");
        parts.importPath(table);
        stage.settle();
        if (auto* dialog = stage.window.findChild<PartImportDialog*>();
            dialog && dialog->mapping()) {
            dialog->mapping()->setMeaning(QStringLiteral("Draw"), QStringLiteral("powerMax_W"));
            dialog->mainButton().click();
            shoot("part-import-report-", "importDialog");
        }
        shootReview(stage);
        shoot("part-review-", "reviewDialog");
    }
}

} // namespace millwright

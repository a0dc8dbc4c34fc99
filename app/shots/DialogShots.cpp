#include "app/shots/Stage.h"
#include "views/ActionRegistry.h"
#include "views/DesignArea.h"
#include "views/FileCommands.h"
#include "views/PriceCommands.h"
#include "views/panels/ExplainPanel.h"
#include "views/panels/QuoteDialog.h"
#include "views/panels/RegionDialog.h"
#include "views/widgets/CommandPalette.h"
#include <QDialog>
#include <QLineEdit>

namespace millwright
{
namespace
{

/// A region where hardly anything is unknown, and the inspector after it was applied.
void shootRegions(Stage& stage)
{
    stage.use(ThemeMode::Light);
    stage.window.actions().run(QStringLiteral("design.region"));
    stage.settle();
    if (auto* dialog = stage.window.findChild<RegionDialog*>()) {
        dialog->pick(QStringLiteral("DEU"));
        stage.shoot(QStringLiteral("region-light"), *dialog);
        dialog->apply();
        stage.settle();
    }
    stage.session().setSelection({});
    stage.window.explain(QStringLiteral("carbon.perYear"));
    stage.shoot(QStringLiteral("region-applied-light"));
    stage.window.area().explainPanel().hide();
    stage.session().undoStack().undo(); // the next design must not ask whether to save this one
    stage.use(ThemeMode::Dark);
}

/// A quote with a clear, an unclear and a foreign row.
void shootQuote(Stage& stage)
{
    const QString path =
        stage.file(QStringLiteral("quote.csv"),
                   "Part Number,Description,Qty,Unit Price,Currency,Lead time\n"
                   "DGX-H100,NVIDIA DGX H100,31,\"289,000.00\",EUR,8-12 weeks\n"
                   "MQM9700-NS2F,QM9700 switch,12,38000,EUR,16 weeks\n"
                   ",800G transceiver,200,1450,EUR,\n,Installation,1,120000,EUR,\n");
    for (const ThemeMode mode : {ThemeMode::Dark, ThemeMode::Light}) {
        stage.use(mode);
        QuoteDialog* dialog = PriceCommands::openQuote(stage.window);
        dialog->load(path);
        while (dialog->isReading())
            stage.settle();
        stage.shoot(QStringLiteral("quote-") + stage.end(), *dialog);
        delete dialog;
    }
}

} // namespace

void shootDialogs(Stage& stage)
{
    stage.window.files().openExample(exampleFile("h100"));
    stage.window.openCommandPalette();
    if (auto* field = stage.window.commandPalette().findChild<QLineEdit*>())
        field->setText(QStringLiteral("pow"));
    stage.shoot(QStringLiteral("commands"));
    stage.window.commandPalette().hide();
    for (const char* id : {"file.properties", "help.shortcuts", "design.price-book",
                           "design.region", "file.import-quote"}) {
        for (const ThemeMode mode : {ThemeMode::Dark, ThemeMode::Light}) {
            stage.use(mode);
            stage.window.actions().run(QLatin1String(id));
            stage.settle();
            if (auto* dialog = stage.window.findChild<QDialog*>()) {
                stage.shoot(QString::fromLatin1(id).replace(u'.', u'-') + u'-' + stage.end(),
                            *dialog);
                delete dialog;
            }
        }
    }
    shootQuote(stage);
    shootRegions(stage);
}

} // namespace millwright

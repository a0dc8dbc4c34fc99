#include "views/PriceCommands.h"
#include "views/MainWindow.h"
#include "views/panels/PriceBookDialog.h"
#include "views/panels/QuoteDialog.h"
#include <QCoreApplication>

namespace millwright
{

void PriceCommands::openPriceBook(MainWindow& window)
{
    auto* dialog = new PriceBookDialog(window.session(), window.themes(), &window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &PriceBookDialog::importWanted, dialog,
                     [&window] { openQuote(window); });
    dialog->open();
}

QuoteDialog* PriceCommands::openQuote(MainWindow& window)
{
    auto* dialog = new QuoteDialog(window.session(), window.themes(), &window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QDialog::accepted, &window, [&window] {
        window.say(Status::Ok,
                   QCoreApplication::translate(
                       "PriceCommands", "The quote's prices are taken. Undo takes them back."));
    });
    dialog->open();
    return dialog;
}

} // namespace millwright

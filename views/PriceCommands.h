#pragma once

class QString;

namespace millwright
{

class MainWindow;
class QuoteDialog;

/// What the menus do with prices: the price book of the deal and the import of a quote.
struct PriceCommands {
    static void openPriceBook(MainWindow& window);
    static QuoteDialog* openQuote(MainWindow& window);
};

} // namespace millwright

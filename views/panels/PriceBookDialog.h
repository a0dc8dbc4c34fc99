#pragma once
#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSortFilterProxyModel;
class QStackedWidget;
class QTableView;

namespace millwright
{

class ChipButton;
class DealTableModel;
class DiscountTableModel;
class PriceTableModel;
class RateTableModel;
class SearchField;
class SegmentedBar;
class Session;
class ThemeManager;

/// The price book of the deal: prices of the parts, vendors' discounts, exchange rates, and what
/// the totals rest on. Every edit holds at once and is one undo step.
class PriceBookDialog : public QDialog
{
    Q_OBJECT
public:
    PriceBookDialog(Session& session, const ThemeManager& themes, QWidget* parent);

    QTableView& prices() { return *m_prices; }
    QTableView& discounts() { return *m_discounts; }
    QTableView& rates() { return *m_rates; }
    void showTab(int index);
    QString summary() const;
    QString note() const;

signals:
    void importWanted(); ///< the button "Import quote"

private:
    QWidget* makeHead();
    QWidget* makeTerms();
    QTableView* makeTable(DealTableModel& model, const QString& name);
    void arrangeColumns();
    bool hasRanges() const;
    void showRanges(bool areShown);
    void updateSummary();
    void updateFilter();
    void takeCurrency();
    void takeDate();
    void removeChosen();
    void say(const QString& text);

    Session& m_session;
    const ThemeManager& m_themes;
    PriceTableModel* m_priceModel;
    DiscountTableModel* m_discountModel;
    RateTableModel* m_rateModel;
    QSortFilterProxyModel* m_filter;
    SegmentedBar* m_tabs;
    QStackedWidget* m_pages;
    SearchField* m_search;
    ChipButton *m_unpriced, *m_ranges;
    QComboBox* m_currency;
    QLineEdit* m_date;
    QTableView *m_prices, *m_discounts, *m_rates;
    QLabel *m_summary, *m_note;
    QPushButton* m_remove;
};

} // namespace millwright

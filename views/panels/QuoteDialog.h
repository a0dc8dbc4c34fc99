#pragma once
#include "model/prices/QuoteImport.h"
#include "views/panels/PreviewDialog.h"
#include <QFutureWatcher>
#include <memory>

class QComboBox;
class QLineEdit;

namespace millwright
{

class QuoteTableModel;
class Session;
class ThemeManager;

/// Import of a supplier's quote: the file, what its columns say, and row by row what it would
/// change. Nothing is taken before "Take prices", which is one undo step. Files are read on a
/// worker.
class QuoteDialog : public PreviewDialog
{
    Q_OBJECT
public:
    QuoteDialog(Session& session, const ThemeManager& themes, QWidget* parent);
    ~QuoteDialog() override;

    /// Reads a file; the preview comes when it is read.
    void load(const QString& path);
    bool isReading() const { return m_watcher.isRunning(); }
    QuoteTableModel& model() { return *m_model; }
    /// Takes the checked rows as one undo step and closes.
    void accept() override;

signals:
    void read(); ///< the file was read, or could not be

private:
    struct Loaded {
        Result<Sheet> sheet = fail("sheet.empty");
        Result<QuoteOptions> options = fail("quote.no-header");
    };
    using Watcher = QFutureWatcher<std::shared_ptr<Loaded>>;

    void chooseFiles() override;
    void setUpTable();
    void addSheets();
    QWidget* makeTerms();
    QWidget* makeMapping();
    void takeLoaded();
    void fillSheets();
    void fillMapping();
    void readTerms();
    void rememberMapping() const;
    void recallMapping();
    void preview();
    void updateButton();

    Session& m_session;
    QuoteTableModel* m_model;
    QLineEdit *m_supplier, *m_number, *m_date, *m_validUntil;
    QComboBox *m_sheets, *m_currency, *m_decimals;
    std::array<QComboBox*, quoteColumnCount> m_columns{};
    Watcher m_watcher;
    std::shared_ptr<Loaded> m_loaded;
    QuoteOptions m_options;
    bool m_isFilling = false;
};

} // namespace millwright

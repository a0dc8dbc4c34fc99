#pragma once
#include "model/prices/QuoteImport.h"
#include <QDialog>
#include <QFutureWatcher>
#include <memory>

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;

namespace millwright
{

class QuoteTableModel;
class Session;
class ThemeManager;

/// Import of a supplier's quote: the file, what its columns say, and row by row what it would
/// change. Nothing is taken before "Take prices", which is one undo step. Files are read on a
/// worker.
class QuoteDialog : public QDialog
{
    Q_OBJECT
public:
    QuoteDialog(Session& session, const ThemeManager& themes, QWidget* parent);
    ~QuoteDialog() override;

    /// Reads a file; the preview comes when it is read.
    void load(const QString& path);
    bool isReading() const { return m_watcher.isRunning(); }
    QTableView& table() { return *m_table; }
    QuoteTableModel& model() { return *m_model; }
    QString note() const;
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

    void chooseFile();
    QWidget* makeFileRow();
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
    void say(const QString& text, bool isProblem);

    Session& m_session;
    const ThemeManager& m_themes;
    QuoteTableModel* m_model;
    QTableView* m_table;
    QLineEdit *m_path, *m_supplier, *m_number, *m_date, *m_validUntil;
    QComboBox *m_sheets, *m_currency, *m_decimals;
    std::array<QComboBox*, quoteColumnCount> m_columns{};
    QLabel* m_note;
    QPushButton* m_take = nullptr;
    Watcher m_watcher;
    std::shared_ptr<Loaded> m_loaded;
    QuoteOptions m_options;
    bool m_isFilling = false;
};

} // namespace millwright

#pragma once
#include "views/widgets/EmptyState.h"
#include <QDialog>

class QHBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTableView;
class QVBoxLayout;

namespace millwright
{

class PrimaryButton;
class ThemeManager;

/// The frame of dialogs that read files, show in a table what these would change, and take it with
/// one button; until something is read they say what they want. What is read and taken is up to the
/// subclass; nothing is a default button, so that Enter in a field takes nothing.
class PreviewDialog : public QDialog
{
    Q_OBJECT
public:
    struct Words {
        QString title = {};
        QString take = {};     ///< of the button that takes what is shown
        QString path = {};     ///< in place of a path
        QString pathName = {}; ///< of the path's field, for screen readers
        QString tableName = {};
        EmptyState::Content empty = {}; ///< its action chooses files
    };
    PreviewDialog(const ThemeManager& themes, const Words& words, QWidget* parent);

    QTableView& table() const { return *m_table; }
    QString note() const;
    bool isEmpty() const; ///< nothing was read yet

protected:
    virtual void chooseFiles() = 0;
    QString path() const;
    void setPath(const QString& text);
    QPushButton* addFileButton(const QString& text); ///< beside the path
    QHBoxLayout& fileRow() const { return *m_fileRow; }
    /// Between the files and the table; `waits` hides it until something was read.
    void addAbove(QWidget* part, bool waits);
    QPushButton* addButton(const QString& text);
    PrimaryButton& takeButton() const { return *m_take; }
    void showContent(); ///< the table, from now on
    void say(const QString& text, bool isProblem);

private:
    QWidget* makeFileRow(const Words& words);
    QWidget* makeButtons(const ThemeManager& themes, const Words& words);

    QVBoxLayout* m_above;
    QHBoxLayout* m_fileRow = nullptr;
    QHBoxLayout* m_actions = nullptr;
    QLineEdit* m_path = nullptr;
    QStackedWidget* m_pages;
    QTableView* m_table;
    QLabel* m_note;
    PrimaryButton* m_take = nullptr;
    QList<QWidget*> m_waiting;
};

} // namespace millwright

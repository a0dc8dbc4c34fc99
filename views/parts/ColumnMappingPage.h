#pragma once
#include "model/parts/PartImporter.h"
#include <QWidget>

class QComboBox;
class QLabel;
class QTableWidget;

namespace millwright
{

/// Which column of a table means what: a row per header with its first values and the choice. What
/// was chosen for a set of headers is kept, so that the next table of the same kind is ready.
class ColumnMappingPage : public QWidget
{
    Q_OBJECT
public:
    ColumnMappingPage(CsvPreview preview, QWidget* parent = nullptr);

    CsvImportOptions options() const;
    /// Chooses "", an identity column or the name of a field for a header.
    void setMeaning(const QString& header, const QString& key);
    QString meaning(const QString& header) const;
    void setDefaultKind(std::optional<PartKind> kind);
    /// Why the table cannot be read so; empty if it can.
    QString problem() const;
    void remember() const;

signals:
    void changed();

private:
    QComboBox* makeChoice(const QString& header);
    QComboBox* choiceOf(const QString& header) const;
    void applyRemembered();
    QString settingsKey() const;

    CsvPreview m_preview;
    QTableWidget* m_table;
    QComboBox* m_kind;
};

} // namespace millwright

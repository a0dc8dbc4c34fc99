#pragma once
#include "model/prices/QuoteImport.h"
#include <QAbstractTableModel>
#include <set>

namespace millwright
{

/// The rows of a quote against the prices that stand: which are taken, what changes, what is
/// unclear.
class QuoteTableModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Col {
        Take,
        Line,
        Quoted,
        Part,
        Before,
        After,
        Change,
        LeadBefore,
        LeadAfter,
        Note,
        ColumnCount
    };
    enum Role { StateRole = Qt::UserRole + 1, CandidatesRole };

    /// Names parts for people.
    using Namer = std::function<QString(Symbol)>;
    explicit QuoteTableModel(Namer namer, QObject* parent = nullptr);

    void setPreview(QuotePreview preview);
    const QuotePreview& preview() const { return m_preview; }
    /// Lines whose check mark is set; only ready rows can have one.
    std::vector<std::size_t> takenLines() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

signals:
    void takenChanged();
    void partChosen(std::size_t line, const QString& part); ///< of an unclear row

private:
    QString text(const QuoteRow& row, int column) const;

    Namer m_namer;
    QuotePreview m_preview;
    std::set<std::size_t> m_left; ///< lines that are not taken although they could be
};

} // namespace millwright

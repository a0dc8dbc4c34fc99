#pragma once
#include <QAbstractTableModel>
#include <QStringList>
#include <functional>

namespace millwright
{

class Draft;
class Session;
struct Message;
template <class T> class Result;

/// What the tables of the price book have in common: heads, right-aligned numbers, edits as one
/// undo step each, and a refresh when the design's results change.
class DealTableModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    struct Column {
        QString title;
        QString hint;
        bool isNumber = false;
        bool isEditable = false;
    };

    DealTableModel(Session& session, std::vector<Column> columns, QObject* parent);

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

    /// Reads the rows of the design anew.
    void refresh();

signals:
    void refused(const QString& why); ///< what was typed cannot be taken

protected:
    virtual void readRows() = 0;
    virtual QString text(int row, int column) const = 0;
    virtual QString editText(int row, int column) const { return text(row, column); }
    /// Takes what was typed; false with refused() if it cannot be read.
    virtual bool take(int row, int column, const QString& typed) = 0;
    /// One undo step with this title.
    bool perform(const Message& title, const std::function<Result<void>(Draft&)>& action);

    Session& m_session;

private:
    std::vector<Column> m_columns;
};

} // namespace millwright

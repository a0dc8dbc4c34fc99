#pragma once
#include <QStyledItemDelegate>

namespace millwright
{

class Session;

/// Offers the parts that an unclear row of a quote may mean, by name.
class CandidateDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    CandidateDelegate(Session& session, QObject* parent);
    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    void setModelData(QWidget* editor, QAbstractItemModel* model,
                      const QModelIndex& index) const override;

private:
    Session& m_session;
};

} // namespace millwright

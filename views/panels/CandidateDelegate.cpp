#include "views/panels/CandidateDelegate.h"
#include "views/models/QuoteTableModel.h"
#include "views/session/Session.h"
#include <QComboBox>

namespace millwright
{

CandidateDelegate::CandidateDelegate(Session& session, QObject* parent)
    : QStyledItemDelegate(parent), m_session(session)
{
}

QWidget* CandidateDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&,
                                         const QModelIndex& index) const
{
    auto* combo = new QComboBox(parent);
    for (const QString& id : index.data(QuoteTableModel::CandidatesRole).toStringList()) {
        const Part* part = m_session.project().parts.find(Symbol(id.toStdString()));
        combo->addItem(part ? QString::fromStdString(part->displayName()) : id, id);
    }
    combo->setCurrentIndex(-1);
    connect(combo, &QComboBox::activated, this, [this, combo] {
        auto* self = const_cast<CandidateDelegate*>(this);
        emit self->commitData(combo);
        emit self->closeEditor(combo);
    });
    return combo;
}

void CandidateDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const
{
    auto* combo = static_cast<QComboBox*>(editor);
    combo->setCurrentIndex(combo->findData(index.data(Qt::EditRole)));
}

void CandidateDelegate::setModelData(QWidget* editor, QAbstractItemModel* model,
                                     const QModelIndex& index) const
{
    const auto* combo = static_cast<QComboBox*>(editor);
    if (combo->currentIndex() >= 0)
        model->setData(index, combo->currentData(), Qt::EditRole);
}

} // namespace millwright

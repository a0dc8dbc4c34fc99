#include "views/parts/ImportReportDelegate.h"
#include "views/parts/ImportReportModel.h"
#include "views/theme/Icon.h"
#include "views/theme/ThemeManager.h"

namespace millwright
{

void ImportReportDelegate::initStyleOption(QStyleOptionViewItem* option,
                                           const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (index.column() != ImportReportModel::StateColumn)
        return;
    const bool isRefusal = index.data(ImportReportModel::IsRefusalRole).toBool();
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->icon =
        QIcon(statusPixmap(isRefusal ? Status::Error : Status::Warning, m_themes.theme()));
    option->decorationSize = {14, 14};
}

} // namespace millwright

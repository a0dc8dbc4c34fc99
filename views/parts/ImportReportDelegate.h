#pragma once
#include <QStyledItemDelegate>

namespace millwright
{

class ThemeManager;

/// Puts the status mark before the state of each row of an ImportReportModel.
class ImportReportDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit ImportReportDelegate(const ThemeManager& themes, QObject* parent = nullptr)
        : QStyledItemDelegate(parent), m_themes(themes)
    {
    }

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

private:
    const ThemeManager& m_themes;
};

} // namespace millwright

#pragma once
#include "model/assist/EditImpact.h"
#include <QTreeWidget>

namespace millwright
{

class ThemeManager;

/// What an edit would change, before it is made: key figures before and after, findings that come and go.
class ImpactList : public QTreeWidget
{
    Q_OBJECT
public:
    explicit ImpactList(const ThemeManager& themes, QWidget* parent = nullptr);

    void showImpact(const EditImpact& impact);
    void showWaiting(); ///< while it is being calculated

private:
    void addFindings(const std::vector<Finding>& findings, const QString& title);

    const ThemeManager& m_themes;
};

} // namespace millwright

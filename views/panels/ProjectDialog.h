#pragma once
#include "model/base/Result.h"
#include "model/edit/Draft.h"
#include <QDialog>
#include <map>

class QComboBox;
class QFormLayout;
class QLineEdit;

namespace millwright
{

class QuantityField;
class Session;
class ThemeManager;

/// Name, customer and author of the project, and what its site offers: grid, climate and prices.
/// OK is one undo step.
class ProjectDialog : public QDialog
{
    Q_OBJECT
public:
    ProjectDialog(Session& session, const ThemeManager& themes, QWidget* parent);

    void accept() override;

private:
    void addSite(QFormLayout& form, const Site& site);
    Result<void> apply(Draft& draft) const;

    Session& m_session;
    const ThemeManager& m_themes;
    Id<Site> m_site;
    QLineEdit *m_name, *m_customer, *m_author;
    QLineEdit *m_siteName = nullptr, *m_region = nullptr;
    QComboBox* m_code = nullptr;
    std::map<const char*, QuantityField*> m_fields; ///< by property name
};

} // namespace millwright

#pragma once
#include "model/assist/EditImpact.h"
#include "model/edit/PartUpdate.h"
#include <QDialog>
#include <QFutureWatcher>
#include <memory>

class QLabel;
class QTreeWidget;
class QTreeWidgetItem;

namespace millwright
{

class ImpactList;
class PrimaryButton;
class Session;
class ThemeManager;

/// The parts of the open design that differ from the catalog, field by field, with what taking the
/// chosen ones would change: key figures before and after, findings that come and go. Taking them is
/// one undo step.
class PartReviewDialog : public QDialog
{
    Q_OBJECT
public:
    PartReviewDialog(Session& session, const ThemeManager& themes,
                     std::vector<OutdatedPart> outdated, QWidget* parent = nullptr);
    ~PartReviewDialog() override;

    QTreeWidget& list() { return *m_list; }
    QTreeWidget& impactList();
    PrimaryButton& updateButton() { return *m_update; }
    bool isCalculating() const { return m_isCalculating; }
    /// Exchanges the chosen parts; false if that failed, then the dialog says why.
    bool updateDesign();

signals:
    void updated(int parts);

private:
    using ImpactPtr = std::shared_ptr<const Result<EditImpact>>;
    QWidget* makeLists();
    void fill();
    void addDifferences(QTreeWidgetItem& parent, const OutdatedPart& part);
    std::vector<PartPtr> chosen() const;
    void onChoiceChanged();
    void calculate();
    void showImpact();

    Session& m_session;
    const ThemeManager& m_themes;
    std::vector<OutdatedPart> m_outdated;
    QTreeWidget* m_list;
    ImpactList* m_impact;
    QLabel* m_note;
    PrimaryButton* m_update;
    bool m_isCalculating = false; ///< until the result is shown
    bool m_isQueued = false;      ///< the choice changed while a calculation was running
    QFutureWatcher<ImpactPtr> m_watcher;
};

} // namespace millwright

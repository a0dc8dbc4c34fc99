#pragma once
#include "views/models/FindingsModel.h"
#include "views/models/FindingsRuleModel.h"
#include "views/panels/FindingsDelegate.h"
#include <QTimer>
#include <QWidget>
#include <array>

class QComboBox;
class QLabel;
class QListView;

namespace millwright
{

class ChipButton;
class EmptyState;
class SectionHeader;
class Session;
class ThemeManager;

/// What the rules say about the design: marks by shape, subjects that lead to the plan, fixes that
/// show what they would change while the pointer rests on them and apply as one step, waivers with
/// a reason. Below: every rule with its state.
class FindingsPanel : public QWidget
{
    Q_OBJECT
public:
    FindingsPanel(Session& session, const ThemeManager& themes, QWidget* parent = nullptr);

    FindingsModel& model() { return *m_model; }
    FindingsRuleModel& rules() { return *m_rules; }
    QListView& list() { return *m_list; }
    /// Middle of a piece of a row in the list's viewport; for tests and pictures.
    QPoint placeOf(int row, FindingHit hit) const;

public slots:
    void setSeverityShown(millwright::Severity severity, bool isShown);
    /// Carries a fix out as one undo step; false if it could not.
    bool applyFix(int row, std::size_t fix);
    /// Shows what a fix would change without doing it; ends with endFixPreview().
    void previewFix(int row, std::size_t fix);
    void endFixPreview();
    /// Accepts a finding. False without a reason.
    bool waive(int row, const QString& reason, const QString& author);
    void takeBackWaiver(int row);
    /// Selects the subjects (one, or all) and asks the plan to show them.
    void goTo(int row, std::optional<std::size_t> subject = std::nullopt);
    void copyAll() const;

signals:
    /// The canvas should bring these into sight: PlanCanvas::reveal().
    void revealRequested(const std::vector<millwright::EntityId>& ids);
    void countsChanged(int errors, int warnings, int infos);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void refresh();
    void refreshHead();
    void setHot(int row, FindingHit hit);
    void press(int row, FindingHit hit);
    void askToWaive(int row);
    void showMenu(const QPoint& position);
    QWidget* makeHead();
    void makeRules();

    Session& m_session;
    const ThemeManager& m_themes;
    FindingsModel* m_model;
    FindingsRuleModel* m_rules;
    FindingsDelegate* m_delegate;
    QListView* m_list;
    EmptyState* m_empty;
    std::array<ChipButton*, 3> m_severityChips{};
    ChipButton* m_waivedChip = nullptr;
    QComboBox* m_domain = nullptr;
    SectionHeader* m_rulesHead;
    QListView* m_ruleList;
    QTimer m_refreshTimer;
    QTimer m_previewTimer; ///< the pointer has to rest before a preview is calculated
    int m_hotRow = -1;
    FindingHit m_hot;
    bool m_isPreviewing = false;
};

} // namespace millwright

#pragma once
#include "model/assist/EditImpact.h"
#include "model/assist/RightSize.h"
#include <QDialog>
#include <QFutureWatcher>
#include <memory>

class QLabel;

namespace millwright
{

class ImpactList;
class PrimaryButton;
class Session;
class ThemeManager;

/// What the right size of a job's pool would change: accelerators, systems and racks, key figures and findings before and
/// after. Planned on a worker; making it so is one undo step.
class RightSizeDialog : public QDialog
{
    Q_OBJECT
public:
    RightSizeDialog(Session& session, const ThemeManager& themes, Id<Workload> workload,
                    QWidget* parent = nullptr);

    bool isCalculating() const { return m_watcher.isRunning(); }
    ImpactList& impact() const { return *m_impact; }
    PrimaryButton& applyButton() const { return *m_apply; }
    QString words() const; ///< what it would do, or why it cannot
    /// Makes the pool so; false if that failed, then the dialog says why.
    bool apply();

private:
    struct Outcome {
        std::optional<RightSizing> plan;
        std::optional<Error> problem;
        Message summary;
        EditImpact impact;
    };
    using OutcomePtr = std::shared_ptr<const Outcome>;
    static OutcomePtr calculate(const Project& project, const Results& results,
                                const ParameterValues& parameters, Id<Workload> workload);
    void showOutcome();

    Session& m_session;
    Id<Workload> m_workload;
    QLabel *m_words, *m_note;
    ImpactList* m_impact;
    PrimaryButton* m_apply;
    OutcomePtr m_outcome;
    QFutureWatcher<OutcomePtr> m_watcher;
};

} // namespace millwright

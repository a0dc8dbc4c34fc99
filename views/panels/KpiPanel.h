#pragma once
#include "views/widgets/KpiStrip.h"
#include <QWidget>
#include <array>
#include <optional>

namespace millwright
{

class LiveResults;
class Session;
struct Project;

/// The key figures of the design, always in sight: each with its change since the last edit, or
/// with what a running gesture would change before it is dropped.
class KpiPanel : public QWidget
{
    Q_OBJECT
public:
    static constexpr std::size_t figureCount = 10;

    KpiPanel(Session& session, const ThemeManager& themes, QWidget* parent = nullptr);
    KpiStrip& strip() { return *m_strip; }

signals:
    void explainRequested(const QString& metric);

private:
    struct Values {
        std::array<std::optional<double>, figureCount> of{};
        bool isInSamples = false; ///< of a design that serves no tokens, but does generic work
    };
    static Values valuesOf(const Project& project, const LiveResults& live);
    void onProjectChanged(bool isOtherProject);
    void onResultsChanged();
    void onStackMoved(int index);
    void show();
    void showReason();
    QString throughputBand(const LiveResults& live) const;

    Session& m_session;
    KpiStrip* m_strip;
    Values m_before{}; ///< what the changes are counted from
    Values m_now{};
    bool m_hasBefore = false;
    int m_stackIndex = 0;
    QString m_reasonTitle, m_reasonDetail;
};

} // namespace millwright

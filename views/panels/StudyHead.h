#pragma once
#include <QWidget>

class QLabel;

namespace millwright
{

class ChipButton;
class JobStudies;
class StatusMark;
class TagLabel;
class ThemeManager;

/// The head of the results: what runs where and how, what binds it in words, how far the numbers
/// can be trusted; when it cannot run, why and what would help.
class StudyHead : public QWidget
{
    Q_OBJECT
public:
    StudyHead(const ThemeManager& themes, QWidget* parent = nullptr);

    void show(const JobStudies& studies, bool canEdit);
    QString headline() const;
    QString words() const; ///< what binds, or why it cannot run with what would help
    ChipButton& searchButton() const { return *m_search; }
    ChipButton& chooseButton() const { return *m_choose; } ///< seen while the model is not known
    ChipButton& rightSizeButton() const { return *m_rightSize; }
    ChipButton& stopButton() const { return *m_stop; } ///< while a search takes long, and to go on after a stop
    QString state() const;
    void showProgress(const JobStudies& studies);

signals:
    void stopRequested();
    void resumeRequested();
    void rightSizeRequested();  ///< the pool shall be as large as the job needs
    void searchPlanRequested(); ///< the fixed plan shall be searched again
    void chooseModelRequested();
    void importModelRequested();

private:
    QLabel *m_title, *m_plan, *m_words, *m_notes, *m_confidence, *m_state;
    StatusMark* m_mark;
    bool m_isStopped = false;
    ChipButton *m_search, *m_choose, *m_import, *m_rightSize, *m_stop;
};

} // namespace millwright

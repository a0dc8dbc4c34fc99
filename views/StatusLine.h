#pragma once
#include <QPointF>
#include <QStatusBar>

class QLabel;
class QToolButton;

namespace millwright
{

class DocumentController;
class Session;
class StatusMark;
class ThemeManager;

/// The line at the bottom: findings by severity, what the tool expects, where the pointer is, snap,
/// units, what is being calculated and whether the design is saved.
class StatusLine : public QStatusBar
{
    Q_OBJECT
public:
    StatusLine(Session& session, DocumentController& documents, const ThemeManager& themes,
               QWidget* parent = nullptr);

    void setHint(const QString& hint);
    void setPointer(QPointF metres);
    void setUnits(const QString& units);

signals:
    void findingsWanted();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void updateFindings();
    void updateSaved();
    void updateSnap();

    Session& m_session;
    DocumentController& m_documents;
    StatusMark *m_errors, *m_warnings, *m_notes;
    QLabel *m_hint, *m_work, *m_pointer, *m_snap, *m_units, *m_saved;
};

} // namespace millwright

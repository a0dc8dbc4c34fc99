#pragma once
#include "model/parts/PartDraft.h"
#include "model/parts/PartStore.h"
#include "views/theme/Theme.h"
#include <QDialog>
#include <memory>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;

namespace millwright
{

class PartFieldTree;
class PrimaryButton;
class ThemeManager;

/// Makes or changes one part of the user's own. While something is typed the plausibility rules
/// answer below; what they refuse, and what the store refuses, keeps the dialog open with all that
/// was typed.
class PartEditor : public QDialog
{
    Q_OBJECT
public:
    enum class Mode : std::uint8_t { New, Change };

    PartEditor(PartStore& store, const ThemeManager& themes, const Part& part, Mode mode,
               QWidget* parent = nullptr);
    ~PartEditor() override;

    PartFieldTree& fields() { return *m_fields; }
    QListWidget& problems() { return *m_problems; }
    const PartDraft& draft() const { return *m_draft; }
    /// Stores the part and closes; on an error stays open and says why. False then.
    bool save();
    QString noticeText() const;

    void reject() override; ///< asks before changes are thrown away

signals:
    void stored(const QString& partId);

private:
    QWidget* makeIdentity();
    QWidget* makeFlags();
    QLayout* makeFieldHead();
    QLayout* makeFoot();
    void showNotice();
    void onIdentityEdited();
    void refreshProblems();
    void showFindings(const Part& part);
    void addProblem(Status status, const QString& rule, const QString& text, int key);

    PartStore& m_store;
    const ThemeManager& m_themes;
    Mode m_mode;
    std::unique_ptr<PartDraft> m_draft;
    QLabel* m_notice;
    QLineEdit *m_vendor, *m_name, *m_id;
    QComboBox* m_kind;
    PartFieldTree* m_fields;
    QListWidget* m_problems;
    QLabel* m_summary;
    PrimaryButton* m_save;
    bool m_hasOwnId = false; ///< the id was typed and does not follow the name
};

} // namespace millwright

#include "views/parts/PartEditor.h"
#include "model/parts/PartFieldText.h"
#include "views/DocumentController.h"
#include "views/parts/PartCompareModel.h"
#include "views/parts/PartFieldTree.h"
#include "views/theme/Icon.h"
#include "views/theme/ThemeManager.h"
#include "views/widgets/Buttons.h"
#include "views/widgets/Labels.h"
#include "views/widgets/SearchField.h"
#include <QCheckBox>
#include <QComboBox>
#include <QDate>
#include <QFormLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace millwright
{
namespace
{

constexpr int keyRole = Qt::UserRole;
constexpr int problemsHeight = 92;
const char userSource[] = "entered by the user"; ///< what the catalog writes too

struct FlagRow {
    PartFlag flag;
    const char* label;
};
constexpr FlagRow flagRows[] = {
    {PartAnnounced, QT_TRANSLATE_NOOP("millwright::PartEditor", "Announced")},
    {PartDiscontinued, QT_TRANSLATE_NOOP("millwright::PartEditor", "Discontinued")},
    {PartCloudOnly, QT_TRANSLATE_NOOP("millwright::PartEditor", "Cloud only")},
    {PartArchetype, QT_TRANSLATE_NOOP("millwright::PartEditor", "Planning class")},
    {PartExportControlled, QT_TRANSLATE_NOOP("millwright::PartEditor", "Export controlled")},
};

} // namespace

PartEditor::PartEditor(PartStore& store, const ThemeManager& themes, const Part& part, Mode mode,
                       QWidget* parent)
    : QDialog(parent), m_store(store), m_themes(themes), m_mode(mode),
      m_draft(std::make_unique<PartDraft>(
          part, QDate::currentDate().toString(Qt::ISODate).toStdString(), userSource)),
      m_notice(makeLabel({}, TextTone::Label, type::body, QFont::Normal, this)),
      m_vendor(new QLineEdit(QString::fromStdString(part.vendor), this)),
      m_name(new QLineEdit(QString::fromStdString(part.name), this)),
      m_id(new QLineEdit(QString::fromStdString(part.id), this)), m_kind(new QComboBox(this)),
      m_fields(new PartFieldTree(themes, *m_draft, this)), m_problems(new QListWidget(this)),
      m_summary(makeLabel({}, TextTone::Label, type::body, QFont::Normal, this)),
      m_save(new PrimaryButton(themes, tr("Save part"), this))
{
    setWindowTitle(mode == Mode::New
                       ? tr("New part")
                       : tr("Edit %1").arg(QString::fromStdString(part.displayName())));
    setObjectName(QStringLiteral("partEditor"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    m_notice->setWordWrap(true);
    column->addWidget(m_notice);
    column->addWidget(makeIdentity());
    column->addWidget(makeFlags());
    column->addLayout(makeFieldHead());
    column->addWidget(m_fields, 1);
    m_problems->setFixedHeight(problemsHeight);
    m_problems->setAccessibleName(tr("What is implausible"));
    m_problems->setWordWrap(true);
    column->addWidget(m_problems);
    column->addLayout(makeFoot());
    connect(m_fields, &PartFieldTree::edited, this, &PartEditor::refreshProblems);
    connect(m_fields, &PartFieldTree::typing, this, [this](FieldKey key, const QString& text) {
        PartDraft typed = *m_draft;
        if (const auto done = typed.setValue(key, text.toStdString()); done)
            showFindings(typed.part());
        else
            addProblem(Status::Error, fromModel(fieldInfo(key).name),
                       messageText(done.error().message), static_cast<int>(key));
    });
    const auto jump = [this](QListWidgetItem* item) {
        if (item && item->data(keyRole).toInt() >= 0)
            m_fields->showField(static_cast<FieldKey>(item->data(keyRole).toInt()));
    };
    connect(m_problems, &QListWidget::itemActivated, this, jump);
    connect(m_problems, &QListWidget::itemClicked, this, jump);
    showNotice();
    onIdentityEdited();
    resize(1020, 720);
    (mode == Mode::New ? static_cast<QWidget*>(m_name) : m_fields)->setFocus();
}

PartEditor::~PartEditor() = default;

QWidget* PartEditor::makeIdentity()
{
    auto* box = new QWidget(this);
    auto* line = new QHBoxLayout(box);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    for (int i = 0; i < static_cast<int>(PartKind::Count); ++i)
        m_kind->addItem(fromModel(partKindLabel(static_cast<PartKind>(i))));
    m_kind->setCurrentIndex(static_cast<int>(m_draft->part().kind));
    const auto add = [&](const QString& label, QWidget* field, int stretch) {
        auto* column = new QVBoxLayout;
        column->setSpacing(2);
        auto* words = makeLabel(label, TextTone::Label, type::hint, QFont::Normal, box);
        words->setBuddy(field);
        field->setAccessibleName(label);
        column->addWidget(words);
        column->addWidget(field);
        line->addLayout(column, stretch);
    };
    add(tr("Vendor"), m_vendor, 2);
    add(tr("Name"), m_name, 3);
    add(tr("Kind"), m_kind, 2);
    add(tr("Id"), m_id, 2);
    m_id->setReadOnly(m_mode == Mode::Change);
    m_id->setMaxLength(80);
    m_id->setToolTip(tr("Designs refer to a part by its id; it never changes."));
    for (QLineEdit* field : {m_vendor, m_name})
        connect(field, &QLineEdit::textChanged, this, &PartEditor::onIdentityEdited);
    connect(m_id, &QLineEdit::textEdited, this, [this] {
        m_hasOwnId = !m_id->text().isEmpty();
        onIdentityEdited();
    });
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_draft->setKind(static_cast<PartKind>(index));
        m_fields->refresh();
        refreshProblems();
    });
    return box;
}

QWidget* PartEditor::makeFlags()
{
    auto* box = new QWidget(this);
    auto* line = new QHBoxLayout(box);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(16);
    for (const FlagRow& row : flagRows) {
        auto* check = new QCheckBox(tr(row.label), box);
        check->setChecked((m_draft->part().flags & row.flag) != 0);
        connect(check, &QCheckBox::toggled, this,
                [this, flag = row.flag](bool isSet) { m_draft->setFlag(flag, isSet); });
        line->addWidget(check);
    }
    line->addStretch(1);
    return box;
}

QLayout* PartEditor::makeFieldHead()
{
    auto* line = new QHBoxLayout;
    line->setSpacing(12);
    auto* search = new SearchField(m_themes, tr("Find or add a field"), this);
    search->setFixedWidth(240);
    connect(search, &QLineEdit::textChanged, m_fields, &PartFieldTree::setFilter);
    line->addWidget(search);
    auto* all = new QCheckBox(tr("All fields"), this);
    all->setToolTip(tr("Also fields that parts of this kind seldom have"));
    connect(all, &QCheckBox::toggled, m_fields, &PartFieldTree::setAllShown);
    line->addWidget(all);
    line->addWidget(makeLabel(tr("Values take any unit, for example 10.2 kW. Delete empties a "
                                 "field."),
                              TextTone::Hint, type::hint, QFont::Normal, this));
    line->addStretch(1);
    return line;
}

QLayout* PartEditor::makeFoot()
{
    auto* line = new QHBoxLayout;
    m_summary->setWordWrap(true);
    line->addWidget(m_summary, 1);
    auto* cancel = new QPushButton(tr("Cancel"), this);
    cancel->setAutoDefault(false);
    m_save->setAutoDefault(false);
    connect(cancel, &QPushButton::clicked, this, &PartEditor::reject);
    connect(m_save, &PrimaryButton::clicked, this, &PartEditor::save);
    line->addWidget(cancel);
    line->addWidget(m_save);
    return line;
}

void PartEditor::showNotice()
{
    const ShippedPart shipped =
        m_mode == Mode::Change ? m_store.shippedPart(m_draft->part().id) : ShippedPart{};
    const bool isOwn = (m_draft->part().flags & PartUserOwned) != 0;
    QString text;
    if (const auto closed = m_store.closedReason())
        text = messageText(closed->message);
    else if (shipped.isNewer)
        text = tr("The shipped part has changed since you made this one from it. Its values stand "
                  "below the fields that differ.");
    else if (shipped.part && isOwn)
        text = tr("Your version of a shipped part. Deleting it brings the shipped one back.");
    else if (shipped.part)
        text = tr("A shipped part: what you save becomes your own version of it and survives new "
                  "catalogs.");
    m_notice->setText(text);
    m_notice->setVisible(!text.isEmpty());
    if (isOwn)
        m_fields->setShipped(shipped.part);
}

QString PartEditor::noticeText() const
{
    return m_notice->text();
}

void PartEditor::onIdentityEdited()
{
    const std::string vendor = m_vendor->text().trimmed().toStdString();
    const std::string name = m_name->text().trimmed().toStdString();
    if (m_mode == Mode::New && !m_hasOwnId)
        m_id->setText(name.empty() ? QString()
                                   : QString::fromStdString(m_store.freeId(vendor, name)));
    m_draft->setIdentity(m_id->text().toStdString(), vendor, name);
    refreshProblems();
}

void PartEditor::addProblem(Status status, const QString& rule, const QString& text, int key)
{
    auto* item = new QListWidgetItem(QIcon(statusPixmap(status, m_themes.theme())),
                                     rule.isEmpty() ? text : text + QStringLiteral("  ") + rule,
                                     m_problems);
    item->setData(keyRole, key);
    item->setToolTip(tr("Enter or a click leads to the field."));
}

void PartEditor::refreshProblems()
{
    showFindings(m_draft->part());
}

void PartEditor::showFindings(const Part& part)
{
    m_problems->clear();
    std::size_t refusals = m_fields->unread().size();
    for (const auto& [key, why] : m_fields->unread())
        addProblem(Status::Error, fromModel(fieldInfo(key).label), why, static_cast<int>(key));
    std::map<FieldKey, QString> refused;
    for (const PlausibilityFinding& finding : m_store.check(part)) {
        if (finding.isRefusal)
            refused.emplace(finding.field, messageText(finding.message));
        refusals += finding.isRefusal ? 1 : 0;
        addProblem(finding.isRefusal ? Status::Error : Status::Warning, fromModel(finding.rule),
                   messageText(finding.message), static_cast<int>(finding.field));
    }
    m_fields->setRefused(std::move(refused));
    std::size_t unverified = 0;
    for (const Field& field : part.fields)
        unverified += field.confidence >= Confidence::Unverified ? 1 : 0;
    m_summary->setText(
        refusals > 0
            ? tr("What is marked red has to be mended before the part can be saved.")
            : tr("%1 figures known, %2 of them unverified").arg(part.fields.size()).arg(unverified));
    m_save->setEnabled(refusals == 0 && !m_name->text().trimmed().isEmpty());
}

bool PartEditor::save()
{
    m_fields->setFocus(); // an open editor commits when it loses the focus
    if (!m_fields->unread().empty()) {
        m_fields->showField(m_fields->unread().begin()->first);
        return false;
    }
    const auto stored = m_mode == Mode::New ? m_store.createPart(m_draft->part())
                                            : m_store.changePart(m_draft->part());
    if (!stored) {
        const auto key = fieldFromName(stored.error().where);
        addProblem(Status::Error, QString::fromStdString(stored.error().where),
                   messageText(stored.error().message), key ? static_cast<int>(*key) : -1);
        m_problems->scrollToBottom();
        return false;
    }
    emit this->stored(QString::fromStdString((*stored)->id));
    accept();
    return true;
}

void PartEditor::reject()
{
    if (!m_draft->isChanged() && m_fields->unread().empty()) {
        QDialog::reject();
        return;
    }
    QMessageBox box(QMessageBox::Warning, tr("Discard changes?"),
                    tr("What was changed in this part is not saved."), QMessageBox::NoButton, this);
    box.setObjectName(QStringLiteral("discardQuestion"));
    auto* discard = box.addButton(tr("Discard"), QMessageBox::DestructiveRole);
    auto* stay = box.addButton(tr("Go on editing"), QMessageBox::RejectRole);
    box.setDefaultButton(static_cast<QPushButton*>(stay));
    box.exec();
    if (box.clickedButton() == discard)
        QDialog::reject();
}

} // namespace millwright

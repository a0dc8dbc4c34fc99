#include "views/panels/StartPage.h"
#include "views/DocumentController.h"
#include "views/panels/ExampleCard.h"
#include "views/theme/ThemeManager.h"
#include "views/widgets/Buttons.h"
#include "views/widgets/CardFrame.h"
#include "views/widgets/Labels.h"
#include "views/widgets/StatusMark.h"
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QScrollArea>
#include <QTimer>
#include <QVBoxLayout>

namespace millwright
{
namespace
{

constexpr int pageWidth = 960, recentShown = 6, cardGap = 16, narrowestCard = 240;

/// A line that opens a recent file: its name, and its folder paler.
class RecentRow : public QAbstractButton
{
public:
    RecentRow(const ThemeManager& themes, const QString& path, QWidget* parent)
        : QAbstractButton(parent), m_themes(themes), m_name(QFileInfo(path).fileName()),
          m_folder(QFileInfo(path).absolutePath()),
          m_time(QLocale().toString(QFileInfo(path).lastModified(), QLocale::ShortFormat))
    {
        if (m_folder.startsWith(QDir::homePath()))
            m_folder.replace(0, QDir::homePath().size(), u'~');
        setAccessibleName(StartPage::tr("Open %1").arg(m_name));
        setAccessibleDescription(m_folder);
        setFocusPolicy(Qt::StrongFocus);
        setCursor(Qt::PointingHandCursor);
        setAttribute(Qt::WA_Hover);
        setFixedHeight(30);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const Theme& t = m_themes.theme();
        QPainter painter(this);
        if (underMouse())
            painter.fillRect(rect(), t.hover);
        painter.setFont(uiFont(type::body, QFont::Medium));
        painter.setPen(t.text);
        painter.drawText(QRect(8, 0, width(), height()), Qt::AlignVCenter, m_name);
        const int x = 20 + painter.fontMetrics().horizontalAdvance(m_name);
        painter.setFont(uiFont(type::hint));
        painter.setPen(t.text3);
        painter.drawText(rect().adjusted(0, 0, -8, 0), Qt::AlignVCenter | Qt::AlignRight, m_time);
        const int end = width() - 24 - painter.fontMetrics().horizontalAdvance(m_time);
        painter.drawText(
            QRect(x, 0, std::max(0, end - x), height()), Qt::AlignVCenter,
            painter.fontMetrics().elidedText(m_folder, Qt::ElideMiddle, std::max(0, end - x)));
        if (hasFocus()) {
            painter.setPen(QPen(t.accent, 2));
            painter.drawRect(rect().adjusted(1, 1, -1, -1));
        }
    }
    void keyPressEvent(QKeyEvent* event) override
    {
        if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
            click();
        else
            QAbstractButton::keyPressEvent(event);
    }

private:
    const ThemeManager& m_themes;
    QString m_name, m_folder, m_time;
};

QVBoxLayout* section(QWidget& holder, const QString& title)
{
    auto* column = new QVBoxLayout(&holder);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    if (!title.isEmpty())
        column->addWidget(
            makeLabel(title, TextTone::Value, type::chartHead, QFont::DemiBold, &holder));
    return column;
}

void clear(QVBoxLayout& rows, int kept)
{
    while (rows.count() > kept) {
        QLayoutItem* item = rows.takeAt(kept);
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
}

} // namespace

StartPage::StartPage(DocumentController& documents, const ThemeManager& themes, QWidget* parent)
    : QWidget(parent), m_documents(documents), m_themes(themes), m_examples(shippedExamples()),
      m_recovery(new QWidget), m_recent(new QWidget), m_grid(new QGridLayout)
{
    auto* page = new QWidget;
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(page);
    scroll->setFocusPolicy(Qt::NoFocus);
    page->setAutoFillBackground(false);
    scroll->viewport()->setAutoFillBackground(false);
    outer->addWidget(scroll);
    auto* across = new QHBoxLayout(page);
    auto* column = new QVBoxLayout;
    across->addStretch(1);
    across->addLayout(column, 100);
    across->addStretch(1);
    column->setContentsMargins(24, 40, 24, 32);
    column->setSpacing(24);
    auto* body = new QWidget(page);
    body->setMaximumWidth(pageWidth);
    auto* rows = new QVBoxLayout(body);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(24);
    column->addWidget(body);

    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(makeLabel(tr("Millwright"), TextTone::Value, 28, QFont::DemiBold, body));
    words->addWidget(makeLabel(tr("Design an AI factory, and see its power, cooling, network, "
                                  "throughput and cost while you build."),
                               TextTone::Label, type::chartHead, QFont::Normal, body));
    head->addLayout(words, 1);
    auto* fresh = new PrimaryButton(themes, Icon::New, tr("New design"), body);
    auto* file = new ChipButton(themes, Icon::Open, tr("Open file"), body);
    for (QWidget* button : {static_cast<QWidget*>(fresh), static_cast<QWidget*>(file)})
        button->setFixedHeight(30);
    connect(fresh, &QPushButton::clicked, this, &StartPage::newRequested);
    connect(file, &QPushButton::clicked, this, &StartPage::openRequested);
    head->addWidget(file, 0, Qt::AlignBottom);
    head->addWidget(fresh, 0, Qt::AlignBottom);
    rows->addLayout(head);

    m_recoveryRows = section(*m_recovery, {});
    rows->addWidget(m_recovery);
    auto* examples = new QWidget(body);
    QVBoxLayout* exampleRows = section(*examples, tr("Open an example"));
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(cardGap);
    exampleRows->addLayout(m_grid);
    for (const ShippedExample& example : m_examples) {
        auto* card = new ExampleCard(themes, example, examples);
        connect(card, &ExampleCard::clicked, this,
                [this, path = example.path] { emit exampleRequested(path); });
        m_cards.push_back(card);
    }
    examples->setVisible(!m_cards.empty());
    rows->addWidget(examples);
    m_recentRows = section(*m_recent, tr("Recent files"));
    m_recentRows->setSpacing(0);
    rows->addWidget(m_recent);
    column->addStretch(1);
    connect(&themes, &ThemeManager::changed, this, [this] {
        update();
        QTimer::singleShot(0, this, &StartPage::drawNextPreview);
    });
    connect(&documents, &DocumentController::recentChanged, this, &StartPage::refresh);
    setAccessibleName(tr("Start page"));
    refresh();
}

void StartPage::placeCards()
{
    const int space = std::min(width() - 48, pageWidth);
    // Four stand two by two: larger pictures, and none alone in a row.
    const int most = m_cards.size() == 4 ? 2 : 3;
    const int perRow = std::clamp((space + cardGap) / (narrowestCard + cardGap), 1, most);
    for (std::size_t i = 0; i < m_cards.size(); ++i)
        m_grid->addWidget(m_cards[i], static_cast<int>(i) / perRow, static_cast<int>(i) % perRow);
}

void StartPage::refresh()
{
    fillRecovery();
    fillRecent();
}

void StartPage::fillRecovery()
{
    clear(*m_recoveryRows, 0);
    const auto files = m_documents.recoverable();
    for (std::size_t i = 0; i < files.size(); ++i) {
        auto* card = new CardFrame(m_themes, m_recovery);
        card->setStatus(Status::Warning);
        auto* row = new QHBoxLayout;
        row->setSpacing(8);
        const QString name = files[i].origin.empty()
                                 ? tr("A design without a file")
                                 : QFileInfo(toQString(files[i].origin)).fileName();
        row->addWidget(new StatusMark(m_themes, Status::Warning, {}, card));
        QLabel* label =
            makeLabel(tr("%1 has unsaved work: the program ended before it was saved.").arg(name),
                      TextTone::Value, type::body, QFont::Normal, card);
        label->setWordWrap(true);
        row->addWidget(label, 1);
        auto* recover = new ChipButton(m_themes, tr("Recover"), card);
        auto* discard = new ChipButton(m_themes, tr("Discard"), card);
        connect(recover, &ChipButton::clicked, this,
                [this, i] { emit recoverRequested(static_cast<int>(i)); });
        connect(discard, &ChipButton::clicked, this,
                [this, i] { emit discardRequested(static_cast<int>(i)); });
        row->addWidget(recover);
        row->addWidget(discard);
        card->column()->addLayout(row);
        m_recoveryRows->addWidget(card);
    }
    m_recovery->setVisible(!files.empty());
}

void StartPage::fillRecent()
{
    clear(*m_recentRows, 1);
    QStringList files = m_documents.recentFiles();
    files = files.mid(0, recentShown);
    for (const QString& path : files) {
        auto* row = new RecentRow(m_themes, path, m_recent);
        connect(row, &QAbstractButton::clicked, this, [this, path] { emit fileRequested(path); });
        m_recentRows->addWidget(row);
    }
    m_recent->setVisible(!files.isEmpty());
}

void StartPage::showEvent(QShowEvent*)
{
    refresh();
    QTimer::singleShot(0, this, &StartPage::drawNextPreview);
}

void StartPage::resizeEvent(QResizeEvent*)
{
    placeCards();
    QTimer::singleShot(0, this, &StartPage::drawNextPreview);
}

void StartPage::drawNextPreview()
{
    if (!isVisible())
        return;
    for (ExampleCard* card : m_cards)
        if (!card->hasPreview()) {
            card->drawPreview();
            QTimer::singleShot(0, this, &StartPage::drawNextPreview);
            return;
        }
}

void StartPage::finishPreviews()
{
    for (ExampleCard* card : m_cards)
        if (!card->hasPreview())
            card->drawPreview();
}

void StartPage::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_themes.theme().win);
}

} // namespace millwright

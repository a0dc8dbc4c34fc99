#include "views/panels/ModelPicker.h"
#include "views/models/ModelListModel.h"
#include "views/panels/TwoLineDelegate.h"
#include "views/session/Session.h"
#include "views/theme/Paint.h"
#include "views/theme/ThemeManager.h"
#include "views/widgets/Buttons.h"
#include "views/widgets/SearchField.h"
#include <QKeyEvent>
#include <QListView>
#include <QPainter>
#include <QScreen>
#include <QVBoxLayout>

namespace millwright
{
namespace
{

constexpr QSize pickerSize(380, 420);

} // namespace

ModelPicker::ModelPicker(Session& session, const ThemeManager& themes, QWidget* parent)
    : QFrame(parent, Qt::Popup), m_session(session), m_themes(themes),
      m_model(new ModelListModel(this)), m_search(new SearchField(themes, tr("Search models"), this)),
      m_list(new QListView(this)),
      m_import(new ChipButton(themes, Icon::Import, tr("Import config.json…"), this))
{
    setObjectName(QStringLiteral("modelPicker"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(6);
    column->addWidget(m_search);
    column->addWidget(m_list, 1);
    column->addWidget(m_import, 0, Qt::AlignLeft);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new TwoLineDelegate(themes, ModelListModel::FiguresRole, -1, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setUniformItemSizes(true);
    m_list->setAccessibleName(tr("Models"));
    m_search->setAccessibleName(tr("Search models"));
    m_search->installEventFilter(this);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_model->setFilter(text);
        m_list->setCurrentIndex(m_model->index(0));
    });
    connect(m_list, &QListView::clicked, this, &ModelPicker::take);
    connect(m_list, &QListView::activated, this, &ModelPicker::take);
    connect(m_import, &QAbstractButton::clicked, this, [this] {
        close();
        emit importRequested();
    });
}

void ModelPicker::open(QWidget* anchor, const QString& current)
{
    m_search->clear();
    m_model->load(m_session.project());
    m_model->setFilter({});
    resize(pickerSize);
    QPoint at = anchor->mapToGlobal(QPoint(0, anchor->height() + 2));
    if (const QScreen* screen = anchor->screen()) {
        const QRect room = screen->availableGeometry();
        at.setX(std::clamp(at.x(), room.left(), std::max(room.left(), room.right() - width())));
        at.setY(std::clamp(at.y(), room.top(), std::max(room.top(), room.bottom() - height())));
    }
    move(at);
    show();
    m_search->setFocus();
    if (const int row = m_model->rowOf(current); row >= 0) {
        m_list->setCurrentIndex(m_model->index(row));
        m_list->scrollTo(m_model->index(row), QAbstractItemView::PositionAtCenter);
    }
}

void ModelPicker::take(const QModelIndex& index)
{
    if (!index.isValid())
        return;
    const QString id = index.data(ModelListModel::IdRole).toString();
    close();
    emit picked(id);
}

void ModelPicker::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_themes.theme().panel);
    painter.setPen(m_themes.theme().line2);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

bool ModelPicker::eventFilter(QObject* watched, QEvent* event)
{
    // The list is driven from the search line, so that the hands stay where they type.
    if (watched != m_search || event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    switch (key->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown: {
        const int step = key->key() == Qt::Key_Up ? -1 : key->key() == Qt::Key_Down ? 1
                         : key->key() == Qt::Key_PageUp ? -8 : 8;
        const int last = m_model->rowCount() - 1;
        const int row = std::clamp(m_list->currentIndex().row() + step, 0, std::max(0, last));
        m_list->setCurrentIndex(m_model->index(row));
        return true;
    }
    case Qt::Key_Return:
    case Qt::Key_Enter:
        take(m_list->currentIndex());
        return true;
    case Qt::Key_Escape:
        if (!m_search->text().isEmpty())
            return QFrame::eventFilter(watched, event);
        close();
        return true;
    default:
        return QFrame::eventFilter(watched, event);
    }
}

} // namespace millwright

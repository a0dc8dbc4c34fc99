#include "views/parts/PartFieldTree.h"
#include "model/parts/FieldGroup.h"
#include "model/parts/PartFieldText.h"
#include "views/parts/PartCompareModel.h"
#include "views/parts/PartFieldDelegate.h"
#include "views/theme/ThemeManager.h"
#include <QHeaderView>
#include <QKeyEvent>
#include <QTimer>

namespace millwright
{
namespace
{

constexpr int shippedIndex = -2; ///< of a row that offers the shipped value

QString messageOf(const Error& error)
{
    return QString::fromStdString(formatMessage(error.message));
}

QTreeWidgetItem* groupItem(QTreeWidget& tree, FieldGroup group)
{
    const QString title = fromModel(fieldGroupLabel(group));
    for (int i = 0; i < tree.topLevelItemCount(); ++i)
        if (tree.topLevelItem(i)->text(0) == title)
            return tree.topLevelItem(i);
    auto* item = new QTreeWidgetItem(&tree, {title});
    item->setFlags(Qt::ItemIsEnabled);
    item->setFirstColumnSpanned(true);
    item->setFont(0, uiFont(type::body, QFont::DemiBold));
    item->setExpanded(true);
    return item;
}

} // namespace

PartFieldTree::PartFieldTree(const ThemeManager& themes, PartDraft& draft, QWidget* parent)
    : QTreeWidget(parent), m_themes(themes), m_draft(draft)
{
    setHeaderLabels(
        {tr("Field"), tr("Value"), tr("Confidence"), tr("Source"), tr("Date"), tr("Basis")});
    setItemDelegate(new PartFieldDelegate(themes, *this));
    setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                    QAbstractItemView::AnyKeyPressed | QAbstractItemView::SelectedClicked);
    setSelectionBehavior(QAbstractItemView::SelectItems);
    setUniformRowHeights(true);
    setAccessibleName(tr("Figures of the part"));
    header()->setStretchLastSection(true);
    constexpr int widths[] = {230, 150, 92, 252, 92, 120};
    for (int i = 0; i < 6; ++i)
        header()->resizeSection(i, widths[i]);
    connect(this, &QTreeWidget::itemActivated, this, &PartFieldTree::useOther);
    refresh();
}

void PartFieldTree::setShipped(PartPtr shipped)
{
    m_shipped = std::move(shipped);
    refresh();
}

void PartFieldTree::setAllShown(bool areAllShown)
{
    m_areAllShown = areAllShown;
    refresh();
}

void PartFieldTree::setFilter(const QString& text)
{
    m_filter = text.trimmed();
    refresh();
}

bool PartFieldTree::isShown(FieldKey key) const
{
    if (!m_filter.isEmpty())
        return fromModel(fieldInfo(key).label).contains(m_filter, Qt::CaseInsensitive) ||
               fromModel(fieldInfo(key).name).contains(m_filter, Qt::CaseInsensitive);
    const Part& part = m_draft.part();
    return m_areAllShown || isUsualField(part.kind, key) || part.field(key) ||
           m_typed.contains(key) || !m_draft.others(key).empty() ||
           (m_shipped && m_shipped->field(key));
}

void PartFieldTree::refresh()
{
    const QTreeWidgetItem* current = currentItem();
    const QVariant key = current ? current->data(0, KeyRole) : QVariant();
    const int column = std::max(currentColumn(), static_cast<int>(ValueColumn));
    clear();
    for (int i = 0; i < static_cast<int>(FieldKey::Count); ++i) {
        const auto shown = static_cast<FieldKey>(i);
        if (isShown(shown))
            addField(*groupItem(*this, fieldGroup(shown)), shown);
    }
    QTreeWidgetItem* next = key.isValid() ? fieldItem(static_cast<FieldKey>(key.toInt())) : nullptr;
    if (!next && topLevelItemCount() > 0)
        next = topLevelItem(0)->child(0);
    if (next)
        setCurrentItem(next, column);
}

void PartFieldTree::rebuildLater()
{
    // An editor may be open in the row that changed; the tree is built again when it is closed.
    if (m_isRebuildQueued)
        return;
    m_isRebuildQueued = true;
    QTimer::singleShot(0, this, [this] {
        m_isRebuildQueued = false;
        if (state() == QAbstractItemView::EditingState)
            rebuildLater();
        else
            refresh();
    });
}

void PartFieldTree::addField(QTreeWidgetItem& group, FieldKey key)
{
    auto* item = new QTreeWidgetItem(&group);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable);
    item->setData(0, KeyRole, static_cast<int>(key));
    item->setData(0, OtherRole, -1);
    fillField(*item, key);
    addOthers(*item, key);
}

void PartFieldTree::fillField(QTreeWidgetItem& item, FieldKey key)
{
    const Field* field = m_draft.part().field(key);
    const std::string_view unit = fieldUnit(key);
    item.setText(FieldColumn, unit.empty() ? fromModel(fieldInfo(key).label)
                                           : QStringLiteral("%1, %2").arg(
                                                 fromModel(fieldInfo(key).label), fromModel(unit)));
    item.setToolTip(FieldColumn, fromModel(fieldInfo(key).name));
    if (const auto typed = m_typed.find(key); typed != m_typed.end()) {
        item.setText(ValueColumn, typed->second);
        item.setData(ValueColumn, ProblemRole, m_problems[key]);
        item.setToolTip(ValueColumn, m_problems[key]);
        return;
    }
    markRefused(item, key);
    if (!field) {
        item.setText(ValueColumn, {});
        return;
    }
    item.setText(ValueColumn, QString::fromStdString(fieldValueText(*field)));
    item.setText(ConfidenceColumn, confidenceWord(field->confidence));
    item.setText(SourceColumn, field->source ? QString::fromStdString(*field->source) : QString());
    item.setText(DateColumn, QString::fromStdString(field->date));
    item.setText(BasisColumn, QString::fromStdString(field->basis));
    for (const int column : {SourceColumn, BasisColumn})
        item.setToolTip(column, item.text(column).toHtmlEscaped());
}

void PartFieldTree::markRefused(QTreeWidgetItem& item, FieldKey key) const
{
    const auto reason = m_refused.find(key);
    const bool isRefused = reason != m_refused.end();
    item.setData(ValueColumn, RefusedRole, isRefused ? QVariant(true) : QVariant());
    item.setToolTip(ValueColumn, isRefused ? reason->second : QString());
}

void PartFieldTree::setRefused(std::map<FieldKey, QString> reasons)
{
    m_refused.swap(reasons);
    for (const auto& changed : {reasons, m_refused}) // those that were, and those that are
        for (const auto& [key, reason] : changed)
            if (QTreeWidgetItem* item = fieldItem(key); item && !m_typed.contains(key))
                markRefused(*item, key);
}

void PartFieldTree::addOthers(QTreeWidgetItem& item, FieldKey key)
{
    int index = 0;
    for (const Field* other : m_draft.others(key))
        addOther(item, *other, index++, tr("other source"));
    const Field* shipped = m_shipped ? m_shipped->field(key) : nullptr;
    const Field* own = m_draft.part().field(key);
    if (shipped && (!own || own->number != shipped->number || own->text != shipped->text))
        addOther(item, *shipped, shippedIndex, tr("shipped catalog"));
    item.setExpanded(item.childCount() > 0);
}

void PartFieldTree::addOther(QTreeWidgetItem& item, const Field& field, int index,
                             const QString& title)
{
    auto* row = new QTreeWidgetItem(
        &item, {title, QString::fromStdString(fieldValueText(field)),
                confidenceWord(field.confidence),
                field.source ? QString::fromStdString(*field.source) : QString(),
                QString::fromStdString(field.date), QString::fromStdString(field.basis)});
    row->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    row->setData(0, KeyRole, static_cast<int>(field.key));
    row->setData(0, OtherRole, index);
    for (int column = 0; column < columnCount(); ++column)
        row->setToolTip(column, tr("Enter or a double click takes this value."));
}

void PartFieldTree::useOther(QTreeWidgetItem* item)
{
    if (!item || !item->data(0, KeyRole).isValid() || item->data(0, OtherRole).toInt() == -1)
        return;
    const auto key = static_cast<FieldKey>(item->data(0, KeyRole).toInt());
    const int index = item->data(0, OtherRole).toInt();
    const auto others = m_draft.others(key);
    if (index == shippedIndex && m_shipped && m_shipped->field(key))
        m_draft.use(*m_shipped->field(key));
    else if (index >= 0 && index < static_cast<int>(others.size()))
        m_draft.use(*others[static_cast<std::size_t>(index)]);
    m_problems.erase(key);
    m_typed.erase(key);
    rebuildLater();
    emit edited();
}

QTreeWidgetItem* PartFieldTree::fieldItem(FieldKey key) const
{
    for (int i = 0; i < topLevelItemCount(); ++i)
        for (int j = 0; j < topLevelItem(i)->childCount(); ++j)
            if (topLevelItem(i)->child(j)->data(0, KeyRole).toInt() == static_cast<int>(key))
                return topLevelItem(i)->child(j);
    return nullptr;
}

void PartFieldTree::showField(FieldKey key)
{
    if (!fieldItem(key)) {
        m_filter.clear();
        m_areAllShown = m_areAllShown || !isShown(key);
        refresh();
    }
    if (QTreeWidgetItem* item = fieldItem(key)) {
        setCurrentItem(item, ValueColumn);
        scrollToItem(item);
        setFocus(Qt::OtherFocusReason);
    }
}

QString PartFieldTree::editText(FieldKey key) const
{
    const Field* field = m_draft.part().field(key);
    return field ? QString::fromStdString(fieldEditText(*field)) : QString();
}

bool PartFieldTree::commit(FieldKey key, Column column, const QString& text)
{
    bool isTaken = true;
    if (column == ValueColumn) {
        m_problems.erase(key);
        m_typed.erase(key);
        if (const auto done = m_draft.setValue(key, text.toStdString()); !done) {
            m_problems[key] = messageOf(done.error());
            m_typed[key] = text;
            isTaken = false;
        }
    } else {
        constexpr FieldAspect aspects[] = {FieldAspect::Confidence, FieldAspect::Source,
                                           FieldAspect::Date, FieldAspect::Basis};
        isTaken = m_draft.setAspect(key, aspects[column - ConfidenceColumn], text.toStdString());
    }
    rebuildLater();
    emit edited();
    return isTaken;
}

bool PartFieldTree::edit(const QModelIndex& index, EditTrigger trigger, QEvent* event)
{
    const QTreeWidgetItem* item = itemFromIndex(index);
    if (!item || !item->data(0, KeyRole).isValid() || item->data(0, OtherRole).toInt() != -1)
        return false; // groups and values of other sources are not typed into
    // The name of a field leads to its value; what is said about a value needs one.
    if (index.column() == FieldColumn)
        return QTreeWidget::edit(index.siblingAtColumn(ValueColumn), trigger, event);
    const auto key = static_cast<FieldKey>(item->data(0, KeyRole).toInt());
    if (index.column() != ValueColumn && !m_draft.part().field(key))
        return false;
    return QTreeWidget::edit(index, trigger, event);
}

void PartFieldTree::keyPressEvent(QKeyEvent* event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    QTreeWidgetItem* item = currentItem();
    if (isEnter && item && state() != EditingState && item->data(0, KeyRole).isValid()) {
        if (item->data(0, OtherRole).toInt() == -1)
            editItem(item, std::max(currentColumn(), static_cast<int>(ValueColumn)));
        else
            useOther(item);
        return; // never the dialog's default button
    }
    if (event->key() == Qt::Key_Delete && item && item->data(0, KeyRole).isValid()) {
        const auto key = static_cast<FieldKey>(item->data(0, KeyRole).toInt());
        const int other = item->data(0, OtherRole).toInt();
        if (other == -1) {
            commit(key, ValueColumn, {});
        } else if (other >= 0 && m_draft.removeOther(key, static_cast<std::size_t>(other))) {
            rebuildLater();
            emit edited();
        }
        return;
    }
    QTreeWidget::keyPressEvent(event);
}

} // namespace millwright

#include "views/panels/InspectorCombo.h"
#include <QSignalBlocker>
#include <QWheelEvent>

namespace millwright
{

InspectorCombo::InspectorCombo(QWidget* parent) : QComboBox(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(8);
    setMaxVisibleItems(18);
}

void InspectorCombo::setLabels(const QStringList& labels)
{
    bool isSame = count() == labels.size();
    for (int i = 0; isSame && i < count(); ++i)
        isSame = itemText(i) == labels[i];
    if (isSame)
        return;
    clear();
    addItems(labels);
}

void InspectorCombo::setEntries(const std::vector<std::pair<QString, QString>>& entries)
{
    const QSignalBlocker quiet(this);
    const QVariant chosen = currentData();
    clear();
    for (const auto& [name, data] : entries)
        addItem(name, data);
    setCurrentIndex(findData(chosen));
    m_isFilled = false;
}

void InspectorCombo::showPopup()
{
    if (m_filler && !m_isFilled) {
        m_filler();
        m_isFilled = true;
    }
    QComboBox::showPopup();
}

void InspectorCombo::wheelEvent(QWheelEvent* event)
{
    event->ignore(); // the panel scrolls
}

} // namespace millwright

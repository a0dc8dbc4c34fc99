#pragma once
#include <QComboBox>
#include <functional>

namespace millwright
{

/// A combo box of the inspector: filled when it is opened if it is given a filler, and deaf to the
/// wheel while the panel is scrolled over it.
class InspectorCombo : public QComboBox
{
    Q_OBJECT
public:
    explicit InspectorCombo(QWidget* parent = nullptr);

    void setFiller(std::function<void()> filler) { m_filler = std::move(filler); }
    /// Entries without data; nothing happens if they are there already.
    void setLabels(const QStringList& labels);
    /// Name and data of each entry; the current data stays chosen.
    void setEntries(const std::vector<std::pair<QString, QString>>& entries);
    void showPopup() override;

protected:
    void wheelEvent(QWheelEvent* event) override;

private:
    std::function<void()> m_filler;
    bool m_isFilled = false;
};

} // namespace millwright

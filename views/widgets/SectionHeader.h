#pragma once
#include <QAbstractButton>
#include <QPointer>

namespace millwright
{

class ThemeManager;

/// The head of a part of a panel: chevron, title, count. Checked = open; shows and hides the
/// content given to it.
class SectionHeader : public QAbstractButton
{
    Q_OBJECT
public:
    SectionHeader(const ThemeManager& themes, const QString& title, QWidget* parent = nullptr);

    void setCount(int count); ///< negative = no count
    void setContent(QWidget* content);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const ThemeManager& m_themes;
    QPointer<QWidget> m_content;
    int m_count = -1;
};

} // namespace millwright

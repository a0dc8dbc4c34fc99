#pragma once
#include "views/models/FigureCells.h"
#include "views/widgets/CardFrame.h"
#include <QWidget>

class QGridLayout;
class QLabel;

namespace millwright
{

class ExplainableNumber;

/// One figure as a card: label, the number that explains itself, its band, what the last edit
/// changed.
class FigureCard : public CardFrame
{
    Q_OBJECT
public:
    explicit FigureCard(const ThemeManager& themes, QWidget* parent = nullptr);

    void show(const FigureCell& cell, bool isStale);
    const FigureCell& cell() const { return m_cell; }
    ExplainableNumber& number() const { return *m_number; }
    QString bandText() const;
    QString changeText() const; ///< with arrow and sign

signals:
    void explainRequested(const QString& figure);

private:
    const ThemeManager& m_themes;
    FigureCell m_cell;
    QLabel *m_label, *m_band, *m_change;
    ExplainableNumber* m_number;
};

/// The cards of a study, as many beside each other as fit.
class FigureGrid : public QWidget
{
    Q_OBJECT
public:
    explicit FigureGrid(const ThemeManager& themes, QWidget* parent = nullptr);

    void show(const std::vector<FigureCell>& cells, bool isStale);
    FigureCard* card(const QString& figure) const; ///< null if it is not shown
    int count() const { return m_count; }

signals:
    void explainRequested(const QString& figure);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange();

    const ThemeManager& m_themes;
    QGridLayout* m_grid;
    std::vector<FigureCard*> m_cards;
    int m_count = 0;
    int m_columns = 0;
};

} // namespace millwright

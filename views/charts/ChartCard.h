#pragma once
#include "views/charts/ChartLabels.h"
#include "views/charts/ChartMarks.h"
#include "views/widgets/CardFrame.h"
#include <QChart>
#include <QChartView>
#include <QSet>
#include <functional>

class QBarCategoryAxis;
class QGraphicsPathItem;
class QGraphicsSimpleTextItem;
class QLabel;
class QLogValueAxis;
class QMenu;
class QToolButton;
class QValueAxis;
class QXYSeries;

namespace millwright
{

class ChartReadout;

/// A chart in a card with a title that says what it shows: colours and type of the look, direct
/// labels instead of a legend, units at the ends of the axes. What can be pointed at (marks) is
/// read out under the pointer or by arrow keys, explained by a press or Enter, and copied as a
/// table; the chart can be copied and saved as a picture. Subclasses fill it in rebuild(), which
/// also runs when the look changes.
class ChartCard : public CardFrame
{
    Q_OBJECT
public:
    ChartCard(const ThemeManager& themes, const QString& title, QWidget* parent = nullptr);

    QChart& chart() const { return *m_chart; }
    QChartView& view() const { return *m_view; }
    const Theme& theme() const; ///< the look that it is drawn in
    /// Draws what `draw` wants while the chart stands in another look, as pages do whatever the
    /// screen has.
    void drawIn(const Theme& look, const std::function<void()>& draw);
    QString title() const;
    QString subtitle() const;
    /// What the figures are of ("Chat on 62 × H100"), for pictures that stand alone; not shown
    /// here.
    void setSubject(const QString& subject) { m_subject = subject; }
    const QString& subject() const { return m_subject; }
    /// Texts that stand in the chart, as a reader finds them.
    QStringList labels() const { return m_labels.texts(); }
    /// An older picture, shown pale while the new one is being calculated.
    void setStale(bool isStale);

    const ChartMarks& marks() const { return m_marks; }
    int current() const { return m_current; } ///< mark that is read out; -1 = none
    void setCurrent(int mark);
    QString readout() const; ///< what is said of the current mark; may be empty
    /// Where a mark's end is, in pixels of view().
    QPoint positionOf(int mark) const;
    /// Shows or hides a series that the chart lets be hidden.
    void toggle(const QString& series);
    bool isOut(const QString& series) const { return m_hidden.contains(series); } ///< hidden

    bool hasContent() const { return m_marks.count() > 0; }
    void copyTable() const;
    void copyPicture();
    void askForFile(); ///< where the picture goes
    bool savePicture(const QString& path);
    void fillMenu(QMenu& menu);

signals:
    void explainRequested(const QString& figure);
    void touched(); ///< pointed at or focused: it is the chart that is meant
    void saved(const QString& path);
    void notSaved(const QString& path);

protected:
    virtual void rebuild() = 0;
    void setTitle(const QString& title);
    void setSubtitle(const QString& text);
    /// Takes everything out of the chart.
    void clear();
    /// Says why there is nothing to draw, in place of the chart; empty shows the chart again.
    void say(const QString& text);
    QValueAxis* addValueAxis(Qt::Alignment side, const QString& unit, double low, double high);
    void setUnit(Qt::Alignment side, const QString& unit); ///< of an axis that has none yet
    QLogValueAxis* addLogAxis(Qt::Alignment side, const QString& unit, double low, double high);
    /// A line without a legend of its own; texts keep off it.
    QXYSeries* addLine(const QList<QPointF>& points, const QPen& pen, QAbstractAxis* x,
                       QAbstractAxis* y);
    void addLabel(const ChartLabel& label);
    void styleAxis(QAbstractAxis& axis, bool hasGrid) const;
    /// A row for each name, from the top, at the left of the plot, whole however narrow the card
    /// is. `valueWidth` is room kept at the right for texts that end the rows.
    QBarCategoryAxis* addRows(const QStringList& names, int valueWidth);
    /// The names of the rows, once a series is there that maps them; `from` is the left end of the
    /// axis.
    void nameRows(QAbstractSeries& series, const QStringList& names, double from);
    void setColumns(std::vector<ChartColumn> columns) { m_marks.setColumns(std::move(columns)); }
    void addMark(ChartMark mark) { m_marks.add(std::move(mark)); }
    /// A series that the menu can hide; a label with `toggles` does this by itself.
    void addToggle(const QString& series) { m_toggles += series; }
    /// What a press on the current mark does, in words; empty where it does nothing.
    virtual QString pressHint() const;
    virtual void press(); ///< on the current mark: explains it

    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void makeHead(const QString& title);
    void makeChart();
    void placeSoon();
    void placeLabels();
    void showCurrent();
    QPointF inChart(const QPoint& position) const;

    const ThemeManager& m_themes;
    const Theme* m_look = nullptr; ///< in place of that of the screen
    QLabel *m_title = nullptr, *m_subtitle, *m_message;
    QToolButton* m_more = nullptr;
    QChart* m_chart = nullptr;
    QChartView* m_view;
    ChartReadout* m_readout;
    QString m_xUnit, m_yUnit, m_subject;
    ChartLabels m_labels;
    ChartMarks m_marks;
    QSet<QString> m_hidden;
    QStringList m_toggles;
    QGraphicsSimpleTextItem *m_xText = nullptr, *m_yText = nullptr;
    QGraphicsPathItem* m_ring = nullptr; ///< about the current mark
    int m_current = -1;
    double m_opacity = 1.0;
    bool m_isPlacing = false;
    bool m_isByKey = false; ///< the current mark was reached by keys, so the pointer may leave
};

} // namespace millwright

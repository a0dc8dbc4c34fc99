#pragma once
#include "views/models/FindingsModel.h"
#include "views/theme/Theme.h"
#include <QHash>
#include <QStyledItemDelegate>

namespace millwright
{

class ThemeManager;

/// Where the pieces of a finding's row stand, in the row's own coordinates.
struct FindingLayout {
    QRect mark, text, measure, note, accept;
    std::vector<QRect> subjects; ///< one per subject shown; further ones are counted behind
    std::vector<QRect> fixes;
    int height = 0;
};

/// A piece of a row that can be pressed.
struct FindingHit {
    enum class Kind : std::uint8_t { None, Subject, Fix, Accept } kind = Kind::None;
    std::size_t index = 0;
    friend bool operator==(const FindingHit&, const FindingHit&) = default;
};

/// Paints findings: mark by shape, what it is, measured against its limit, subjects as links, fixes
/// as buttons. No widgets, so that thousands of findings scroll as tens do.
class FindingsDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    static constexpr std::size_t mostSubjects = 3, mostFixes = 3;

    FindingsDelegate(const ThemeManager& themes, QObject* parent);

    /// Width that rows are laid out for: the same with and without a scroll bar, so that heights
    /// hold when it comes.
    static int rowWidth(const QWidget* list);
    FindingLayout layoutOf(const FindingsModel& model, int row, int width) const;
    /// `position` within the row.
    FindingHit hitTest(const FindingsModel& model, int row, int width, QPoint position) const;
    /// What the pointer is over, to be painted as such.
    void setHot(int row, FindingHit hit);

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

private:
    void paintWords(QPainter& painter, const FindingsModel& model, int row,
                    const FindingLayout& place) const;
    void paintButtons(QPainter& painter, const FindingsModel& model, int row,
                      const FindingLayout& place) const;

    const ThemeManager& m_themes;
    int m_hotRow = -1;
    FindingHit m_hot;
    struct Height {
        FindingsModel::Row finding; ///< keeps the key's address taken
        int height = 0;
    };
    mutable QHash<const Finding*, Height> m_heights; ///< at m_heightsFor pixels of width
    mutable int m_heightsFor = 0;
};

/// The mark that stands for a severity.
Status statusOf(Severity severity);

} // namespace millwright

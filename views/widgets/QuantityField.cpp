#include "views/widgets/QuantityField.h"
#include "views/theme/Paint.h"
#include "views/theme/ThemeManager.h"
#include "views/widgets/Labels.h"
#include <QKeyEvent>
#include <QPainter>
#include <QStyle>

namespace millwright
{
namespace
{

/// The float beside a field; a label that paints its own card because it lies over other widgets.
class FloatingHint : public QLabel
{
public:
    FloatingHint(const ThemeManager& themes, QWidget* parent) : QLabel(parent), m_themes(themes)
    {
        setFont(uiFont(type::hint));
        setContentsMargins(8, 3, 8, 3);
        setAttribute(Qt::WA_TransparentForMouseEvents);
    }
    bool isProblem = false;

protected:
    void paintEvent(QPaintEvent*) override
    {
        const Theme& t = m_themes.theme();
        QPainter painter(this);
        paintBox(painter, rect(), isProblem ? t.statusTint(Status::Error) : t.raised,
                 isProblem ? t.status(Status::Error) : t.line2, metrics::chipRadius);
        painter.setPen(isProblem ? t.status(Status::Error) : t.text2);
        painter.drawText(contentsRect(), Qt::AlignLeft | Qt::AlignVCenter, text());
    }

private:
    const ThemeManager& m_themes;
};

} // namespace

QuantityField::QuantityField(const ThemeManager& themes, QuantityFormat format, QWidget* parent)
    : QLineEdit(parent), m_themes(themes), m_format(std::move(format))
{
    setAlignment(Qt::AlignRight);
    setAccessibleName(m_format.label);
    setAccessibleDescription(tr("Accepts expressions and units, for example 4*600 mm"));
    const int labelWidth = QFontMetrics(uiFont()).horizontalAdvance(m_format.label);
    setTextMargins(m_format.label.isEmpty() ? 0 : labelWidth + 8, 0, 2, 0);
    connect(this, &QLineEdit::textEdited, this, &QuantityField::read);
}

QuantityField::~QuantityField()
{
    delete m_hint.data();
}

int QuantityField::metricsHeight()
{
    return metrics::fieldHeight;
}

void QuantityField::setValue(std::optional<double> value)
{
    m_value = value;
    if (!hasFocus() || !isModified())
        restore();
}

void QuantityField::setUnitSystem(UnitSystem system, std::string bareUnit)
{
    m_format.bareUnit = std::move(bareUnit);
    m_format.system = system;
    restore();
}

QString QuantityField::format(double value) const
{
    if (m_format.unit == "m" && m_format.bareUnit == "mm" && m_format.system == UnitSystem::SI)
        return QString::fromStdString(formatLengthMm(value)); // drawings are in whole millimetres
    return QString::fromStdString(formatMeasure(value, m_format.unit, m_format.system));
}

QString QuantityField::hintText() const
{
    if (!m_problem.isEmpty())
        return m_problem;
    if (!m_typed)
        return {};
    return QStringLiteral("= ") + format(*m_typed);
}

void QuantityField::read()
{
    m_problem.clear();
    m_typed.reset();
    if (!text().trimmed().isEmpty()) {
        const Result<double> result =
            parseMeasure(text().toStdString(), m_format.unit, m_format.bareUnit);
        if (result)
            m_typed = *result;
        else
            m_problem = QString::fromStdString(formatMessage(result.error().message));
    }
    showHint();
    update();
}

void QuantityField::showHint()
{
    const QString words = hintText();
    if (words.isEmpty() || !hasFocus()) {
        if (m_hint)
            m_hint->hide();
        return;
    }
    if (!m_hint)
        m_hint = new FloatingHint(m_themes, window());
    static_cast<FloatingHint*>(m_hint.data())->isProblem = !m_problem.isEmpty();
    m_hint->setText(words);
    m_hint->adjustSize();
    QPoint place = mapTo(window(), QPoint(0, height() + 3));
    place.setX(std::max(0, std::min(place.x(), window()->width() - m_hint->width() - 4)));
    if (place.y() + m_hint->height() > window()->height())
        place.setY(mapTo(window(), QPoint(0, -3 - m_hint->height())).y());
    m_hint->move(place);
    m_hint->show();
    m_hint->raise();
}

bool QuantityField::commit()
{
    if (!m_problem.isEmpty())
        return false;
    if (!m_typed || !isModified())
        return true;
    m_value = m_typed;
    const double value = *m_value;
    restore();
    emit committed(value);
    return true;
}

void QuantityField::restore()
{
    m_problem.clear();
    m_typed.reset();
    setText(shownText()); // also clears isModified()
    setPlaceholderText(m_value ? QString() : tr("mixed"));
    showHint();
}

void QuantityField::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (commit())
            selectAll();
        return;
    }
    if (event->key() == Qt::Key_Escape && isModified()) {
        restore();
        selectAll();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void QuantityField::focusInEvent(QFocusEvent* event)
{
    QLineEdit::focusInEvent(event);
    // What is shown is rounded; whoever edits starts from all digits.
    const auto shown = parseMeasure(text().toStdString(), m_format.unit, m_format.bareUnit);
    if (m_value && !isModified() && (!shown || *shown != *m_value))
        setText(QString::fromStdString(formatForEdit(*m_value, m_format.unit, m_format.bareUnit)));
    if (event->reason() != Qt::MouseFocusReason)
        selectAll();
}

void QuantityField::focusOutEvent(QFocusEvent* event)
{
    QLineEdit::focusOutEvent(event);
    if (event->reason() == Qt::PopupFocusReason || event->reason() == Qt::ActiveWindowFocusReason)
        return;
    commit();
    restore();
    deselect();
}

void QuantityField::moveEvent(QMoveEvent* event)
{
    QLineEdit::moveEvent(event);
    if (m_hint && m_hint->isVisible())
        showHint();
}

void QuantityField::paintEvent(QPaintEvent* event)
{
    QLineEdit::paintEvent(event);
    const Theme& t = m_themes.theme();
    QPainter painter(this);
    painter.setPen(t.text2);
    painter.setFont(uiFont());
    painter.drawText(rect().adjusted(8, 2, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, m_format.label);
    if (!m_problem.isEmpty())
        paintFocus(painter, rect(), t.status(Status::Error), metrics::controlRadius);
}

} // namespace millwright

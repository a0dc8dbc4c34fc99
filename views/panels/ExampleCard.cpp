#include "views/panels/ExampleCard.h"
#include "model/analysis/Metric.h"
#include "model/base/Units.h"
#include "model/io/ProjectFile.h"
#include "views/DocumentController.h"
#include "views/print/PlanImage.h"
#include "views/session/LiveResults.h"
#include "views/theme/Paint.h"
#include "views/theme/ThemeManager.h"
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>

namespace millwright
{

ExampleCard::ExampleCard(const ThemeManager& themes, ShippedExample example, QWidget* parent)
    : QAbstractButton(parent), m_themes(themes), m_example(std::move(example))
{
    setAccessibleName(tr("Example %1").arg(m_example.title));
    setAccessibleDescription(m_example.text);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFixedHeight(sizeHint().height());
}

bool ExampleCard::hasPreview() const
{
    return !m_preview.isNull() && m_previewMode == m_themes.mode() &&
           m_preview.deviceIndependentSize().toSize() == previewSize();
}

void ExampleCard::drawPreview()
{
    const auto loaded = readProject(toPath(m_example.path));
    PlanImageOptions options;
    options.size = previewSize();
    options.devicePixelRatio = devicePixelRatioF();
    options.mode = m_themes.mode();
    options.isThumbnail = true;
    m_previewMode = options.mode;
    m_preview = QPixmap((QSizeF(options.size) * options.devicePixelRatio).toSize());
    m_preview.setDevicePixelRatio(options.devicePixelRatio);
    m_preview.fill(m_themes.theme().canvas);
    if (loaded) {
        LiveResults live;
        live.update(loaded->project, ChangeSet::everything());
        QPainter painter(&m_preview);
        paintPlan(painter, {loaded->project, live.results(), live.parameters(), live.rules()},
                  options);
        const MetricContext context{loaded->project, live.results(), live.parameters()};
        const Metric* load = findMetric("power.it");
        if (const auto& inventory = live.results().inventory; inventory && load)
            m_figures = tr("%1 accelerators in %2 racks, %3")
                            .arg(QString::fromStdString(formatWhole(inventory->accelerators)),
                                 QString::fromStdString(formatWhole(inventory->rackCount)),
                                 QString::fromStdString(
                                     formatMeasure(load->value(context).value_or(0.0), "W")));
        setAccessibleDescription(m_example.text + QStringLiteral(". ") + m_figures);
    } else {
        m_figures = messageText(loaded.error().message);
    }
    update();
}

void ExampleCard::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

void ExampleCard::paintEvent(QPaintEvent*)
{
    const Theme& t = m_themes.theme();
    QPainter painter(this);
    paintBox(painter, rect(), underMouse() ? t.hover : t.panel, underMouse() ? t.accent : t.line2,
             metrics::cardRadius);
    const QRect picture(QPoint(1, 1), previewSize());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath clip;
    clip.addRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), metrics::cardRadius - 1,
                        metrics::cardRadius - 1);
    painter.setClipPath(clip);
    painter.fillRect(picture, t.canvas);
    if (!m_preview.isNull())
        painter.drawPixmap(picture.topLeft(), m_preview);
    painter.fillRect(0, picture.bottom() + 1, width(), 1, t.line);
    painter.restore();
    const int left = metrics::panelPadding, space = width() - 2 * left;
    const auto line = [&](int top, const QFont& font, const QColor& color, const QString& words) {
        painter.setFont(font);
        painter.setPen(color);
        paintText(painter, QRect(left, picture.bottom() + top, space, 20),
                  Qt::AlignLeft | Qt::AlignVCenter, words);
    };
    line(9, uiFont(type::chartHead, QFont::DemiBold), t.text, m_example.title);
    line(30, uiFont(type::body), t.text2, m_example.text);
    line(52, uiFont(type::hint), t.text3, m_figures);
    if (hasFocus())
        paintFocus(painter, rect(), t.accent, metrics::cardRadius);
}

} // namespace millwright

#include "views/theme/Icon.h"
#include "views/theme/Paint.h"
#include "views/theme/ThemeManager.h"
#include <QApplication>
#include <QDirIterator>
#include <QFontDatabase>
#include <QFontInfo>
#include <QFontMetricsF>
#include <QLabel>
#include <QPainter>
#include <QRegularExpression>
#include <QSet>
#include <QSignalSpy>
#include <QTest>
#include <limits>

using namespace millwright;

class TstTheme : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { m_themes = new ThemeManager(*qApp); }
    void textsAreReadable_data();
    void textsAreReadable();
    void amountsOnlyGetLighter();
    void temperaturesTurnAt27();
    void textOnFillsIsReadable();
    void statusesDifferByShape();
    void hatchIsSeamless();
    void fontsAreTheShippedOnes();
    void digitsAreTabular();
    void fontFilesAreSmall();
    void everyIconIsDrawn();
    void iconsTakeTheColourAsked();
    void iconsFollowTheTheme();
    void switchingTheThemeReachesWidgets();
    void coloursStandInTheThemeOnly();

private:
    ThemeManager* m_themes = nullptr;
};

void TstTheme::textsAreReadable_data()
{
    QTest::addColumn<QColor>("ink");
    QTest::addColumn<QColor>("ground");
    for (const Theme* t : {&Theme::dark(), &Theme::light()}) {
        const QString look = t->isDark() ? "dark " : "light ";
        const auto row = [&](const char* name, const QColor& ink, const QColor& ground) {
            QTest::newRow(qPrintable(look + name)) << ink << ground;
        };
        row("text on panel", t->text, t->panel), row("text2 on panel", t->text2, t->panel);
        row("text3 on panel", t->text3, t->panel),
            row("accentText on panel", t->accentText, t->panel);
        row("text on raised", t->text, t->raised), row("text2 on raised", t->text2, t->raised);
        row("text on field", t->text, t->field), row("text3 on field", t->text3, t->field);
        row("text on hover", t->text, t->hover), row("text2 on hover", t->text2, t->hover);
        row("text on selection", t->text, t->accentBg),
            row("text2 on selection", t->text2, t->accentBg);
        row("accentText on selection", t->accentText, t->accentBg);
        row("primary button", t->onAccent, t->accent),
            row("text2 on status line", t->text2, t->win);
        row("good change", t->change(ChangeQuality::Good), t->panel);
        row("bad change", t->change(ChangeQuality::Bad), t->panel);
        row("no change", t->change(ChangeQuality::Neutral), t->panel);
        row("error on panel", t->status(Status::Error), t->panel);
        row("error on its tint", t->status(Status::Error), t->statusTint(Status::Error));
    }
}

void TstTheme::textsAreReadable()
{
    QFETCH(QColor, ink);
    QFETCH(QColor, ground);
    const double contrast = contrastRatio(ink, ground);
    QVERIFY2(contrast >= 4.5, qPrintable(QString::number(contrast)));
}

void TstTheme::amountsOnlyGetLighter()
{
    const ColorRamp& ramp = amountRamp();
    for (std::size_t i = 1; i < ramp.size(); ++i)
        QVERIFY(relativeLuminance(QColor(ramp[i])) >=
                relativeLuminance(QColor(ramp[i - 1])) - 1e-4);
    QCOMPARE(ramp.front(), qRgb(0x1E, 0x2C, 0x48));
    QCOMPARE(ramp.back(), qRgb(0xDF, 0xD2, 0x73));
    QCOMPARE(rampColor(ramp, -3.0), ramp.front());
    QCOMPARE(rampColor(ramp, 7.0), ramp.back());
    QCOMPARE(rampColor(ramp, std::numeric_limits<double>::quiet_NaN()), ramp.front());
}

void TstTheme::temperaturesTurnAt27()
{
    const QColor cold(temperatureColor(24.0)), hot(temperatureColor(30.0)),
        turn(temperatureColor(27.0));
    QVERIFY(cold.blue() > cold.red());
    QVERIFY(hot.red() > hot.blue());
    QVERIFY(relativeLuminance(turn) > relativeLuminance(cold));
    QVERIFY(relativeLuminance(turn) > relativeLuminance(hot));
    QCOMPARE(temperatureColor(10.0), temperatureRamp().front());
    QCOMPARE(temperatureColor(60.0), temperatureRamp().back());
}

void TstTheme::textOnFillsIsReadable()
{
    // 3:1 is what WCAG asks of large or bold text; labels on parts are 600.
    for (const ColorRamp* ramp : {&amountRamp(), &temperatureRamp()})
        for (const QRgb fill : *ramp)
            QVERIFY(contrastRatio(textOn(QColor(fill)), QColor(fill)) >= 3.0);
}

void TstTheme::statusesDifferByShape()
{
    // Without colour: the masks of any two marks must differ in more than a tenth of the pixels
    // they cover.
    const Theme& t = m_themes->theme();
    const std::array all = {Status::None, Status::Error, Status::Warning, Status::Info, Status::Ok};
    for (std::size_t a = 0; a < all.size(); ++a)
        for (std::size_t b = a + 1; b < all.size(); ++b) {
            const QImage first =
                statusPixmap(all[a], t, 28).toImage().convertToFormat(QImage::Format_ARGB32);
            const QImage second =
                statusPixmap(all[b], t, 28).toImage().convertToFormat(QImage::Format_ARGB32);
            int different = 0, covered = 0;
            for (int y = 0; y < 28; ++y)
                for (int x = 0; x < 28; ++x) {
                    const QRgb p = first.pixel(x, y), q = second.pixel(x, y);
                    // The sign inside a filled mark is in the panel's colour: a hole.
                    const bool isInk1 = qAlpha(p) > 127 && QColor(p) != t.panel;
                    const bool isInk2 = qAlpha(q) > 127 && QColor(q) != t.panel;
                    different += isInk1 != isInk2;
                    covered += isInk1 || isInk2;
                }
            QVERIFY2(different * 10 > covered,
                     qPrintable(QStringLiteral("%1 and %2").arg(a).arg(b)));
        }
}

void TstTheme::hatchIsSeamless()
{
    // Along a 45 degree line nothing changes, across it the lines come back every `spacing` pixels.
    QImage image(48, 48, QImage::Format_ARGB32);
    image.fill(m_themes->theme().panel);
    QPainter painter(&image);
    painter.fillRect(image.rect(), hatchBrush(m_themes->theme().text, 6));
    painter.end();
    QSet<QRgb> tones;
    for (int y = 1; y < 48; ++y)
        for (int x = 0; x < 47; ++x) {
            QCOMPARE(image.pixel(x, y), image.pixel(x + 1, y - 1));
            tones.insert(image.pixel(x, y));
            if (x >= 6)
                QCOMPARE(image.pixel(x, y), image.pixel(x - 6, y));
        }
    QVERIFY(tones.size() >= 2);
}

void TstTheme::fontsAreTheShippedOnes()
{
    QVERIFY(loadFonts());
    for (const QFont::Weight weight : {QFont::Normal, QFont::Medium, QFont::DemiBold}) {
        const QFontInfo info(uiFont(12, weight));
        QCOMPARE(info.family(), QStringLiteral("Millwright Inter"));
        QCOMPARE(info.weight(), int(weight));
        QCOMPARE(info.pixelSize(), 12);
    }
    QCOMPARE(QFontInfo(monoFont()).family(), QStringLiteral("Millwright Mono"));
    QCOMPARE(QFontInfo(displayFont()).family(), QStringLiteral("Millwright Display"));
    const QFontMetricsF metrics(uiFont());
    for (const QChar needed : QStringLiteral("äöüßéñ°µΩαβ→≥≤×√²₂−–·€£¥±▲▼"))
        QVERIFY2(metrics.inFont(needed), qPrintable(QString(needed)));
}

void TstTheme::digitsAreTabular()
{
    for (const QFont::Weight weight : {QFont::Normal, QFont::Medium, QFont::DemiBold}) {
        const QFontMetricsF metrics(uiFont(100, weight));
        for (char digit = '1'; digit <= '9'; ++digit)
            QCOMPARE(metrics.horizontalAdvance(QLatin1Char(digit)),
                     metrics.horizontalAdvance(u'0'));
    }
    const QFontMetricsF display(displayFont(100));
    QVERIFY(display.horizontalAdvance(u'1') < display.horizontalAdvance(u'0'));
}

void TstTheme::fontFilesAreSmall()
{
    int count = 0;
    for (QDirIterator files(QStringLiteral(":/fonts")); files.hasNext();) {
        files.next();
        ++count;
        QVERIFY2(files.fileInfo().size() < 150 * 1024, qPrintable(files.fileName()));
    }
    QCOMPARE(count, 5);
}

void TstTheme::everyIconIsDrawn()
{
    QSet<QByteArray> seen;
    for (int i = 0; i < int(Icon::Count); ++i) {
        const QImage image =
            iconPixmap(Icon(i), Qt::black, 32).toImage().convertToFormat(QImage::Format_ARGB32);
        int covered = 0, onEdge = 0;
        for (int y = 0; y < 32; ++y)
            for (int x = 0; x < 32; ++x) {
                const bool isInk = qAlpha(image.pixel(x, y)) > 127;
                covered += isInk;
                onEdge += isInk && (x == 0 || y == 0 || x == 31 || y == 31);
            }
        QVERIFY2(covered >= 20 && covered < 32 * 32 * 6 / 10,
                 qPrintable(QStringLiteral("icon %1: %2").arg(i).arg(covered)));
        QVERIFY2(onEdge <= 8, qPrintable(QStringLiteral("icon %1 is cut off").arg(i)));
        const QByteArray bytes(reinterpret_cast<const char*>(image.constBits()),
                               image.sizeInBytes());
        QVERIFY2(!seen.contains(bytes),
                 qPrintable(QStringLiteral("icon %1 looks like another").arg(i)));
        seen.insert(bytes);
    }
}

void TstTheme::iconsTakeTheColourAsked()
{
    const QColor asked(10, 200, 30);
    const QPixmap pixmap = iconPixmap(Icon::Compute, asked, 16, 2.0);
    QCOMPARE(pixmap.size(), QSize(32, 32));
    QCOMPARE(pixmap.devicePixelRatio(), 2.0);
    const QImage image = pixmap.toImage().convertToFormat(QImage::Format_ARGB32);
    int opaque = 0;
    for (int y = 0; y < 32; ++y)
        for (int x = 0; x < 32; ++x)
            if (qAlpha(image.pixel(x, y)) == 255) {
                QCOMPARE(QColor(image.pixel(x, y)), asked);
                ++opaque;
            }
    QVERIFY(opaque > 20);
    QVERIFY(image != iconPixmap(Icon::Compute, Qt::red, 16, 2.0)
                         .toImage()
                         .convertToFormat(QImage::Format_ARGB32));
}

void TstTheme::iconsFollowTheTheme()
{
    const QIcon icon = symbolIcon(Icon::Save, *m_themes);
    m_themes->setMode(ThemeMode::Dark);
    const QImage dark = icon.pixmap(16).toImage();
    const QImage checked = icon.pixmap(QSize(16, 16), QIcon::Normal, QIcon::On).toImage();
    const QImage disabled = icon.pixmap(QSize(16, 16), QIcon::Disabled).toImage();
    m_themes->setMode(ThemeMode::Light);
    QVERIFY(dark != icon.pixmap(16).toImage());
    QVERIFY(dark != checked);
    QVERIFY(dark != disabled);
}

void TstTheme::switchingTheThemeReachesWidgets()
{
    m_themes->setMode(ThemeMode::Dark);
    QLabel label(QStringLiteral("x"));
    label.resize(40, 20);
    const QColor before = label.grab().toImage().pixelColor(39, 19);
    QCOMPARE(before, Theme::dark().panel);
    QSignalSpy changed(m_themes, &ThemeManager::changed);
    m_themes->toggle();
    m_themes->setMode(ThemeMode::Light);
    QCOMPARE(changed.count(), 1);
    QCoreApplication::processEvents(); // Qt hands palettes on in the next turn
    QCOMPARE(label.grab().toImage().pixelColor(39, 19), Theme::light().panel);
}

void TstTheme::coloursStandInTheThemeOnly()
{
    const QRegularExpression colour(QStringLiteral(
        R"(0x[0-9A-Fa-f]{6}\b|"#[0-9A-Fa-f]{3,8}"|Qt::(red|green|blue|white|black|gray|yellow|cyan|magenta|dark\w+|light[A-Z]\w+)\b|setStyleSheet|QColor\(\d)"));
    int count = 0;
    for (const char* folder : {"/views/theme", "/views/widgets"})
        for (QDirIterator files(QStringLiteral(MILLWRIGHT_SOURCE_DIR) + QLatin1String(folder),
                                {"*.cpp", "*.h"});
             files.hasNext();) {
            QFile file(files.next());
            if (files.fileName() == QLatin1String("Theme.cpp"))
                continue;
            QVERIFY(file.open(QIODevice::ReadOnly));
            const auto match = colour.match(QString::fromUtf8(file.readAll()));
            QVERIFY2(!match.hasMatch(), qPrintable(files.fileName() + ": " + match.captured()));
            ++count;
        }
    QVERIFY(count > 30);
}

QTEST_MAIN(TstTheme)
#include "tst_theme.moc"

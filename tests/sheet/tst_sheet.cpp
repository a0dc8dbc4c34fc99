#include "model/sheet/Sheet.h"
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <cstring>
#include <map>
#include <xlsxwriter.h>
#include <zip.h>

using namespace millwright;

namespace
{

const char* workbookXml =
    R"(<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>)";
const char* relationsXml =
    R"(<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="t" Target="worksheets/sheet1.xml"/></Relationships>)";

std::string sheetXml(const std::string& rows)
{
    return R"(<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>)" +
           rows + "</sheetData></worksheet>";
}

} // namespace

/// Reads workbooks that a real writer made, and files that somebody made to do harm.
class SheetTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(m_folder.isValid()); }
    void readsWhatAWriterWrote();
    void formulasAreReadNotRun();
    void choosesTheSheet();
    void brokenAndHostileFilesAreRefused_data();
    void brokenAndHostileFilesAreRefused();
    void entitiesAreNotExpanded();
    void csvDelimitersAndEncodings_data();
    void csvDelimitersAndEncodings();
    void limitsHold();

private:
    std::string path(const char* name) { return m_folder.filePath(name).toStdString(); }
    /// A zip of these parts.
    std::string zipped(const std::map<std::string, std::string>& parts)
    {
        const std::string file = path("made.xlsx");
        QFile::remove(QString::fromStdString(file));
        int error = 0;
        zip_t* zip = zip_open(file.c_str(), ZIP_CREATE, &error);
        for (const auto& [name, content] : parts)
            zip_file_add(zip, name.c_str(),
                         zip_source_buffer(zip, content.data(), content.size(), 0),
                         ZIP_FL_OVERWRITE);
        zip_close(zip);
        QFile read(QString::fromStdString(file));
        return read.open(QIODevice::ReadOnly) ? read.readAll().toStdString() : std::string();
    }
    std::string workbook(const std::string& rows, std::map<std::string, std::string> more = {})
    {
        more.emplace("xl/workbook.xml", workbookXml);
        more.emplace("xl/_rels/workbook.xml.rels", relationsXml);
        more.emplace("xl/worksheets/sheet1.xml", sheetXml(rows));
        return zipped(more);
    }
    QTemporaryDir m_folder;
};

void SheetTest::readsWhatAWriterWrote()
{
    lxw_workbook* book = workbook_new(path("real.xlsx").c_str());
    lxw_worksheet* sheet = workbook_add_worksheet(book, "Quote");
    lxw_format* date = workbook_add_format(book);
    format_set_num_format(date, "dd.mm.yyyy");
    lxw_format* money = workbook_add_format(book);
    format_set_num_format(money, "#,##0.00 \"days\"");
    worksheet_write_string(sheet, 0, 0, "Grüße  & <b>", nullptr);
    worksheet_write_number(sheet, 1, 1, 1234.5, money);
    lxw_datetime day = {2026, 4, 13, 0, 0, 0};
    worksheet_write_datetime(sheet, 1, 2, &day, date);
    worksheet_write_string(sheet, 1, 4, "=1+1", nullptr);
    worksheet_write_boolean(sheet, 3, 0, 1, nullptr);
    QCOMPARE(workbook_close(book), LXW_NO_ERROR);
    const Sheet read = readSheet(path("real.xlsx")).value();
    QCOMPARE(read.name, std::string("Quote"));
    QCOMPARE(read.rows.size(), std::size_t(3));
    QCOMPARE(read.rows[0].cell(0).text, std::string("Grüße  & <b>"));
    QCOMPARE(read.rows[1].line, std::size_t(2));
    QCOMPARE(*read.rows[1].cell(1).number, 1234.5);
    QVERIFY(!read.rows[1].cell(1).isDate);
    QVERIFY(read.rows[1].cell(2).isDate);
    QCOMPARE(read.rows[1].cell(2).text, std::string("2026-04-13"));
    QVERIFY(read.rows[1].cell(3).text.empty());
    QCOMPARE(read.rows[1].cell(4).text, std::string("=1+1")); // a name, not a formula
    QVERIFY(!read.rows[1].cell(4).isFormula);
    QCOMPARE(read.rows[2].line, std::size_t(4));
    QVERIFY(read.rows[2].cell(99).text.empty());
}

void SheetTest::formulasAreReadNotRun()
{
    const std::string bytes = workbook(
        R"(<row r="1"><c r="A1"><f>HYPERLINK("http://x","y")</f><v>7.5</v></c><c r="B1" t="str"><f>cmd|' /c calc'!A0</f><v>done</v></c>)"
        R"(<c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="D1" t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c></row>)");
    const Sheet sheet = readXlsxSheet(bytes, "f.xlsx").value();
    QVERIFY(sheet.rows[0].cell(0).isFormula);
    QCOMPARE(*sheet.rows[0].cell(0).number, 7.5);
    QCOMPARE(sheet.rows[0].cell(1).text, std::string("done"));
    QVERIFY(sheet.rows[0].cell(2).text.empty());
    QCOMPARE(sheet.rows[0].cell(3).text, std::string("inline"));
}

void SheetTest::choosesTheSheet()
{
    lxw_workbook* book = workbook_new(path("two.xlsx").c_str());
    workbook_add_worksheet(book, "Empty");
    lxw_worksheet* cover = workbook_add_worksheet(book, "Cover");
    worksheet_write_string(cover, 0, 0, "cover", nullptr);
    lxw_worksheet* prices = workbook_add_worksheet(book, "Prices");
    worksheet_write_string(prices, 0, 0, "prices", nullptr);
    QCOMPARE(workbook_close(book), LXW_NO_ERROR);
    QCOMPARE(readSheet(path("two.xlsx")).value().name, std::string("Cover")); // the first with rows
    QCOMPARE(readSheet(path("two.xlsx"), "Prices").value().rows[0].cell(0).text,
             std::string("prices"));
    QCOMPARE(readSheet(path("two.xlsx")).value().sheets.size(), std::size_t(3));
    const auto none = readSheet(path("two.xlsx"), "Nope");
    QVERIFY(!none);
    QCOMPARE(none.error().message.id, std::string("sheet.no-sheet"));
    const auto empty = readSheet(path("two.xlsx"), "Empty");
    QVERIFY(!empty);
    QCOMPARE(empty.error().message.id, std::string("sheet.empty"));
}

void SheetTest::brokenAndHostileFilesAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("message");
    const auto row = [](const char* name, const std::string& bytes, const char* message) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << QString(message);
    };
    const std::string good = workbook("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>");
    row("cut off", good.substr(0, good.size() / 2), "sheet.damaged");
    row("only the magic", "PK\x03\x04", "sheet.damaged");
    row("no workbook", zipped({{"hello.txt", "x"}}), "sheet.damaged");
    row("workbook is no xml", workbook("", {{"xl/workbook.xml", "<workbook><sheets>"}}),
        "sheet.damaged");
    row("sheet is outside",
        workbook(
            "",
            {{"xl/_rels/workbook.xml.rels",
              R"(<Relationships><Relationship Id="rId1" Target="../../../etc/passwd"/></Relationships>)"}}),
        "sheet.damaged");
    row("bomb",
        workbook("<row r=\"1\"><c r=\"A1\"><v>" + std::string(std::size_t{20} << 20, '1') +
                 "</v></c></row>"),
        "sheet.bomb");
    row("bomb of strings",
        workbook("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>",
                 {{"xl/sharedStrings.xml",
                   "<sst>" + std::string(std::size_t{20} << 20, ' ') + "</sst>"}}),
        "sheet.bomb");
    row("no rows", workbook(""), "sheet.empty");
    row("Excel 97", std::string("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) + std::string(600, '\0'),
        "sheet.old-format");
    row("binary", std::string("a,b\n\0,1", 8), "sheet.not-a-table");
    row("nothing", "", "sheet.empty");
}

void SheetTest::brokenAndHostileFilesAreRefused()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, message);
    QFile file(m_folder.filePath("bad.xlsx"));
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(bytes);
    file.close();
    const auto sheet = readSheet(file.fileName().toStdString());
    QVERIFY(!sheet);
    QCOMPARE(QString::fromStdString(sheet.error().message.id), message);
    QVERIFY(!readSheet("/no/such/file.xlsx"));
    QVERIFY(!readSheet(m_folder.path().toStdString()));
}

void SheetTest::entitiesAreNotExpanded()
{
    std::string sheet =
        R"(<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>)"
        R"(<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&b;&x;</t></is></c></row></sheetData></worksheet>)";
    const auto read = readXlsxSheet(workbook("", {{"xl/worksheets/sheet1.xml", sheet}}), "e.xlsx");
    QVERIFY(read);
    QVERIFY(read->rows[0].cell(0).text.size() < 10);
    QVERIFY(read->rows[0].cell(0).text.find("root") == std::string::npos);
}

void SheetTest::csvDelimitersAndEncodings_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("second");
    QTest::addColumn<int>("rows");
    QTest::newRow("comma") << QByteArray("a,b\r\n\"x, \"\"y\"\"\",1\r\n") << "b" << 2;
    QTest::newRow("semicolon") << QByteArray("a;b\n1,50;2,50\n1,5;2,5\n") << "b" << 3;
    QTest::newRow("tab") << QByteArray("a\tb, c\n1\t2\n") << "b, c" << 2;
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF"
                                                   "a;b\n")
                                     << "b" << 1;
    QTest::newRow("Latin-1") << QByteArray("a;St\xFC"
                                           "ck\n")
                             << QString::fromUtf8("Stück") << 1;
    QTest::newRow("ragged") << QByteArray("title,x\n\na,b,c\n1\n") << "x" << 3;
    QTest::newRow("quote not closed") << QByteArray("a,b\n\"1,2\n3,4") << "b" << 2;
    QTest::newRow("line end in quotes") << QByteArray("a,\"b\nc\"\n1,2\n") << "b\nc" << 2;
}

void SheetTest::csvDelimitersAndEncodings()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, second);
    QFETCH(int, rows);
    const auto sheet = readCsvSheet(text.toStdString(), "t.csv");
    QVERIFY(sheet);
    QCOMPARE(QString::fromStdString(sheet->rows[0].cell(1).text), second);
    QCOMPARE(int(sheet->rows.size()), rows);
}

void SheetTest::limitsHold()
{
    SheetLimits limits;
    limits.rows = 3;
    limits.fileBytes = 1000;
    limits.columns = 2;
    QCOMPARE(readCsvSheet("1\n2\n3\n4\n", "t.csv", limits).error().message.id,
             std::string("sheet.too-many-rows"));
    QCOMPARE(readCsvSheet(std::string(1001, 'x'), "t.csv", limits).error().message.id,
             std::string("sheet.too-large"));
    QCOMPARE(readCsvSheet("1,2,3\n", "t.csv", limits).value().rows[0].cells.size(), std::size_t(2));
    limits.fileBytes = 100000;
    std::string rows;
    for (int i = 1; i <= 4; ++i)
        rows += "<row r=\"" + std::to_string(i) + "\"><c r=\"A" + std::to_string(i) +
                "\"><v>1</v></c><c r=\"ZZZ1\"><v>2</v></c></row>";
    QCOMPARE(readXlsxSheet(workbook(rows), "t.xlsx", {}, limits).error().message.id,
             std::string("sheet.too-many-rows"));
    limits.rows = 4;
    QCOMPARE(readXlsxSheet(workbook(rows), "t.xlsx", {}, limits).value().rows[0].cells.size(),
             std::size_t(1));
}

QTEST_APPLESS_MAIN(SheetTest)
#include "tst_sheet.moc"

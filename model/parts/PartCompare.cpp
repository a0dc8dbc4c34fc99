#include "model/parts/PartCompare.h"
#include "model/base/Csv.h"
#include "model/parts/PartFieldText.h"
#include <algorithm>
#include <fmt/format.h>

namespace millwright
{
namespace
{

bool isSameValue(const Field& a, const Field& b)
{
    return a.number == b.number && a.text == b.text;
}

void judge(ComparisonRow& row)
{
    row.isBest.assign(row.cells.size(), false);
    const Field* first = nullptr;
    const Field* best = nullptr;
    const bool isHigher = betterOf(row.key) == Better::Higher;
    std::size_t known = 0;
    bool differ = false;
    for (const Field* cell : row.cells) {
        if (!cell)
            continue;
        ++known;
        first = first ? first : cell;
        differ = differ || !isSameValue(*cell, *first);
        if (!best || (isHigher ? cell->number > best->number : cell->number < best->number))
            best = cell;
    }
    row.isDifferent = differ || known < row.cells.size();
    if (!differ || betterOf(row.key) == Better::Neither)
        return;
    for (std::size_t i = 0; i < row.cells.size(); ++i)
        row.isBest[i] = row.cells[i] && row.cells[i]->number == best->number;
}

/// Cut to whole characters of UTF-8.
std::string fitted(const std::string& text, std::size_t width)
{
    std::size_t shown = 0, bytes = 0;
    while (bytes < text.size()) {
        std::size_t next = bytes + 1;
        while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0) == 0x80)
            ++next;
        if (shown + 1 == width && next < text.size())
            return text.substr(0, bytes) + "\u2026";
        ++shown;
        bytes = next;
    }
    return text + std::string(width > shown ? width - shown : 0, ' ');
}

} // namespace

PartComparison compareParts(std::vector<PartPtr> parts)
{
    PartComparison comparison;
    comparison.parts = std::move(parts);
    for (std::size_t i = 0; i < static_cast<std::size_t>(FieldKey::Count); ++i) {
        ComparisonRow row;
        row.key = static_cast<FieldKey>(i);
        row.group = fieldGroup(row.key);
        for (const PartPtr& part : comparison.parts)
            row.cells.push_back(part->field(row.key));
        if (std::ranges::all_of(row.cells, [](const Field* cell) { return !cell; }))
            continue;
        judge(row);
        comparison.rows.push_back(std::move(row));
    }
    return comparison;
}

std::string comparisonCsv(const PartComparison& comparison)
{
    std::string text = "group,field,unit";
    for (const PartPtr& part : comparison.parts)
        text += "," + csvField(part->displayName()) + "," +
                csvField(part->displayName() + ", confidence");
    text += "\n";
    for (const ComparisonRow& row : comparison.rows) {
        text += csvField(fieldGroupLabel(row.group)) + "," + csvField(fieldInfo(row.key).label) +
                "," + csvField(fieldUnit(row.key));
        for (const Field* cell : row.cells) {
            const bool isText = fieldInfo(row.key).type == FieldType::Text;
            text += ",";
            if (cell)
                text += csvField(isText ? cell->text : fmt::format("{:.15g}", cell->number));
            text += ",";
            if (cell)
                text += csvField(confidenceName(cell->confidence));
        }
        text += "\n";
    }
    return text;
}

std::string comparisonText(const PartComparison& comparison, bool onlyDifferent)
{
    constexpr std::size_t labelWidth = 32, cellWidth = 30;
    std::string text = std::string(labelWidth, ' ');
    for (const PartPtr& part : comparison.parts)
        text += fitted(part->displayName(), cellWidth - 1) + " ";
    text += "\n";
    FieldGroup group = FieldGroup::Count;
    for (const ComparisonRow& row : comparison.rows) {
        if (onlyDifferent && !row.isDifferent)
            continue;
        if (row.group != group)
            text += std::string(fieldGroupLabel(group = row.group)) + "\n";
        text += "  " + fitted(std::string(fieldInfo(row.key).label), labelWidth - 3) + " ";
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            const Field* cell = row.cells[i];
            std::string shown = "not known";
            if (cell)
                shown = fieldValueText(*cell) + (row.isBest[i] ? " *" : "") +
                        (cell->confidence >= Confidence::Unverified
                             ? " (" + std::string(confidenceName(cell->confidence)) + ")"
                             : "");
            text += fitted(shown, cellWidth - 1) + " ";
        }
        text.erase(text.find_last_not_of(' ') + 1);
        text += "\n";
    }
    return text;
}

} // namespace millwright

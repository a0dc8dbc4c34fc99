#pragma once
#include "model/parts/PartFigures.h"
#include "model/parts/PartKind.h"
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace millwright {

// GCC 12 warns that enumerators of a scoped enum shadow types of the same name; they cannot be confused.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
/// Every field that a part can have; the rows are in FieldKeys.def.
enum class FieldKey : std::uint16_t {
#define FIELD(name, key, type, factor, unit, label, low, high) name,
#include "model/parts/FieldKeys.def"
#undef FIELD
    Count
};
#pragma GCC diagnostic pop

enum class FieldType : std::uint8_t { Number, Text };

/// The row of a field: how its key is spelt, its unit and what is plausible.
struct FieldInfo {
    FieldKey key;
    std::string_view name;   ///< "width_mm"
    FieldType type;
    double toSi;             ///< factor from the key's unit to the SI unit (temperatures stay degC)
    std::string_view unit;   ///< SI unit, "" for text
    std::string_view label;
    double low;              ///< plausible range in the key's unit
    double high;
};
const FieldInfo& fieldInfo(FieldKey key);
std::optional<FieldKey> fieldFromName(std::string_view name);

/// How far a figure can be trusted; order is from best to worst.
enum class Confidence : std::uint8_t { Verified, Secondary, Derived, Unverified, Suspect };
std::string_view confidenceName(Confidence confidence);
std::optional<Confidence> confidenceFromName(std::string_view name);

/// One figure of a part with where it comes from. `number` is in the key's own unit (as datasheets print it).
struct Field {
    FieldKey key{};
    double number = 0.0;
    std::string text;                       ///< for text fields
    std::string basis;                      ///< "maximum, 200-240 V", "peer tool estimate" ...
    std::shared_ptr<const std::string> source; ///< citation, shared between fields of a row; never null in the catalog
    std::string date;                       ///< ISO date or year of the figure, may be empty
    Confidence confidence = Confidence::Unverified;

    double si() const { return number * fieldInfo(key).toSi; }
    friend bool operator==(const Field& a, const Field& b)
    {
        return a.key == b.key && a.number == b.number && a.text == b.text && a.basis == b.basis && a.date == b.date
            && a.confidence == b.confidence && (a.source == b.source || (a.source && b.source && *a.source == *b.source));
    }
};

enum PartFlag : std::uint8_t {
    PartAnnounced = 1,
    PartCloudOnly = 2,
    PartArchetype = 4,
    PartDiscontinued = 8,
    PartExportControlled = 16,
    PartUserOwned = 32
};

/// A catalog part: identity, fields with their sources, and the figures resolved from them.
struct Part {
    std::string id;       ///< catalog id, e.g. "dgx-h100"
    std::int64_t revision = 1;
    std::string vendor;
    std::string name;
    PartKind kind = PartKind::Accessory;
    std::uint8_t flags = 0;
    std::vector<Field> fields;      ///< sorted by key, one default per key
    std::vector<Field> otherValues; ///< values of sources that disagree with the default
    PartFigures figures;            ///< from resolveFigures(*this), kept with the part

    const Field* field(FieldKey key) const;             ///< null if unknown
    std::optional<double> number(FieldKey key) const;   ///< SI value, or nothing
    std::string_view text(FieldKey key) const;          ///< empty if unknown
    std::string displayName() const { return vendor.empty() ? name : vendor + " " + name; }
    friend bool operator==(const Part& a, const Part& b)
    {
        return a.id == b.id && a.revision == b.revision && a.vendor == b.vendor && a.name == b.name && a.kind == b.kind
            && a.flags == b.flags && a.fields == b.fields && a.otherValues == b.otherValues;
    }
};

using PartPtr = std::shared_ptr<const Part>;

/// Sorts the fields and computes `figures`; call once after a part was read or changed.
PartPtr finishPart(Part part);

} // namespace millwright

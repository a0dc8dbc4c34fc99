#include "views/models/PropertyTable.h"
#include "model/blueprint/EntityFields.h"
#include "model/blueprint/LoadProfile.h"
#include "model/blueprint/SiteFigures.h"
#include "model/edit/PropertyValues.h"
#include "model/estimate/GenericQuery.h"
#include "model/estimate/ModelLibrary.h"
#include <QCoreApplication>
#include <algorithm>
#include <map>

namespace millwright
{
namespace
{

/// Values of more things than this are not compared: the answer would be "mixed" nearly always and
/// reading them would be felt at every edit.
constexpr std::size_t mostCompared = 2000;

QString toText(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString words(const char* english)
{
    return QCoreApplication::translate("millwright::InspectorPanel", english);
}

struct FieldWords {
    const char* label;
    const char* hint = "";
};

/// Words that the key does not give, and what 0 or nothing means.
const std::map<std::string_view, FieldWords>& fieldWords()
{
    static const std::map<std::string_view, FieldWords> table{
        {"code", {"Electrical code"}},
        {"region", {"Country", "ISO 3166, three letters"}},
        {"utilityCapacity_W", {"Utility capacity", "0 = not stated"}},
        {"designDryBulb_C", {"Design dry bulb", "hottest hour that cooling is sized for"}},
        {"designWetBulb_C", {"Design wet bulb"}},
        {"averageDryBulb_C", {"Mean dry bulb", "year mean, for the annual PUE"}},
        {"energyPrice_USD_per_kWh", {"Energy price", "0 = parameter default"}},
        {"demandPrice_USD_per_kW_month", {"Demand price", "per kW and month"}},
        {"gridCarbon_kg_per_kWh", {"Grid carbon", "0 = parameter default"}},
        {"tile_m", {"Floor tile"}},
        {"height_m", {"Height"}},
        {"hasRaisedFloor", {"Raised floor"}},
        {"floorLimit_kg_per_m2", {"Floor load limit", "0 = not stated"}},
        {"casterLimit_kg", {"Caster limit", "0 = not stated"}},
        {"rollingLimit_kg", {"Rolling limit", "0 = not stated"}},
        {"airSupply_C", {"Supply air"}},
        {"loop", {"Coolant loop"}},
        {"unit", {"Lowest unit", "0 = beside the units"}},
        {"isRear", {"Mounted at the rear"}},
        {"policy", {"Inputs", "parallel inputs share; transfer takes the first live one"}},
        {"inputsNeeded", {"Inputs needed", "live inputs without which it is dark"}},
        {"modules", {"Power modules", "0 = as the part has"}},
        {"redundantModules", {"Redundant modules", "of these, how many may be lost"}},
        {"ratingOverride_W", {"Rating limit", "0 = the part's own"}},
        {"serves", {"Serves loop"}},
        {"source", {"Rejects heat to"}},
        {"isStandby", {"Standby", "runs only when another unit is lost"}},
        {"powerClass", {"Carried by", "through an outage"}},
        {"supply_C", {"Supply"}},
        {"temperatureRise_K", {"Temperature rise"}},
        {"redundantUnits", {"Redundant units", "1 = N+1"}},
        {"switchPart", {"Switch"}},
        {"cablePart", {"Cable", "none = parameter default"}},
        {"sizedNodes", {"Sized for nodes", "0 = as placed"}},
        {"managerPorts", {"Manager ports", "leaf ports kept free"}},
        {"mustSurviveSwitchLoss", {"Survives a lost switch"}},
        {"accelerator", {"Accelerator", "empty = the most numerous"}},
        {"poolShare", {"Share of pool"}},
        {"ttftLimit_s", {"TTFT limit, p99", "0 = none"}},
        {"tpotLimit_s", {"TPOT limit, mean", "0 = none"}},
        {"prefixHitShare", {"Prefix cache hits", "share of prompt tokens"}},
        {"utilisation", {"Utilisation", "sold share of capacity, average of the days it runs"}},
        {"profile", {"Day", "how the load runs over the hours"}},
        {"hourlyShares", {"Hours", "24 shares of the busiest hour"}},
        {"daysPerYear", {"Days per year"}},
        {"priority", {"Priority", "lower is served first"}},
        {"isBackfill", {"Takes the rest", "what the other jobs leave of the pool"}},
        {"isElastic", {"Scales with load", "holds only the replicas that the hour needs"}},
        {"load", {"Load given as"}},
        {"requestsPerSecond", {"Requests per second", "in the busiest hour"}},
        {"users", {"Users", "at work in the busiest hour"}},
        {"tokensPerSecondPerUser", {"Tokens/s per user"}},
        {"tokensPerDay", {"Output tokens per day"}},
        {"residentPrefixTokens", {"Resident prefix", "tokens shared by all requests"}},
        {"retrievedTokens", {"Retrieved context", "tokens added to each call"}},
        {"agentTurns", {"Model calls per request"}},
        {"draftTokens", {"Drafted tokens", "per step; 0 = no drafting"}},
        {"draftAcceptance", {"Acceptance of drafts"}},
        {"isDisaggregated", {"Prefill apart from decode"}},
        {"batchLimit", {"Batch limit", "per replica; 0 = what memory allows"}},
        {"isPlanFixed", {"Plan fixed", "off = searched"}},
        {"trainingStage", {"Stage"}},
        {"loraRank", {"LoRA rank"}},
        {"zeroStage", {"ZeRO stage"}},
        {"checkpointInterval_s", {"Checkpoint interval", "0 = the best one"}},
        {"isCheckpointBlocking", {"Checkpoints block", "training waits for the storage"}},
        {"dataRate_B_per_s", {"Data rate", "in the busiest hour"}},
        {"deadline_days", {"Deadline", "days of a run as scheduled; 0 = none"}},
        {"preset", {"Preset"}},
        {"sampleKind", {"Kind of work", "for the usual shares"}},
        {"flopsPerSample_FLOP", {"FLOP per sample", "forward; 0 = the preset's"}},
        {"bytesMovedPerSample_B", {"Memory traffic", "per sample, beside the parameters; 0 = the preset's"}},
        {"bytesReadPerSample_B", {"Read per sample", "from storage or network; 0 = the preset's"}},
        {"parameterCount", {"Parameters", "0 = the preset's"}},
        {"samplesPerBatch", {"Batch", "samples on an accelerator; 0 = searched"}},
        {"latencyLimit_s", {"Latency limit", "arrival to result; 0 = none"}},
        {"samplesPerSecond", {"Samples per second", "in the busiest hour; 0 = by utilisation"}},
        {"isSampleTraining", {"Trains", "forward and backward"}},
        {"computeShare", {"Reached of the peak", "share; 0 = usual of the kind"}},
        {"memoryShare", {"Reached of the bandwidth", "share; 0 = usual of the kind"}},
        {"classScale", {"Of that, this class", "0 = class default"}},
        {"order", {"Order", "0 is taken before 1"}},
        {"breaker_A", {"Breaker", "0 = no limit of its own"}},
        {"b_m", {"Corner B"}},
        {"a_m", {"Corner A"}},
    };
    return table;
}

/// Fields with editors of their own, or none.
bool isLeftOut(std::string_view key)
{
    return key == "at" || key == "isLocked" || key == "outline_m" || key == "site" ||
           key == "building" || key == "floor" || key == "hall" || key == "rack" ||
           key == "sources" || key.starts_with("weather");
}

template <class Row> std::string nameOf(const Row& row)
{
    if constexpr (requires { row.name; })
        return row.name;
    else
        return row.label;
}

template <class Target> std::vector<PropertyChoice> rowsAsChoices(const Blueprint& blueprint)
{
    std::vector<PropertyChoice> choices{{words("none"), std::int64_t{0}}};
    for (const Target& row : blueprint.table<Target>())
        choices.push_back(
            {QString::fromStdString(nameOf(row)), static_cast<std::int64_t>(row.id.value())});
    return choices;
}

std::vector<PropertyChoice> textChoices(std::initializer_list<const char*> names)
{
    std::vector<PropertyChoice> choices;
    for (const char* name : names)
        choices.push_back({QString::fromLatin1(name), std::string(name)});
    return choices;
}

std::vector<PropertyChoice> modelChoices()
{
    std::vector<PropertyChoice> choices;
    for (const ModelArchitecture& model : standardModels().all())
        choices.push_back({QString::fromStdString(model.id), model.id});
    return choices;
}

std::vector<PropertyChoice> presetChoices()
{
    std::vector<PropertyChoice> choices{{words("own figures"), std::string()}};
    for (const GenericPreset& preset : genericPresets())
        choices.push_back({QString::fromStdString(preset.name), preset.id});
    return choices;
}

/// Number formats; generic work may leave its format to the preset.
std::vector<PropertyChoice> formatChoices(bool mayBeOpen)
{
    auto choices = textChoices({"fp4", "mxfp4", "int4", "fp8", "int8", "bf16", "fp16", "fp32"});
    for (PropertyChoice& choice : choices)
        choice.label = choice.label.toUpper();
    if (mayBeOpen)
        choices.insert(choices.begin(), {words("as the preset"), std::string()});
    else
        choices.pop_back();
    return choices;
}

std::vector<PropertyChoice> acceleratorChoices(const Project& project)
{
    std::vector<PropertyChoice> choices{{words("most numerous"), std::string()},
                                        {words("fastest"), std::string("any")}};
    std::map<std::string, bool> seen;
    for (const auto& [id, part] : project.parts.all()) {
        const std::string name(part->kind == PartKind::Accelerator
                                   ? std::string_view(part->id)
                                   : part->text(FieldKey::AcceleratorPart));
        if (name.empty() || seen[name])
            continue;
        seen[name] = true;
        const Part* chip = project.parts.find(Symbol(name));
        choices.push_back({QString::fromStdString(chip ? chip->displayName() : name), name});
    }
    return choices;
}

/// The kinds that may stand in a field of a part.
std::vector<PartKind> kindsFor(const Project& project, std::string_view key, Symbol now)
{
    if (key == "switchPart")
        return {PartKind::Switch};
    if (key == "cablePart")
        return {PartKind::Cable, PartKind::Optic};
    if (const Part* part = project.parts.find(now)) {
        if (part->kind == PartKind::Rack || part->kind == PartKind::RackSystem)
            return {PartKind::Rack, PartKind::RackSystem};
        return {part->kind};
    }
    return {};
}

/// What kind of editor a member's type asks for; fills `row`.
template <class Entity, class Member>
void describe(PropertyRow& row, const Project& project, const Entity& entity, const Member& member)
{
    if constexpr (std::is_same_v<Member, bool>) {
        row.editor = PropertyEditor::Switch;
    } else if constexpr (std::is_same_v<Member, int>) {
        row.editor = PropertyEditor::Whole;
    } else if constexpr (NamedEnum<Member>) {
        row.editor = PropertyEditor::Choice;
        for (const std::string_view name : EnumNames<Member>::names)
            row.choices.push_back({spokenName(name), std::string(name)});
    } else if constexpr (std::is_same_v<Member, Id<Loop>>) {
        row.editor = PropertyEditor::Choice;
        row.choices = rowsAsChoices<Loop>(project.blueprint());
    } else if constexpr (std::is_same_v<Member, Id<Fabric>>) {
        row.editor = PropertyEditor::Choice;
        row.choices = rowsAsChoices<Fabric>(project.blueprint());
    } else if constexpr (std::is_same_v<Member, Symbol>) {
        if (row.key == "part" || row.key == "switchPart" || row.key == "cablePart") {
            row.editor = PropertyEditor::Part;
            row.kinds = kindsFor(project, row.key, member);
        } else if (row.key == "model") {
            row.editor = PropertyEditor::Choice;
            row.choices = modelChoices();
        } else if (row.key == "weightFormat" || row.key == "cacheFormat") {
            row.editor = PropertyEditor::Choice;
            if constexpr (std::is_same_v<Entity, Workload>)
                row.choices = formatChoices(entity.kind == WorkloadKind::Generic);
        } else if (row.key == "preset") {
            row.editor = PropertyEditor::Choice;
            row.choices = presetChoices();
        } else if (row.key == "fluid") {
            row.editor = PropertyEditor::Choice;
            row.choices = textChoices({"PG25", "water"});
        } else if (row.key == "accelerator") {
            row.editor = PropertyEditor::Choice;
            row.choices = acceleratorChoices(project);
        }
    } else if constexpr (std::is_same_v<Member, Power> || std::is_same_v<Member, Length> ||
                         std::is_same_v<Member, double>) {
        row.editor = PropertyEditor::Quantity;
        row.unit = unitOfKey(row.key);
        row.bareUnit = row.key == "altitude_m" ? "m" : bareUnitOf(row.unit);
    }
    (void)entity;
}

std::vector<PropertyRow> describeFirst(const Project& project, EntityId id)
{
    std::vector<PropertyRow> rows;
    project.blueprint().forEachTable([&]<class T>(const Table<T>& table) {
        const T* entity = table.find(Id<T>(id));
        if (!entity)
            return;
        forEachField(*entity, [&](std::string_view key, const auto& member) {
            if (isLeftOut(key))
                return;
            if constexpr (std::is_same_v<T, Workload>)
                if (!readsProperty(*entity, key))
                    return;
            PropertyRow row;
            row.key = key;
            row.label = propertyLabel(key);
            if (const auto found = fieldWords().find(key); found != fieldWords().end())
                row.hint = words(found->second.hint);
            if constexpr (std::is_same_v<T, Site> && std::is_same_v<decltype(member), const double&>)
                if (const auto from = sourceOf(*entity, key, member))
                    row.hint = QStringLiteral("%1 (%2, %3)").arg(toText(from->source), toText(from->year),
                                                        toText(from->confidence));
            describe(row, project, *entity, member);
            row.value = valueOf(member);
            rows.push_back(std::move(row));
        });
    });
    return rows;
}

} // namespace

QString spokenName(std::string_view name)
{
    if (name == "iec" || name == "nec" || name == "ups" || name == "a" || name == "b")
        return toText(name).toUpper();
    QString text = toText(name);
    text.replace(u'-', u' ');
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return words(text.toUtf8().constData());
}

QString propertyLabel(std::string_view key)
{
    if (const auto found = fieldWords().find(key); found != fieldWords().end())
        return words(found->second.label);
    const std::string_view stem = key.substr(0, key.find('_'));
    QString text;
    for (const char letter : stem) {
        const QChar sign = QLatin1Char(letter);
        if (sign.isUpper())
            text += u' ';
        text += sign.toLower();
    }
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return words(text.toUtf8().constData());
}

std::string unitOfKey(std::string_view key)
{
    const std::size_t at = key.find('_');
    if (at == std::string_view::npos) {
        if (key == "rotation")
            return "deg";
        return "1";
    }
    std::string unit(key.substr(at + 1));
    if (unit == "C")
        return "degC";
    if (const std::size_t per = unit.find("_per_"); per != std::string::npos)
        unit.replace(per, 5, "/");
    if (const std::size_t month = unit.find("_month"); month != std::string::npos)
        unit.resize(month);
    return unit;
}

std::string bareUnitOf(std::string_view unit)
{
    if (unit == "m")
        return "mm";
    if (unit == "W")
        return "kW";
    return std::string(unit);
}

std::vector<PropertyRow> commonProperties(const Project& project, std::span<const EntityId> ids)
{
    if (ids.empty())
        return {};
    std::vector<PropertyRow> rows = describeFirst(project, ids.front());
    const std::size_t last = std::min(ids.size(), mostCompared);
    for (std::size_t i = 1; i < last; ++i) {
        std::erase_if(rows, [&](PropertyRow& row) {
            const auto value = property(project.blueprint(), ids[i], row.key);
            if (!value)
                return true;
            if (row.value && *row.value != *value)
                row.value.reset();
            return false;
        });
    }
    // A name that many share is nobody's.
    if (ids.size() > 1)
        std::erase_if(rows, [](const PropertyRow& row) {
            return row.key == "label" || row.key == "name" || row.key == "unit";
        });
    return rows;
}

} // namespace millwright

#include "catalog/NetBoxType.h"
#include "catalog/PartRows.h"
#include "catalog/TextRules.h"
#include "model/base/Csv.h"
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <set>

namespace millwright
{
namespace
{

using Kind = YamlNode::Kind;

// Keys of devicetype.json; the library's own check allows no others.
constexpr std::array<std::string_view, 23> knownKeys{
    "manufacturer",  "model",          "slug",           "part_number",   "u_height",
    "is_full_depth", "airflow",        "weight",         "weight_unit",   "front_image",
    "rear_image",    "subdevice_role", "is_powered",     "console-ports", "console-server-ports",
    "power-ports",   "power-outlets",  "interfaces",     "front-ports",   "rear-ports",
    "module-bays",   "device-bays",    "inventory-items"};
constexpr std::array<std::string_view, 2> textKeys{"description", "comments"};

struct WeightUnit {
    std::string_view name;
    double kilograms;
};
constexpr std::array weightUnits{WeightUnit{"kg", 1.0}, WeightUnit{"g", 1e-3},
                                 WeightUnit{"lb", 0.45359237}, WeightUnit{"oz", 0.028349523125}};

struct InfiniBandRate {
    std::string_view name;
    double gbps; ///< of a port of four lanes
};
constexpr std::array infiniBandRates{
    InfiniBandRate{"sdr", 10},   InfiniBandRate{"ddr", 20},  InfiniBandRate{"qdr", 40},
    InfiniBandRate{"fdr10", 40}, InfiniBandRate{"fdr", 56},  InfiniBandRate{"edr", 100},
    InfiniBandRate{"hdr", 200},  InfiniBandRate{"ndr", 400}, InfiniBandRate{"xdr", 800},
};

/// Types of the library whose entries were found wrong against the vendor's data sheet.
struct KnownDefect {
    std::string_view manufacturer;
    std::string_view model;
    std::string_view message;
};
constexpr std::array knownDefects{
    KnownDefect{"Nvidia", "DGX A100 640GB", "netbox.defect-copied-ports"},
    KnownDefect{"Nvidia", "QM9700", "netbox.defect-missing-ports"},
};
constexpr std::array<std::string_view, 3> securityVendors{"Fortinet", "Palo Alto", "Check Point"};
constexpr int fewestSwitchPorts = 8;
constexpr std::size_t longestNote = 1000;

/// The ports of one speed of a device.
struct PortGroup {
    double speed_Gbps = 0.0;
    int ports = 0;
};

class TypeReader
{
public:
    TypeReader(const YamlNode& type, const std::string& file, ImportReport& report)
        : m_type(type), m_file(file), m_report(report)
    {
    }

    std::optional<Part> read()
    {
        if (m_type.kind != Kind::Map) {
            refuse(m_type.line, {}, "netbox.wrong-type", {std::string("device type")});
            return std::nullopt;
        }
        noteUnknownKeys();
        Part part;
        part.vendor = requiredText("manufacturer");
        part.name = requiredText("model");
        part.id = makePartId("netbox", requiredText("slug"));
        readBody(part);
        readPower(part);
        readInterfaces();
        if (m_isRefused)
            return std::nullopt;
        part.kind = guessKind(part);
        addPorts(part);
        addNotes(part);
        noteDefects(part);
        const PartPtr finished = finishPart(std::move(part));
        if (!reportPlausibility(*finished, {m_file, m_type.line, {}, {}, {}, true}, m_report))
            return std::nullopt;
        return *finished;
    }

private:
    void note(std::size_t line, std::string_view key, const std::string& id,
              std::vector<MessageArgument> arguments, bool isRefusal)
    {
        m_report.problems.push_back({m_file,
                                     line,
                                     std::string(key),
                                     id.substr(id.find('.') + 1),
                                     {id, std::move(arguments)},
                                     isRefusal});
        m_isRefused = m_isRefused || isRefusal;
    }
    void refuse(std::size_t line, std::string_view key, const std::string& id,
                std::vector<MessageArgument> arguments = {})
    {
        note(line, key, id, std::move(arguments), true);
    }
    void warn(std::size_t line, std::string_view key, const std::string& id,
              std::vector<MessageArgument> arguments = {})
    {
        note(line, key, id, std::move(arguments), false);
    }

    void noteUnknownKeys()
    {
        for (std::size_t i = 0; i < m_type.keys.size(); ++i) {
            const std::string& key = m_type.keys[i];
            if (std::ranges::find(knownKeys, key) == knownKeys.end() &&
                std::ranges::find(textKeys, key) == textKeys.end())
                warn(m_type.items[i].line, isPrintableText(key) ? key : "?", "netbox.unknown-key");
        }
    }

    std::string requiredText(std::string_view key)
    {
        const YamlNode* node = m_type.find(key);
        if (!node || node->kind == Kind::Null) {
            refuse(m_type.line, key, "netbox.key-missing", {std::string(key)});
            return {};
        }
        const bool isText =
            node->kind == Kind::Scalar && node->text.size() <= 100 && isPrintableText(node->text);
        if (!isText)
            refuse(node->line, key, "netbox.wrong-type", {std::string(key)});
        return isText ? node->text : std::string();
    }

    std::optional<double> number(const YamlNode& map, std::string_view key)
    {
        const YamlNode* node = map.find(key);
        if (!node || node->kind == Kind::Null)
            return std::nullopt;
        const auto value = node->kind == Kind::Scalar ? parseNumber(node->text) : std::nullopt;
        if (!value || *value < 0.0) {
            refuse(node->line, key, "netbox.wrong-type", {std::string(key)});
            return std::nullopt;
        }
        return value;
    }

    /// The maps of a list; a list of anything else is refused.
    std::vector<const YamlNode*> entries(std::string_view key)
    {
        std::vector<const YamlNode*> found;
        const YamlNode* list = m_type.find(key);
        if (!list || list->kind == Kind::Null)
            return found;
        if (list->kind != Kind::List) {
            refuse(list->line, key, "netbox.wrong-type", {std::string(key)});
            return found;
        }
        std::set<std::string> names;
        for (const YamlNode& item : list->items) {
            const YamlNode* name = item.find("name");
            if (!name || name->kind != Kind::Scalar) {
                refuse(item.line, key, "netbox.name-missing", {std::string(key)});
                continue;
            }
            if (!names.insert(name->text).second)
                warn(item.line, key, "netbox.name-twice");
            found.push_back(&item);
        }
        return found;
    }

    void add(Part& part, FieldKey key, double value, const std::string& basis = {})
    {
        Field field;
        field.key = key;
        field.number = value;
        field.basis = basis;
        addField(part, std::move(field));
    }

    void addText(Part& part, FieldKey key, std::string text)
    {
        Field field;
        field.key = key;
        field.text = std::move(text);
        addField(part, std::move(field));
    }

    void addField(Part& part, Field field)
    {
        if (!m_source)
            m_source = std::make_shared<const std::string>("NetBox device-type library, " +
                                                           part.vendor + " " + part.name);
        field.source = m_source;
        field.confidence = Confidence::Secondary; // the library is filled in by its users
        part.fields.push_back(std::move(field));
    }

    void readBody(Part& part)
    {
        const auto units = number(m_type, "u_height");
        const YamlNode* fullDepth = m_type.find("is_full_depth");
        if (!m_type.find("u_height"))
            refuse(m_type.line, "u_height", "netbox.key-missing", {std::string("u_height")});
        else if (units && std::abs(*units * 2.0 - std::round(*units * 2.0)) > 1e-9)
            refuse(m_type.find("u_height")->line, "u_height", "netbox.half-units");
        if (!fullDepth)
            refuse(m_type.line, "is_full_depth", "netbox.key-missing",
                   {std::string("is_full_depth")});
        else if (fullDepth->text != "true" && fullDepth->text != "false")
            refuse(fullDepth->line, "is_full_depth", "netbox.wrong-type",
                   {std::string("is_full_depth")});
        if (units && *units > 0.0)
            add(part, FieldKey::RackUnits, *units);
        readWeight(part);
    }

    void readWeight(Part& part)
    {
        const auto weight = number(m_type, "weight");
        if (!weight)
            return;
        const YamlNode* unitNode = m_type.find("weight_unit");
        const auto unit = unitNode
                              ? std::ranges::find(weightUnits, unitNode->text, &WeightUnit::name)
                              : weightUnits.end();
        if (unit == weightUnits.end())
            refuse(m_type.find("weight")->line, "weight_unit", "netbox.weight-unit");
        else if (*weight == 0.0)
            warn(m_type.find("weight")->line, "weight", "netbox.weight-zero");
        else
            add(part, FieldKey::Mass, *weight * unit->kilograms);
    }

    void readPower(Part& part)
    {
        const auto ports = entries("power-ports");
        double rating = 0.0;
        for (const YamlNode* port : ports) {
            const double drawn = number(*port, "maximum_draw").value_or(0.0);
            if (drawn > 0.0 && number(*port, "allocated_draw").value_or(0.0) > drawn)
                warn(port->find("allocated_draw")->line, "allocated_draw", "netbox.draw-reversed");
            rating = std::max(rating, drawn);
        }
        m_powerPorts = static_cast<int>(ports.size());
        m_outlets = static_cast<int>(entries("power-outlets").size());
        if (m_powerPorts > 0)
            add(part, FieldKey::PsuCount, m_powerPorts);
        // What the library calls a draw is mostly the rating of the supply; it is never taken as a
        // load.
        if (rating > 0.0)
            add(part, FieldKey::PsuRating, rating,
                "largest draw of a power port: a rating, not a load");
        if (m_outlets > 0)
            add(part, FieldKey::Outlets, m_outlets);
    }

    void readInterfaces()
    {
        std::map<double, int> bySpeed;
        for (const YamlNode* port : entries("interfaces")) {
            const YamlNode* type = port->find("type");
            if (!type || type->kind != Kind::Scalar) {
                refuse(port->line, "interfaces", "netbox.key-missing", {std::string("type")});
                continue;
            }
            const YamlNode* management = port->find("mgmt_only");
            if (management && management->text == "true")
                ++m_managementPorts;
            else if (const double speed = netBoxPortSpeed(type->text); speed > 0.0)
                ++bySpeed[speed];
            m_isInfiniBand = m_isInfiniBand || type->text.starts_with("infiniband");
        }
        for (const auto& [speed, ports] : bySpeed)
            if (speed * ports >= m_main.speed_Gbps * m_main.ports)
                m_main = {speed, ports};
    }

    PartKind guessKind(const Part& part) const
    {
        if (std::ranges::any_of(securityVendors, [&part](std::string_view name) {
                return part.vendor.starts_with(name);
            }))
            return PartKind::Security;
        if (m_outlets > 0)
            return part.name.find("UPS") != std::string::npos ||
                           part.id.find("-ups") != std::string::npos
                       ? PartKind::Ups
                       : PartKind::RackPdu;
        if (m_main.ports >= fewestSwitchPorts)
            return PartKind::Switch;
        return m_powerPorts == 0 && m_main.ports == 0 ? PartKind::Accessory : PartKind::System;
    }

    void addPorts(Part& part)
    {
        if (m_managementPorts > 0)
            add(part, FieldKey::OutOfBandPorts, m_managementPorts);
        if (m_main.ports == 0)
            return;
        if (part.kind == PartKind::Switch) {
            add(part, FieldKey::SwitchPorts, m_main.ports);
            add(part, FieldKey::SwitchPortSpeed, m_main.speed_Gbps);
            addText(part, FieldKey::FabricProtocol, m_isInfiniBand ? "InfiniBand" : "Ethernet");
        } else if (part.kind == PartKind::System) {
            const bool isFast =
                m_main.speed_Gbps >= 100.0; // slower ones are no compute fabric today
            add(part, isFast ? FieldKey::ComputePorts : FieldKey::ManagementPorts, m_main.ports);
            add(part, isFast ? FieldKey::ComputePortSpeed : FieldKey::ManagementPortSpeed,
                m_main.speed_Gbps);
        }
    }

    void addNotes(Part& part)
    {
        const YamlNode* comments = m_type.find("comments");
        if (!comments || comments->kind != Kind::Scalar || !isPrintableText(comments->text))
            return;
        std::string text(trimmedText(comments->text));
        if (text.size() > longestNote)
            text.resize(longestNote);
        while (!isPrintableText(text)) // cut inside a character
            text.pop_back();
        if (!text.empty())
            addText(part, FieldKey::Notes, std::move(text));
    }

    void noteDefects(const Part& part)
    {
        for (const KnownDefect& defect : knownDefects)
            if (part.vendor == defect.manufacturer && part.name == defect.model)
                warn(m_type.line, "model", std::string(defect.message));
        // Switch chips and front panels come in fours; another number mostly means a forgotten
        // line.
        if (part.kind == PartKind::Switch && m_main.ports >= 16 && m_main.ports % 4 != 0)
            warn(m_type.line, "interfaces", "netbox.odd-ports", {std::int64_t{m_main.ports}});
    }

    const YamlNode& m_type;
    const std::string& m_file;
    ImportReport& m_report;
    std::shared_ptr<const std::string> m_source;
    bool m_isRefused = false;
    bool m_isInfiniBand = false;
    int m_powerPorts = 0;
    int m_outlets = 0;
    int m_managementPorts = 0;
    PortGroup m_main; ///< the ports that carry most
};

} // namespace

double netBoxPortSpeed(std::string_view type)
{
    constexpr std::string_view infiniBand = "infiniband-";
    if (type.starts_with(infiniBand)) {
        const auto rate = std::ranges::find(infiniBandRates, type.substr(infiniBand.size()),
                                            &InfiniBandRate::name);
        return rate == infiniBandRates.end() ? 0.0 : rate->gbps;
    }
    double number = 0.0;
    const char* end = std::from_chars(type.data(), type.data() + type.size(), number).ptr;
    const std::string_view rest = type.substr(static_cast<std::size_t>(end - type.data()));
    if (end == type.data())
        return 0.0;
    if (rest.starts_with("gbase"))
        return number;
    return rest.starts_with("base") ? number / 1000.0 : 0.0;
}

std::optional<Part> partFromNetBoxType(const YamlNode& type, const std::string& file,
                                       ImportReport& report)
{
    return TypeReader(type, file, report).read();
}

} // namespace millwright

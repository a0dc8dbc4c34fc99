#include "model/edit/RegionActions.h"
#include "model/blueprint/EnumNames.h"
#include "model/blueprint/SiteFigures.h"
#include "model/edit/FieldActions.h"
#include <algorithm>

namespace millwright
{
namespace
{

/// A number of the site that a region knows.
struct SiteFigure {
    RegionKey key;
    std::string_view field; ///< key of EntityFields.h
    double Site::*member;
};
constexpr SiteFigure siteFigures[] = {
    {RegionKey::Altitude, "altitude_m", &Site::altitude},
    {RegionKey::DesignDryBulb, "designDryBulb_C", &Site::designDryBulb},
    {RegionKey::DesignWetBulb, "designWetBulb_C", &Site::designWetBulb},
    {RegionKey::MeanDryBulb, "averageDryBulb_C", &Site::averageDryBulb},
    {RegionKey::EnergyRetail, "energyPrice_USD_per_kWh", &Site::energyPrice},
    // Retail prices are averages that hold the demand charge: it must not be paid twice.
    {RegionKey::EnergyRetail, "demandPrice_USD_per_kW_month", &Site::demandPrice},
    {RegionKey::GridCarbon, "gridCarbon_kg_per_kWh", &Site::gridCarbon},
};
constexpr std::string_view weatherField = "weatherHours_h";

struct ParameterFigure {
    RegionKey key;
    Parameter parameter;
};
constexpr ParameterFigure parameterFigures[] = {
    {RegionKey::BuildCost, Parameter::FacilityPerWatt},
    {RegionKey::StaffCost, Parameter::StaffCost},
};

/// One application: the site as it becomes, with what is known of its figures.
class Application
{
public:
    Application(Draft& draft, const Site& before, const Region& region)
        : m_draft(draft), m_before(before), m_region(region), m_site(before)
    {
    }

    Message run()
    {
        m_site.region = Symbol(m_region.code);
        m_site.code = enumFromName<ElectricalCode>(m_region.electricalCode).value_or(m_site.code);
        for (const SiteFigure& row : siteFigures)
            take(row);
        takeWeather();
        for (const ParameterFigure& row : parameterFigures)
            take(row);
        m_site.sources = writeFigureSources(m_sources);
        m_draft.change(m_site.id, [&](Site& site) { site = m_site; });
        if (m_unknown.empty())
            return {"edit.region-applied-whole", {m_region.name, std::int64_t{m_taken}}};
        return {"edit.region-applied", {m_region.name, std::int64_t{m_taken}, m_unknown}};
    }

private:
    void note(std::string_view key, double value, const RegionFigure& figure)
    {
        m_sources.push_back({std::string(key), value, figure.year,
                             std::string(confidenceName(figure.confidence)), figure.source});
    }
    void miss(RegionKey key)
    {
        if (!m_unknown.empty())
            m_unknown += ", ";
        m_unknown += regionKeyInfo(key).label;
    }

    void take(const SiteFigure& row)
    {
        const bool isDemand = row.member == &Site::demandPrice;
        if (const RegionFigure* figure = m_region.figure(row.key)) {
            const double value = isDemand ? 0.0 : figure->value;
            m_site.*(row.member) = value;
            note(row.field, value, *figure);
            m_taken += !isDemand;
            return;
        }
        if (sourceOf(m_before, row.field, m_before.*(row.member)))
            m_site.*(row.member) = Site().*(row.member);
        if (!isDemand)
            miss(row.key);
    }

    void takeWeather()
    {
        const RegionFigure* figure = m_region.figure(RegionKey::TypicalYear);
        setWeather(m_site, m_region.weather); // a year of another place is never kept
        if (!figure || m_region.weather.empty())
            return miss(RegionKey::TypicalYear);
        note(weatherField, figure->value, *figure);
        ++m_taken;
    }

    /// Build and staff cost are assumptions of the design.
    void take(const ParameterFigure& row)
    {
        const std::string_view key = parameterInfo(row.parameter).key;
        if (const RegionFigure* figure = m_region.figure(row.key)) {
            // The key is one of Parameters.def and the value finite, so this cannot fail.
            (void)setParameter(m_draft, key, figure->value,
                               m_region.code + " " + figure->year + ": " + figure->source);
            note(key, figure->value, *figure);
            ++m_taken;
            return;
        }
        const ParameterValues now(m_draft.blueprint());
        if (sourceOf(m_before, key, now[row.parameter]))
            resetParameter(m_draft, key);
        miss(row.key);
    }

    Draft& m_draft;
    const Site m_before;
    const Region& m_region;
    Site m_site;
    std::vector<FigureSource> m_sources;
    std::string m_unknown;
    int m_taken = 0;
};

} // namespace

bool isApplied(RegionKey key)
{
    const auto hasKey = [key](const auto& row) { return row.key == key; };
    return key == RegionKey::TypicalYear || std::ranges::any_of(siteFigures, hasKey) ||
           std::ranges::any_of(parameterFigures, hasKey);
}

Result<Message> applyRegion(Draft& draft, Id<Site> site, const Region& region)
{
    const Site* before = draft.find(site);
    if (!before)
        return fail("region.no-site");
    return Application(draft, *before, region).run();
}

} // namespace millwright

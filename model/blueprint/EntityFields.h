#pragma once
#include "model/blueprint/Entities.h"
#include "model/blueprint/WorkloadEntities.h"
#include <string_view>
#include <tuple>

namespace millwright {

/// A member of an entity with the key that it has in project files, in the inspector and in scripts. Keys carry the unit of
/// the stored number where it has one (lengths are written in metres as "..._m", powers in W).
template <class Entity, class Value> struct EntityField {
    std::string_view key;
    Value Entity::*member;
};
template <class Entity, class Value> constexpr EntityField<Entity, Value> field(std::string_view key, Value Entity::*member)
{
    return {key, member};
}

/// The fields of an entity type without its id, as a tuple of EntityField. The one place that lists them: the file codec,
/// the inspector, scripts and differences between variants all read it.
template <class Entity> struct Fields;

template <> struct Fields<Site> {
    static constexpr auto list()
    {
        return std::tuple{field("name", &Site::name),
                          field("region", &Site::region),
                          field("code", &Site::code),
                          field("utilityCapacity_W", &Site::utilityCapacity),
                          field("altitude_m", &Site::altitude),
                          field("designDryBulb_C", &Site::designDryBulb),
                          field("designWetBulb_C", &Site::designWetBulb),
                          field("averageDryBulb_C", &Site::averageDryBulb),
                          field("energyPrice_USD_per_kWh", &Site::energyPrice),
                          field("demandPrice_USD_per_kW_month", &Site::demandPrice),
                          field("gridCarbon_kg_per_kWh", &Site::gridCarbon),
                          field("weatherDryBulb_C", &Site::weatherDryBulb),
                          field("weatherWetBulb_C", &Site::weatherWetBulb),
                          field("weatherHours_h", &Site::weatherHours),
                          field("sources", &Site::sources)};
    }
};
template <> struct Fields<Building> {
    static constexpr auto list()
    {
        return std::tuple{field("site", &Building::site),
                          field("name", &Building::name)};
    }
};
template <> struct Fields<Floor> {
    static constexpr auto list()
    {
        return std::tuple{field("building", &Floor::building),
                          field("name", &Floor::name),
                          field("level", &Floor::level)};
    }
};
template <> struct Fields<Hall> {
    static constexpr auto list()
    {
        return std::tuple{field("floor", &Hall::floor),
                          field("name", &Hall::name),
                          field("outline_m", &Hall::outline),
                          field("height_m", &Hall::height),
                          field("tile_m", &Hall::tile),
                          field("hasRaisedFloor", &Hall::hasRaisedFloor),
                          field("floorLimit_kg_per_m2", &Hall::floorLimit),
                          field("casterLimit_kg", &Hall::casterLimit),
                          field("rollingLimit_kg", &Hall::rollingLimit),
                          field("containment", &Hall::containment),
                          field("airSupply_C", &Hall::airSupply)};
    }
};
template <> struct Fields<Feature> {
    static constexpr auto list()
    {
        return std::tuple{field("hall", &Feature::hall),
                          field("kind", &Feature::kind),
                          field("a_m", &Feature::a),
                          field("b_m", &Feature::b),
                          field("width_m", &Feature::width),
                          field("height_m", &Feature::height),
                          field("label", &Feature::label)};
    }
};
template <> struct Fields<Rack> {
    static constexpr auto list()
    {
        return std::tuple{field("at", &Rack::at),
                          field("part", &Rack::part),
                          field("label", &Rack::label),
                          field("loop", &Rack::loop),
                          field("isLocked", &Rack::isLocked)};
    }
};
template <> struct Fields<Device> {
    static constexpr auto list()
    {
        return std::tuple{field("rack", &Device::rack),
                          field("part", &Device::part),
                          field("label", &Device::label),
                          field("unit", &Device::unit),
                          field("isRear", &Device::isRear),
                          field("role", &Device::role),
                          field("fabric", &Device::fabric),
                          field("plane", &Device::plane)};
    }
};
template <> struct Fields<PowerPart> {
    static constexpr auto list()
    {
        return std::tuple{field("at", &PowerPart::at),
                          field("part", &PowerPart::part),
                          field("label", &PowerPart::label),
                          field("side", &PowerPart::side),
                          field("policy", &PowerPart::policy),
                          field("inputsNeeded", &PowerPart::inputsNeeded),
                          field("modules", &PowerPart::modules),
                          field("redundantModules", &PowerPart::redundantModules),
                          field("ratingOverride_W", &PowerPart::ratingOverride),
                          field("isLocked", &PowerPart::isLocked)};
    }
};
template <> struct Fields<Feed> {
    static constexpr auto list()
    {
        return std::tuple{field("source", &Feed::source),
                          field("target", &Feed::target),
                          field("side", &Feed::side),
                          field("voltage_V", &Feed::voltage),
                          field("breaker_A", &Feed::breaker),
                          field("phases", &Feed::phases),
                          field("order", &Feed::order)};
    }
};
template <> struct Fields<CoolingPart> {
    static constexpr auto list()
    {
        return std::tuple{field("at", &CoolingPart::at),
                          field("part", &CoolingPart::part),
                          field("label", &CoolingPart::label),
                          field("serves", &CoolingPart::serves),
                          field("source", &CoolingPart::source),
                          field("rack", &CoolingPart::rack),
                          field("isStandby", &CoolingPart::isStandby),
                          field("powerClass", &CoolingPart::powerClass),
                          field("isLocked", &CoolingPart::isLocked)};
    }
};
template <> struct Fields<Loop> {
    static constexpr auto list()
    {
        return std::tuple{field("name", &Loop::name),
                          field("kind", &Loop::kind),
                          field("supply_C", &Loop::supply),
                          field("temperatureRise_K", &Loop::temperatureRise),
                          field("fluid", &Loop::fluid),
                          field("redundantUnits", &Loop::redundantUnits)};
    }
};
template <> struct Fields<Fabric> {
    static constexpr auto list()
    {
        return std::tuple{field("name", &Fabric::name),
                          field("kind", &Fabric::kind),
                          field("topology", &Fabric::topology),
                          field("switchPart", &Fabric::switchPart),
                          field("cablePart", &Fabric::cablePart),
                          field("planes", &Fabric::planes),
                          field("oversubscription", &Fabric::oversubscription),
                          field("sizedNodes", &Fabric::sizedNodes),
                          field("managerPorts", &Fabric::managerPorts),
                          field("mustSurviveSwitchLoss", &Fabric::mustSurviveSwitchLoss)};
    }
};
template <> struct Fields<Workload> {
    static constexpr auto list()
    {
        return std::tuple{field("name", &Workload::name),
                          field("kind", &Workload::kind),
                          field("model", &Workload::model),
                          field("accelerator", &Workload::accelerator),
                          field("poolShare", &Workload::poolShare),
                          field("weightFormat", &Workload::weightFormat),
                          field("cacheFormat", &Workload::cacheFormat),
                          field("promptTokens", &Workload::promptTokens),
                          field("outputTokens", &Workload::outputTokens),
                          field("prefixHitShare", &Workload::prefixHitShare),
                          field("ttftLimit_s", &Workload::ttftLimit),
                          field("tpotLimit_s", &Workload::tpotLimit),
                          field("utilisation", &Workload::utilisation),
                          field("trainingTokens", &Workload::trainingTokens),
                          field("sequenceLength", &Workload::sequenceLength),
                          field("globalBatchTokens", &Workload::globalBatchTokens),
                          field("profile", &Workload::profile),
                          field("hourlyShares", &Workload::hourlyShares),
                          field("daysPerYear", &Workload::daysPerYear),
                          field("priority", &Workload::priority),
                          field("isBackfill", &Workload::isBackfill),
                          field("isElastic", &Workload::isElastic),
                          field("load", &Workload::load),
                          field("requestsPerSecond", &Workload::requestsPerSecond),
                          field("users", &Workload::users),
                          field("tokensPerSecondPerUser", &Workload::tokensPerSecondPerUser),
                          field("tokensPerDay", &Workload::tokensPerDay),
                          field("residentPrefixTokens", &Workload::residentPrefixTokens),
                          field("retrievedTokens", &Workload::retrievedTokens),
                          field("agentTurns", &Workload::agentTurns),
                          field("draftTokens", &Workload::draftTokens),
                          field("draftAcceptance", &Workload::draftAcceptance),
                          field("isDisaggregated", &Workload::isDisaggregated),
                          field("batchLimit", &Workload::batchLimit),
                          field("isPlanFixed", &Workload::isPlanFixed),
                          field("tensorRanks", &Workload::tensorRanks),
                          field("pipelineRanks", &Workload::pipelineRanks),
                          field("contextRanks", &Workload::contextRanks),
                          field("expertRanks", &Workload::expertRanks),
                          field("attentionDataRanks", &Workload::attentionDataRanks),
                          field("interleave", &Workload::interleave),
                          field("microBatch", &Workload::microBatch),
                          field("trainingStage", &Workload::trainingStage),
                          field("loraRank", &Workload::loraRank),
                          field("recompute", &Workload::recompute),
                          field("zeroStage", &Workload::zeroStage),
                          field("checkpointInterval_s", &Workload::checkpointInterval),
                          field("isCheckpointBlocking", &Workload::isCheckpointBlocking),
                          field("deadline_days", &Workload::deadlineDays),
                          field("dataRate_B_per_s", &Workload::dataRate),
                          field("preset", &Workload::preset),
                          field("sampleKind", &Workload::sampleKind),
                          field("flopsPerSample_FLOP", &Workload::flopsPerSample),
                          field("bytesMovedPerSample_B", &Workload::bytesMovedPerSample),
                          field("bytesReadPerSample_B", &Workload::bytesReadPerSample),
                          field("parameterCount", &Workload::parameterCount),
                          field("samplesPerBatch", &Workload::samplesPerBatch),
                          field("latencyLimit_s", &Workload::latencyLimit),
                          field("samplesPerSecond", &Workload::samplesPerSecond),
                          field("isSampleTraining", &Workload::isSampleTraining),
                          field("computeShare", &Workload::computeShare),
                          field("memoryShare", &Workload::memoryShare),
                          field("classScale", &Workload::classScale)};
    }
};
template <> struct Fields<Assumption> {
    static constexpr auto list()
    {
        return std::tuple{field("key", &Assumption::key),
                          field("value", &Assumption::value),
                          field("note", &Assumption::note)};
    }
};
template <> struct Fields<Waiver> {
    static constexpr auto list()
    {
        return std::tuple{field("finding", &Waiver::finding),
                          field("reason", &Waiver::reason),
                          field("author", &Waiver::author),
                          field("date", &Waiver::date),
                          field("measured", &Waiver::measured)};
    }
};
template <> struct Fields<BillItem> {
    static constexpr auto list()
    {
        return std::tuple{field("part", &BillItem::part),
                          field("basis", &BillItem::basis),
                          field("quantity", &BillItem::quantity)};
    }
};
template <> struct Fields<CalibratedFactor> {
    static constexpr auto list()
    {
        return std::tuple{field("factor", &CalibratedFactor::factor),
                          field("value", &CalibratedFactor::value),
                          field("source", &CalibratedFactor::source),
                          field("date", &CalibratedFactor::date)};
    }
};

/// Calls visit(key, reference to the member) for each field of the entity.
template <class Entity, class Visitor> void forEachField(Entity& entity, Visitor&& visit)
{
    std::apply([&](const auto&... fields) { (visit(fields.key, entity.*(fields.member)), ...); },
               Fields<std::remove_const_t<Entity>>::list());
}

} // namespace millwright

#include "model/analysis/Analysis.h"
#include "model/analysis/RecalculationGraph.h"

namespace millwright
{
namespace
{

template <auto Slot> bool isSameResult(const Results& a, const Results& b)
{
    return a.*Slot == b.*Slot || (a.*Slot && b.*Slot && *(a.*Slot) == *(b.*Slot));
}

} // namespace

std::span<const Analysis> allAnalyses()
{
    using enum EntityKind;
    static const std::vector<Analysis> rows = {
        {"inventory",
         AnalysisClass::Live,
         {Rack, Device, PowerPart, CoolingPart, Assumption},
         {},
         runInventory,
         isSameResult<&Results::inventory>},
        {"space",
         AnalysisClass::Live,
         {Hall, Feature, Rack, PowerPart, CoolingPart, Assumption},
         {},
         runSpace,
         isSameResult<&Results::space>},
        {"network",
         AnalysisClass::Live,
         {Fabric, Device, Rack, Assumption},
         {"inventory"},
         runNetwork,
         isSameResult<&Results::network>},
        {"workload",
         AnalysisClass::Following,
         {Workload, Assumption, CalibratedFactor},
         {"inventory", "network"},
         runWorkload,
         isSameResult<&Results::workload>},
        {"facility",
         AnalysisClass::Live,
         {Site, Building, Floor, Hall, Rack, Device, PowerPart, Feed, CoolingPart, Loop,
          Assumption},
         {"inventory", "network"},
         runFacility,
         [](const Results& a, const Results& b) {
             return isSameResult<&Results::power>(a, b) && isSameResult<&Results::cooling>(a, b);
         }},
        {"workplan",
         AnalysisClass::Live,
         {Workload, Assumption},
         {"inventory", "network", "workload", "facility"},
         runWorkPlan,
         isSameResult<&Results::workplan>},
        {"cost",
         AnalysisClass::Live,
         {Site, BillItem, Assumption},
         {"inventory", "network", "workload", "facility", "workplan"},
         runCost,
         isSameResult<&Results::cost>,
         true},
    };
    return rows;
}

} // namespace millwright

#pragma once
#include "model/edit/Draft.h"
#include "model/edit/Labels.h"
#include <unordered_map>

namespace millwright
{

/// Adds copies of rows under new ids and labels that continue those of the originals.
class Copier
{
public:
    explicit Copier(Draft& draft) : m_draft(draft) {}

    EntityId addRack(Rack row);
    EntityId addPower(PowerPart row);
    EntityId addCooling(CoolingPart row);
    EntityId addDevice(Device row);

private:
    Draft& m_draft;
    LabelSeries m_rackLabels, m_powerLabels, m_coolingLabels, m_deviceLabels;
};

} // namespace millwright

#pragma once
#include "model/blueprint/Blueprint.h"

namespace millwright
{

/// True if a circuit may end at this entity: a rack, a power part or a cooling part.
bool isFeedTarget(const Blueprint& blueprint, EntityId id);

/// True if the circuit would feed its own source, directly or through others.
bool feedsBack(const Blueprint& blueprint, const Feed& feed);

} // namespace millwright

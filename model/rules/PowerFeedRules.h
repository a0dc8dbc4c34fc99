#pragma once
#include "model/rules/Rule.h"

namespace millwright
{

// Checks of power.* that look at single feeds; rows of the table are in PowerRules.cpp.

/// Circuits within their continuous rating, now and after failover.
void checkCircuit(const RuleContext& c, FindingSink& sink);
/// Feed voltage against what source and target are made for.
void checkVoltage(const RuleContext& c, FindingSink& sink);
/// Cooling parts stand behind the UPS or generator that their class asks for.
void checkCoolingFeed(const RuleContext& c, FindingSink& sink);
/// Enough power supplies of each system stay live after the loss of one part.
void checkSupplies(const RuleContext& c, FindingSink& sink);

} // namespace millwright

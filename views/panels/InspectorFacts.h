#pragma once
#include "model/base/Id.h"
#include <QString>
#include <optional>
#include <span>
#include <vector>

namespace millwright
{

class Session;

/// A line of the inspector that tells and does not ask: a figure with its limit, or a connection.
struct InspectorFact {
    QString label;
    QString number, unit;
    QString metric = {}; ///< explains the number; empty = there is no metric for one thing alone
    struct Meter {
        double value = 0.0, maximum = 1.0;
        std::optional<double> limit = {};
    };
    std::optional<Meter> meter = {};
    QString suffix = {};
    EntityId target = 0; ///< connections: what it leads to
};

/// Power, heat, coolant, floor load, units of the selected things; sums where there are many.
std::vector<InspectorFact> loadFacts(const Session& session, std::span<const EntityId> ids);
/// Circuits, loop and fabric of one thing.
std::vector<InspectorFact> connectionFacts(const Session& session, EntityId id);
/// A metric of the design as a line; nothing if the design says nothing about it.
std::optional<InspectorFact> metricFact(const Session& session, const char* metric,
                                        const QString& label = {});
/// What a workload, a fabric or a loop comes to.
std::vector<InspectorFact> outcomeFacts(const Session& session, EntityId id);

} // namespace millwright

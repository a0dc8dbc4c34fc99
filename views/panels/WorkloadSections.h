#pragma once
#include <QString>
#include <string_view>

namespace millwright
{

/// Parts of the form of a workload. Fields that nobody sorted in stand under Other, so that a new
/// one is there without code.
enum class WorkloadSection : std::uint8_t { Job, Requests, Samples, Load, Limits, Training, Plan, Day, Other };
inline constexpr int workloadSectionCount = 9;

WorkloadSection workloadSectionOf(std::string_view key);
QString workloadSectionTitle(WorkloadSection section);

} // namespace millwright

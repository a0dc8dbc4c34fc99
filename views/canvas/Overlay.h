#pragma once
#include "model/analysis/Results.h"
#include "model/blueprint/Project.h"
#include "model/rules/Rule.h"
#include "views/canvas/PlanScene.h"
#include "views/theme/Theme.h"
#include <array>
#include <optional>
#include <span>
#include <unordered_map>

namespace millwright
{

/// What the plan's fills can show; the number is the key that shows it.
enum class Overlay : std::uint8_t {
    None,
    Power,
    Heat,
    Weight,
    Units,
    Links,
    Cost,
    Feeds,
    Findings
};
inline constexpr int overlayCount = 9;

/// Row of the overlay table. Values are in SI and divided by `divisor` for people.
struct OverlayInfo {
    Overlay overlay;
    const char* name;  ///< on the bar
    const char* title; ///< head of the legend
    const char* what;  ///< "kW per rack, design load"
    double divisor = 1.0;
    int decimals = 0;
    bool isCategorical = false;
};
const OverlayInfo& overlayInfo(Overlay overlay);

/// A class of a categorical overlay: colour, and a hatch so that colour is not all.
struct OverlayClass {
    const char* label;
    Qt::BrushStyle hatch;
    QColor (*color)(const Theme& theme);
};

/// Worst status per entity that a finding names.
using MarkMap = std::unordered_map<EntityId, Status>;
MarkMap findingMarks(const RuleRunner& rules);

/// The values of one overlay for the items of a scene, with their range and spread.
class OverlayValues
{
public:
    static constexpr std::size_t bins = 24;
    struct Input {
        const PlanScene& scene;
        const Results& results;
        const ParameterValues& parameters;
        const MarkMap& marks;
    };

    void compute(Overlay overlay, const Input& input);

    Overlay overlay() const { return m_overlay; }
    const OverlayInfo& info() const { return overlayInfo(m_overlay); }
    bool isShown() const { return m_overlay != Overlay::None; }
    /// True for the things that this overlay speaks of; others keep their body's colour.
    bool appliesTo(const PlanItem& item) const;
    /// The value of the scene's item `number`; NaN when it is unknown or does not apply.
    float value(std::uint32_t number) const
    {
        return number < m_values.size() ? m_values[number]
                                        : std::numeric_limits<float>::quiet_NaN();
    }
    double low() const { return m_low; }
    double high() const { return m_high; }
    std::optional<double> limit() const { return m_limit; }
    const char* limitLabel() const { return m_limitLabel; }
    const std::array<int, bins>& histogram() const { return m_histogram; }
    std::span<const OverlayClass> classes() const;
    int classCount(std::size_t index) const { return m_histogram[index]; }

    QColor color(float value, const Theme& theme) const;
    QString text(float value) const; ///< as it stands on a part, without the unit

private:
    void spread();

    Overlay m_overlay = Overlay::None;
    std::vector<float> m_values;
    double m_low = 0.0, m_high = 1.0;
    std::optional<double> m_limit;
    const char* m_limitLabel = "";
    std::array<int, bins> m_histogram{};
};

/// A round number at or above `value` (1, 2, 2.5, 5 times a power of ten).
double roundUp(double value);

} // namespace millwright

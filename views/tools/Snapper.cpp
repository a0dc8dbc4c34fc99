#include "views/tools/Snapper.h"
#include "model/base/Units.h"
#include "views/canvas/ViewTransform.h"
#include <cmath>

namespace millwright
{
namespace
{

constexpr double seen = 2.5;     // m around the box in which edges pull
constexpr double farthest = 6.0; // m to which distances are shown
constexpr double same = 0.0005;  // m
constexpr std::size_t mostNeighbours = 400;

/// One axis of a box: its two edges, and its extent on the other axis.
struct Span {
    double low, high, crossLow, crossHigh;
};

Span spanOf(const QRectF& box, bool isX)
{
    return isX ? Span{box.left(), box.right(), box.top(), box.bottom()}
               : Span{box.top(), box.bottom(), box.left(), box.right()};
}

struct Pull {
    double offset = 0.0;
    double edge = 0.0; ///< the line on which the edges meet
    double crossLow = 0.0, crossHigh = 0.0;
};

/// The nearest edge of a neighbour to which an edge of the box could be pulled within `reach`.
std::optional<Pull> strongestPull(const QRectF& box, const std::vector<QRectF>& others, bool isX,
                                  double reach)
{
    const Span own = spanOf(box, isX);
    std::optional<Pull> best;
    for (const QRectF& other : others) {
        const Span span = spanOf(other, isX);
        for (const double from : {own.low, own.high})
            for (const double to : {span.low, span.high}) {
                const double offset = to - from;
                if (std::fabs(offset) > reach ||
                    (best && std::fabs(offset) >= std::fabs(best->offset)))
                    continue;
                best = Pull{offset, to, std::min(own.crossLow, span.crossLow),
                            std::max(own.crossHigh, span.crossHigh)};
            }
    }
    return best;
}

Guide edgeGuide(const Pull& pull, bool isX)
{
    const double low = pull.crossLow - 0.3;
    const double high = pull.crossHigh + 0.3;
    return {isX ? QLineF(pull.edge, low, pull.edge, high) : QLineF(low, pull.edge, high, pull.edge),
            true,
            {}};
}

double toGrid(double edge, double step)
{
    return std::round(edge / step) * step - edge;
}

} // namespace

Snapper::Snapper(const PlanScene& scene, std::vector<EntityId> ignored, double reach)
    : m_scene(scene), m_ignored(std::move(ignored)), m_reach(reach)
{
}

std::vector<QRectF> Snapper::neighbours(const QRectF& area) const
{
    std::vector<QRectF> boxes;
    for (const StandingBody& body : m_scene.bodiesNear(area, m_ignored)) {
        boxes.push_back(toRectF(body.box.bounds()));
        if (boxes.size() == mostNeighbours)
            break;
    }
    for (const Feature& feature : m_scene.features())
        if (const auto blocked = blockedArea(feature); blocked && feature.kind != FeatureKind::Door)
            if (const QRectF box = toRectF(blocked->bounds()); box.intersects(area))
                boxes.push_back(box);
    if (const Hall* hall = m_scene.hall(); hall && !hall->outline.empty())
        boxes.push_back(toRectF(polygonBounds(hall->outline)));
    return boxes;
}

Snap Snapper::snap(const QRectF& box, bool isFree) const
{
    Snap result;
    if (isFree) {
        result.offset = {toGrid(box.left(), 0.001), toGrid(box.top(), 0.001)};
        return result;
    }
    const Hall* hall = m_scene.hall();
    const double tile = hall && hall->tile > Length{} ? hall->tile.metres() : 0.6;
    const auto others = neighbours(box.adjusted(-seen, -seen, seen, seen));
    const auto pullX = strongestPull(box, others, true, m_reach);
    const auto pullY = strongestPull(box, others, false, m_reach);
    result.offset = {pullX ? pullX->offset : toGrid(box.left(), tile),
                     pullY ? pullY->offset : toGrid(box.top(), tile)};
    if (pullX)
        result.guides.push_back(edgeGuide(*pullX, true));
    if (pullY)
        result.guides.push_back(edgeGuide(*pullY, false));
    return result;
}

std::vector<Guide> Snapper::distances(const QRectF& box) const
{
    const auto others = neighbours(box.adjusted(-farthest, -farthest, farthest, farthest));
    std::vector<Guide> guides;
    for (const bool isX : {true, false}) {
        const Span own = spanOf(box, isX);
        const double middle = (own.crossLow + own.crossHigh) / 2;
        double before = farthest + 1.0;
        double after = farthest + 1.0;
        for (const QRectF& other : others) {
            const Span span = spanOf(other, isX);
            if (span.crossLow > middle || span.crossHigh < middle)
                continue;
            for (const double edge : {span.low, span.high}) {
                if (edge <= own.low + same)
                    before = std::min(before, own.low - edge);
                if (edge >= own.high - same)
                    after = std::min(after, edge - own.high);
            }
        }
        const auto add = [&](double gap, double from, double to) {
            if (gap < 0.005 || gap > farthest)
                return;
            const QString chip = QString::fromStdString(formatWhole(std::llround(gap * 1e3)));
            guides.push_back(
                {isX ? QLineF(from, middle, to, middle) : QLineF(middle, from, middle, to), false,
                 chip});
        };
        add(before, own.low - before, own.low);
        add(after, own.high, own.high + after);
    }
    return guides;
}

} // namespace millwright

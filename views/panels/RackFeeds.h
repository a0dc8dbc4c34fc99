#pragma once
#include "model/blueprint/Entities.h"
#include <algorithm>

namespace millwright
{

/// What the circuits of a load may carry together so that the loss of any side, or of a circuit of
/// no side, leaves enough: the sum less the largest of them. W.
class FeedLimit
{
public:
    void add(Side side, double capacity_W)
    {
        if (!(capacity_W > 0.0))
            return; // states no limit
        m_total += capacity_W;
        if (side == Side::None) {
            ++m_groups;
            m_largestAlone = std::max(m_largestAlone, capacity_W);
            return;
        }
        double& sum = side == Side::A ? m_a : m_b;
        m_groups += sum == 0.0 ? 1 : 0;
        sum += capacity_W;
    }
    double limit_W() const
    {
        return m_groups > 1 ? m_total - std::max({m_a, m_b, m_largestAlone}) : m_total;
    }

private:
    double m_total = 0.0, m_a = 0.0, m_b = 0.0, m_largestAlone = 0.0;
    int m_groups = 0;
};

} // namespace millwright

#pragma once
#include "model/analysis/AcceleratorOffers.h"
#include "model/analysis/JobStudy.h"
#include <functional>
#include <span>

namespace millwright
{

/// What money a comparison counts with; from the design's parameters.
struct ComparisonPrices {
    double energyPrice = 0.0;   ///< USD/kWh
    double pue = 1.0;           ///< annual
    double itLife = 0.0;        ///< years
    double plantPerWatt = 0.0;  ///< USD of building and plant per W of IT
    double plantLife = 0.0;     ///< years
    double maintenance = 0.0;   ///< of the equipment's price a year
    double utilisation = 0.6;   ///< sold share of capacity, jobs that serve
};
/// The parameters' defaults, without a design.
ComparisonPrices standardPrices(double utilisation);
/// `pue` and the site's energy price from the design where it has them.
ComparisonPrices comparisonPrices(const MetricContext& design, double utilisation);

/// The same job on one accelerator of a comparison.
struct ComparedJob {
    AcceleratorOffer offer;
    std::shared_ptr<const JobStudy> study; ///< its best plan, for derivations
    bool isFeasible = false;
    Message reason; ///< why not
    std::string plan; ///< "TP8 DP4"
    double perAccelerator = 0.0; ///< tokens/s of one: output when serving; samples/s of generic work
    EstimateBand perAcceleratorBand;
    double tpot = 0.0; ///< s, mean at the sold load; serving
    EstimateBand tpotBand;
    double ttft = 0.0; ///< s, p99 at the sold load; serving
    double latency = 0.0; ///< s from arrival to result; generic work
    EstimateBand latencyBand;
    double days = 0.0; ///< training
    EstimateBand daysBand;
    double mfu = 0.0; ///< training
    double tokensPerJoule = 0.0; ///< of the accelerators' own energy; samples of generic work
    double costPerMillion = 0.0; ///< USD per million tokens or samples: system, its share of building and
                                 ///< plant, maintenance and energy; 0 = no system has a price
    EstimateBand costBand;       ///< by the band of the tokens and the range of the price
    EstimateConfidence confidence = EstimateConfidence::ClassDefault;
};

/// Progress: done, of all; false = stop.
using ComparisonProgress = std::function<bool(std::size_t done, std::size_t all)>;

/// The job on as many of each accelerator as it has, in the order of the offers; ends early when
/// `progress` says so. 3 to 100 ms each, so on a worker. The question must have a place.
std::vector<ComparedJob> compareJob(const JobQuestion& job, std::span<const AcceleratorOffer> offers,
                                    const ComparisonPrices& prices,
                                    const ComparisonProgress& progress = {});

/// Derivation of the cost per million tokens of a compared job; needs its price.
Traced explainComparedCost(const ComparedJob& compared, const ComparisonPrices& prices);

} // namespace millwright

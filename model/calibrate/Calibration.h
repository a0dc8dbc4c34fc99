#pragma once
#include "model/calibrate/Measurement.h"
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace millwright
{

/// A factor that measurements moved.
struct FactorChange {
    Factor factor;
    double before = 0.0;
    double after = 0.0;
};

/// How well one target was met, |ln(predicted / measured)|, median over the runs.
struct CalibrationErrors {
    std::size_t runs = 0;
    double before = 0.0; ///< with the factors that were there
    double after = 0.0;  ///< with the new factors, on the runs they were fitted on
    double heldOut =
        0.0; ///< each run predicted by factors that were fitted without it; 0 = too few runs
    double bandBefore = 0.0, bandAfter = 0.0; ///< ln half-width of the 80 % band
};

/// What a collective measured of a link against its data sheet.
struct LinkShare {
    LinkMeasurement link;
    bool isScaleOut = false;
    double reference =
        0.0;            ///< B/s per accelerator and direction of the data sheet or the stated port
    double share = 0.0; ///< achieved of it; 0 = no reference known
};

/// Factors refitted on a customer's own measurements, with what changed and how far to trust it.
struct Calibration {
    EfficiencyFactors factors;
    std::vector<FactorChange> changes; ///< by more than half a percent
    std::map<std::string, CalibrationErrors>
        errors; ///< by target: ttft_ms, tpot_ms, output_tok_s, tok_s
    std::vector<LinkShare> links;
    double fabricShare =
        0.0;              ///< median share that collectives over the fabric reach; 0 = not measured
    std::size_t runs = 0; ///< that could be compared
    std::vector<Error> notCompared;
};

struct CalibrationOptions {
    const EfficiencyFactors* base = nullptr; ///< factors to start from; null = shipped
    double portBandwidth =
        0.0;            ///< B/s per accelerator and direction into the fabric; 0 = not known
    double prior = 0.2; ///< weight in runs of one factor of e away from the start
    std::function<bool()> isCancelled;
};

/// Refits the factors on measured runs. The fit starts at the factors that are there, which also
/// hold what the runs do not determine (ridge towards them); folds leave one model, or a part of
/// the runs, out to measure the error that new questions will see. The 80 % band becomes the mean
/// of the band that was there, counted as 20 runs, and the 80th percentile of the held-out errors.
/// Links: the share of the data sheet's bandwidth that large messages reach. Errors:
/// "calibrate.too-few", "calibrate.cancelled".
Result<Calibration> calibrate(const ImportedMeasurements& measured,
                              const CalibrationOptions& options = {});

} // namespace millwright

#pragma once
#include "model/calibrate/Measurement.h"
#include <filesystem>
#include <functional>
#include <string_view>

namespace millwright
{

/// Called before each file with how many are done and how many there are; false cancels.
using MeasurementProgress = std::function<bool(std::size_t done, std::size_t total)>;

inline constexpr std::size_t mostMeasurementFiles = 5000;
inline constexpr std::uintmax_t measurementFileLimit = std::uintmax_t{64} << 20; ///< B

/// Reads results of measurements: a file, or all below a folder. Recognised by their content:
/// serving benchmarks of vLLM and SGLang (JSON, JSON lines, CSV with the same keys), reports of
/// trtllm-bench, summaries of MLPerf Inference (mlperf_log_summary.txt, the submission checker's
/// summary.csv), logs of MLPerf Training, output of nccl-tests and rccl-tests, and CSV files with
/// the columns of the shipped cases. `defaults` stands in for what a file does not say (most name
/// no accelerator); a run that still lacks its accelerator, count or model becomes a problem.
/// Errors: "file.unreadable", "calibrate.no-files", "calibrate.too-many", "calibrate.cancelled".
Result<ImportedMeasurements> importMeasurements(const std::filesystem::path& fileOrFolder,
                                                const Measurement& defaults,
                                                const MeasurementProgress& progress = {});

/// The same for one text; `where` is its path or name, from which MLPerf's folder names are read.
/// A text of no known form is a problem "calibrate.unknown-form".
ImportedMeasurements readMeasurements(std::string_view text, const std::string& where,
                                      const Measurement& defaults);

// One reader per form, each in a file of its own.
ImportedMeasurements readServingBenchmarks(std::string_view json, const std::string& where,
                                           const Measurement& defaults);
ImportedMeasurements readServingTable(const CsvTable& table, const Measurement& defaults);
ImportedMeasurements readLoadgenSummary(std::string_view text, const std::string& where,
                                        const Measurement& defaults);
ImportedMeasurements readMlperfTable(const CsvTable& table, const Measurement& defaults);
ImportedMeasurements readTrainingLog(std::string_view text, const std::string& where,
                                     const Measurement& defaults);
ImportedMeasurements readCollectiveLog(std::string_view text, const std::string& where,
                                       const Measurement& defaults);

/// Fills what `run` lacks from `defaults`; the error that makes the run unusable, if one is left.
std::optional<Error> completeRun(Measurement& run, const Measurement& defaults);

/// Adds the English patterns of these messages.
void registerCalibrateMessages();

} // namespace millwright

#pragma once
#include "model/base/Result.h"
#include "model/estimate/NumberFormat.h"
#include <string>
#include <string_view>
#include <vector>

namespace millwright
{

/// Kinds of accelerator that differ in how much of their peak software gets; a class without
/// measurements gets a wide band.
enum class AcceleratorClass {
    NvidiaGpu,
    AmdGpu,
    Gaudi,
    Tpu,
    Neuron,
    WaferScale,
    InMemory,
    Fpga,
    Neuromorphic,
    Tenstorrent,
    Cpu,
    Other
};

/// What the estimator reads of an accelerator's datasheet. SI units; peaks are dense, never with
/// sparsity; 0 = not known.
struct AcceleratorSpec {
    std::string id;
    std::string name;
    AcceleratorClass kind = AcceleratorClass::Other;
    double peakFp32 = 0.0;        ///< FLOP/s
    double peakBf16 = 0.0;        ///< FLOP/s, BF16 and FP16
    double peakFp8 = 0.0;         ///< FLOP/s; 0 = the part has no FP8
    double peakInt8 = 0.0;        ///< op/s
    double peakFp4 = 0.0;         ///< FLOP/s; 0 = the part has no FP4
    double memoryBytes = 0.0;     ///< B
    double memoryBandwidth = 0.0; ///< B/s
    double scaleUpBandwidth =
        0.0; ///< B/s per direction, into the scale-up domain (NVLink, xGMI, ICI) or PCIe
    int scaleUpDomain = 1; ///< accelerators that reach each other over scale-up
    double tdp = 0.0;      ///< W
    double idle = 0.0;     ///< W; 0 = class default (0.15 x tdp)
    double matmulShare16 =
        0.0;                   ///< of the peak that large 16-bit products measure; 0 = not measured
    double matmulShare8 = 0.0; ///< the same, 8 bit
    double exponentials = 0.0; ///< 1/s that the special-function units compute; 0 = not known
    double matrixWidth = 0.0;  ///< rows of a systolic matrix unit; 0 = not known or none
    double powerCap = 0.0;     ///< W; 0 = none
    int year = 0;              ///< of the first shipment
    std::string source;
    std::string confidence; ///< verified, secondary, derived, unverified

    bool hasPeaks() const { return peakBf16 > 0.0 && memoryBandwidth > 0.0 && memoryBytes > 0.0; }
};

/// Bytes of memory that software can address. The GB of HBM on data sheets are 2^30 bytes, of which
/// 0.5 % are reserved (driver read-outs: 81,559 MiB on an H100 of 80 GB, 143,771 MiB on an H200 of
/// 141 GB, 183,359 MiB on a B200 of 180 GB, 196,592 MiB on an MI300X of 192 GB); GDDR parts keep a
/// sixteenth for error correction (46,068 MiB on an L40S of 48 GB).
double addressableMemory(const AcceleratorSpec& accelerator);

/// Peak that a format computes at: a format the part lacks computes at the next wider one (weights
/// are widened on the way).
double computePeak(const AcceleratorSpec& accelerator, NumberFormat format);

/// Measured large-product speed against that of the part most factors were fitted on (H100
/// SXM: 80.3 % of the 16-bit and 70.9 % of the 8-bit peak; stas00/ml-engineering, accelerator
/// benchmarks); where nothing was measured
/// the mean of its class (Instinct 0.75: MI300X 0.64, MI325X 0.75, MI355X 0.85), else 1.
double matmulQuality(const AcceleratorSpec& accelerator, NumberFormat runsIn);

/// Fills the measured shares of a part that comes from elsewhere (a catalog) from the shipped
/// library, by the longest known name inside its own name; leaves them at 0 where none fits.
void addMeasuredShares(AcceleratorSpec& accelerator);

/// The format that the arithmetic really runs in; Bf16 for FP4 weights on a part without FP4 and
/// FP8.
NumberFormat computeFormat(const AcceleratorSpec& accelerator, NumberFormat format);

/// Class of an accelerator from its vendor and name ("Gaudi 3" -> Gaudi, "Instinct MI300X" ->
/// AmdGpu).
AcceleratorClass acceleratorClassOf(std::string_view vendor, std::string_view name);
std::string_view acceleratorClassName(AcceleratorClass kind);

/// Accelerators known by id, for validation files and for designs without catalog figures.
class AcceleratorLibrary
{
public:
    /// From CSV text with the columns of resources/evidence/accelerators.csv.
    static Result<AcceleratorLibrary> read(std::string_view csv, std::string where);
    /// The accelerators shipped inside the program.
    static const AcceleratorLibrary& standard();

    /// By id or alias, without regard to case, blanks, dashes, vendor, count and memory words
    /// around it ("NVIDIA H200-SXM-141GB", "8x H100", "AMD Instinct MI355X 288GB HBM3e"); null if
    /// not known.
    const AcceleratorSpec* find(std::string_view id) const;
    /// The entry whose key is the longest inside `name`, at least four characters; null if none.
    const AcceleratorSpec* findInside(std::string_view name) const;
    const std::vector<AcceleratorSpec>& all() const { return m_all; }

private:
    const AcceleratorSpec* findWords(std::string_view name) const;

    std::vector<AcceleratorSpec> m_all;
    std::vector<std::vector<std::string>> m_keys;
    std::vector<std::vector<std::vector<std::string>>> m_words; ///< of each key
};

} // namespace millwright

#pragma once
#include "model/base/Csv.h"
#include "model/estimate/MeasuredCases.h"
#include <string>
#include <vector>

namespace millwright
{

/// One measured run of serving or training as the tool that ran it reports it. SI units; 0 or empty
/// = the file does not say.
struct Measurement {
    CaseKind kind =
        CaseKind::Latency; ///< Latency has TTFT and TPOT, Inference tokens/s, Training a step
    std::string accelerator, model, framework, version, format, date, scenario, notes;
    std::string where; ///< file, and line where one file holds several runs
    int accelerators = 0;
    int tensor = 0, pipeline = 0, expert = 0, attentionData = 0;
    double inputTokens = 0.0;  ///< mean per request
    double outputTokens = 0.0; ///< mean per request
    double concurrency = 0.0;  ///< requests in flight, mean
    double outputTokensPerSecond = 0.0;
    double ttftMean = 0.0;    ///< s
    double tpotMean = 0.0;    ///< s
    double sequence = 0.0;    ///< training, tokens
    double globalBatch = 0.0; ///< training, sequences
    double trainingTokensPerSecond = 0.0;
    bool includesEvaluation = false; ///< the training rate is over a run time that holds evaluation
};

/// One collective over message sizes, as nccl-tests and rccl-tests print it.
struct LinkMeasurement {
    std::string collective;  ///< all_reduce, all_gather, reduce_scatter, alltoall, sendrecv ...
    std::string accelerator; ///< as the driver names it
    int ranks = 0;
    int nodes = 0;
    double latency = 0.0;        ///< s, of the smallest messages
    double busBandwidth = 0.0;   ///< B/s per rank and direction that large messages reach
    double largestMessage = 0.0; ///< B
    std::string where;
};

/// What was read of one or many files, and what was not, with the reason.
struct ImportedMeasurements {
    std::vector<Measurement> runs;
    std::vector<LinkMeasurement> links;
    std::vector<Error> problems;
    std::size_t files = 0;

    void add(ImportedMeasurements&& other);
};

/// The runs of one kind as a table with the columns of the shipped case files, which validation and
/// fits read.
CsvTable caseTable(CaseKind kind, const std::vector<Measurement>& runs, std::string where);

} // namespace millwright

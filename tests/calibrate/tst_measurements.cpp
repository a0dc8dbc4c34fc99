#include "model/calibrate/MeasurementImport.h"
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace millwright;

namespace
{

ImportedMeasurements read(const char* text, const Measurement& defaults = {},
                          const std::string& where = "file")
{
    return readMeasurements(text, where, defaults);
}

/// What most serving benchmarks do not say: the hardware.
Measurement hardware()
{
    Measurement defaults;
    defaults.accelerator = "H100";
    defaults.accelerators = 8;
    defaults.tensor = 8;
    return defaults;
}

std::string firstProblem(const ImportedMeasurements& found)
{
    return found.problems.empty() ? std::string() : found.problems.front().message.id;
}

bool isNear(double a, double b)
{
    return std::abs(a - b) <= 1e-9 * std::abs(b);
}

void write(const QString& path, const QByteArray& text)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

// The forms below follow the tools' own keys and lines; figures are made up for the test.
const char* const vllm =
    R"({"date": "20250612-101500", "backend": "vllm", "model_id": "meta-llama/Llama-3.1-70B-Instruct",
 "num_prompts": 100, "request_rate": "inf", "max_concurrency": 16, "duration": 50.0, "completed": 100,
 "total_input_tokens": 102400, "total_output_tokens": 51200, "request_throughput": 2.0, "output_throughput": 1024.0,
 "mean_ttft_ms": 120.5, "p99_ttft_ms": 300.0, "mean_tpot_ms": 15.25, "mean_e2el_ms": 7913.25})";

const char* const sglang =
    "{\"backend\": \"sglang\", \"completed\": 10, \"total_input_tokens\": 10000, "
    "\"total_output_tokens\": 5000, "
    "\"output_throughput\": 900.0, \"concurrency\": 7.5, \"mean_ttft_ms\": 80.0, \"mean_tpot_ms\": "
    "8.0, "
    "\"server_info\": {\"model_path\": \"deepseek-ai/DeepSeek-R1\", \"tp_size\": 8, \"dp_size\": "
    "8, "
    "\"enable_dp_attention\": true, \"quantization\": \"fp8\", \"version\": \"0.4.6\"}}\n"
    "\n"
    "{\"backend\": \"sglang\", \"completed\": 0}\n";

const char* const trtllm =
    R"({"engine": {"model": "openai/gpt-oss-120b", "version": "1.1.0", "backend": "Pytorch", "quantization": "MXFP4"},
 "world_info": {"tp_size": 4, "pp_size": 1, "ep_size": 4, "world_size": 4},
 "request_info": {"num_requests": 64, "avg_num_concurrent_requests": 31.5, "avg_input_length": 1000.0, "avg_output_length": 2000.0},
 "performance": {"system_output_throughput_tok_s": 5000.0},
 "streaming_metrics": {"avg_ttft_ms": 90.0, "avg_tpot_ms": 5.5}})";

const char* const loadgenServer = R"(================================================
MLPerf Results Summary
================================================
SUT name : Server
Scenario : Server
Mode     : PerformanceOnly
Completed samples per second    : 100.0
Completed tokens per second: 29522.56
Result is : VALID
  Performance constraints satisfied : Yes

================================================
Additional Stats
================================================
Scheduled samples per second : 104.15
Completed tokens per second                 : 29522.56
Mean First Token latency (ns)               : 963332124
Mean Time to Output Token (ns)              : 126269215

================================================
Test Parameters Used
================================================
ttft_latency (ns): 2000000000
tpot_latency (ns): 200000000
)";

const char* const mllog =
    R"(0: :::MLLOG {"namespace": "", "time_ms": 1000000, "event_type": "POINT_IN_TIME", "key": "submission_benchmark", "value": "llama2_70b_lora", "metadata": {}}
0: :::MLLOG {"namespace": "", "time_ms": 1000001, "event_type": "POINT_IN_TIME", "key": "global_batch_size", "value": 8, "metadata": {}}
0: :::MLLOG {"namespace": "", "time_ms": 1000100, "event_type": "INTERVAL_START", "key": "run_start", "value": null, "metadata": {}}
0: :::MLLOG {"namespace": "", "time_ms": 1300100, "event_type": "INTERVAL_END", "key": "block_stop", "value": null, "metadata": {"samples_count": 1536}}
0: :::MLLOG {"namespace": "", "time_ms": 1600100, "event_type": "INTERVAL_END", "key": "run_stop", "value": null, "metadata": {"samples_count": 3072, "status": "success"}}
)";

const char* const nccl =
    R"(# nThread 1 nGpus 8 minBytes 8 maxBytes 8589934592 step: 2(factor) warmup iters: 5 iters: 20
# Using devices
#  Rank  0 Group  0 Pid 1728 on node-a device  0 [0x0f] NVIDIA H100 80GB HBM3
#  Rank  1 Group  0 Pid 1728 on node-a device  1 [0x15] NVIDIA H100 80GB HBM3
#                                                              out-of-place                       in-place
#       size         count      type   redop    root     time   algbw   busbw #wrong     time   algbw   busbw #wrong
#        (B)    (elements)                               (us)  (GB/s)  (GB/s)            (us)  (GB/s)  (GB/s)
           8             2     float     sum      -1    24.10    0.00    0.00      0    23.90    0.00    0.00      0
  1073741824     268435456     float     sum      -1   5200.0  206.49  361.36      0   5190.0  206.89  362.06      0
# Out of bounds values : 0 OK
# Avg bus bandwidth    : 180.7
)";

} // namespace

/// Results of other people's tools become runs, or a reason why not; nothing is guessed.
class TestMeasurements : public QObject
{
    Q_OBJECT

private slots:
    void servingBenchmark()
    {
        const ImportedMeasurements found = read(vllm, hardware());
        QCOMPARE(found.problems.size(), std::size_t{0});
        QCOMPARE(found.runs.size(), std::size_t{1});
        const Measurement& run = found.runs[0];
        QVERIFY(run.kind == CaseKind::Latency);
        QCOMPARE(run.model, std::string("meta-llama/Llama-3.1-70B-Instruct"));
        QCOMPARE(run.date, std::string("2025-06-12"));
        QCOMPARE(run.inputTokens, 1024.0);
        QCOMPARE(run.outputTokens, 512.0);
        // Little's law, not the limit of 16: 2 requests/s x 7.91325 s.
        QVERIFY(isNear(run.concurrency, 15.8265));
        QVERIFY(isNear(run.ttftMean, 0.1205) && isNear(run.tpotMean, 0.01525));
        QCOMPARE(run.tensor, 8);
    }

    void hardwareIsAskedForNotGuessed()
    {
        QCOMPARE(firstProblem(read(vllm)), std::string("calibrate.accelerator-missing"));
        Measurement only;
        only.accelerator = "H100";
        QCOMPARE(firstProblem(read(vllm, only)), std::string("calibrate.count-missing"));
        QVERIFY(read(vllm, only).runs.empty());
    }

    void linesOfJson()
    {
        Measurement defaults;
        defaults.accelerator = "H200";
        const ImportedMeasurements found = read(sglang, defaults, "bench.jsonl");
        QCOMPARE(found.runs.size(), std::size_t{1});
        const Measurement& run = found.runs[0];
        QCOMPARE(run.where, std::string("bench.jsonl:1"));
        QCOMPARE(run.accelerators, 8); // one replica of eight tensor ranks
        QCOMPARE(run.attentionData, 8);
        QCOMPARE(run.format, std::string("fp8"));
        QCOMPARE(run.concurrency, 7.5);
        QCOMPARE(found.problems.size(), std::size_t{1});
        QCOMPARE(found.problems[0].where, std::string("bench.jsonl:3"));
    }

    void tensorRtReport()
    {
        Measurement defaults;
        defaults.accelerator = "B200";
        const ImportedMeasurements found = read(trtllm, defaults);
        QCOMPARE(found.runs.size(), std::size_t{1});
        QCOMPARE(found.runs[0].accelerators, 4);
        QCOMPARE(found.runs[0].expert, 4);
        QCOMPARE(found.runs[0].concurrency, 31.5);
        QVERIFY(isNear(found.runs[0].tpotMean, 0.0055));
    }

    void mlperfSummaryWithItsFolders()
    {
        QTemporaryDir dir;
        const QString root = dir.path() + "/closed/Someone";
        write(
            root + "/systems/box.json",
            R"({"accelerator_model_name": "NVIDIA H100-SXM-80GB", "accelerators_per_node": "8", "number_of_nodes": "1", "framework": "TensorRT"})");
        write(root + "/measurements/box/llama2-70b-99.9/Server/box.json",
              R"({"weight_data_types": "fp8"})");
        write(root + "/results/box/llama2-70b-99.9/Server/performance/run_1/mlperf_log_summary.txt",
              loadgenServer);
        const auto found = importMeasurements(dir.path().toStdString(), {});
        QVERIFY(found.isOk());
        QCOMPARE(found->files, std::size_t{1});
        QCOMPARE(found->problems.size(), std::size_t{0});
        QCOMPARE(found->runs.size(), std::size_t{1});
        const Measurement& run = found->runs[0];
        QCOMPARE(run.model, std::string("llama2-70b"));
        QCOMPARE(run.accelerators, 8);
        QCOMPARE(run.format, std::string("fp8"));
        QCOMPARE(run.scenario, std::string("mlperf-server"));
        QVERIFY(isNear(run.outputTokens, 295.2256));
        QCOMPARE(run.notes, std::string("TTFT<=2000ms TPOT<=200ms (p99)"));
        const auto cases =
            readCases(CaseKind::Inference, caseTable(CaseKind::Inference, found->runs, "t"));
        QVERIFY(cases.isOk() && !cases->cases[0].notCovered);
        QCOMPARE(cases->cases[0].serving.limits.ttftP99, 2.0);
    }

    void invalidMlperfRunsAreLeftOut()
    {
        QByteArray text = loadgenServer;
        text.replace("Result is : VALID", "Result is : INVALID");
        QCOMPARE(firstProblem(read(text.constData(), hardware())),
                 std::string("calibrate.mlperf-invalid"));
        text = loadgenServer;
        text.replace("Scenario : Server", "Scenario : SingleStream");
        QCOMPARE(firstProblem(read(text.constData(), hardware())),
                 std::string("calibrate.mlperf-scenario"));
    }

    void mlperfTable()
    {
        const ImportedMeasurements found = read(
            "Organization,SystemName,MlperfModel,Scenario,Result,number_of_nodes,accelerator_model_"
            "name,accelerators_per_node,framework,version,Units\n"
            "A,x,llama2-70b-99.9,Offline,30000,1,NVIDIA H100-SXM-80GB,8,TensorRT,v5.0,Tokens/s\n"
            "A,x,llama2-70b-99.9,Offline,100,1,NVIDIA H100-SXM-80GB,8,TensorRT,v4.0,Samples/s\n"
            "A,x,resnet,Offline,100,1,NVIDIA H100-SXM-80GB,8,TensorRT,v4.0,Samples/s\n"
            "A,x,llama2-70b-99.9,SingleStream,1,1,NVIDIA H100-SXM-80GB,8,TensorRT,v4.0,Latency "
            "(ms)\n");
        QCOMPARE(found.runs.size(), std::size_t{2});
        QCOMPARE(found.runs[0].outputTokensPerSecond, 30000.0);
        QCOMPARE(found.runs[1].outputTokensPerSecond, 29200.0); // 292 tokens a sample
        QCOMPARE(found.problems.size(), std::size_t{2});
        QCOMPARE(found.problems[0].where, std::string("file:4"));
    }

    void trainingLog()
    {
        const ImportedMeasurements found = read(mllog, hardware());
        QCOMPARE(found.runs.size(), std::size_t{1});
        const Measurement& run = found.runs[0];
        QCOMPARE(run.model, std::string("llama2-70b-lora"));
        QCOMPARE(run.globalBatch, 8.0);
        QVERIFY(run.includesEvaluation);
        QVERIFY(isNear(run.trainingTokensPerSecond, 3072.0 * 8192.0 / 600.0));
        QByteArray failed = mllog;
        failed.replace("success", "aborted");
        QCOMPARE(firstProblem(read(failed.constData(), hardware())),
                 std::string("calibrate.mlperf-failed"));
    }

    void collectives()
    {
        const ImportedMeasurements found = read(nccl);
        QCOMPARE(found.links.size(), std::size_t{1});
        const LinkMeasurement& link = found.links[0];
        QCOMPARE(link.accelerator, std::string("NVIDIA H100 80GB HBM3"));
        QCOMPARE(link.ranks, 2);
        QCOMPARE(link.nodes, 1);
        QVERIFY(isNear(link.busBandwidth, 361.36e9));
        QVERIFY(isNear(link.latency, 24.10e-6));
        // A launcher's prefix and an older form without a root column.
        const ImportedMeasurements old =
            read("# all_reduce algbw busbw\n 0:    16777216       4194304     float     sum    "
                 "387.0   21.67   40.64  5e-07    382.6   21.92   41.11  5e-07\n",
                 hardware());
        QCOMPARE(old.links.size(), std::size_t{1});
        QVERIFY(isNear(old.links[0].busBandwidth, 40.64e9));
    }

    void caseFilesPassThrough()
    {
        const ImportedMeasurements found =
            read("id,accelerator,accelerators,model,backend,precision,isl,osl,concurrency,tp,ttft_"
                 "ms,tpot_ms,source\n"
                 "a,H100,8,llama3.1-70b,vllm,fp8,1000,500,16,8,120,14,me\n"
                 "b,,8,llama3.1-70b,vllm,fp8,1000,500,16,8,120,14,me\n");
        QCOMPARE(found.runs.size(), std::size_t{1});
        QCOMPARE(found.problems.size(), std::size_t{1});
        const CsvTable table = caseTable(CaseKind::Latency, found.runs, "t");
        QCOMPARE(std::string(table.text(table.rows()[0], "tpot_ms")), std::string("14"));
    }

    void badTexts_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("problem");
        QTest::newRow("empty") << QByteArray() << "calibrate.unknown-form";
        QTest::newRow("prose") << QByteArray("hello world\nno result\n")
                               << "calibrate.unknown-form";
        QTest::newRow("broken json")
            << QByteArray("{\"mean_ttft_ms\": ") << "calibrate.json-syntax";
        QTest::newRow("deep json") << QByteArray(100000, '[') << "calibrate.json-syntax";
        QTest::newRow("deep json, closed")
            << QByteArray(20000, '[') + QByteArray(20000, ']') << "calibrate.json-syntax";
        QTest::newRow("number") << QByteArray("[1, 2]") << "calibrate.unknown-form";
        QTest::newRow("wrong types")
            << QByteArray(
                   R"({"mean_ttft_ms": {"a": 1}, "output_throughput": "fast", "completed": -1, "backend": 7})")
            << "calibrate.nothing-measured";
        QTest::newRow("table of something else")
            << QByteArray("a,b\n1,2\n") << "calibrate.unknown-form";
        QTest::newRow("collectives without lines")
            << QByteArray("# algbw busbw\n") << "calibrate.nothing-measured";
        QTest::newRow("log without events")
            << QByteArray(":::MLLOG {broken\n:::MLLOG []\n") << "calibrate.nothing-measured";
    }

    void badTexts()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, problem);
        Measurement defaults = hardware();
        defaults.model = "llama3.1-70b";
        const ImportedMeasurements found = readMeasurements(
            std::string_view(text.constData(), static_cast<std::size_t>(text.size())), "file",
            defaults);
        QVERIFY(found.runs.empty() && found.links.empty());
        QCOMPARE(QString::fromStdString(firstProblem(found)), problem);
    }

    void foldersAndCancel()
    {
        QTemporaryDir dir;
        QCOMPARE(importMeasurements(dir.path().toStdString(), {}).error().message.id,
                 std::string("calibrate.no-files"));
        QCOMPARE(importMeasurements("/no/such/file.json", {}).error().message.id,
                 std::string("file.unreadable"));
        for (int i = 0; i < 5; ++i)
            write(dir.path() + QString("/%1.json").arg(i), vllm);
        write(dir.path() + "/notes.md", "not a result");
        const auto all = importMeasurements(dir.path().toStdString(), hardware());
        QVERIFY(all.isOk());
        QCOMPARE(all->runs.size(), std::size_t{5});
        std::size_t seen = 0;
        const auto stopped =
            importMeasurements(dir.path().toStdString(), hardware(),
                               [&](std::size_t done, std::size_t) { return (seen = done) < 2; });
        QCOMPARE(stopped.error().message.id, std::string("calibrate.cancelled"));
        QCOMPARE(seen, std::size_t{2});
    }

    void everyMessageHasWords()
    {
        registerCalibrateMessages();
        for (const char* id : {"calibrate.accelerator-missing", "calibrate.too-few",
                               "calibrate.link-unknown", "calibrate.mlperf-benchmark"})
            QVERIFY(!messagePattern(id).empty());
    }
};

QTEST_APPLESS_MAIN(TestMeasurements)
#include "tst_measurements.moc"

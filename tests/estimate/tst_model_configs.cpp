#include "model/estimate/EstimateParts.h"
#include "model/estimate/ModelLibrary.h"
#include "model/estimate/ModelNames.h"
#include "model/estimate/AcceleratorSpec.h"
#include <QFile>
#include <QtTest>
#include <cmath>

using namespace millwright;

namespace
{

double share(double value, double reference)
{
    return std::abs(value / reference - 1.0);
}

Result<ModelArchitecture> readText(const QByteArray& json)
{
    return readModelConfig(
        std::string_view(json.constData(), static_cast<std::size_t>(json.size())), "config.json");
}

Result<ModelArchitecture> readShipped(const char* name)
{
    QFile file(QString(MILLWRIGHT_SOURCE_DIR "/tests/estimate/configs/%1.json").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no config %s", name);
    return readText(file.readAll());
}

} // namespace

/// Import of config.json against the figures of public configs (reduced to the fields that matter)
/// and the many spellings of models and accelerators.
class TestModelConfigs : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { registerEstimateMessages(); }

    /// Totals and active parameters (both embeddings in) as publishers state or checkpoints count
    /// them.
    void parameterCounts_data()
    {
        QTest::addColumn<double>("total");
        QTest::addColumn<double>("active");
        QTest::addColumn<QString>("format");
        QTest::newRow("deepseek-v3") << 671.0 << 37.5 << "fp8";
        QTest::newRow("deepseek-v3.2") << 671.0 << 37.5 << "fp8";
        QTest::newRow("mixtral-8x22b") << 140.6 << 39.1 << "";
        QTest::newRow("qwen3-235b-a22b") << 235.1 << 22.2 << "fp8";
        QTest::newRow("gpt-oss-120b") << 116.8 << 5.7 << "mxfp4";
        QTest::newRow("llama4-maverick") << 400.7 << 17.2 << "";
        QTest::newRow("nemotron-3-super") << 120.6 << 12.7 << "-";
        QTest::newRow("nemotron-h-56b") << 56.3 << 56.3 << "";
        QTest::newRow("nemotron-3-nano") << 31.6 << 3.6 << "";
        QTest::newRow("qwen3.5-27b") << 26.9 << 26.9 << "";
        QTest::newRow("kimi-k2") << 1026.0 << 32.9 << "fp8";
        QTest::newRow("mimo-v2-flash") << 309.0 << 15.4 << "fp8";
        QTest::newRow("deepseek-v4-flash") << 284.0 << 13.8 << "fp4";
        QTest::newRow("kimi-k3") << 2779.0 << 105.4 << "";
        QTest::newRow("kimi-linear-48b") << 49.1 << 3.5 << "";
        QTest::newRow("gemma4-31b") << 30.7 << 30.7 << "";
        QTest::newRow("nemotron-super-49b") << 49.9 << 49.9 << "";
        QTest::newRow("granite-4.0-h-tiny") << 6.94 << 1.47 << "";
        QTest::newRow("falcon-h1-7b") << 7.59 << 7.59 << "";
        QTest::newRow("lfm2-2.6b") << 2.57 << 2.57 << "";
        QTest::newRow("step3") << 316.0 << 38.9 << "";
        QTest::newRow("qwen3-next-80b-a3b") << 79.7 << 3.9 << "";
        QTest::newRow("jamba-1.5-mini") << 51.6 << 12.1 << "";
        QTest::newRow("minimax-m1") << 456.0 << 48.4 << "";
        QTest::newRow("falcon-7b") << 6.92 << 6.92 << "";
        QTest::newRow("falcon-40b") << 41.3 << 41.3 << "";
        QTest::newRow("gemma3-4b") << 3.88 << 3.88 << "";
        QTest::newRow("mpt-7b") << 6.65 << 6.65 << "";
        QTest::newRow("llama2-70b") << 68.98 << 68.98 << "";
    }
    void parameterCounts()
    {
        QFETCH(double, total);
        QFETCH(double, active);
        QFETCH(QString, format);
        const auto model = readShipped(QTest::currentDataTag());
        QVERIFY2(model.isOk(), model.isOk() ? "" : model.error().where.c_str());
        const ModelWork work = modelWork(*model);
        QVERIFY2(share(work.totalParameters, total * 1e9) < 0.01,
                 qPrintable(QString::number(work.totalParameters / 1e9)));
        QVERIFY2(share(work.activeParameters, active * 1e9) < 0.02,
                 qPrintable(QString::number(work.activeParameters / 1e9)));
        if (format != "-")
            QCOMPARE(QString::fromStdString(model->weightFormat), format);
    }

    /// Qwen3-Next: 12 of 48 layers cache 2 x 2 heads x 256 values a token; the other 36 keep 32 value
    /// heads x 128 x 128 and a convolution of 4 x (2 x 2,048 + 4,096) values, however long the text.
    void hybridsKeepAState()
    {
        const auto model = readShipped("qwen3-next-80b-a3b");
        QVERIFY(model.isOk());
        const ModelWork work = modelWork(*model);
        QCOMPARE(kvValuesAt(work, 1000.0), 12.0 * 2.0 * 2.0 * 256.0 * 1000.0);
        QCOMPARE(work.stateValues, 36.0 * (4096.0 * 128.0 + 8192.0 * 4.0));
    }

    /// Nemotron-H 56B: 118 single layers, 54 state spaces, 54 feed-forward, 10 attention: as many
    /// launches as 59 pairs, a cache of 10 layers.
    void patternsOfSingleLayers()
    {
        const auto model = readShipped("nemotron-h-56b");
        QVERIFY(model.isOk());
        const ModelWork work = modelWork(*model);
        QCOMPARE(work.layers, 59.0);
        QCOMPARE(kvValuesAt(work, 1.0), 10.0 * 2.0 * 8.0 * 128.0);
    }

    /// DeepSeek-V3.2 attends to 2,048 tokens at most and reads an index of 128 values a token.
    void sparseAttentionReadsTheIndex()
    {
        const auto model = readShipped("deepseek-v3.2");
        QVERIFY(model.isOk());
        const ModelWork work = modelWork(*model);
        QCOMPARE(kvValuesRead(work, 1000.0), 61.0 * 576.0 * 1000.0);
        QCOMPARE(kvValuesRead(work, 100000.0), 61.0 * (576.0 * 2048.0 + 128.0 * 100000.0));
    }

    void windowShares_data()
    {
        QTest::addColumn<int>("window");
        QTest::addColumn<double>("fraction");
        QTest::newRow("gpt-oss-120b") << 128 << 0.5;
        QTest::newRow("llama4-maverick") << 8192 << 0.75;
        QTest::newRow("gemma3-4b") << 1024 << 29.0 / 34.0;
        QTest::newRow("mimo-v2-flash") << 128 << 39.0 / 48.0;
        QTest::newRow("llama2-70b") << 0 << 0.0;
    }
    void windowShares()
    {
        QFETCH(int, window);
        QFETCH(double, fraction);
        const auto model = readShipped(QTest::currentDataTag());
        QVERIFY(model.isOk());
        QCOMPARE(model->window, window);
        QVERIFY(std::abs(model->windowFraction - fraction) < 1e-6);
    }

    void errorsNameLineAndField()
    {
        const auto broken = readText("{\n \"hidden_size\": 4096,\n \"num_hidden_layers\": ,\n}");
        QVERIFY(!broken.isOk());
        QCOMPARE(broken.error().where, std::string("config.json:3"));
        const auto missing = readText(R"({"num_hidden_layers":32,"num_attention_heads":32})");
        QVERIFY(!missing.isOk());
        QCOMPARE(missing.error().where, std::string("config.json:hidden_size"));
        const auto negative = readText(
            R"({"num_hidden_layers":-1,"hidden_size":1,"num_attention_heads":1,"vocab_size":1})");
        QVERIFY(!negative.isOk());
        QCOMPARE(negative.error().where, std::string("config.json:1:num_hidden_layers"));
    }

    /// Better no answer than one of layers that no field describes.
    void unknownLayersAreRefused_data()
    {
        QTest::addColumn<QByteArray>("fields");
        QTest::newRow("block_configs") << QByteArray(R"("block_configs":[{}])");
        QTest::newRow("model_type") << QByteArray(R"("model_type":"longcat_flash")");
        QTest::newRow("model_type") << QByteArray(R"("model_type":"deepseek_v41")");
        QTest::newRow("hidden_size_per_layer_input")
            << QByteArray(R"("model_type":"gemma3n_text","hidden_size_per_layer_input":256)");
        QTest::newRow("use_cla") << QByteArray(R"("model_type":"hunyuan","use_cla":true)");
        QTest::newRow("layer_types") << QByteArray(R"("layer_types":["full_attention","other"])");
    }
    void unknownLayersAreRefused()
    {
        QFETCH(QByteArray, fields);
        const auto model = readText(
            R"({"num_hidden_layers":2,"hidden_size":64,"num_attention_heads":2,"vocab_size":100,)" +
            fields + "}");
        QVERIFY(!model.isOk());
        QCOMPARE(model.error().message.id, std::string("model.config.unsupported"));
        QVERIFY(QString::fromStdString(model.error().where).endsWith(QTest::currentDataTag()));
    }

    /// Fields of the wrong kind or out of all range: an answer or an error, never a crash.
    void strangeSectionsAreSurvived_data()
    {
        QTest::addColumn<QByteArray>("fields");
        const auto row = [](const char* name, const char* fields) {
            QTest::newRow(name) << QByteArray(fields);
        };
        row("delta", R"("linear_attn_config":{"kda_layers":[1],"num_heads":"x","head_dim":null})");
        row("delta list", R"("linear_attn_config":[1,2])");
        row("blocks", R"("block_configs":[{"attention":{"no_op":null},"ffn":{"ffn_mult":1e300}}])");
        row("ratios", R"("compress_ratios":["4",-1,1e-300],"q_lora_rank":8,"o_lora_rank":8)");
        row("ratios alone", R"("compress_ratios":[4])");
        row("mamba", R"("mamba_n_heads":1000000000,"mamba_d_head":1000000000)");
        row("values", R"("v_head_dim":1000000000)");
        row("convolutions", R"("layer_types":["conv"],"block_ff_dim":1000000000,)"
                            R"("block_auto_adjust_ff_dim":true,"block_multiple_of":1000000000)");
    }
    void strangeSectionsAreSurvived()
    {
        QFETCH(QByteArray, fields);
        const auto model = readText(
            R"({"num_hidden_layers":2,"hidden_size":64,"num_attention_heads":2,"vocab_size":100,)" +
            fields + "}");
        if (model.isOk())
            QVERIFY(std::isfinite(modelWork(*model).totalParameters));
        else
            QVERIFY(!model.error().message.id.empty());
    }

    /// What a config and the library say of the same model is the same, cache and state included.
    void importAgreesWithLibrary_data()
    {
        QTest::addColumn<QString>("id");
        QTest::newRow("deepseek-v4-flash") << "deepseek-v4-flash";
        QTest::newRow("kimi-k3") << "kimi-k3";
        QTest::newRow("kimi-linear-48b") << "kimi-linear-48b-a3b";
        QTest::newRow("gemma4-31b") << "gemma4-31b";
        QTest::newRow("nemotron-super-49b") << "nemotron-super-49b";
        QTest::newRow("granite-4.0-h-tiny") << "granite-4.0-h-tiny";
        QTest::newRow("falcon-h1-7b") << "falcon-h1-7b";
        QTest::newRow("lfm2-2.6b") << "lfm2-2.6b";
        QTest::newRow("step3") << "step-3";
        QTest::newRow("mimo-v2-flash") << "mimo-v2-flash";
        QTest::newRow("minimax-m1") << "minimax-m1";
        QTest::newRow("nemotron-3-super") << "nemotron-3-super-120b-a12b";
        QTest::newRow("qwen3.5-27b") << "qwen3.5-27b";
        QTest::newRow("jamba-1.5-mini") << "jamba-1.5-mini";
    }
    void importAgreesWithLibrary()
    {
        QFETCH(QString, id);
        const auto read = readShipped(QTest::currentDataTag());
        QVERIFY(read.isOk());
        const ModelArchitecture* row = standardModels().find(id.toStdString());
        QVERIFY(row);
        const ModelWork a = modelWork(*read), b = modelWork(*row);
        const auto isSame = [](double x, double y) { return std::abs(x - y) <= 0.002 * std::max(x, y); };
        const auto differs = [&](const char* what, double x, double y) {
            return isSame(x, y) ? QString() : QString("%1 %2, %3; ").arg(what).arg(x).arg(y);
        };
        const QString all = differs("total", a.totalParameters, b.totalParameters) +
                            differs("active", a.activeParameters, b.activeParameters) +
                            differs("cache", kvValuesAt(a, 1e5), kvValuesAt(b, 1e5)) +
                            differs("read", kvValuesRead(a, 1e5), kvValuesRead(b, 1e5)) +
                            differs("state", a.stateValues, b.stateValues) +
                            differs("prefill", a.prefillDim, b.prefillDim) +
                            differs("decode", a.decodeDim, b.decodeDim);
        QVERIFY2(all.isEmpty(), qPrintable(all));
    }

    void namesInManySpellings_data()
    {
        QTest::addColumn<QString>("id");
        QTest::newRow("llama2-70b-99.9") << "llama2-70b";
        QTest::newRow("llama3_1-405b") << "llama3.1-405b";
        QTest::newRow("RedHatAI/Llama-3.3-70B-Instruct-FP8-dynamic") << "llama3.1-70b";
        QTest::newRow("RedHatAI/Meta-Llama-3.1-8B-Instruct-quantized.w4a16") << "llama3.1-8b";
        QTest::newRow("Qwen/Qwen2.5-72B-Instruct-GPTQ-Int4") << "qwen2.5-72b";
        QTest::newRow("Qwen/Qwen3-235B-A22B-Thinking-2507-FP8") << "qwen3-235b-a22b";
        QTest::newRow("nvidia/DeepSeek-R1-0528-NVFP4-v2") << "deepseek-v3";
        QTest::newRow("deepseek-ai/DeepSeek-V3.2-Exp") << "deepseek-v3.2";
        QTest::newRow("mistralai/Mixtral-8x7B-Instruct-v0.1") << "mixtral-8x7b";
        QTest::newRow("amd/Llama-3.1-70B-Instruct-FP8-KV") << "llama3.1-70b";
        QTest::newRow("moonshotai/Kimi-K2-Instruct-0905") << "kimi-k2";
        QTest::newRow("gptj-99.9") << "gpt-j-6b";
    }
    void namesInManySpellings()
    {
        QFETCH(QString, id);
        const ModelArchitecture* model = standardModels().find(QTest::currentDataTag());
        QVERIFY(model);
        QCOMPARE(QString::fromStdString(model->id), id);
    }

    void namesSayFormatAndSize()
    {
        QCOMPARE(formatInName("nvidia/Llama-3.3-70B-Instruct-FP8"), NumberFormat::Fp8);
        QCOMPARE(formatInName("Qwen/Qwen3-32B-AWQ"), NumberFormat::Int4);
        QVERIFY(!formatInName("meta-llama/Llama-3.1-8B-Instruct"));
        QCOMPARE(sizeInName("some/New-30B-A3B").total, 30e9);
        QCOMPARE(sizeInName("some/New-30B-A3B").active, 3e9);
        QCOMPARE(sizeInName("new-13b-chat").active, 13e9);
        QCOMPARE(sizeInName("no-size-here").total, 0.0);
        QVERIFY(isOtherWork("stable-diffusion-xl"));
        QVERIFY(isOtherWork("whisper"));
        QVERIFY(!isOtherWork("gpt-oss-120b"));
        QVERIFY(!standardModels().find("whisper"));
    }

    void acceleratorsInManySpellings_data()
    {
        QTest::addColumn<QString>("id");
        QTest::newRow("NVIDIA H200-SXM-141GB-CTS") << "H200-SXM-141GB";
        QTest::newRow("AMD Instinct MI355X 288GB HBM3e") << "MI355X";
        QTest::newRow("AMD Instinct MI300X 192GB HBM3") << "MI300X";
        QTest::newRow("NVIDIA GB200") << "GB200";
        QTest::newRow("NVIDIA H100 NVL 94GB") << "H100-NVL-94GB";
        QTest::newRow("NVIDIA A100-SXM4-80GB") << "A100-SXM-80GB";
        QTest::newRow("TPU v6e") << "TPU-v6e";
        QTest::newRow("8x H100") << "H100-SXM-80GB";
        QTest::newRow("8xH200") << "H200-SXM-141GB";
        QTest::newRow("h200_sxm") << "H200-SXM-141GB";
        QTest::newRow("Intel Gaudi 3") << "Gaudi3";
        QTest::newRow("AWS Trainium3") << "Trainium3";
        QTest::newRow("NVIDIA RTX PRO 6000 Blackwell Server Edition") << "RTX-PRO-6000-Blackwell-SE";
    }
    void acceleratorsInManySpellings()
    {
        QFETCH(QString, id);
        const AcceleratorSpec* part = AcceleratorLibrary::standard().find(QTest::currentDataTag());
        QVERIFY(part);
        QCOMPARE(QString::fromStdString(part->id), id);
        QVERIFY(part->hasPeaks());
    }

    void unknownAcceleratorsStayUnknown()
    {
        for (const char* name : {"", "H1000", "Q100", "some accelerator", "8x"})
            QVERIFY2(!AcceleratorLibrary::standard().find(name), name);
    }
};

QTEST_APPLESS_MAIN(TestModelConfigs)
#include "tst_model_configs.moc"

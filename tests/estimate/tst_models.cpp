#include "model/estimate/AcceleratorSpec.h"
#include "model/estimate/EfficiencyFactors.h"
#include "model/estimate/ModelLibrary.h"
#include <QtTest>
#include <cmath>

using namespace millwright;

namespace
{

const ModelArchitecture& known(const char* id)
{
    const ModelArchitecture* model = standardModels().find(id);
    if (!model)
        qFatal("model %s is missing", id);
    return *model;
}

double share(double value, double reference)
{
    return std::abs(value / reference - 1.0);
}

} // namespace

/// Architectures: the shipped library, FLOPs and cache sizes against published numbers, import of
/// config.json.
class TestModels : public QObject
{
    Q_OBJECT

private slots:
    void parameterCountsMatchPublished()
    {
        // Within 1 %, or within what the publisher rounded ("47 B", "1.3 B").
        int compared = 0;
        for (const ModelArchitecture& model : standardModels().all()) {
            if (model.publishedTotal <= 0.0 || model.isClassShape)
                continue;
            const double billions = model.publishedTotal / 1e9;
            const auto isWhole = [](double x) { return std::abs(x - std::round(x)) < 1e-6; };
            const double rounding = isWhole(billions)          ? 0.5 / billions
                                    : isWhole(10.0 * billions) ? 0.05 / billions
                                                               : 0.0;
            const double limit = std::max(0.01, rounding);
            QVERIFY2(share(totalParameters(model), model.publishedTotal) < limit,
                     qPrintable(QString("%1: %2 B")
                                    .arg(QString::fromStdString(model.id))
                                    .arg(totalParameters(model) / 1e9)));
            ++compared;
        }
        QVERIFY(compared >= 200);
    }

    void flopsAndCachePerToken_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<double>("matmulBillions");
        QTest::addColumn<double>("trainGflops"); // 6 N_mm + causal attention at 4,096 tokens
        QTest::addColumn<double>("cacheBytes");  // 16 bit
        QTest::newRow("llama2-70b") << "llama2-70b" << 68.713 << 428.39 << 327680.0;
        QTest::newRow("llama3.1-405b") << "llama3.1-405b" << 403.748 << 2473.22 << 516096.0;
        QTest::newRow("gpt3-175b") << "gpt3-175b" << 174.564 << 1076.37 << 4718592.0;
        QTest::newRow("mixtral-8x7b") << "mixtral-8x7b" << 12.749 << 79.71 << 131072.0;
        QTest::newRow("deepseek-v3") << "deepseek-v3" << 36.625 << 250.45 << 70272.0;
    }
    void flopsAndCachePerToken()
    {
        QFETCH(QString, id);
        QFETCH(double, matmulBillions);
        QFETCH(double, trainGflops);
        QFETCH(double, cacheBytes);
        const ModelWork work = modelWork(known(qPrintable(id)));
        QVERIFY(share(work.matmulParameters, matmulBillions * 1e9) < 0.002);
        // Published figures of latent attention count 128 values per head for both products.
        const double tolerance = work.kvHeads == 0 ? 0.03 : 0.002;
        const double flops = 6.0 * work.matmulParameters + 3.0 * work.prefillDim * 4096.0;
        QVERIFY2(share(flops, trainGflops * 1e9) < tolerance,
                 qPrintable(QString::number(flops / 1e9)));
        QVERIFY(share(kvValuesAt(work, 1.0) * 2.0, cacheBytes) < 1e-9);
    }

    void windowsLimitTheCache()
    {
        const ModelWork work = modelWork(known("gpt-oss-120b"));
        const double at128 = kvValuesAt(work, 128.0), at8192 = kvValuesAt(work, 8192.0);
        QCOMPARE(at8192 - at128, work.kvValues * (8192.0 - 128.0));
        QVERIFY(at8192 < 0.52 * 8192.0 * (work.kvValues + work.windowKvValues));
    }

    void findsAliasesAndJobs()
    {
        QCOMPARE(known("meta-llama/Llama-3.1-70B-Instruct").id, std::string("llama3.1-70b"));
        QCOMPARE(known("llama2-70b-lora").id, std::string("llama2-70b"));
        QCOMPARE(known("DeepSeek-R1").id, std::string("deepseek-v3"));
        QCOMPARE(known("Llama 3.1 405B").id, std::string("llama3.1-405b"));
        QVERIFY(!standardModels().find("no-such-model"));
        QVERIFY(!standardModels().find(""));
    }

    void readsConfigs_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<double>("billions");
        QTest::newRow("llama 3.1 8B")
            << QByteArray(R"({"model_type":"llama","num_hidden_layers":32,"hidden_size":4096,
            "num_attention_heads":32,"num_key_value_heads":8,"intermediate_size":14336,"vocab_size":128256,
            "tie_word_embeddings":false,"max_position_embeddings":131072})")
            << 8.03;
        QTest::newRow("deepseek v3")
            << QByteArray(R"({"model_type":"deepseek_v3","num_hidden_layers":61,"hidden_size":7168,
            "num_attention_heads":128,"num_key_value_heads":128,"intermediate_size":18432,"vocab_size":129280,
            "n_routed_experts":256,"num_experts_per_tok":8,"n_shared_experts":1,"moe_intermediate_size":2048,
            "first_k_dense_replace":3,"kv_lora_rank":512,"q_lora_rank":1536,"qk_rope_head_dim":64,"qk_nope_head_dim":128,
            "v_head_dim":128})")
            << 671.0;
        QTest::newRow("mixtral 8x7B")
            << QByteArray(R"({"model_type":"mixtral","num_hidden_layers":32,"hidden_size":4096,
            "num_attention_heads":32,"num_key_value_heads":8,"intermediate_size":14336,"vocab_size":32000,
            "num_local_experts":8,"num_experts_per_tok":2,"sliding_window":null})")
            << 46.7;
        QTest::newRow("qwen3 30B in text_config")
            << QByteArray(R"({"text_config":{"model_type":"qwen3_moe",
            "num_hidden_layers":48,"hidden_size":2048,"num_attention_heads":32,"num_key_value_heads":4,"head_dim":128,
            "intermediate_size":6144,"moe_intermediate_size":768,"num_experts":128,"num_experts_per_tok":8,
            "vocab_size":151936}})")
            << 30.5;
        QTest::newRow("gpt2 xl")
            << QByteArray(R"({"model_type":"gpt2","n_layer":48,"n_embd":1600,"n_head":25,
            "vocab_size":50257,"n_positions":1024})")
            << 1.56;
    }
    void readsConfigs()
    {
        QFETCH(QByteArray, json);
        QFETCH(double, billions);
        const auto model = readModelConfig(
            std::string_view(json.constData(), static_cast<std::size_t>(json.size())),
            "config.json");
        QVERIFY2(model.isOk(), model.isOk() ? "" : model.error().where.c_str());
        QVERIFY2(share(totalParameters(*model), billions * 1e9) < 0.01,
                 qPrintable(QString::number(totalParameters(*model) / 1e9)));
    }

    void namesTheFieldOfABadConfig_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("where");
        QTest::newRow("no json") << QByteArray("{") << "model.config.syntax"
                                 << "c:1";
        QTest::newRow("list") << QByteArray("[1]") << "model.config.syntax"
                              << "c:1";
        QTest::newRow("deep") << QByteArray(200000, '[') << "model.config.syntax"
                              << "c:1";
        QTest::newRow("missing") << QByteArray(R"({"hidden_size":8})")
                                 << "model.config.field-missing"
                                 << "c:num_hidden_layers";
        QTest::newRow("text") << QByteArray(R"({"num_hidden_layers":"32"})")
                              << "model.config.field-range"
                              << "c:1:num_hidden_layers";
        QTest::newRow("negative") << QByteArray(R"({"num_hidden_layers":-1})")
                                  << "model.config.field-range"
                                  << "c:1:num_hidden_layers";
        QTest::newRow("zero heads")
            << QByteArray(
                   R"({"num_hidden_layers":2,"hidden_size":8,"num_attention_heads":0,"vocab_size":9})")
            << "model.config.field-range"
            << "c:1:num_attention_heads";
        QTest::newRow("third line") << QByteArray("{\n\"hidden_size\":8,\n\"num_hidden_layers\":1.5}")
                                    << "model.config.field-range"
                                    << "c:3:num_hidden_layers";
        QTest::newRow("breaks in line 2") << QByteArray("{\"hidden_size\":8,\n\"x\" 3}")
                                          << "model.config.syntax"
                                          << "c:2";
    }
    void namesTheFieldOfABadConfig()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, id);
        QFETCH(QString, where);
        const auto model = readModelConfig(
            std::string_view(json.constData(), static_cast<std::size_t>(json.size())), "c");
        QVERIFY(!model.isOk());
        QCOMPARE(QString::fromStdString(model.error().message.id), id);
        QCOMPARE(QString::fromStdString(model.error().where), where);
    }

    void classShapeKeepsItsParameters_data()
    {
        QTest::addColumn<double>("total");
        QTest::addColumn<double>("active");
        QTest::newRow("7 B dense") << 7e9 << 7e9;
        QTest::newRow("70 B dense") << 70e9 << 70e9;
        QTest::newRow("462 B dense") << 462e9 << 462e9;
        QTest::newRow("106 B, 12 B active") << 106e9 << 12e9;
        QTest::newRow("1 T, 32 B active") << 1e12 << 32e9;
    }
    void classShapeKeepsItsParameters()
    {
        QFETCH(double, total);
        QFETCH(double, active);
        const ModelWork work = modelWork(classShape("x", total, active));
        QVERIFY2(share(work.totalParameters, total) < 0.1,
                 qPrintable(QString::number(work.totalParameters / 1e9)));
        QVERIFY2(share(work.activeParameters, active) < 0.1,
                 qPrintable(QString::number(work.activeParameters / 1e9)));
    }

    void acceleratorsAndFormats()
    {
        const AcceleratorSpec* h100 = AcceleratorLibrary::standard().find("h100 sxm");
        const AcceleratorSpec* a100 = AcceleratorLibrary::standard().find("A100-SXM-80GB");
        QVERIFY(h100 && a100);
        QCOMPARE(computePeak(*h100, NumberFormat::Fp8), 1979e12);
        QCOMPARE(computePeak(*h100, NumberFormat::Mxfp4), 989e12); // no FP4 unit: widened
        QCOMPARE(computePeak(*a100, NumberFormat::Fp8), 312e12);
        QCOMPARE(parseNumberFormat("W4A8_AWQ").value_or(NumberFormat::Fp32), NumberFormat::Int4);
        QCOMPARE(parseNumberFormat("NVFP4").value_or(NumberFormat::Fp32), NumberFormat::Fp4);
        QVERIFY(!parseNumberFormat("banana"));
        AcceleratorSpec fromCatalog;
        fromCatalog.name = "Instinct MI300X OAM 192GB";
        fromCatalog.kind = AcceleratorClass::AmdGpu;
        QCOMPARE(matmulQuality(fromCatalog, NumberFormat::Bf16), 0.75); // class
        addMeasuredShares(fromCatalog);
        QCOMPARE(matmulQuality(fromCatalog, NumberFormat::Bf16), 0.514 / 0.803); // its own
        QCOMPARE(AcceleratorLibrary::standard().findInside("NVIDIA GB200 NVL72")->id,
                 std::string("GB200"));
        QVERIFY(!AcceleratorLibrary::standard().findInside("abc"));
        QCOMPARE(acceleratorClassOf("AMD", "Instinct MI355X"), AcceleratorClass::AmdGpu);
    }

    void shippedFactorsAreRead()
    {
        // A factor file with an unknown name or a value out of range would silently leave the class
        // defaults.
        const EfficiencyFactors& fitted = standardFactors();
        const EfficiencyFactors defaults = defaultFactors();
        int changed = 0;
        for (const FactorInfo& info : factorInfos())
            changed += fitted.at(info.factor) != defaults.at(info.factor) ? 1 : 0;
        QVERIFY(changed > 40);
        const auto again = readFactors(writeFactors(fitted, "test"), "again", defaults);
        QVERIFY(again.isOk());
        QVERIFY(share(again->at(Factor::ServingMemory), fitted.at(Factor::ServingMemory)) < 1e-4);
        const auto bad = readFactors("name,value\nserving.memory,7\n", "f.csv", defaults);
        QVERIFY(!bad.isOk());
        QCOMPARE(bad.error().where, std::string("f.csv:2:value"));
        QVERIFY(!readFactors("name,value\nserving.magic,1\n", "f.csv", defaults).isOk());
    }
};

QTEST_APPLESS_MAIN(TestModels)
#include "tst_models.moc"

#include "model/estimate/AcceleratorSpec.h"
#include "model/estimate/CaseDefaults.h"
#include "model/estimate/ModelLibrary.h"
#include "model/estimate/ModelNames.h"
#include <QtTest>
#include <cmath>
#include <set>

using namespace millwright;

namespace
{

struct Named {
    const char* name;
    const char* id;
};

// As benchmark tables, recipes and repositories write them.
constexpr Named modelNames[] = {
    // MLPerf
    {"llama3_1-405b", "llama3.1-405b"},
    {"llama31_405b", "llama3.1-405b"},
    {"llama31_8b", "llama3.1-8b"},
    {"llama3.1-8b-edge", "llama3.1-8b"},
    {"llama2_70b_lora", "llama2-70b"},
    {"llama2-70b-interactive-99.9", "llama2-70b"},
    {"gpt3", "gpt3-175b"},
    {"mixtral-8x7b", "mixtral-8x7b"},
    {"deepseek-r1", "deepseek-v3"},
    {"deepseekv3_671b", "deepseek-v3"},
    {"gpt-oss-120b", "gpt-oss-120b"},
    {"gpt_oss_20b", "gpt-oss-20b"},
    {"qwen3-vl-235b-a22b", "qwen3-vl-235b-a22b"},
    {"gptj-99", "gpt-j-6b"},
    // InferenceX and serving recipes
    {"deepseek-ai/DeepSeek-V4-Pro", "deepseek-v4-pro"},
    {"deepseek-ai/DeepSeek-V4-Flash-0731", "deepseek-v4-flash"},
    {"nvidia/DeepSeek-V4-Pro-NVFP4", "deepseek-v4-pro"},
    {"nvidia/DeepSeek-R1-0528-FP4-V2", "deepseek-v3"},
    {"amd/DeepSeek-R1-0528-MXFP4-Preview", "deepseek-v3"},
    {"deepseek-ai/DeepSeek-V3.1-Terminus", "deepseek-v3"},
    {"Qwen/Qwen3.5-397B-A17B-FP8", "Qwen/Qwen3.5-397B-A17B"},
    {"nvidia/Qwen3.5-397B-A17B-NVFP4-V2", "Qwen/Qwen3.5-397B-A17B"},
    {"MiniMaxAI/MiniMax-M3-MXFP8", "minimax-m3"},
    {"nvidia/MiniMax-M2.7-NVFP4", "MiniMaxAI/MiniMax-M2.5"},
    {"zai-org/GLM-5-FP8", "zhipuai/GLM-5"},
    {"nvidia/GLM-5.2-NVFP4", "glm-5.2"},
    {"zai-org/GLM-4.7-Flash", "glm-4.7-flash"},
    {"zai-org/GLM-4.6-FP8", "glm-4.5"},
    {"zai-org/GLM-4.5V-FP8", "glm-4.5v"},
    {"moonshotai/Kimi-K3", "kimi-k3"},
    {"nvidia/Kimi-K2.6-NVFP4", "moonshotai/Kimi-K2.5"},
    {"moonshotai/Kimi-Linear-48B-A3B-Instruct", "kimi-linear-48b-a3b"},
    {"amd/gpt-oss-120b-w-mxfp4-a-fp8", "gpt-oss-120b"},
    {"mistralai/Mistral-Large-3-675B-Instruct-2512-NVFP4", "mistral-large-3"},
    {"mistralai/Mistral-Small-4-119B-2603", "mistral-small-4-119b"},
    {"mistralai/Ministral-3-14B-Reasoning-2512", "ministral-3-14b"},
    {"mistralai/Devstral-Small-2507", "mistral-small-3.2-24b"},
    {"mistralai/Magistral-Small-2509", "mistral-small-3.2-24b"},
    {"mistralai/Pixtral-Large-Instruct-2411", "mistral-large-2"},
    {"meituan-longcat/LongCat-Flash-Chat-FP8", "longcat-flash"},
    {"tencent/Hy3-preview", "hunyuan-3"},
    {"inclusionAI/Ring-1T-FP8", "ling-1t"},
    {"inclusionAI/Ling-flash-2.0", "ling-flash-2.0"},
    {"stepfun-ai/Step-3.5-Flash-FP8", "step-3.5-flash"},
    {"upstage/Solar-Open-100B", "solar-open-100b"},
    {"XiaomiMiMo/MiMo-V2.5-Pro", "mimo-v2.5-pro"},
    {"XiaomiMiMo/MiMo-V2.6-Flash-MOPD", "mimo-v2.6-flash"},
    {"arcee-ai/Trinity-Large-Thinking-NVFP4", "trinity-large"},
    {"inclusionAI/Ling-3.0-flash-fp8", "ling-3.0-flash"},
    {"stepfun-ai/step3-fp8", "step-3"},
    {"deepseek-ai/DeepSeek-V4.1-Flash", "deepseek-v4.1-flash"},
    {"zai-org/GLM-5.3-Flash-FP8", "glm-5.3-flash"},
    {"tiiuae/Falcon-H1-34B-Instruct", "falcon-h1-34b"},
    {"thinkingmachines/Inkling-NVFP4", "inkling"},
    {"nvidia/NVIDIA-Nemotron-3-Super-120B-A12B-NVFP4", "nemotron-3-super-120b-a12b"},
    {"nvidia/Llama-3_3-Nemotron-Super-49B-v1_5", "nemotron-super-49b"},
    {"nvidia/Llama-3_1-Nemotron-Ultra-253B-v1-FP8", "nemotron-ultra-253b"},
    {"nvidia/NVIDIA-Nemotron-Nano-12B-v2-VL-NVFP4-QAD", "nemotron-nano-12b-v2"},
    {"google/gemma-4-31B-it-qat-w4a16-ct", "gemma4-31b"},
    {"google/gemma-4-E4B-it", "gemma4-e4b"},
    {"google/gemma-3n-E2B-it", "gemma3n-e2b"},
    {"Qwen/Qwen3-Next-80B-A3B-Thinking-FP8", "qwen3-next-80b-a3b"},
    {"Qwen/Qwen3-Coder-30B-A3B-Instruct", "qwen3-30b-a3b"},
    {"Qwen/Qwen3.5-35B-A3B-GPTQ-Int4", "qwen3.5-35b-a3b"},
    {"Qwen/Qwen3.8-2.4T-A95B", "qwen3.8-2.4t-a95b"},
    {"Qwen/Qwen3-VL-32B-Thinking", "qwen3-vl-32b"},
    {"Qwen/Qwen2.5-VL-72B-Instruct-AWQ", "qwen2.5-vl-72b"},
    {"Qwen/Qwen3-Omni-30B-A3B-Instruct", "qwen3-omni-30b-a3b"},
    {"RedHatAI/DeepSeek-R1-Distill-Qwen-32B-quantized.w4a16", "qwen2.5-32b"},
    {"RedHatAI/Llama-4-Scout-17B-16E-Instruct-quantized.w4a16", "llama4-scout"},
    {"meta-llama/Llama-4-Maverick-17B-128E-Instruct-FP8", "llama4-maverick"},
    {"nvidia/Llama-3.3-70B-Instruct-FP4", "llama3.1-70b"},
    {"amd/Llama-3.3-70B-Instruct-MXFP4-Preview", "llama3.1-70b"},
    {"LGAI-EXAONE/K-EXAONE-236B-A23B", "k-exaone-236b-a23b"},
    {"swiss-ai/Apertus-70B-Instruct-2509", "apertus-70b"},
    {"allenai/Olmo-3-32B-Think", "olmo3-32b"},
    {"ibm-granite/granite-4.0-h-small", "granite-4.0-h-small"},
    {"CohereLabs/c4ai-command-a-03-2025", "command-a-111b"},
    {"Snowflake/snowflake-arctic-instruct", "arctic-480b"},
    {"ai21labs/AI21-Jamba-Large-1.7", "jamba-1.5-large"},
    {"databricks/dbrx-instruct", "dbrx"},
    {"pyt_vllm_dbrx_fp8", "dbrx"},
    {"internlm/Intern-S1-FP8", "qwen3-235b-a22b"},
    {"LiquidAI/LFM2.5-8B-A1B", "lfm2-8b-a1b"},
    {"hpcai-tech/grok-1", "grok-1"},
    {"baidu/ERNIE-4.5-300B-A47B-PT", "ernie-4.5-300b-a47b"},
    {"llava-hf/llava-1.5-7b-hf", "vicuna-7b"},
    // training tables
    {"LLAMA3.1_405B", "llama3.1-405b"},
    {"LLAMA3_70B", "llama3.1-70b"},
    {"Qwen3_235B_a22B", "qwen3-235b-a22b"},
    {"Nemotron_3_5_Lightning", "nemotron-3-nano-30b-a3b"},
    {"Nemotron_3_Ultra", "nemotron-3-ultra-550b-a55b"},
    {"DeepSeekV4 Flash", "deepseek-v4-flash"},
    {"GPT OSS 120B", "gpt-oss-120b"},
    {"Kimi_K2", "kimi-k2"},
    {"pyt_megatron_lm_train_llama-3.3-70b", "llama3.1-70b"},
    {"pyt_vllm_llama-3.1-8b_fp8", "llama3.1-8b"},
    {"llama3-8b-sft", "llama3.1-8b"},
    {"Llama-2-13B-LoRA", "llama2-13b"},
    {"mixtral_8x22B_v0.1", "mixtral-8x22b"},
    {"deepseek_v2_lite", "deepseek-v2-lite"},
    {"maxtext-128b", "maxtext-128b"},
    {"mpt-1b", "mpt-1b"},
    {"megatron-22b", "megatron-22b"},
    {"EleutherAI/pythia-6.9b-deduped", "pythia-6.9b"},
    {"bigscience/bloomz", "bloom-176b"},
    {"google-t5/t5-11b", "t5-11b"},
};

constexpr Named acceleratorNames[] = {
    // MLPerf
    {"NVIDIA H100-SXM5-80GB", "H100-SXM-80GB"},
    {"NVIDIA H200-SXM5-141GB", "H200-SXM-141GB"},
    {"NVIDIA Blackwell GPU (B200-SXM-180GB)", "B200-SXM-180GB"},
    {"NVIDIA Blackwell GPU (GB200)", "GB200"},
    {"NVIDIA Blackwell Ultra GPU (GB300)", "GB300"},
    {"NVIDIA Blackwell Ultra GPU (B300-SXM-270GB)", "B300-SXM-270GB"},
    {"NVIDIA GH200 Grace Hopper Superchip 144GB", "GH200-144GB"},
    {"NVIDIA GH200-GraceHopper-Superchip", "GH200-96GB"},
    {"H100 NVL Tensor Core GPU (PCIe)", "H100-NVL-94GB"},
    {"NVIDIA H100 80GB HBM3", "H100-SXM-80GB"},
    {"NVIDIA A100 - PCIe - 80 GB", "A100-PCIe-80GB"},
    {"NVIDIA RTX Pro 6000 SE PCIe 96GB", "RTX-PRO-6000-Blackwell-SE"},
    {"NVIDIA L4-PCIe-24GB", "L4"},
    {"NVIDIA RTX A5000 GPU", "RTX-A5000-24GB"},
    {"NVIDIA Jetson AGX Orin 64G", "Jetson-AGX-Orin-64GB"},
    {"NVIDIA Jetson AGX Thor 128G", "Jetson-AGX-Thor-128GB"},
    {"Virtualized NVIDIA H200-SXM-141GB", "H200-SXM-141GB"},
    {"AMD Instinct MI300X-NPS1-SPX-192GB-750W", "MI300X"},
    {"AMD Instinct MI325X 256GB HBM3E DLC", "MI325X"},
    {"AMD Radeon RX 7900 XTX", "RX-7900-XTX"},
    {"Intel(R) Gaudi(R) 2 AI Accelerator", "Gaudi2"},
    {"[MAXSUN] MS-Intel Arc Pro B60 Dual 48G Turbo", "Arc-Pro-B60-Dual-48GB"},
    {"TPU-trillium", "TPU-v6e"},
    {"TPU v6", "TPU-v6e"},
    {"Tesla T4", "T4-16GB"},
    // elsewhere
    {"GB300-NVL72", "GB300"},
    {"8xMI325X", "MI325X"},
    {"TPU v6e-8", "TPU-v6e"},
    {"v5litepod-16", "TPU-v5e"},
    {"tpu7x-128", "TPU-v7x"},
    {"trn2.48xlarge", "Trainium2"},
    {"trn1n.32xlarge", "Trainium1"},
    {"inf2.48xlarge", "Inferentia2"},
    {"p5.48xlarge", "H100-SXM-80GB"},
    {"AWS Trainium2", "Trainium2"},
    {"DGX B300", "B300-SXM-270GB"},
    {"HGX H20", "H20"},
    {"NVIDIA H20-3e", "H20-141GB"},
    {"NVIDIA A800-SXM4-80GB", "A800-SXM-80GB"},
    {"NVIDIA A10", "A10-24GB"},
    {"A10G", "A10G"},
    {"NVIDIA L20", "L20-48GB"},
    {"NVIDIA L40", "L40-48GB"},
    {"NVIDIA L40S-48GB", "L40S"},
    {"Tesla V100-SXM2-16GB", "V100-SXM2-16GB"},
    {"NVIDIA DGX Spark (GB10)", "GB10"},
    {"VR200 NVL72", "Vera-Rubin-288GB"},
    {"AMD Instinct MI250X", "MI250X"},
    {"MI300A", "MI300A"},
    {"Gaudi 3 HL-325L", "Gaudi3"},
    {"Intel Data Center GPU Max 1550", "Max-1550"},
    {"Ascend 910B3", "Ascend-910B"},
    {"RNGD", "RNGD"},
    // words in another order, as drivers print them
    {"NVIDIA A100 80GB PCIe", "A100-PCIe-80GB"},
    {"NVIDIA A100-40GB-PCIe", "A100-PCIe-40GB"},
    {"NVIDIA H100 80GB PCIe", "H100-PCIe-80GB"},
    {"H200 141GB NVL", "H200-NVL-141GB"},
    {"Atlas 800I A2", "Ascend-910B"},
    {"Atlas 800I A3", "Ascend-910C"},
    {"Grace Hopper", "GH200-96GB"},
};

} // namespace

/// The spellings under which models and accelerators appear in public tables, and what the shipped
/// rows must have in common.
class TestLibraryNames : public QObject
{
    Q_OBJECT

private slots:
    void modelsResolve()
    {
        QStringList wrong;
        for (const Named& n : modelNames) {
            const ModelArchitecture* model = standardModels().find(n.name);
            if (!model || model->id != n.id)
                wrong << QString("%1 -> %2").arg(n.name, model ? model->id.c_str() : "nothing");
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join("; ")));
    }

    /// A row that another one hides can never be chosen; nor can an alias.
    void everyRowIsReached()
    {
        QStringList hidden;
        std::set<std::string> ids;
        for (const ModelArchitecture& model : standardModels().all()) {
            if (!ids.insert(model.id).second)
                hidden << QString::fromStdString(model.id) + " twice";
            std::vector<std::string> names = model.aliases;
            names.push_back(model.id);
            for (const std::string& name : names)
                if (const ModelArchitecture* found = standardModels().find(name); found != &model)
                    hidden << QString::fromStdString(name + " of " + model.id + " gives " +
                                                     (found ? found->id : "nothing"));
        }
        QVERIFY2(hidden.isEmpty(), qPrintable(hidden.join("; ")));
    }

    void unknownModelsStayUnknown()
    {
        for (const char* name : {"llama", "qwen-999b", "22b", "instruct", "nvidia/NVFP4", "mistral",
                                 "deepseek", "gpt", "command", "v3"})
            QVERIFY2(!standardModels().find(name), name);
    }

    void formatsInNames_data()
    {
        QTest::addColumn<QString>("format");
        QTest::newRow("RedHatAI/Meta-Llama-3.1-8B-Instruct-quantized.w8a8") << "int8";
        QTest::newRow("RedHatAI/Meta-Llama-3.1-8B-Instruct-quantized.w4a16") << "int4";
        QTest::newRow("RedHatAI/Llama-3.3-70B-Instruct-FP8-dynamic") << "fp8";
        QTest::newRow("Qwen/Qwen2.5-72B-Instruct-GPTQ-Int8") << "int8";
        QTest::newRow("Qwen/Qwen2.5-72B-Instruct-GPTQ-Int4") << "int4";
        QTest::newRow("Qwen/Qwen3-32B-AWQ") << "int4";
        QTest::newRow("amd/gpt-oss-120b-w-mxfp4-a-fp8") << "mxfp4";
        QTest::newRow("RedHatAI/Hy3-NVFP4-FP8") << "fp4";
        QTest::newRow("nvidia/Kimi-K2.5-NVFP4") << "fp4";
        QTest::newRow("MiniMaxAI/MiniMax-M3-MXFP8") << "fp8";
        QTest::newRow("google/gemma-4-31B-it-qat-w4a16-ct") << "int4";
        QTest::newRow("llama2-70b-lora") << "bf16";
        // not in the name: of the published checkpoint
        QTest::newRow("deepseek-ai/DeepSeek-R1-0528") << "fp8";
        QTest::newRow("deepseek-ai/DeepSeek-V4-Flash") << "fp4";
        QTest::newRow("moonshotai/Kimi-K2-Thinking") << "int4";
        QTest::newRow("moonshotai/Kimi-K3") << "mxfp4";
        QTest::newRow("XiaomiMiMo/MiMo-V2.6-Pro") << "mxfp4";
        QTest::newRow("CohereLabs/command-a-plus-05-2026-w4a4") << "fp4";
        QTest::newRow("openai/gpt-oss-20b") << "mxfp4";
        QTest::newRow("mistralai/Ministral-3-8B-Instruct-2512") << "fp8";
        QTest::newRow("google/gemma-4-31B-it") << "bf16";
    }
    void formatsInNames()
    {
        QFETCH(QString, format);
        const std::string_view found = formatName(publishedFormat(QTest::currentDataTag()));
        QCOMPARE(QString::fromUtf8(found.data(), qsizetype(found.size())), format);
    }

    /// Published active parameters count embeddings or not; in between, within a tenth.
    void activeParametersMatchPublished()
    {
        int compared = 0;
        for (const ModelArchitecture& model : standardModels().all()) {
            if (model.publishedActive <= 0.0 || model.isClassShape)
                continue;
            const ModelWork work = modelWork(model);
            const double embeddings = (model.tiedEmbeddings ? 1.0 : 2.0) * work.headParameters;
            QVERIFY2(model.publishedActive > 0.9 * (work.activeParameters - embeddings) &&
                         model.publishedActive < 1.1 * work.activeParameters,
                     qPrintable(QString("%1: %2 B")
                                    .arg(QString::fromStdString(model.id))
                                    .arg(work.activeParameters / 1e9)));
            ++compared;
        }
        QVERIFY(compared >= 50);
    }

    void everyModelSaysWhereItIsFrom()
    {
        for (const ModelArchitecture& model : standardModels().all()) {
            const std::string& source = model.source;
            const bool isAddress = source.find('/') != std::string::npos ||
                                   source.find("arXiv") != std::string::npos;
            QVERIFY2(isAddress, model.id.c_str());
            QVERIFY2(model.confidence == "verified" || model.confidence == "secondary",
                     model.id.c_str());
        }
    }

    /// A row without layers has the published counts and the shape of its class.
    void rowsWithoutLayersAreClassShapes()
    {
        const ModelArchitecture* model = standardModels().find("Qwen/Qwen3.8-2.4T-A95B");
        QVERIFY(model && model->isClassShape && model->maxContext == 262144);
        QVERIFY(std::abs(modelWork(*model).activeParameters / 95e9 - 1.0) < 0.1);
        const char* head = "id,layers,hidden,heads,vocabulary,published_total_B,published_active_B\n";
        QVERIFY(ModelLibrary::read(std::string(head) + "x,,,,,30,3\n", "m.csv").isOk());
        const auto wrong = ModelLibrary::read(std::string(head) + "x,,,,,3,30\n", "m.csv");
        QVERIFY(!wrong.isOk());
        QCOMPARE(wrong.error().where, std::string("m.csv:2:layers"));
        QVERIFY(!ModelLibrary::read(std::string(head) + "x,,,,,,\n", "m.csv").isOk());
    }

    /// DeepSeek V4 keeps one entry of 512 values for 4 or for 128 tokens: 21 and 20 of 43 layers.
    void compressedCaches()
    {
        const ModelArchitecture* model = standardModels().find("deepseek-v4-flash");
        QVERIFY(model);
        const ModelWork work = modelWork(*model);
        const double entries = 21.0 / 4.0 + 20.0 / 128.0;
        QVERIFY(std::abs(work.kvValues / (512.0 * entries) - 1.0) < 0.01);
        QVERIFY(std::abs(work.decodeDim / (64.0 * 1024.0 * entries) - 1.0) < 0.01);
    }

    /// Falcon-H1: a state space beside the attention of all 44 layers.
    void parallelHybridsKeepBoth()
    {
        const ModelArchitecture* model = standardModels().find("falcon-h1-7b");
        QVERIFY(model);
        const ModelWork work = modelWork(*model);
        QCOMPARE(work.kvValues, 44.0 * 2.0 * 2.0 * 128.0);
        QCOMPARE(work.stateValues, 44.0 * (3072.0 * 256.0 + (3072.0 + 2.0 * 256.0) * 4.0));
    }

    /// Nemotron Ultra: 64 of 162 layers attend, 81 have a feed-forward part.
    void layersLeftOutKeepNoCache()
    {
        const ModelArchitecture* model = standardModels().find("nemotron-ultra-253b");
        QVERIFY(model && !model->isClassShape);
        const ModelWork work = modelWork(*model);
        QCOMPARE(work.kvValues, 64.0 * 2.0 * 8.0 * 128.0);
        QVERIFY(std::abs(work.denseFfnParameters / (81.0 * 3.0 * 16384.0 * 53422.0) - 1.0) < 1e-6);
    }

    void acceleratorsResolve()
    {
        QStringList wrong;
        for (const Named& n : acceleratorNames) {
            const AcceleratorSpec* part = AcceleratorLibrary::standard().find(n.name);
            if (!part || part->id != n.id)
                wrong << QString("%1 -> %2").arg(n.name, part ? part->id.c_str() : "nothing");
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join("; ")));
    }

    /// Announced parts without a row are not taken for the one whose name they carry.
    void otherPartsStayUnknown()
    {
        for (const char* name : {"NVIDIA Rubin CPX", "Rubin Ultra NVL576"})
            QVERIFY2(!AcceleratorLibrary::standard().find(name), name);
        QVERIFY(AcceleratorLibrary::standard().find("NVIDIA Blackwell Ultra GPU (GB300)"));
    }

    void acceleratorsHavePeaksAndSource()
    {
        for (const AcceleratorSpec& part : AcceleratorLibrary::standard().all()) {
            QVERIFY2(part.hasPeaks() && !part.source.empty() && part.year > 2016, part.id.c_str());
            QVERIFY2(AcceleratorLibrary::standard().find(part.id) == &part, part.id.c_str());
            // Never sparse: a narrower format gains at most a factor of two a halving, NVFP4 of B300
            // and Rubin more.
            QVERIFY2(part.peakFp8 <= 4.5 * part.peakBf16, part.id.c_str());
        }
    }
};

QTEST_APPLESS_MAIN(TestLibraryNames)
#include "tst_library_names.moc"

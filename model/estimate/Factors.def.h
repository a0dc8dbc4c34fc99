#pragma once
#include <cstddef>

// One row per factor: enumerator, name in files, class default, lowest, highest, meaning with its
// source.
// clang-format off
#define MILLWRIGHT_FACTORS(F) \
    F(ServingMemory,        "serving.memory",          0.85, 0.40, 1.00, "share of memory bandwidth while weights are read") \
    F(ServingMemory4,       "serving.memory.4bit",     0.80, 0.25, 1.00, "the same, 4-bit weights") \
    F(ServingMemoryInt4,    "serving.memory.int4",     0.60, 0.15, 1.00, "the same, 4-bit integers multiplied in 16 bits (W4A16)") \
    F(ServingCache,         "serving.cache",           0.82, 0.20, 1.00, "share of memory bandwidth while the cache is read") \
    F(ServingCompute16,     "serving.compute.16bit",   0.74, 0.20, 0.95, "share of the dense peak of large products, 16-bit") \
    F(ServingCompute8,      "serving.compute.8bit",    0.66, 0.15, 0.95, "the same, 8-bit") \
    F(ServingCompute4,      "serving.compute.4bit",    0.48, 0.10, 0.95, "the same, 4-bit") \
    F(ServingExperts,       "serving.compute.experts", 0.85, 0.15, 1.00, "further factor of grouped expert products") \
    F(ServingExpertHalf,    "serving.experts.halfTokens", 32.0, 0.50, 1024.0, "tokens per expert at which a grouped product reaches half of its share") \
    F(ServingExpertWidth,   "serving.experts.halfWidth", 600.0, 1.0, 8192.0, "columns of an expert per rank at which a grouped product reaches half of its share") \
    F(ServingWidened,       "serving.compute.widened", 0.75, 0.20, 1.00, "further factor where narrow weights are widened to the format that the part multiplies in") \
    F(ServingRouting,       "serving.routing",         0.90, 0.10, 1.00, "tokens that pick experts independently, share: routing is correlated") \
    F(ServingHalfWidth,     "serving.halfWidth",       150.0, 1.0, 4096.0, "columns per rank at which a product reaches half of its share") \
    F(ServingElementwise,   "serving.elementwise",     24.0, 1.0, 400.0, "bytes per token, layer and hidden unit (and per expert picked) moved by norms, residuals, routing") \
    F(ServingHalfTokens,    "serving.halfTokens",      128.0, 4.00, 2048.0, "tokens at which a product reaches half of its share") \
    F(ServingAttention,     "serving.attention",       0.45, 0.10, 0.95, "share of the 16-bit peak in prompt attention") \
    F(ServingLink,          "serving.link",            0.85, 0.10, 1.00, "share of scale-up bandwidth in all-reduces") \
    F(ServingLinkPcie,      "serving.link.pcie",       0.50, 0.05, 1.00, "the same where accelerators are joined by PCIe only (below 100 GB/s)") \
    F(ServingImbalance,     "serving.imbalance",       1.20, 1.00, 3.00, "load of the fullest expert rank over the mean") \
    F(ServingLayerTrt,      "serving.layer.trtllm",    2.5e-5, 2e-6, 2e-4, "s per layer and step, TensorRT-LLM: launches, norms, small kernels") \
    F(ServingLayerVllm,     "serving.layer.vllm",      3.5e-5, 2e-6, 2e-4, "the same, vLLM and others") \
    F(ServingLayerSglang,   "serving.layer.sglang",    3.5e-5, 2e-6, 2e-4, "the same, SGLang") \
    F(ServingLayerLatent,   "serving.layer.latent",    1.5e-5, 1e-7, 2e-4, "s per layer and step more with latent attention: its extra small products") \
    F(ServingLayerQuantised,"serving.layer.quantised", 1.0e-5, 1e-7, 2e-4, "s per layer and step more where activations are rounded to 8 or 4 bits before each product") \
    F(ServingLayerTensor,   "serving.layer.tensor",    8.0e-6, 1e-7, 1e-4, "s per layer and doubling of tensor ranks: all-reduce latency") \
    F(ServingLayerMoe,      "serving.layer.moe",       2.0e-5, 1e-7, 2e-4, "s per MoE layer: routing, grouped launches") \
    F(ServingStepTrt,       "serving.step.trtllm",     4.0e-4, 1e-5, 2e-2, "s per step, TensorRT-LLM: sampling, scheduling") \
    F(ServingStepVllm,      "serving.step.vllm",       4.0e-4, 1e-5, 2e-2, "the same, vLLM and others") \
    F(ServingStepSglang,    "serving.step.sglang",     1.0e-3, 1e-5, 2e-2, "the same, SGLang") \
    F(ServingSequenceOffline, "serving.sequence.offline", 1.5e-6, 1e-8, 2e-4, "s per sequence and step without streaming to clients: sampling, host work") \
    F(ServingSequenceTrt,   "serving.sequence.trtllm", 5.0e-6, 1e-8, 2e-4, "the same with streaming to clients, TensorRT-LLM") \
    F(ServingSequenceOther, "serving.sequence.other",  1.0e-5, 1e-8, 2e-4, "the same, vLLM and others") \
    F(ServingSequenceSglang, "serving.sequence.sglang", 1.0e-5, 1e-8, 2e-4, "the same, SGLang") \
    F(StreamRequest,     "ttft.stream.request",     5.0e-3, 1e-4, 1e-1, "s that the one serving process takes per request: connection, tokens of the prompt") \
    F(StreamMessageTrt,     "ttft.stream.trtllm",      7.0e-5, 1e-6, 1e-3, "s that the one serving process takes per message to a client, TensorRT-LLM") \
    F(StreamMessageVllm,    "ttft.stream.vllm",        7.0e-5, 1e-6, 1e-3, "the same, vLLM and others") \
    F(StreamMessageSglang,  "ttft.stream.sglang",      7.0e-5, 1e-6, 1e-3, "the same, SGLang") \
    F(ServingPipeline,      "serving.pipeline",        0.80, 0.30, 1.00, "share of steady speed that deep pipelines keep: uneven stages, gaps") \
    F(ServingOffline,       "serving.offline",         0.90, 0.50, 1.00, "share of steady throughput after ramp, drain and gaps") \
    F(ServingClassAmd,      "serving.class.amd",   0.90, 0.30, 1.50, "AMD Instinct against the factors above") \
    F(ServingClassGaudi,    "serving.class.gaudi",   0.90, 0.30, 1.50, "Intel Gaudi against the factors above") \
    F(ServingClassTpu,      "serving.class.tpu",   0.90, 0.30, 1.50, "Google TPU against the factors above") \
    F(ServingClassNeuron,   "serving.class.neuron",    0.60, 0.20, 1.50, "AWS Neuron against the factors above") \
    F(ServingClassOther,    "serving.class.other",     0.50, 0.10, 1.50, "classes without measurements") \
    F(ServingOwnPrompt,     "ttft.own",                0.90, 0.20, 1.00, "share of a prompt's batched speed when it is computed on its own") \
    F(PromptLayer,          "ttft.layer",              2.0e-4, 1e-6, 5e-3, "s per layer of a prompt's pass that the host takes to launch it without a recorded graph") \
    F(PromptLayerMoe,       "ttft.layer.moe",          1.0e-4, 1e-6, 1e-2, "the same, more per MoE layer") \
    F(PromptLayerLatent,    "ttft.layer.latent",       5.0e-4, 1e-6, 1e-2, "the same, more with latent attention") \
    F(ServingStall,         "serving.stall",           0.10, 1e-3, 1.0, "share of a single prompt's time beyond its batched time that the others' decode waits") \
    F(FirstTokenTrt,        "ttft.base.trtllm",        1.5e-2, 1e-4, 0.3, "s from request to the scheduler and back, TensorRT-LLM") \
    F(FirstTokenVllm,       "ttft.base.vllm",          2.5e-2, 1e-4, 0.3, "the same, vLLM") \
    F(FirstTokenSglang,     "ttft.base.sglang",        2.5e-2, 1e-4, 0.3, "the same, SGLang") \
    F(BurstTrt,             "ttft.burst.trtllm",       0.05, 1e-3, 2.0, "share of the other requests whose prompts stand ahead, TensorRT-LLM") \
    F(BurstVllm,            "ttft.burst.vllm",         0.05, 1e-3, 2.0, "the same, vLLM") \
    F(BurstSglang,          "ttft.burst.sglang",       0.05, 1e-3, 2.0, "the same, SGLang") \
    F(TrainingCompute16,    "training.compute.16bit",  0.72, 0.20, 0.95, "share of the dense peak of large products, 16-bit") \
    F(TrainingCompute8,     "training.compute.8bit",   0.58, 0.15, 0.95, "the same, 8-bit") \
    F(TrainingCompute4,     "training.compute.4bit",   0.42, 0.10, 0.95, "the same, 4-bit") \
    F(TrainingHalfWidth,    "training.halfWidth",      150.0, 1.0, 4096.0, "columns per rank and PFLOP/s of peak at which a product reaches half of its share") \
    F(TrainingWeights,      "training.weights",        0.50, 0.001, 1.00, "share of the weights' and gradients' memory traffic of a micro-batch that products do not hide") \
    F(TrainingExperts,      "training.compute.experts",0.60, 0.10, 1.00, "further factor of grouped expert products") \
    F(TrainingExpertWidth,  "training.experts.halfWidth", 200.0, 1.0, 8192.0, "expert columns, hidden units or tokens per PFLOP/s of peak at which an expert product reaches half of its share") \
    F(TrainingAttention,    "training.attention",      0.50, 0.10, 0.95, "share of the 16-bit peak in attention") \
    F(TrainingLink,         "training.link",           0.70, 0.10, 1.00, "share of scale-up bandwidth in collectives") \
    F(TrainingElementwise,  "training.elementwise",    90.0, 5.0, 600.0, "bytes per token, layer and hidden unit that norms, residuals and casts move, forward and backward") \
    F(TrainingAdapters,     "training.adapters",       70.0, 1.0, 600.0, "the same, more with adapters: their inputs, dropout and sums") \
    F(TrainingLayer,        "training.layer",          4.0e-4, 1e-6, 5e-3, "s per layer and micro-batch, forward and backward: launches, norms") \
    F(TrainingLayerMoe,     "training.layer.moe",      8.0e-4, 1e-6, 2e-2, "s per MoE layer and micro-batch") \
    F(TrainingHostLayer,    "training.host.layer",     8.0e-4, 1e-5, 1e-2, "s per layer and micro-batch that the host needs to launch, forward and backward") \
    F(TrainingHostExpert,   "training.host.expert",    5.0e-4, 1e-5, 1e-2, "s more per expert of a MoE layer on a rank; its router and dispatch count as four") \
    F(TrainingStep,         "training.step",           3.0e-2, 1e-4, 1.0, "s per optimizer step") \
    F(TrainingStraggler,    "training.straggler",      0.008, 1e-5, 0.1, "share of the step lost per doubling of nodes") \
    F(TrainingTensorExposed,"training.exposed.tensor", 0.40, 0.01, 1.0, "share of tensor-parallel traffic not hidden behind compute") \
    F(TrainingExpertExposed,"training.exposed.expert", 0.70, 0.001, 1.0, "share of expert all-to-all traffic not hidden behind compute") \
    F(TrainingCampaign,     "training.campaign",       0.75, 0.20, 1.0, "share of a published run's accelerator hours that is steps, failures and checkpoints apart: evaluation, restarts, trials, idle time take the rest") \
    F(TrainingSoftware,     "training.software",       0.30, 1e-3, 0.8, "share of the speed of 8-bit products, and of attention on parts that have them, that the software of January 2023 lacked, gained with a time constant of 0.8 years") \
    F(TrainingEvaluation,   "training.evaluation",     0.03, 1e-4, 0.3, "share of a benchmark run's time that evaluation takes") \
    F(TrainingExposed,      "training.exposed",        0.30, 0.001, 1.0, "share of data-parallel traffic not hidden behind compute") \
    F(TrainingClassAmd,     "training.class.amd",   0.90, 0.30, 1.50, "AMD Instinct against the factors above") \
    F(TrainingClassGaudi,   "training.class.gaudi",   0.90, 0.30, 1.50, "Intel Gaudi against the factors above") \
    F(TrainingClassTpu,     "training.class.tpu",   1.10, 0.30, 1.50, "Google TPU against the factors above") \
    F(TrainingClassNeuron,  "training.class.neuron",   0.60, 0.20, 1.50, "AWS Neuron against the factors above") \
    F(TrainingClassOther,   "training.class.other",    0.50, 0.10, 1.50, "classes without measurements") \
    F(BandOffline,          "band.offline",            0.30, 0.02, 3.0, "ln half-width of the 80 % band, offline tokens/s") \
    F(BandServing,          "band.serving",            0.35, 0.02, 3.0, "the same, tokens/s under latency limits") \
    F(BandFirstToken,       "band.ttft",               0.60, 0.02, 3.0, "the same, time to first token") \
    F(BandNextToken,        "band.tpot",               0.28, 0.02, 3.0, "the same, time per output token") \
    F(BandDense,            "band.training.dense",     0.20, 0.02, 3.0, "the same, training of dense models") \
    F(BandLora,             "band.training.lora",      0.15, 0.02, 3.0, "the same, LoRA") \
    F(BandMoe,              "band.training.moe",       0.40, 0.02, 3.0, "the same, training of mixtures of experts")
// clang-format on

namespace millwright
{

enum class Factor : std::size_t {
#define MILLWRIGHT_FACTOR_NAME(name, text, value, low, high, meaning) name,
    MILLWRIGHT_FACTORS(MILLWRIGHT_FACTOR_NAME)
#undef MILLWRIGHT_FACTOR_NAME
        Count
};
inline constexpr std::size_t factorCount = static_cast<std::size_t>(Factor::Count);

} // namespace millwright

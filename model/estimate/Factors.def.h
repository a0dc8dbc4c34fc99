#pragma once
#include <cstddef>

// One row per factor: enumerator, name in files, class default, lowest, highest, meaning with its
// source.
// clang-format off
#define MILLWRIGHT_FACTORS(F) \
    F(ServingMemory,        "serving.memory",          0.80, 0.40, 1.00, "share of memory bandwidth while weights are read") \
    F(ServingMemory4,       "serving.memory.4bit",     0.70, 0.25, 1.00, "the same, 4-bit weights") \
    F(ServingCache,         "serving.cache",           0.65, 0.20, 1.00, "share of memory bandwidth while the cache is read") \
    F(ServingCompute16,     "serving.compute.16bit",   0.62, 0.20, 0.95, "share of the dense peak of large products, 16-bit") \
    F(ServingCompute8,      "serving.compute.8bit",    0.55, 0.15, 0.95, "the same, 8-bit") \
    F(ServingCompute4,      "serving.compute.4bit",    0.42, 0.10, 0.95, "the same, 4-bit") \
    F(ServingExperts,       "serving.compute.experts", 0.65, 0.15, 1.00, "further factor of grouped expert products") \
    F(ServingHalfTokens,    "serving.halfTokens",      64.0, 4.00, 2048.0, "tokens at which a product reaches half of its share") \
    F(ServingAttention,     "serving.attention",       0.45, 0.10, 0.95, "share of the 16-bit peak in prompt attention") \
    F(ServingLink,          "serving.link",            0.70, 0.10, 1.00, "share of scale-up bandwidth in all-reduces") \
    F(ServingImbalance,     "serving.imbalance",       1.20, 1.00, 3.00, "load of the fullest expert rank over the mean") \
    F(ServingLayer,         "serving.layer",           2.5e-5, 2e-6, 2e-4, "s per layer and step: launches, norms, small kernels") \
    F(ServingLayerTensor,   "serving.layer.tensor",    8.0e-6, 1e-7, 1e-4, "s per layer and doubling of tensor ranks: all-reduce latency") \
    F(ServingLayerMoe,      "serving.layer.moe",       2.0e-5, 1e-7, 2e-4, "s per MoE layer: routing, grouped launches") \
    F(ServingStep,          "serving.step",            1.0e-3, 1e-5, 2e-2, "s per step: sampling, scheduling") \
    F(ServingSequence,      "serving.sequence",        1.0e-5, 1e-8, 2e-4, "s per sequence and step: sampling, host work") \
    F(ServingOffline,       "serving.offline",         0.90, 0.50, 1.00, "share of steady throughput after ramp, drain and gaps") \
    F(ServingClassAmd,      "serving.class.amd",       0.75, 0.30, 1.20, "AMD Instinct against the factors above") \
    F(ServingClassGaudi,    "serving.class.gaudi",     0.75, 0.30, 1.20, "Intel Gaudi against the factors above") \
    F(ServingClassTpu,      "serving.class.tpu",       0.75, 0.30, 1.20, "Google TPU against the factors above") \
    F(ServingClassNeuron,   "serving.class.neuron",    0.60, 0.20, 1.20, "AWS Neuron against the factors above") \
    F(ServingClassOther,    "serving.class.other",     0.50, 0.10, 1.20, "classes without measurements") \
    F(FirstTokenTrt,        "ttft.base.trtllm",        1.5e-2, 1e-4, 0.3, "s from request to the scheduler and back, TensorRT-LLM") \
    F(FirstTokenVllm,       "ttft.base.vllm",          2.5e-2, 1e-4, 0.3, "the same, vLLM") \
    F(FirstTokenSglang,     "ttft.base.sglang",        2.5e-2, 1e-4, 0.3, "the same, SGLang") \
    F(BurstTrt,             "ttft.burst.trtllm",       0.15, 1e-3, 2.0, "share of the other requests whose prompts stand ahead, TensorRT-LLM") \
    F(BurstVllm,            "ttft.burst.vllm",         0.15, 1e-3, 2.0, "the same, vLLM") \
    F(BurstSglang,          "ttft.burst.sglang",       0.15, 1e-3, 2.0, "the same, SGLang") \
    F(TrainingCompute16,    "training.compute.16bit",  0.72, 0.20, 0.95, "share of the dense peak of large products, 16-bit") \
    F(TrainingCompute8,     "training.compute.8bit",   0.58, 0.15, 0.95, "the same, 8-bit") \
    F(TrainingExperts,      "training.compute.experts",0.60, 0.10, 1.00, "further factor of grouped expert products") \
    F(TrainingAttention,    "training.attention",      0.50, 0.10, 0.95, "share of the 16-bit peak in attention") \
    F(TrainingLink,         "training.link",           0.70, 0.10, 1.00, "share of scale-up bandwidth in collectives") \
    F(TrainingElementwise,  "training.elementwise",    90.0, 5.0, 600.0, "bytes per token, layer and hidden unit that norms, residuals and casts move, forward and backward") \
    F(TrainingLayer,        "training.layer",          4.0e-4, 1e-6, 5e-3, "s per layer and micro-batch, forward and backward: launches, norms") \
    F(TrainingLayerMoe,     "training.layer.moe",      8.0e-4, 1e-6, 2e-2, "s per MoE layer and micro-batch") \
    F(TrainingStep,         "training.step",           3.0e-2, 1e-4, 1.0, "s per optimizer step") \
    F(TrainingStraggler,    "training.straggler",      0.008, 1e-5, 0.1, "share of the step lost per doubling of nodes") \
    F(TrainingExposed,      "training.exposed",        0.30, 0.01, 1.0, "share of data-parallel traffic not hidden behind compute") \
    F(TrainingClassAmd,     "training.class.amd",      0.75, 0.30, 1.20, "AMD Instinct against the factors above") \
    F(TrainingClassGaudi,   "training.class.gaudi",    0.80, 0.30, 1.20, "Intel Gaudi against the factors above") \
    F(TrainingClassTpu,     "training.class.tpu",      0.85, 0.30, 1.20, "Google TPU against the factors above") \
    F(TrainingClassNeuron,  "training.class.neuron",   0.60, 0.20, 1.20, "AWS Neuron against the factors above") \
    F(TrainingClassOther,   "training.class.other",    0.50, 0.10, 1.20, "classes without measurements")
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

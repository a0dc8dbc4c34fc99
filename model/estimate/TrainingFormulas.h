#pragma once
#include "model/base/Explain.h"

namespace millwright
{

/// Training FLOPs per token of a full fine-tune or pre-training: 6 N_mm + 3 x forward attention;
/// forward attention of a causal sequence s is 2 L a d s (arXiv 2205.05198 appendix A, with causal
/// masking; meets published TFLOP/s on dense Llama).
template <class N> N trainingFlopsPerToken(const N& matmulParameters, const N& attentionForward)
{
    return N(6.0) * matmulParameters + N(3.0) * attentionForward;
}

/// The same with a frozen base: no weight gradients, 4 N_mm + 6 N_adapter (arXiv 2106.09685).
template <class N>
N loraFlopsPerToken(const N& matmulParameters, const N& attentionForward,
                    const N& adapterParameters)
{
    return N(4.0) * matmulParameters + N(6.0) * adapterParameters + N(3.0) * attentionForward;
}

/// Share of a pipelined step that is bubble: (p-1) / (v m + p - 1) (arXiv 2104.04473, section 2.2).
template <class N> N bubbleShare(const N& stages, const N& interleave, const N& microBatches)
{
    return (stages - N(1.0)) / (interleave * microBatches + stages - N(1.0));
}

/// Bytes per parameter on one accelerator in ZeRO stages 0-3: weights 2, gradients g, Adam states
/// 12 (arXiv 1910.02054, fig. 1).
template <class N> N zeroBytesPerParameter(int stage, const N& gradientBytes, const N& dataParallel)
{
    const N weights(2.0), states(12.0);
    if (stage <= 0)
        return weights + gradientBytes + states;
    if (stage == 1)
        return weights + gradientBytes + states / dataParallel;
    if (stage == 2)
        return weights + (gradientBytes + states) / dataParallel;
    return (weights + gradientBytes + states) / dataParallel;
}

/// Activation bytes of one layer and micro-batch with sequence parallelism (arXiv 2205.05198, table
/// 2): 34 s b h / t with selective recompute, (34 + 5 a s / h) s b h / t without, 2 s b h / t with
/// full recompute. `scores` is 5 a s / h or 0.
template <class N>
N activationBytesPerLayer(const N& tokens, const N& hidden, const N& tensor, const N& perUnit)
{
    return perUnit * tokens * hidden / tensor;
}

/// Model FLOP utilisation: model FLOPs of a step over what the accelerators could do in its time
/// (arXiv 2204.02311, appendix B).
template <class N>
N modelFlopUtilisation(const N& flops, const N& accelerators, const N& peak, const N& time)
{
    return flops / (accelerators * peak * time);
}

} // namespace millwright

#include "model/estimate/EstimateParts.h"

namespace millwright
{

std::string_view bottleneckName(Bottleneck bottleneck)
{
    switch (bottleneck) {
    case Bottleneck::Compute:
        return "compute";
    case Bottleneck::Bandwidth:
        return "memory-bandwidth";
    case Bottleneck::Capacity:
        return "memory-capacity";
    case Bottleneck::ScaleUp:
        return "scale-up";
    case Bottleneck::ScaleOut:
        return "scale-out";
    case Bottleneck::Overhead:
        return "overhead";
    case Bottleneck::Demand:
        return "demand";
    }
    return "compute";
}

std::string_view confidenceName(EstimateConfidence confidence)
{
    switch (confidence) {
    case EstimateConfidence::Measured:
        return "measured";
    case EstimateConfidence::Transferred:
        return "transferred";
    case EstimateConfidence::ClassDefault:
        return "class-default";
    }
    return "class-default";
}

void registerEstimateMessages()
{
    registerMessagePatterns({
        {"estimate.id-missing", "The row has no id."},
        {"estimate.negative", "The value is below zero."},
        {"estimate.factor-range", "The factor {0} must lie between {1} and {2}."},
        {"estimate.factor-unknown", "There is no factor called {0}."},
        {"model.field-range", "The field {0} is missing or out of range."},
        {"model.config.syntax", "The text is not valid JSON at line {0}."},
        {"model.config.field-missing", "The field {0} is missing."},
        {"model.config.field-range", "The field {0} is not a number in its range."},
        {"model.config.unsupported", "The layers of this model differ in ways that its field {0} ({1}) hides; enter its shape by hand."},
        {"generic.workload-range", "The figures of the work must be at least 0, and FLOP or bytes a sample above 0."},
        {"generic.memory-short", "The parameters need {0} more than the {1} of one accelerator that can be used; each holds all of them."},
        {"generic.batch-memory-short",
         "A batch of {2} with the parameters needs {0} more than the {1} of one accelerator that can be used."},
        {"generic.too-slow", "From arrival to result it takes {0}, more than the limit of {1}."},
        {"generic.kind-unknown", "There is no kind of work called {0}."},
        {"generic.note.class-default", "Shares are defaults of the class {0} for {1} work; edit them where you know better."},
        {"serve.no-input", "Serving needs a model and an accelerator."},
        {"serve.no-peaks", "The accelerator {0} has no known peak, memory size or bandwidth."},
        {"serve.plan-range", "Every degree of parallelism must be at least 1."},
        {"serve.plan-indivisible",
         "Attention-DP and expert ranks must divide the tensor ranks ({0})."},
        {"serve.too-few-accelerators", "The plan needs {0} accelerators, there are {1}."},
        {"serve.pipeline-exceeds-layers",
         "{0} pipeline stages are more than the model's {1} layers."},
        {"serve.tensor-exceeds-heads",
         "{0} tensor ranks are more than the model's {1} attention heads."},
        {"serve.expert-exceeds-experts", "{0} expert ranks are more than the model's {1} experts."},
        {"serve.workload-range", "A length, rate or share of the workload is out of range."},
        {"serve.context-exceeded",
         "A request of {0} tokens is longer than the model's context of {1}."},
        {"serve.memory-short", "The replica does not fit: {0} per accelerator are missing of {1}."},
        {"serve.unstable", "Requests come faster than they are served (load {0})."},
        {"serve.limits-missed", "No load meets the latency limits."},
        {"serve.target-missed", "No allowed number of accelerators reaches the target."},
        {"serve.note.class-default",
         "No case of the class {0} was measured: the factors are assumptions."},
        {"serve.note.class-shape", "The shape of {0} is derived from its parameter counts."},
        {"serve.note.computes-wider",
         "The accelerator has no {0} arithmetic: weights are widened to 16 bits."},
        {"serve.note.disaggregated",
         "{0} prefill replicas per decode replica balance the pools; a cache moves in {1}."},
        {"serve.note.requests-wait", "Only {0} requests fit into memory at once; the others wait."},
        {"job.binds.compute",
         "Computing binds: more arithmetic or a narrower format would make it faster."},
        {"job.binds.memory-bandwidth", "Memory bandwidth binds: weights and cache are read more "
                                       "slowly than they are multiplied."},
        {"job.binds.memory-capacity",
         "Memory capacity binds: with more memory more requests would run together."},
        {"job.binds.scale-up", "Scale-up traffic binds: the ranks of a replica wait for each other "
                               "over their links."},
        {"job.binds.scale-out",
         "The fabric binds: ranks on different nodes wait for each other."},
        {"job.binds.overhead",
         "Overhead binds: launches, host work and waiting, not the accelerator's figures."},
        {"job.binds.demand", "Demand binds: it serves all that is asked for."},
        {"job.binds.storage-read", "Storage binds: it cannot read the training data as fast as they "
                                   "are trained on."},
        {"validate.accelerator-unknown", "The accelerator {0} has no known peaks."},
        {"validate.other-work", "The model {0} is no language model; generic work has presets for such."},
        {"validate.model-unknown",
         "The model {0} has no known architecture nor total and active parameters."},
        {"validate.no-plan", "No plan of this row can be estimated."},
        {"file.unwritable", "The file {0} cannot be written."},
        {"train.no-input", "Training needs a model and an accelerator."},
        {"train.no-peaks", "The accelerator {0} has no known peak, memory size or bandwidth."},
        {"train.plan-range", "Every degree of parallelism must be at least 1."},
        {"train.workload-range", "A length, batch, bandwidth or token count is out of range."},
        {"train.too-few-accelerators", "The plan needs {0} accelerators, there are {1}."},
        {"train.pipeline-exceeds-layers",
         "{0} pipeline pieces are more than the model's {1} layers."},
        {"train.tensor-exceeds-heads",
         "{0} tensor ranks are more than the model's {1} attention heads."},
        {"train.expert-exceeds-experts", "{0} expert ranks are more than the model's {1} experts."},
        {"train.batch-too-small",
         "A global batch of {0} sequences cannot feed {1} sequences at once."},
        {"train.memory-short", "The plan does not fit: {0} per accelerator are missing of {1}."},
    });
}

} // namespace millwright

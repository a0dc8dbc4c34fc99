#include "views/models/StudyContents.h"
#include "model/base/Units.h"
#include "views/models/MeasureText.h"
#include <QCoreApplication>
#include <algorithm>
#include <cmath>

namespace millwright
{
namespace
{

enum Group { Computing, Moving, Waiting, Rest };

QString words(const char* english)
{
    return QCoreApplication::translate("millwright::StudyContents", english);
}

QString reasonOf(const JobStudy& study)
{
    return QString::fromStdString(formatMessage(study.reason()));
}

std::vector<CascadePart> servingMemory(const ServingMemory& m)
{
    return {{words("Weights"), m.weights, Computing, QStringLiteral("memory.weights")},
            {words("KV cache"), m.kvCache, Moving, QStringLiteral("memory.cache")},
            {words("Activations"), m.activations, Waiting, QStringLiteral("memory.activations")}};
}

std::vector<CascadePart> trainingMemory(const TrainingMemory& m)
{
    return {{words("Weights"), m.weights, Computing, QStringLiteral("memory.weights")},
            {words("Gradients"), m.gradients, Moving, QStringLiteral("memory.gradients")},
            {words("Optimizer states"), m.optimizer, Rest, QStringLiteral("memory.optimizer")},
            {words("Activations"), m.activations, Waiting, QStringLiteral("memory.activations")},
            {words("Buffers"), m.buffers, Rest, QStringLiteral("memory.buffers")}};
}

std::vector<CascadePart> genericMemory(const GenericEstimate& e)
{
    return {{words("Parameters"), e.memoryNeeded, Computing, QStringLiteral("memory.parameters")},
            {words("Batch"), e.memoryBatch, Waiting, QStringLiteral("memory.batch")}};
}

/// Computing and memory traffic overlap: the longer one counts.
std::vector<CascadePart> genericStep(const GenericEstimate& e)
{
    const bool isMoving = e.bottleneck == Bottleneck::Bandwidth;
    return {{isMoving ? words("Memory traffic") : words("Compute"), e.batchTime - e.overhead,
             isMoving ? Moving : Computing, QStringLiteral("generic.step.work")},
            {words("Launches, host"), e.overhead, Rest, QStringLiteral("generic.step.overhead")}};
}

std::vector<CascadePart> servingStep(const StepParts& s)
{
    return {{words("Weights and products"), s.weights, Computing, QStringLiteral("serve.step.weights")},
            {words("Attention"), s.attention, Computing, QStringLiteral("serve.step.attention")},
            {words("Scale-up traffic"), s.scaleUp, Moving, QStringLiteral("serve.step.scaleUp")},
            {words("Scale-out traffic"), s.scaleOut, Moving, QStringLiteral("serve.step.scaleOut")},
            {words("Prompts of others"), s.prefill, Waiting, QStringLiteral("serve.step.prefill")},
            {words("Launches per layer"), s.layerOverhead, Rest, QStringLiteral("serve.step.layers")},
            {words("Host, per step"), s.stepOverhead, Rest, QStringLiteral("serve.step.host")}};
}

std::vector<CascadePart> trainingStep(const TrainingStepParts& s)
{
    return {{words("Compute"), s.compute, Computing, QStringLiteral("train.step.compute")},
            {words("Recompute"), s.recompute, Computing, QStringLiteral("train.step.recompute")},
            {words("Optimizer"), s.optimizer, Computing, QStringLiteral("train.step.optimizer")},
            {words("Tensor traffic"), s.tensorComm, Moving, QStringLiteral("train.step.tensor")},
            {words("Expert traffic"), s.expertComm, Moving, QStringLiteral("train.step.expert")},
            {words("Pipeline traffic"), s.pipelineComm, Moving, QStringLiteral("train.step.pipeline")},
            {words("Data-parallel traffic"), s.dataComm, Moving, QStringLiteral("train.step.data")},
            {words("Pipeline bubble"), s.bubble, Waiting, QStringLiteral("train.step.bubble")},
            {words("Stragglers"), s.straggler, Waiting, QStringLiteral("train.step.straggler")},
            {words("Waiting for the host"), s.host, Waiting, QStringLiteral("train.step.host")},
            {words("Launches, host"), s.overhead, Rest, QStringLiteral("train.step.overhead")}};
}

} // namespace

CascadeChart::Content memoryContent(const JobStudy& study)
{
    CascadeChart::Content content;
    content.unit = "B";
    content.reason = reasonOf(study);
    double capacity = 0.0, used = 0.0;
    if (study.isServing()) {
        capacity = study.serving.best.memory.capacity;
        content.parts = servingMemory(study.serving.best.memory);
    } else if (study.isTraining()) {
        capacity = study.training.best.memory.capacity;
        content.parts = trainingMemory(study.training.best.memory);
    } else if (study.isGeneric()) {
        capacity = study.generic.best.memoryCapacity;
        content.parts = genericMemory(study.generic.best);
    }
    for (const CascadePart& part : content.parts)
        used += part.value;
    if (!(capacity > 0.0) || !(used > 0.0)) {
        content.parts.clear();
        return content;
    }
    if (used < capacity)
        content.parts.push_back({words("Free"), capacity - used, -1, QStringLiteral("memory.free")});
    if (!study.isFeasible()) // nothing to derive from
        for (CascadePart& part : content.parts)
            part.figure.clear();
    content.limit = capacity;
    content.limitName = words("capacity");
    content.subtitle =
        used <= capacity
            ? words("%1 of the %2 of one accelerator that software can use").arg(measure(used, "B"), measure(capacity, "B"))
            : words("%1 needed, %2 there: %3 too much")
                  .arg(measure(used, "B"), measure(capacity, "B"), measure(used - capacity, "B"));
    return content;
}

CascadeChart::Content stepContent(const JobStudy& study)
{
    CascadeChart::Content content;
    content.unit = "s";
    content.reason = reasonOf(study);
    if (!study.isFeasible())
        return content;
    if (study.isServing()) {
        const ServingEstimate& best = study.serving.best;
        content.parts = servingStep(best.step);
        content.subtitle =
            words("decode step of %1 with batch %2 at capacity")
                .arg(measure(best.step.total(), "s"))
                .arg(std::round(best.batch));
    } else if (study.isGeneric()) {
        const GenericEstimate& best = study.generic.best;
        content.parts = genericStep(best);
        content.subtitle = words("%1 for a batch of %2")
                               .arg(measure(best.batchTime, "s"))
                               .arg(measure(std::round(best.batch), "1"));
    } else {
        const TrainingEstimate& best = study.training.best;
        content.parts = trainingStep(best.step);
        content.subtitle = words("optimizer step of %1").arg(measure(best.stepTime, "s"));
    }
    return content;
}

ParetoChart::Content paretoContent(const JobStudy& study, bool canUse)
{
    ParetoChart::Content content;
    content.front = study.front;
    content.chosen = study.chosen;
    content.tpotLimit = study.workload().tpotLimit;
    content.canUse = canUse;
    content.reason = study.isFeasible() ? QString() : reasonOf(study);
    return content;
}

QString rooflineSubject(const JobStudy& study)
{
    const QString name = QString::fromStdString(study.question.acceleratorName);
    if (!study.isFeasible())
        return name;
    if (study.isGeneric())
        return words("%1, batch %2").arg(name).arg(measure(std::round(study.generic.best.batch), "1"));
    return study.isServing()
               ? words("%1, batch %2").arg(name).arg(std::round(study.serving.best.batch))
               : words("%1, micro-batch %2").arg(name).arg(study.training.best.plan.microBatch);
}

} // namespace millwright

#include "core/training/batch_inspection.h"

#include <algorithm>
#include <cmath>

namespace deltascope {
namespace {

/// `network` run forwards and backwards on the pictures `batch`.
void runBatch(BatchInspection& inspection, const Network<float>& network, const ExampleSource& source,
              std::span<const Index> batch, std::uint64_t epoch) {
    Pass<float>& pass = inspection.pass;
    network.prepare(pass, static_cast<Index>(batch.size()));
    std::vector<float> picture(static_cast<std::size_t>(source.pixels()));
    for (std::size_t i = 0; i < batch.size(); ++i) {
        source.picture(batch[i], epoch, picture);
        std::ranges::copy(picture, pass.outputs[0].slice(static_cast<Index>(i)).begin());
        inspection.labels.push_back(source.label(batch[i]));
    }
    pass.labels = oneHot<float>(inspection.labels, network.classCount());
    network.forwardWithLoss(pass);
    network.backward(pass, false);
}

LayerMagnitudes magnitudesOf(const Network<float>& network, int l, const BatchInspection& inspection) {
    const std::size_t weight = network.parametersOf(l).first;
    return {network.layerName(l), rootMeanSquare(inspection.before[weight].values()),
            rootMeanSquare(inspection.pass.gradients[weight].values()),
            rootMeanSquare(inspection.update[weight].values())};
}

}  // namespace

double rootMeanSquare(std::span<const float> values) {
    double sum = 0;
    for (const float value : values) sum += static_cast<double>(value) * static_cast<double>(value);
    return values.empty() ? 0 : std::sqrt(sum / static_cast<double>(values.size()));
}

BatchInspection inspectBatch(const Network<float>& network, const Sgd<float>& optimizer,
                             const ExampleSource& source, std::span<const Index> batch, std::uint64_t epoch) {
    require(!batch.empty(), "a batch needs at least one example");
    BatchInspection inspection;
    inspection.examples.assign(batch.begin(), batch.end());
    runBatch(inspection, network, source, batch, epoch);
    inspection.before = network.parameters();
    inspection.update = network.parameters();
    Sgd<float> step = optimizer;
    step.update(inspection.update, inspection.pass.gradients);
    for (std::size_t p = 0; p < inspection.update.size(); ++p)
        for (Index i = 0; i < inspection.update[p].size(); ++i)
            inspection.update[p][i] -= inspection.before[p][i];
    for (int l = 1; l <= network.layerCount(); ++l) {
        const auto [first, last] = network.parametersOf(l);
        if (first < last) inspection.layers.push_back(magnitudesOf(network, l, inspection));
    }
    return inspection;
}

Tensor<float> exampleGradients(const Network<float>& network, const BatchInspection& inspection,
                               std::size_t parameter) {
    const Pass<float>& all = inspection.pass;
    Tensor<float> result({all.batch(), network.parameters().at(parameter).size()});
    Pass<float> one;
    network.prepare(one, 1);
    for (Index i = 0; i < all.batch(); ++i) {
        std::ranges::copy(all.outputs[0].slice(i), one.outputs[0].data());
        std::ranges::copy(all.labels.slice(i), one.labels.data());
        network.forwardWithLoss(one);
        network.backward(one, false);
        std::ranges::copy(one.gradients[parameter].values(), result.slice(i).begin());
    }
    return result;
}

}  // namespace deltascope

// Each layer of the lecture's network by itself, forwards and backwards: one example, and sixteen side by
// side.

#include <benchmark/benchmark.h>

#include "tests/benchmarks/core/networks.h"

namespace deltascope {
namespace {

const Network<float>& lecture() {
    static const Network<float> network = startedNetwork(lectureNetwork());
    return network;
}

/// One layer between its tensors, for both ways of computing it.
struct Bench {
    explicit Bench(int number) : l(number), pass(onePass(lecture())), gradients(pass.gradients) {
        const auto [first, last] = lecture().parametersOf(l);
        parameters = std::span(lecture().parameters()).subspan(first, last - first);
        own = std::span(gradients).subspan(first, last - first);
        const auto block = [](const Tensor<float>& one) {
            Scratch<float> copies(static_cast<std::size_t>(one.size() * laneCount));
            for (std::size_t i = 0; i < copies.size(); ++i)
                copies[i] = one[static_cast<Index>(i) / laneCount];
            return copies;
        };
        input = block(pass.outputs[at - 1]);
        output = block(pass.outputs[at]);
        delta = block(pass.deltas[at]);
        inputDelta = input;
    }

    void forward() { layer.forward(pass.outputs[at - 1], parameters, pass.outputs[at], pass.scratch); }
    void backward() {
        layer.backward({pass.outputs[at - 1], pass.outputs[at], pass.deltas[at], parameters},
                       &pass.deltas[at - 1], own, pass.scratch);
    }
    void forwardLanes() { lanes->forwardLanes(input.data(), parameters, output.data(), pass.scratch); }
    void backwardLanes() {
        lanes->backwardLanes({input.data(), output.data(), delta.data(), parameters}, inputDelta.data(), own,
                             pass.scratch);
    }

    int l;
    std::size_t at = static_cast<std::size_t>(l);
    const Layer<float>& layer = lecture().layer(l);
    const LaneLayer* lanes = dynamic_cast<const LaneLayer*>(&layer);
    Pass<float> pass;
    std::vector<Tensor<float>> gradients;
    std::span<const Tensor<float>> parameters;
    std::span<Tensor<float>> own;
    Scratch<float> input, output, delta, inputDelta;
};

void measure(benchmark::State& state, int l, void (Bench::*step)(), Index examples) {
    Bench bench(l);
    for (auto _ : state) (bench.*step)();
    state.SetItemsProcessed(state.iterations() * examples);
}

const bool registered = [] {
    for (int l = 1; l <= lecture().layerCount(); ++l) {
        const auto add = [l](const char* what, void (Bench::*step)(), Index examples) {
            benchmark::RegisterBenchmark((lecture().layerName(l) + what).c_str(), measure, l, step, examples);
        };
        add("/one/forward", &Bench::forward, 1);
        add("/one/backward", &Bench::backward, 1);
        if (!dynamic_cast<const LaneLayer*>(&lecture().layer(l))) continue;
        add("/sixteen/forward", &Bench::forwardLanes, laneCount);
        add("/sixteen/backward", &Bench::backwardLanes, laneCount);
    }
    return true;
}();

}  // namespace
}  // namespace deltascope

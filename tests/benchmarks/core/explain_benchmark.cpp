// What a click costs: explaining a cell, and going to a step of a walkthrough.

#include <benchmark/benchmark.h>

#include "core/explain/explainer.h"
#include "core/lesson/catalogue.h"
#include "tests/benchmarks/core/networks.h"

namespace deltascope {
namespace {

void explainCell(benchmark::State& state, const char* address) {
    const Network<float> network = startedNetwork(lectureNetwork());
    const Pass<float> pass = onePass(network);
    const Explainer<float> explainer(network, pass);
    const Cell cell = *parseCell(address);
    for (auto _ : state) benchmark::DoNotOptimize(explainer.explain(cell));
}
BENCHMARK_CAPTURE(explainCell, output, "conv2.output[15,7,7]");
BENCHMARK_CAPTURE(explainCell, delta, "conv1.delta[5,12,12]");
BENCHMARK_CAPTURE(explainCell, gradient, "conv1.weight_gradient[0,0,2,2]");

/// Opening a walkthrough, and then any of its steps in turn.
void openWalkthrough(benchmark::State& state, const WalkthroughKind& kind) {
    for (auto _ : state) benchmark::DoNotOptimize(kind.make({}));
}
void goToStep(benchmark::State& state, const WalkthroughKind& kind) {
    const auto walkthrough = *kind.make({});
    Index step = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(walkthrough->step(step));
        step = (step + 7919) % walkthrough->stepCount();
    }
}
const bool registered = [] {
    for (const WalkthroughKind& kind : walkthroughs()) {
        benchmark::RegisterBenchmark(("openWalkthrough/" + kind.id).c_str(),
                                     [&kind](benchmark::State& state) { openWalkthrough(state, kind); });
        benchmark::RegisterBenchmark(("goToStep/" + kind.id).c_str(),
                                     [&kind](benchmark::State& state) { goToStep(state, kind); });
    }
    return true;
}();

}  // namespace
}  // namespace deltascope

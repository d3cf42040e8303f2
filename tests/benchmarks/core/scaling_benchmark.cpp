// How training grows with batch, threads, maps, kernel and picture; images a second.

#include <benchmark/benchmark.h>

#include "core/training/trainer.h"
#include "tests/benchmarks/core/networks.h"

namespace deltascope {
namespace {

void train(benchmark::State& state, const Architecture& architecture, Index batch, int threads) {
    Network<float> network = startedNetwork(architecture);
    const RandomPictures pictures(batch, network.outputShape(0).size(),
                                  static_cast<int>(network.classCount()));
    ThreadTeam team(threads);
    Trainer<float> trainer(network, {.learningRate = 0.01}, team);
    std::vector<Index> indices(static_cast<std::size_t>(batch));
    std::iota(indices.begin(), indices.end(), Index{0});
    for (auto _ : state) trainer.train(pictures, indices, 1);
    state.SetItemsProcessed(state.iterations() * batch);
}

/// conv -> sigmoid -> max pool -> FC 10 -> softmax on side x side grey levels.
Architecture oneConvolution(Index maps, Index kernel, Index side) {
    std::vector<LayerSpec> layers{
        {"conv2d", "", {{"maps", maps}, {"kernel_height", kernel}, {"kernel_width", kernel}}},
        {"sigmoid", "", {}},
        {"max_pool", "", {}},
        {"flatten", "", {}},
        {"fully_connected", "", {{"units", 10}}},
        {"softmax", "", {}}};
    return {{1, side, side}, withNames(std::move(layers)), LossKind::crossEntropy, {}};
}

void lectureByBatch(benchmark::State& state) {
    train(state, lectureNetwork(), state.range(0), static_cast<int>(state.range(1)));
}
void byMaps(benchmark::State& state) { train(state, oneConvolution(state.range(0), 5, 28), 32, 1); }
void byKernel(benchmark::State& state) { train(state, oneConvolution(6, state.range(0), 28), 32, 1); }
void bySide(benchmark::State& state) { train(state, oneConvolution(6, 5, state.range(0)), 32, 1); }

// Eight threads are more than most laptops have cores: it must stay near what its cores can do.
BENCHMARK(lectureByBatch)
    ->ArgNames({"batch", "threads"})
    ->ArgsProduct({{1, 16, 32, 128, 512}, {1, 2, 8}})
    ->UseRealTime();
BENCHMARK(byMaps)->ArgName("maps")->Arg(1)->Arg(6)->Arg(16)->Arg(32)->Arg(64);
BENCHMARK(byKernel)->ArgName("kernel")->DenseRange(1, 9, 2);
BENCHMARK(bySide)->ArgName("side")->Arg(14)->Arg(28)->Arg(56)->Arg(112);

}  // namespace
}  // namespace deltascope

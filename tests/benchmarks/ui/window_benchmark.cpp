// Painting each workspace of the window at the size of a laptop's screen, without a screen.

#include <benchmark/benchmark.h>

#include <QImage>

#include "app/window/main_window.h"
#include "app/window/offscreen.h"

namespace deltascope {
namespace {

void paintWorkspace(benchmark::State& state, const char* name) {
    MainWindow window;
    window.resize(1366, 768);
    if (!window.showWorkspace(name)) return state.SkipWithError("no such workspace");
    QImage image(window.size(), QImage::Format_RGB32);
    window.render(&image);  // the first time lays out, too
    for (auto _ : state) window.render(&image);
}
BENCHMARK_CAPTURE(paintWorkspace, lecture, "lecture")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(paintWorkspace, network, "network")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(paintWorkspace, train, "train")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(paintWorkspace, draw, "draw")->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace deltascope

int main(int argc, char** argv) {
    const deltascope::OffscreenApplication application;
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
}

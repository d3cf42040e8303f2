#include "core/kernels/instruction_set.h"
#include "core/layers/padded_lanes.h"
#include "tests/core/kernels/blocks.h"

namespace deltascope {
namespace {

/// Calls visit(input cell, weight, output cell) for every product of a convolution, as the formula has it.
template <typename Visit>
void forProducts(const ConvSizes& s, Visit visit) {
    for (Index k = 0; k < s.maps; ++k)
        for (Index i = 0; i < s.outputHeight; ++i)
            for (Index j = 0; j < s.outputWidth; ++j)
                for (Index c = 0; c < s.channels; ++c)
                    for (Index m = 0; m < s.kernelHeight; ++m)
                        for (Index n = 0; n < s.kernelWidth; ++n) {
                            const Index u = i * s.stride + m - s.padding, v = j * s.stride + n - s.padding;
                            if (u < 0 || u >= s.height || v < 0 || v >= s.width) continue;
                            visit((c * s.height + u) * s.width + v,
                                  ((k * s.channels + c) * s.kernelHeight + m) * s.kernelWidth + n,
                                  (k * s.outputHeight + i) * s.outputWidth + j);
                        }
}

class Convolution : public testing::Test {
  protected:
    void check(const LaneKernels& kernels, const ConvSizes& s) {
        const Index inputs = s.channels * s.height * s.width,
                    outputs = s.maps * s.outputHeight * s.outputWidth;
        const Index weights = s.maps * s.channels * s.kernelHeight * s.kernelWidth;
        const Block x = randomBlock(inputs * laneCount, 1), w = randomBlock(weights, 2),
                    b = randomBlock(s.maps, 3), d = randomBlock(outputs * laneCount, 4);
        Exact z(d.size()), dx(x.size(), 0.0), dw(w.size(), 0.0);
        for (std::size_t i = 0; i < z.size(); ++i)
            z[i] = b[i / static_cast<std::size_t>(s.outputHeight * s.outputWidth * laneCount)];
        forProducts(s, [&](Index in, Index weight, Index out) {
            for (Index l = 0; l < laneCount; ++l) {
                const auto from = static_cast<std::size_t>(in * laneCount + l),
                           to = static_cast<std::size_t>(out * laneCount + l),
                           by = static_cast<std::size_t>(weight);
                z[to] += double(w[by]) * x[from];
                dx[from] += double(w[by]) * d[to];
                dw[by] += double(x[from]) * d[to];
            }
        });
        const std::string what = std::string(kernels.name) + " " + std::to_string(s.channels) + "x" +
                                 std::to_string(s.height) + "x" + std::to_string(s.width) + ", " +
                                 std::to_string(s.maps) + " maps, kernel " + std::to_string(s.kernelHeight) +
                                 "x" + std::to_string(s.kernelWidth) + ", stride " +
                                 std::to_string(s.stride) + ", padding " + std::to_string(s.padding);
        Scratch<float> scratch;
        const float* const padded = paddedLanes(s, x.data(), scratch);
        Block foundZ(z.size()), foundDx(x.size(), 7.0F), foundDw(w.size(), 0.5F);
        kernels.convForward(s, padded, w.data(), b.data(), foundZ.data());
        kernels.convGradient(s, padded, d.data(), foundDw.data());
        kernels.convInputDelta(s, d.data(), w.data(), foundDx.data());
        expectNear(foundZ, z, "outputs, " + what);
        expectNear(foundDw, dw, "gradients, " + what);
        expectNear(foundDx, dx, "deltas, " + what);
    }
};

/// Of an output cell and its lane: the first of its window's largest numbers, row by row.
std::size_t winnerOf(const PoolSizes& s, const Block& x, Index out) {
    const Index lane = out % laneCount, window = out / laneCount;
    const Index j = window % s.outputWidth, i = window / s.outputWidth % s.outputHeight,
                c = window / s.outputWidth / s.outputHeight;
    const auto cell = [&](Index m, Index n) {
        return static_cast<std::size_t>(
            ((c * s.height + i * s.stride + m) * s.width + j * s.stride + n) * laneCount + lane);
    };
    std::size_t best = cell(0, 0);
    for (Index m = 0; m < s.window; ++m)
        for (Index n = 0; n < s.window; ++n)
            if (x[cell(m, n)] > x[best]) best = cell(m, n);
    return best;
}

}  // namespace

TEST_F(Convolution, IsItsFormulaOnEveryInstructionSet) {
    const ConvSizes sizes[] = {
        convOf(1, 28, 28, 6, 5, 5, 1, 0), convOf(6, 12, 12, 16, 5, 5, 1, 0), convOf(3, 9, 11, 5, 3, 3, 1, 1),
        convOf(2, 8, 7, 7, 7, 3, 1, 2),   convOf(4, 10, 9, 3, 3, 2, 2, 1),   convOf(1, 5, 5, 1, 5, 5, 1, 0),
        convOf(2, 6, 6, 2, 1, 1, 3, 0),   convOf(13, 4, 5, 9, 2, 4, 1, 3),   convOf(3, 12, 13, 4, 4, 5, 2, 0),
        convOf(2, 11, 10, 3, 2, 2, 4, 3), convOf(1, 7, 9, 2, 5, 3, 3, 1),    convOf(2, 9, 24, 3, 7, 6, 1, 1)};
    for (const LaneKernels* kernels : runnableLaneKernels())
        for (const ConvSizes& s : sizes) check(*kernels, s);
}

TEST(FullyConnectedLanes, AreTheirFormulaOnEveryInstructionSet) {
    for (const LaneKernels* kernels : runnableLaneKernels()) {
        for (const DenseSizes s : {DenseSizes{256, 120}, DenseSizes{120, 10}, DenseSizes{7, 3},
                                   DenseSizes{1, 1}, DenseSizes{83, 29}}) {
            const Block rows = randomBlock(s.inputs * laneCount, 1), w = randomBlock(s.inputs * s.units, 2),
                        b = randomBlock(s.units, 3), deltaRows = randomBlock(s.units * laneCount, 4);
            Block x(rows.size()), d(deltaRows.size());
            kernels->packLanes(rows.data(), s.inputs, x.data());
            kernels->packLanes(deltaRows.data(), s.units, d.data());
            Exact z(d.size(), 0.0), dx(x.size(), 0.0), dw(w.size(), 0.0), db(b.size(), 0.0);
            for (Index j = 0; j < s.units; ++j)
                for (Index l = 0; l < laneCount; ++l) {
                    const auto to = static_cast<std::size_t>(j * laneCount + l);
                    z[to] = b[static_cast<std::size_t>(j)];
                    db[static_cast<std::size_t>(j)] += d[to];
                    for (Index i = 0; i < s.inputs; ++i) {
                        const auto by = static_cast<std::size_t>(j * s.inputs + i),
                                   from = static_cast<std::size_t>(i * laneCount + l);
                        z[to] += double(w[by]) * x[from];
                        dx[from] += double(w[by]) * d[to];
                        dw[by] += double(x[from]) * d[to];
                    }
                }
            Block foundZ(z.size()), foundDx(x.size()), foundDw(w.size(), 0.25F), foundDb(b.size(), 0.5F);
            kernels->denseForward(s, x.data(), w.data(), b.data(), foundZ.data());
            kernels->denseInputDelta(s, d.data(), w.data(), foundDx.data());
            kernels->denseGradient(s, laneCount, rows.data(), deltaRows.data(), foundDw.data());
            kernels->biasGradient(s.units, 1, d.data(), foundDb.data());
            expectNear(foundZ, z, std::string("outputs, ") + kernels->name);
            expectNear(foundDx, dx, std::string("deltas, ") + kernels->name);
            expectNear(foundDw, dw, std::string("gradients, ") + kernels->name);
            expectNear(foundDb, db, std::string("biases, ") + kernels->name);
        }
    }
}

TEST(FunctionLanes, AreTheirFormulaFromEndToEnd) {
    Block z(8011);  // not a whole number of vectors
    for (std::size_t i = 0; i < z.size(); ++i)
        z[i] = -100 + 200 * static_cast<float>(i) / static_cast<float>(z.size() - 1);
    for (const LaneKernels* kernels : runnableLaneKernels()) {
        Block a(z.size());
        kernels->functionForward(LaneFunction::sigmoid, std::ssize(z), z.data(), a.data());
        for (std::size_t i = 0; i < z.size(); ++i) ASSERT_NEAR(a[i], 1 / (1 + std::exp(-double(z[i]))), 3e-7);
        kernels->functionForward(LaneFunction::tanh, std::ssize(z), z.data(), a.data());
        for (std::size_t i = 0; i < z.size(); ++i) ASSERT_NEAR(a[i], std::tanh(double(z[i])), 5e-7);
        kernels->functionForward(LaneFunction::relu, std::ssize(z), z.data(), a.data());
        for (std::size_t i = 0; i < z.size(); ++i) ASSERT_EQ(a[i], std::max(0.0F, z[i]));
    }
}

TEST(PoolLanes, TheFirstOfEqualWinnersTakesAll) {
    const PoolSizes sizes[] = {{2, 5, 4, 2, 1, 4, 3},   // windows that overlap
                               {2, 4, 6, 2, 2, 2, 3},   // that cover every cell once
                               {1, 5, 7, 2, 2, 2, 3},   // that leave a row and a column out
                               {1, 7, 7, 2, 3, 2, 2}};  // that leave gaps
    for (const LaneKernels* kernels : runnableLaneKernels())
        for (const PoolSizes& s : sizes) {
            Block x = randomBlock(s.channels * s.height * s.width * laneCount, 5);
            for (float& value : x) value = std::round(2 * value);  // many ties
            const Block d = randomBlock(s.channels * s.outputHeight * s.outputWidth * laneCount, 6);
            Block a(d.size()), found(x.size(), 3.0F);
            Exact expected(x.size(), 0.0);
            kernels->maxPoolForward(s, x.data(), a.data());
            for (std::size_t out = 0; out < d.size(); ++out) {
                const std::size_t best = winnerOf(s, x, static_cast<Index>(out));
                ASSERT_EQ(a[out], x[best]);
                expected[best] += d[out];
            }
            kernels->maxPoolBackward(s, x.data(), a.data(), d.data(), found.data());
            expectNear(found, expected, kernels->name);
        }
}

TEST(CopyRows, CopiesRowsOfAnyLength) {
    for (const LaneKernels* kernels : runnableLaneKernels())
        for (const Index count : {0, 1, 3, 4, 7, 8, 12, 15, 16, 17, 33})
            for (const Index gap : {0, 5}) {
                const Block from = randomBlock(3 * (count + gap), 11);
                Block to(from.size() + 3, 9.0F);
                kernels->copyRows(3, count, from.data(), count + gap, to.data(), count + 1 - (gap == 0));
                for (Index row = 0; row < 3; ++row)
                    for (Index i = 0; i < count; ++i)
                        ASSERT_EQ(to[static_cast<std::size_t>(row * (count + 1 - (gap == 0)) + i)],
                                  from[static_cast<std::size_t>(row * (count + gap) + i)]);
                EXPECT_EQ(to.back(), 9.0F);
            }
}

TEST(Interleave, PutsTheMapsOfACellSideBySideAndBack) {
    for (const LaneKernels* kernels : runnableLaneKernels())
        for (const Index maps : {1, 3, 6, 16, 21, 35})
            for (const Index cells : {1, 7, 16, 25, 36}) {
                const Block rows = randomBlock(maps * cells, 13);
                Block mixed(rows.size() + laneCount), back(rows.size());
                kernels->interleave(maps, cells, rows.data(), cells, mixed.data(), maps);
                for (Index k = 0; k < maps; ++k)
                    for (Index i = 0; i < cells; ++i)
                        ASSERT_EQ(mixed[static_cast<std::size_t>(i * maps + k)],
                                  rows[static_cast<std::size_t>(k * cells + i)])
                            << kernels->name << ", " << maps << " maps of " << cells;
                kernels->separate(maps, cells, mixed.data(), maps, back.data(), cells);
                EXPECT_EQ(back, rows) << kernels->name << ", " << maps << " maps of " << cells;
            }
}

TEST(PackLanes, PutsExamplesSideBySideAndBack) {
    for (const LaneKernels* kernels : runnableLaneKernels())
        for (const Index size : {1, 10, 16, 37}) {
            const Block rows = randomBlock(size * laneCount, 7);
            Block block(rows.size()), back(rows.size());
            kernels->packLanes(rows.data(), size, block.data());
            for (Index l = 0; l < laneCount; ++l)
                for (Index i = 0; i < size; ++i)
                    ASSERT_EQ(block[static_cast<std::size_t>(i * laneCount + l)],
                              rows[static_cast<std::size_t>(l * size + i)])
                        << kernels->name << ", " << size << " numbers";
            kernels->unpackLanes(block.data(), size, back.data());
            EXPECT_EQ(back, rows) << kernels->name << ", " << size << " numbers";
        }
}

TEST(OneRow, GoesThroughAFullyConnectedLayerOnEveryInstructionSet) {
    for (const LaneKernels* kernels : runnableLaneKernels())
        for (const DenseSizes s : {DenseSizes{256, 120}, DenseSizes{120, 10}, DenseSizes{7, 3},
                                   DenseSizes{1, 1}, DenseSizes{83, 29}}) {
            const Block x = randomBlock(s.inputs, 1), w = randomBlock(s.inputs * s.units, 2),
                        b = randomBlock(s.units, 3), d = randomBlock(s.units, 4);
            Exact z(b.begin(), b.end()), dx(x.size(), 0.0), dw(w.size(), 0.0);
            for (std::size_t j = 0; j < z.size(); ++j)
                for (std::size_t i = 0; i < x.size(); ++i) {
                    z[j] += double(w[j * x.size() + i]) * x[i];
                    dx[i] += double(w[j * x.size() + i]) * d[j];
                    dw[j * x.size() + i] += double(x[i]) * d[j];
                }
            Block foundZ(z.size()), foundDx(x.size()), foundDw(w.size(), 0.25F);
            kernels->rowForward(s, x.data(), w.data(), b.data(), foundZ.data());
            kernels->rowInputDelta(s, d.data(), w.data(), foundDx.data());
            kernels->rowGradient(s, x.data(), d.data(), foundDw.data());
            expectNear(foundZ, z, std::string("outputs, ") + kernels->name);
            expectNear(foundDx, dx, std::string("deltas, ") + kernels->name);
            expectNear(foundDw, dw, std::string("gradients, ") + kernels->name);
        }
}

TEST(OneExample, HasItsMapsDeltasAddedUp) {
    for (const LaneKernels* kernels : runnableLaneKernels())
        for (const Index count : {1, 4, 15, 16, 31, 32, 33, 64, 100}) {
            const Block deltas = randomBlock(3 * count, 8);
            Exact totals(3, 0.5);
            for (std::size_t i = 0; i < deltas.size(); ++i)
                totals[i / static_cast<std::size_t>(count)] += deltas[i];
            Block found(3, 0.5F);
            kernels->addRowTotals(3, count, deltas.data(), found.data());
            expectNear(found, totals, joinText(count, " numbers, ", kernels->name));
        }
}

namespace {

/// Max pooling of one example by plain loops: outputs and what each cell gets of `delta`.
std::pair<Exact, Exact> pooled(const PoolSizes& s, const Block& x, const Block& delta) {
    Exact output, inputDelta(x.size(), 0.0);
    for (Index c = 0; c < s.channels; ++c)
        for (Index i = 0; i < s.outputHeight; ++i)
            for (Index j = 0; j < s.outputWidth; ++j) {
                const auto cell = [&](Index m, Index n) {
                    return static_cast<std::size_t>((c * s.height + i * s.stride + m) * s.width +
                                                    j * s.stride + n);
                };
                std::size_t best = cell(0, 0);
                for (Index m = 0; m < s.window; ++m)
                    for (Index n = 0; n < s.window; ++n)
                        if (x[cell(m, n)] > x[best]) best = cell(m, n);
                inputDelta[best] += delta[output.size()];
                output.push_back(x[best]);
            }
    return {output, inputDelta};
}

}  // namespace

TEST(OneExample, IsMaxPooledOnEveryInstructionSet) {
    for (const PoolSizes s :
         {PoolSizes{6, 24, 24, 2, 2, 12, 12}, PoolSizes{3, 9, 11, 2, 2, 4, 5},
          PoolSizes{2, 37, 70, 2, 2, 18, 35}, PoolSizes{2, 7, 6, 3, 1, 5, 4}, PoolSizes{1, 8, 8, 2, 3, 3, 3},
          PoolSizes{1, 2, 2, 2, 2, 1, 1}, PoolSizes{5, 6, 8, 2, 2, 3, 4}, PoolSizes{7, 6, 4, 2, 2, 3, 2},
          PoolSizes{2, 9, 8, 2, 2, 4, 4}, PoolSizes{3, 6, 2, 2, 2, 3, 1}}) {
        Block x = randomBlock(s.channels * s.height * s.width, 5);
        for (float& value : x) value = std::round(2 * value);  // many ties
        const Block d = randomBlock(s.channels * s.outputHeight * s.outputWidth, 6);
        const auto [output, inputDelta] = pooled(s, x, d);
        for (const LaneKernels* kernels : runnableLaneKernels()) {
            Block found(d.size(), 9.0F), foundDelta(x.size(), 9.0F);
            kernels->planeMaxPoolForward(s, x.data(), found.data());
            kernels->planeMaxPoolBackward(s, x.data(), found.data(), d.data(), foundDelta.data());
            expectNear(found, output, std::string("outputs, ") + kernels->name);
            expectNear(foundDelta, inputDelta, std::string("deltas, ") + kernels->name);
        }
    }
}

}  // namespace deltascope

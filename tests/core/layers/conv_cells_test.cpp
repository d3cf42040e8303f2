#include "core/layers/conv_cells.h"

#include <gtest/gtest.h>

#include <cmath>

namespace deltascope {
namespace {

using Numbers = std::vector<float>;

/// Numbers in -1 ... 1, of which `zeros` in four are 0 (some of them -0).
Numbers numbers(Index size, std::uint64_t seed, int zeros = 0) {
    Numbers result(static_cast<std::size_t>(size));
    std::uint64_t state = seed * 2654435761U + 1;
    for (float& value : result) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        value = static_cast<float>(state >> 40) / static_cast<float>(1 << 23) - 1;
        if (static_cast<int>(state >> 38 & 3U) < zeros) value *= 0;
    }
    return result;
}

void expectNear(const Numbers& found, const std::vector<double>& expected, const std::string& what) {
    for (std::size_t i = 0; i < found.size(); ++i)
        ASSERT_NEAR(found[i], expected[i], 2e-5 * (1 + std::abs(expected[i]))) << what << " at " << i;
}

/// Both derivatives against the formula, product by product.
void check(const WindowGeometry& g, Index maps, int zeros) {
    const Index area = g.height * g.width;
    const Numbers x = numbers(g.channels * g.mapSize(), 1), w = numbers(maps * g.channels * area, 2),
                  delta = numbers(maps * g.outputMapSize(), 3, zeros);
    std::vector<double> dw(w.size(), 0.0), dx(x.size(), 0.0);
    for (Index k = 0; k < maps; ++k)
        for (Index p = 0; p < g.outputMapSize(); ++p)
            for (Index c = 0; c < g.channels; ++c)
                for (Index t = 0; t < area; ++t) {
                    const Index u = g.row(p / g.outputWidth(), t / g.width),
                                v = g.column(p % g.outputWidth(), t % g.width);
                    if (!g.inside(u, v)) continue;
                    const double d = delta[static_cast<std::size_t>(k * g.outputMapSize() + p)];
                    const auto weight = static_cast<std::size_t>((k * g.channels + c) * area + t),
                               cell = static_cast<std::size_t>(c * g.mapSize() + u * g.inputWidth + v);
                    dw[weight] += d * x[cell];
                    dx[cell] += d * w[weight];
                }
    const ConvCells cells(g, maps);
    Scratch<float> scratch;
    Numbers foundDw(w.size(), 9.0F);  // first written over and then added to
    for (int round = 0; round < 2; ++round) {  // what the first leaves in the scratch means nothing
        Numbers foundDx(x.size(), 9.0F);
        cells.gradient(x.data(), delta.data(), round == 1, foundDw.data(), scratch);
        cells.inputDelta(delta.data(), w.data(), foundDx.data(), scratch);
        const std::string what = std::to_string(g.channels) + " to " + std::to_string(maps) + " maps, " +
                                 std::to_string(g.height) + "x" + std::to_string(g.width) + ", stride " +
                                 std::to_string(g.stride) + ", padding " + std::to_string(g.padding);
        std::vector<double> sums(dw);
        for (double& sum : sums) sum *= 1 + round;
        expectNear(foundDw, sums, "gradients, " + what);
        expectNear(foundDx, dx, "deltas, " + what);
    }
}

}  // namespace

TEST(ConvCells, AreTheConvolutionsDerivatives) {
    const std::pair<WindowGeometry, Index> shapes[] = {
        {{{1, 28, 28}, 5, 5, 1, 0}, 6}, {{{6, 12, 12}, 5, 5, 1, 0}, 16}, {{{3, 9, 11}, 3, 3, 1, 1}, 5},
        {{{2, 8, 7}, 7, 3, 1, 2}, 7},   {{{4, 10, 9}, 3, 2, 2, 1}, 3},   {{{1, 5, 5}, 5, 5, 1, 0}, 1},
        {{{2, 6, 6}, 1, 1, 3, 0}, 2},   {{{13, 4, 5}, 2, 4, 1, 3}, 9},   {{{16, 9, 8}, 3, 3, 2, 1}, 17},
        {{{32, 8, 8}, 3, 3, 1, 1}, 35}, {{{1, 7, 9}, 5, 3, 3, 1}, 2},    {{{20, 6, 7}, 3, 3, 1, 0}, 20},
        {{{64, 5, 6}, 3, 3, 1, 1}, 4},  {{{1, 13, 40}, 11, 2, 1, 0}, 3}, {{{3, 20, 19}, 7, 7, 4, 3}, 33},
        {{{1, 6, 6}, 3, 1, 1, 0}, 2}};
    for (const auto& [geometry, maps] : shapes)
        for (const int zeros : {0, 3, 4}) check(geometry, maps, zeros);
}

TEST(ConvCells, WhatIsNoNumberIsNotTakenForZero) {
    const WindowGeometry g({1, 6, 6}, 3, 3, 1, 0);
    Numbers delta(16, 0.0F), x(36, 1.0F), w(9, 1.0F), dw(9, 0.0F), dx(36, 0.0F);
    delta[5] = std::nanf("");
    Scratch<float> scratch;
    ConvCells(g, 1).gradient(x.data(), delta.data(), false, dw.data(), scratch);
    ConvCells(g, 1).inputDelta(delta.data(), w.data(), dx.data(), scratch);
    for (const float value : dw) EXPECT_TRUE(std::isnan(value));
    EXPECT_TRUE(std::isnan(dx[7]));
    EXPECT_EQ(dx[10], 0.0F);  // beside the window that it belongs to
}

}  // namespace deltascope

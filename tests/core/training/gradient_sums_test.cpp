#include "core/training/gradient_sums.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/base/parallel.h"
#include "core/base/random.h"

namespace deltascope {
namespace {

using Gradients = std::vector<Tensor<float>>;

/// Numbers of very different sizes, whose sum depends on the order.
Gradients gradientsOf(std::size_t piece) {
    Random random(piece + 1);
    Gradients result{Tensor<float>({3, 700}), Tensor<float>({5})};
    for (auto& tensor : result)
        for (float& value : tensor.values())
            value = static_cast<float>(random.normal() * std::exp(6 * random.normal()));
    return result;
}

/// (g[0] + g[1]) + (g[2] + g[3]), ...: element `i` of `parameter`, from pieces [first, first + span).
float treeSum(const std::vector<Gradients>& all, std::size_t first, std::size_t span, std::size_t parameter,
              Index i) {
    if (span == 1) return all[first][parameter][i];
    const float left = treeSum(all, first, span / 2, parameter, i);
    return first + span / 2 < all.size() ? left + treeSum(all, first + span / 2, span / 2, parameter, i)
                                         : left;
}

/// Sums of `pieces`, computed by `team`, taken in parts that begin anywhere.
Gradients summed(GradientSums<float>& sums, ThreadTeam& team, std::size_t pieces) {
    Gradients result = gradientsOf(99);
    sums.begin(pieces, result);
    team.forEach(pieces, [&](std::size_t piece) {
        sums.add(piece, [&](Gradients& gradients) { gradients = gradientsOf(piece); });
    });
    for (std::size_t p = 0; p < result.size(); ++p) {
        const auto values = result[p].values();
        const std::size_t cut = values.size() / 3;
        sums.total(p, 0, values.first(cut));
        sums.total(p, static_cast<Index>(cut), values.subspan(cut));
    }
    return result;
}

}  // namespace

TEST(GradientSums, AddInPairsWhateverThreadsCompute) {
    for (const int threads : {1, 2, 3, 4}) {
        ThreadTeam team(threads);
        GradientSums<float> sums;
        for (const std::size_t pieces : {8, 1, 3, 13, 2, 7, 16, 5}) {
            std::vector<Gradients> all;
            for (std::size_t piece = 0; piece < pieces; ++piece) all.push_back(gradientsOf(piece));
            const Gradients found = summed(sums, team, pieces);
            for (std::size_t p = 0; p < found.size(); ++p)
                for (Index i = 0; i < found[p].size(); ++i)
                    ASSERT_EQ(found[p][i], treeSum(all, 0, 16, p, i))
                        << pieces << " pieces on " << threads << " threads, parameter " << p << ", " << i;
        }
    }
}

TEST(GradientSums, AddInPairsInWhateverOrderAThreadComputes) {
    GradientSums<float> sums;
    const std::vector<std::size_t> orders[] = {
        {0, 2, 3, 1}, {3, 0, 2, 1}, {5, 4, 7, 6, 1, 0, 2, 3}, {1, 2, 0}};
    for (const auto& order : orders) {
        std::vector<Gradients> all;
        for (std::size_t piece = 0; piece < order.size(); ++piece) all.push_back(gradientsOf(piece));
        Gradients found = gradientsOf(99);
        sums.begin(order.size(), found);
        for (const std::size_t piece : order)
            sums.add(piece, [&](Gradients& gradients) { gradients = gradientsOf(piece); });
        sums.total(0, 0, found[0].values());
        for (Index i = 0; i < found[0].size(); ++i)
            ASSERT_EQ(found[0][i], treeSum(all, 0, 16, 0, i)) << "first " << order[0] << ", element " << i;
    }
}

}  // namespace deltascope

#include "core/data/batches.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

namespace deltascope {
namespace {

std::vector<Index> all(const EpochOrder& order) {
    std::vector<Index> examples;
    for (Index b = 0; b < order.batches(); ++b) {
        examples.insert(examples.end(), order.batch(b).begin(), order.batch(b).end());
    }
    return examples;
}

TEST(EpochOrder, VisitsEveryExampleOnceWithAShortLastBatch) {
    const EpochOrder order(103, 10, 5, 1);
    EXPECT_EQ(order.batches(), 11);
    EXPECT_EQ(order.batch(10).size(), 3U);
    auto examples = all(order);
    EXPECT_FALSE(std::ranges::is_sorted(examples));
    std::ranges::sort(examples);
    for (Index i = 0; i < 103; ++i) EXPECT_EQ(examples[static_cast<std::size_t>(i)], i);
}

TEST(EpochOrder, DependsOnSeedAndEpochAlone) {
    EXPECT_EQ(all(EpochOrder(50, 7, 1, 2)), all(EpochOrder(50, 50, 1, 2)));
    EXPECT_NE(all(EpochOrder(50, 7, 1, 2)), all(EpochOrder(50, 7, 1, 3)));
    EXPECT_NE(all(EpochOrder(50, 7, 1, 2)), all(EpochOrder(50, 7, 2, 2)));
}

TEST(EpochOrder, MakesEveryPermutationEquallyOften) {
    std::vector<int> firsts(9);
    for (std::uint64_t epoch = 0; epoch < 6000; ++epoch) {
        const auto order = all(EpochOrder(3, 3, 11, epoch));
        ++firsts[static_cast<std::size_t>(3 * order[0] + order[1])];
    }
    for (const std::size_t pair : {1U, 2U, 3U, 5U, 6U, 7U}) EXPECT_NEAR(firsts[pair], 1000, 150);
}

TEST(EpochOrder, AcceptsNoExamplesAndRefusesNonsense) {
    EXPECT_EQ(EpochOrder(0, 5, 1, 1).batches(), 0);
    EXPECT_THROW(EpochOrder(5, 0, 1, 1), std::invalid_argument);
    EXPECT_THROW(EpochOrder(-1, 5, 1, 1), std::invalid_argument);
    EXPECT_THROW(EpochOrder(5, 5, 1, 1).batch(1), std::invalid_argument);
}

}  // namespace
}  // namespace deltascope

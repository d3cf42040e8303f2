#include "core/explain/changes.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "core/explain/worked_example.h"
#include "core/lesson/lecture_network.h"

namespace deltascope {
namespace {

WorkedExample<double> exampleOf(const Tensor<double>& picture) {
    return {*pencilStart(), picture.reshaped(picture.shape().batchOf(1)), oneHot<double>(std::array{0}, 5),
            0.5};
}

TEST(TheLargestChanges, AreFoundInFallingOrder) {
    Tensor<double> picture = penguinPicture();
    const auto before = exampleOf(picture);
    picture[20] += 0.25;
    picture[21] -= 1;
    const auto after = exampleOf(picture);
    const std::array<std::string, 2> tensors{"input.output", "conv1.output"};
    const auto changes = largestChanges(before, after, tensors, 1000);
    ASSERT_GT(changes.size(), 2U);
    EXPECT_EQ(cellText(changes[0].cell), "input[0,1,7]");
    for (std::size_t i = 1; i < changes.size(); ++i)
        EXPECT_GE(std::abs(changes[i - 1].difference()), std::abs(changes[i].difference()));
    for (const NumberChange& change : changes) {
        EXPECT_EQ(change.before, before.explain(change.cell)->value);
        EXPECT_EQ(change.after, after.explain(change.cell)->value);
        EXPECT_NE(change.before, change.after);
    }
    EXPECT_EQ(largestChanges(before, after, tensors, 2).size(), 2U);
    EXPECT_TRUE(largestChanges(before, before, tensors, 9).empty());
}

TEST(TheLargestChanges, LeaveOutWhatIsMissingAndPutWhatIsNotFiniteFirst) {
    Tensor<double> picture = penguinPicture();
    const auto before = exampleOf(picture);
    picture[3] = 5;
    picture[40] = std::nan("");
    const auto after = exampleOf(picture);
    const std::array<std::string, 2> tensors{"no.such", "input.output"};
    const auto changes = largestChanges(before, after, tensors, 9);
    ASSERT_EQ(changes.size(), 2U);
    EXPECT_TRUE(std::isnan(changes[0].after));
    EXPECT_EQ(changes[1].after, 5);
}

}  // namespace
}  // namespace deltascope

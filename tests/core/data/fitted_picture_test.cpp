#include "core/data/fitted_picture.h"

#include <gtest/gtest.h>

#include <numeric>

namespace deltascope {
namespace {

TEST(AFittedPicture, IsTheSameWhereItFits) {
    const Tensor<double> picture({1, 2, 2}, {1, 2, 3, 4});
    EXPECT_EQ(fittedPicture(picture, {1, 2, 2}), picture);
    EXPECT_EQ(fittedPicture(picture, {4}), picture.reshaped({4}));
}

TEST(AFittedPicture, IsTheMeanOfTheAreaThatEachPixelCovers) {
    const Tensor<double> picture({1, 2, 4}, {0, 1, 2, 3, 4, 5, 6, 7});
    EXPECT_EQ(fittedPicture(picture, {1, 1, 2}), Tensor<double>({1, 1, 2}, {2.5, 4.5}));
    const Tensor<double> larger = fittedPicture(picture, {1, 4, 8});
    EXPECT_EQ(larger.at({0, 3, 7}), 7);
    const Tensor<double> odd = fittedPicture(picture, {1, 3, 3});
    const auto values = odd.values();
    EXPECT_NEAR(std::accumulate(values.begin(), values.end(), 0.0) / 9, 3.5, 1e-12);
}

TEST(AFittedPicture, CopiesGreyIntoColoursAndMixesColoursIntoGrey) {
    const Tensor<double> grey({1, 1, 1}, {0.5});
    EXPECT_EQ(fittedPicture(grey, {3, 1, 1}), Tensor<double>({3, 1, 1}, {0.5, 0.5, 0.5}));
    const Tensor<double> colours({3, 1, 1}, {0, 0.5, 1});
    EXPECT_EQ(fittedPicture(colours, {1, 1, 1})[0], 0.5);
    EXPECT_THROW(fittedPicture(Tensor<double>({4}), {1, 2, 2}), std::invalid_argument);
}

}  // namespace
}  // namespace deltascope

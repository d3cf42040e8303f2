#include "core/tensor/tensor.h"

#include <gtest/gtest.h>

#include <limits>

namespace deltascope {
namespace {

TEST(Shape, CountsRowMajor) {
    const Shape shape{2, 3, 4};
    EXPECT_EQ(shape.size(), 24);
    EXPECT_EQ(shape.text(), "2x3x4");
    for (Index offset = 0; offset < shape.size(); ++offset) {
        const auto index = shape.indexAt(offset);
        EXPECT_EQ(shape.offset(std::span(index.data(), 3)), offset);
    }
    EXPECT_EQ(shape.inner(), (Shape{3, 4}));
    EXPECT_EQ(shape.inner().batchOf(2), shape);
    EXPECT_EQ(Shape().size(), 1);
    EXPECT_EQ(Shape().text(), "scalar");
}

TEST(Shape, RefusesWhatIsNoShapeOrPlace) {
    constexpr Index huge = std::numeric_limits<Index>::max() / 2;
    EXPECT_THROW((Shape{2, -1}), std::invalid_argument);
    EXPECT_THROW((Shape{huge, 3}), std::invalid_argument);
    EXPECT_THROW((Shape{1, 1, 1, 1, 1}), std::invalid_argument);
    EXPECT_THROW((Shape{1, 1, 1, 1}.batchOf(2)), std::invalid_argument);
    EXPECT_THROW(Shape().inner(), std::invalid_argument);
    const Index outside[] = {1, 3}, tooFew[] = {1};
    EXPECT_THROW((Shape{2, 3}.offset(outside)), std::invalid_argument);
    EXPECT_THROW((Shape{2, 3}.offset(tooFew)), std::invalid_argument);
    EXPECT_THROW((Shape{2, 3}.indexAt(6)), std::invalid_argument);
}

TEST(Tensor, IsAValue) {
    Tensor<double> a({2, 2}, {1, 2, 3, 4});
    const Tensor<double> copy = a;
    a.at({1, 0}) = 9;
    EXPECT_EQ(copy.at({1, 0}), 3);
    EXPECT_EQ(a.slice(1)[0], 9);
    EXPECT_EQ(a.reshaped({4})[2], 9);
    EXPECT_EQ(a.cast<float>()[3], 4.0f);
    EXPECT_NE(a, copy);
}

TEST(Tensor, RefusesTheWrongNumberOfValues) {
    EXPECT_THROW((Tensor<double>({2, 2}, {1, 2, 3})), std::invalid_argument);
    EXPECT_THROW((Tensor<double>({2, 2}).reshaped({3})), std::invalid_argument);
    EXPECT_THROW((Tensor<double>({2, 2}).at({2, 0})), std::invalid_argument);
}

TEST(Tensor, StartsAtACacheLine) {
    for (const Index size : {1, 3, 100}) {
        EXPECT_EQ(reinterpret_cast<std::uintptr_t>(Tensor<float>({size}).data()) % 64, 0u);
    }
}

}  // namespace
}  // namespace deltascope

// The explanations of the trained digit network, in single precision.

#include <gtest/gtest.h>

#include "core/base/random.h"
#include "core/explain/worked_example.h"
#include "core/lesson/sample_pictures.h"
#include "core/network/checkpoint.h"
#include "tests/support/core/random_tensor.h"

namespace deltascope {
namespace {

TEST(DigitNetwork, ExplanationsEqualTheKernelsForTwentyThousandCells) {
    const auto model = loadCheckpoint<float>(DELTASCOPE_SOURCE "/resources/models/digits.safetensors");
    ASSERT_TRUE(model.has_value()) << model.error().message;
    Tensor<float> pictures({2, 1, 28, 28});
    for (Index i = 0; i < 2; ++i) {
        const Tensor<double> digit = sampleDigit(static_cast<std::uint64_t>(3 + i));
        for (Index pixel = 0; pixel < digit.size(); ++pixel) {
            pictures.slice(i)[static_cast<std::size_t>(pixel)] = static_cast<float>(digit[pixel] / 9);
        }
    }
    // A wrong label, so that the deltas are worth looking at.
    const std::vector<int> labels{8, 4};
    const WorkedExample<float> example(model->network, pictures, oneHot<float>(labels, 10), 0.1F);
    const auto& tensors = example.explainer().ledger().tensors();
    Random random(1);
    for (int i = 0; i < 20000; ++i) {
        const auto& tensor = tensors[random.below(static_cast<std::uint32_t>(tensors.size()))];
        const Index which = tensor.hasExamples ? static_cast<Index>(random.below(2)) : 0;
        const auto size = static_cast<std::uint32_t>(tensor.shape().size());
        const auto offset = static_cast<Index>(random.below(size));
        const Cell cell = cellAtOffset(tensor.name, tensor.shape(), offset, which);
        const Explanation explanation = *example.explain(cell);
        const double scale = std::max(1.0, std::abs(explanation.value));
        ASSERT_EQ(explanation.value, tensor.leaf(which, offset).value);
        ASSERT_NEAR(explanation.expression.value, explanation.value, 1e-5 * scale) << cellText(cell, 2);
    }
}

}  // namespace
}  // namespace deltascope

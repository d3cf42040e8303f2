// A network that PyTorch made, ran and differentiated (tests/support/core/make_pytorch_reference.py), loaded
// here.

#include <gtest/gtest.h>

#include "core/network/checkpoint.h"
#include "core/network/safetensors.h"
#include "tests/support/core/random_tensor.h"

namespace deltascope {
namespace {

const char* const reference = DELTASCOPE_SOURCE "/tests/support/core/pytorch_reference.safetensors";

Tensor<float> stored(const TensorFile& file, const std::string& name) {
    const auto* tensor = file.find("reference." + name);
    require(tensor, "no reference.", name);
    return std::get<Tensor<float>>(*tensor);
}

TEST(PyTorch, ModelsLoadHereAndGiveTheSameOutputsAndGradients) {
    const auto checkpoint = loadCheckpoint<float>(reference);
    ASSERT_TRUE(checkpoint.has_value()) << checkpoint.error().message;
    const Network<float>& network = checkpoint->network;
    EXPECT_EQ(network.outputShape(0), (Shape{1, 14, 14}));
    const TensorFile file = *readTensorFile(reference);
    const int label = 3;
    const Pass<float> pass = network.run(stored(file, "picture"), oneHot<float>(std::span(&label, 1), 5));
    EXPECT_LT(largestDifference(pass.predictions(), stored(file, "predictions")), 1e-5);
    for (std::size_t p = 0; p < network.parameterCount(); ++p) {
        const Tensor<float> gradient = stored(file, network.parameterName(p) + "_gradient");
        EXPECT_LT(largestDifference(pass.gradients[p], gradient), 1e-5) << network.parameterName(p);
    }
}

}  // namespace
}  // namespace deltascope

#include "core/lesson/walkthroughs/convolution_lesson.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/number_text.h"
#include "core/lesson/layer_example.h"
#include "core/lesson/planes.h"

namespace deltascope {

using Grid = Tensor<double>;

Grid identityKernel() { return {{3, 3}, {0, 0, 0, 0, 1, 0, 0, 0, 0}}; }
Grid blurKernel() { return {{3, 3}, {0.107, 0.113, 0.107, 0.113, 0.119, 0.113, 0.107, 0.113, 0.107}}; }
Grid sobelKernel() { return {{3, 3}, {-1, 0, 1, -2, 0, 2, -1, 0, 1}}; }
Grid rampKernel() { return {{3, 3}, {1, 2, 3, 4, 5, 6, 7, 8, 9}}; }

Grid rotated(const Grid& kernel) {
    Grid result = kernel;
    const auto values = result.values();
    const auto plane = static_cast<std::size_t>(planeShape(kernel).size());
    for (std::size_t first = 0; first < values.size(); first += plane) {
        std::ranges::reverse(values.subspan(first, plane));
    }
    return result;
}

Index paddingFor(const std::string& choice, const Shape& kernel) {
    const Index reach = std::max(kernel[kernel.rank() - 2], kernel[kernel.rank() - 1]) - 1;
    return choice == "none" ? 0 : choice == "zero" ? reach / 2 : reach;
}

Result<std::shared_ptr<const WorkedExample<double>>> convolutionOf(const Grid& picture, const Grid& kernel,
                                                                   Index padding, Index stride) {
    const Shape window = planeShape(kernel);
    LayerExample example;
    example.input = picture.reshaped(planeShape(picture).batchOf(planeCount(picture)));
    example.layers = {{"conv2d",
                       "",
                       {{"maps", 1},
                        {"kernel_height", window[0]},
                        {"kernel_width", window[1]},
                        {"stride", stride},
                        {"padding", padding},
                        {"bias", 0}}}};
    example.parameters = {kernel};
    return workedExample(example);
}

std::string placeText(Index row, Index column) { return joinText("row ", row, ", column ", column); }

namespace {

/// A tenth of what the kernel could answer is hardly an edge.
constexpr double leastEdge = 0.1;

/// The largest answer to numbers as large as those in the window.
double mostPossible(const Explanation& output) {
    double largest = 0, weights = 0;
    for (const Expression& product : output.expression.arguments) {
        largest = std::max(largest, std::abs(product.arguments[0].value));
        weights += std::max(0.0, product.arguments[1].value);
    }
    return largest * weights;
}

std::string sobelMeaning(const Explanation& output) {
    const double value = output.value;
    if (value == 0) return "Left and right weigh the same here: no vertical edge, so the answer is 0.";
    const std::string side = value > 0 ? "The right side is " : "The left side is ";
    const std::string sign = value > 0 ? "positive." : "negative.";
    if (std::abs(value) < leastEdge * mostPossible(output))
        return joinText(side, "hardly larger: no vertical edge to speak of, and the small answer is ", sign);
    return joinText(side, "larger than the ", value > 0 ? "left" : "right", ": an edge, so the answer is ",
                    sign);
}

std::string largestShare(const Explanation& output) {
    const Expression& largest = *largestFirst(output.expression).front();
    return joinText("The largest share is ", shortNumber(largest.arguments[0].value), " × ",
                    shortNumber(largest.arguments[1].value), " = ", shortNumber(largest.value), ".");
}

}  // namespace

std::string kernelMeaning(const Grid& kernel, const Explanation& output) {
    if (kernel.shape().rank() == 3) return largestShare(output);
    if (kernel == identityKernel()) return "Only the middle weighs 1, so the output copies the input.";
    if (kernel == blurKernel()) {
        const double sum = std::accumulate(kernel.values().begin(), kernel.values().end(), 0.0);
        return joinText("Nine nearly equal weights that sum to ", shortNumber(sum),
                        ": the output is the neighbourhood's mean.");
    }
    if (kernel == sobelKernel()) return sobelMeaning(output);
    return largestShare(output);
}

}  // namespace deltascope

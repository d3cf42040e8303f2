#include "core/data/distortion.h"

#include <Eigen/Core>
#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/text.h"
#include "core/data/digit_image.h"

namespace deltascope {
namespace {

constexpr int side = digitSide;
constexpr int nodes = 7;  // cubic B-splines, 28 / 4 pixels apart, need one before the edge and two beyond it

using Field = Eigen::Array<float, side, side, Eigen::RowMajor>;
using Grid = Eigen::Matrix<float, nodes, nodes, Eigen::RowMajor>;
using SplineWeights = Eigen::Matrix<float, side, nodes, Eigen::RowMajor>;

/// Row x: how much each node of the grid counts at pixel x (uniform cubic B-spline).
SplineWeights makeSplineWeights() {
    SplineWeights weights = SplineWeights::Zero();
    for (int x = 0; x < side; ++x) {
        const float u = (static_cast<float>(x) + 0.5F) / (static_cast<float>(side) / (nodes - 3));
        const int first = static_cast<int>(u);
        const float t = u - static_cast<float>(first), s = 1 - t;
        weights.row(x).segment<4>(first) << s * s * s, 3 * t * t * t - 6 * t * t + 4,
            3 * s * s * s - 6 * s * s + 4, t * t * t;
    }
    return weights / 6;
}

float within(Random& random, float bound) { return static_cast<float>(random.uniform(-bound, bound)); }

/// Displacement in pixels of every pixel along one axis.
void fillElastic(Random& random, float bound, Field& field) {
    static const SplineWeights weights = makeSplineWeights();
    Grid grid;
    for (float& node : grid.reshaped<Eigen::RowMajor>()) node = within(random, bound);
    const Eigen::Matrix<float, side, nodes, Eigen::RowMajor> rows = weights * grid;
    field = (rows * weights.transpose()).array();
}

/// Adds row . (x - middle, y - middle) + shift + middle, in pixels.
void addAffine(float alongX, float alongY, float shift, Field& field) {
    constexpr float middle = (side - 1) / 2.0F;
    using Row = Eigen::Array<float, 1, side>;
    const Row x = Row::LinSpaced(side, -middle, middle) * alongX;
    for (int y = 0; y < side; ++y) {
        field.row(y) += x + (alongY * (static_cast<float>(y) - middle) + shift + middle);
    }
}

/// Where each pixel of the result looks in the original.
struct Lookup {
    Field x, y;
};

void fillLookup(Random& random, const DistortionOptions& options, Lookup& lookup) {
    fillElastic(random, options.elastic, lookup.x);
    fillElastic(random, options.elastic, lookup.y);
    const float angle = within(random, options.rotation), c = std::cos(angle), s = std::sin(angle);
    const float scaleX = 1 + within(random, options.scale), scaleY = 1 + within(random, options.scale);
    const float shear = within(random, options.shear);
    addAffine(c * scaleX, (shear * c - s) * scaleX, within(random, options.shift), lookup.x);
    addAffine(s * scaleY, (shear * s + c) * scaleY, within(random, options.shift), lookup.y);
}

/// Bilinear; a rim of zeros, and coordinates limited to it, stand for the empty space outside.
void sample(std::span<const float> image, const Lookup& lookup, std::span<float> out) {
    constexpr int stride = side + 3;
    std::array<float, static_cast<std::size_t>(stride) * stride> padded{};
    for (std::size_t y = 0; y < side; ++y) {
        std::copy_n(image.data() + y * side, side, padded.data() + (y + 1) * stride + 1);
    }
    const float *xs = lookup.x.data(), *ys = lookup.y.data(), *from = padded.data();
    float* to = out.data();
    for (int i = 0; i < side * side; ++i) {
        const float x = std::min(std::max(xs[i] + 1, 0.0F), static_cast<float>(side + 1));
        const float y = std::min(std::max(ys[i] + 1, 0.0F), static_cast<float>(side + 1));
        const int column = static_cast<int>(x), row = static_cast<int>(y);
        const float right = x - static_cast<float>(column), below = y - static_cast<float>(row);
        const int at = row * stride + column;
        const float upper = from[at] + right * (from[at + 1] - from[at]);
        const float lower = from[at + stride] + right * (from[at + stride + 1] - from[at + stride]);
        to[i] = upper + below * (lower - upper);
    }
}

}  // namespace

void distorted(std::span<const float> image, Random& random, const DistortionOptions& options,
               std::span<float> out) {
    require(image.size() == side * side && out.size() == side * side, "distortion of ", image.size(),
            " values into ", out.size(), ": expected ", side * side);
    Lookup lookup;
    fillLookup(random, options, lookup);
    sample(image, lookup, out);
}

}  // namespace deltascope

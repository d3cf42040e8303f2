#include "core/data/resample.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/base/text.h"

namespace deltascope {
namespace {

/// The part of a source row or column that one output pixel is made of.
struct Span {
    Index first = 0;
    std::vector<float> weights;
};

/// From `from` to `to`, which may reach beyond the `count` source pixels.
Span coveredSpan(double from, double to, Index count) {
    const Index first = std::max<Index>(static_cast<Index>(std::floor(from)), 0);
    const Index end = std::min(static_cast<Index>(std::ceil(to)), count);
    Span span{first, {}};
    for (Index i = first; i < end; ++i) {
        const auto pixel = static_cast<double>(i);
        const double covered = std::min(to, pixel + 1) - std::max(from, pixel);
        span.weights.push_back(static_cast<float>(covered / (to - from)));
    }
    return span;
}

Span interpolatedSpan(double centre, Index count) {
    if (count == 1) return {0, {1.0F}};
    const double position = std::clamp(centre - 0.5, 0.0, static_cast<double>(count - 1));
    const Index first = std::min(static_cast<Index>(position), count - 2);
    const auto weight = static_cast<float>(position - static_cast<double>(first));
    return {first, {1 - weight, weight}};
}

/// How `count` pixels become fewer or more.
std::vector<Span> spansFor(Index count, double step) {
    const auto length = static_cast<double>(count);
    // A hair less than the quotient: rounding errors must not cost an empty pixel.
    const double exact = step < 1 ? std::round(length / step) : std::ceil(length / step - 1e-6);
    const auto pixels = static_cast<Index>(std::max(exact, 1.0));
    const double start = (length - static_cast<double>(pixels) * step) / 2;
    std::vector<Span> spans;
    for (Index i = 0; i < pixels; ++i) {
        const double from = start + static_cast<double>(i) * step;
        spans.push_back(step < 1 ? interpolatedSpan(from + step / 2, count)
                                 : coveredSpan(from, from + step, count));
    }
    return spans;
}

}  // namespace

InkMap resampled(const InkMap& ink, const InkBox& box, double step) {
    require(box.width() > 0 && box.height() > 0 && step > 0, "resampling an empty box");
    const auto across = spansFor(box.width(), step), down = spansFor(box.height(), step);
    const auto columns = static_cast<Index>(across.size()), rows = static_cast<Index>(down.size());
    InkMap narrow(box.height(), columns), result = InkMap::Zero(rows, columns);
    for (Index y = 0; y < box.height(); ++y) {
        const float* row = &ink(box.top + y, box.left);
        for (Index x = 0; x < columns; ++x) {
            const auto& [first, weights] = across[static_cast<std::size_t>(x)];
            const auto count = static_cast<Index>(weights.size());
            narrow(y, x) = Eigen::Map<const Eigen::VectorXf>(row + first, count)
                               .dot(Eigen::Map<const Eigen::VectorXf>(weights.data(), count));
        }
    }
    for (Index y = 0; y < rows; ++y) {
        const auto& [first, weights] = down[static_cast<std::size_t>(y)];
        for (std::size_t i = 0; i < weights.size(); ++i) {
            result.row(y) += weights[i] * narrow.row(first + static_cast<Index>(i));
        }
    }
    return result;
}

}  // namespace deltascope

#include "core/data/fitted_picture.h"

#include <algorithm>
#include <cmath>

namespace deltascope {
namespace {

/// The part of a row (or column) of `from` pixels that pixel `i` of `to` covers: pixel `p` with `share`.
template <typename Visit>
void forEachCovered(Index i, Index from, Index to, Visit visit) {
    const double scale = static_cast<double>(from) / static_cast<double>(to);
    const double start = static_cast<double>(i) * scale, end = start + scale;
    for (Index p = static_cast<Index>(start); p < from && static_cast<double>(p) < end; ++p) {
        const double share =
            std::min(end, static_cast<double>(p + 1)) - std::max(start, static_cast<double>(p));
        if (share > 0) visit(p, share / scale);
    }
}

double meanOver(const Tensor<double>& picture, Index channel, Index row, Index column, const Shape& to) {
    double sum = 0;
    forEachCovered(row, picture.shape()[1], to[1], [&](Index y, double high) {
        forEachCovered(column, picture.shape()[2], to[2], [&](Index x, double wide) {
            sum += high * wide * picture.at({channel, y, x});
        });
    });
    return sum;
}

/// The input as channels x height x width.
Shape pictureShape(const Shape& input) {
    if (input.rank() == 3) return input;
    if (input.rank() == 2) return {1, input[0], input[1]};
    const auto side = static_cast<Index>(std::lround(std::sqrt(static_cast<double>(input.size()))));
    return side * side == input.size() ? Shape{1, side, side} : Shape{1, 1, input.size()};
}

}  // namespace

Tensor<double> fittedPicture(const Tensor<double>& picture, const Shape& input) {
    require(picture.shape().rank() == 3 && picture.size() > 0, "picture ", picture.shape(),
            ": expected channels x height x width");
    const Shape to = pictureShape(input);
    if (to == picture.shape()) return picture.reshaped(input);
    const Index channels = picture.shape()[0];
    Tensor<double> fitted(to);
    for (Index c = 0; c < to[0]; ++c)
        for (Index i = 0; i < to[1]; ++i)
            for (Index j = 0; j < to[2]; ++j) {
                double sum = 0;
                const bool isMixed = to[0] == 1;
                for (Index k = isMixed ? 0 : c % channels; k < (isMixed ? channels : c % channels + 1); ++k)
                    sum += meanOver(picture, k, i, j, to);
                fitted.at({c, i, j}) = sum / static_cast<double>(isMixed ? channels : 1);
            }
    return fitted.reshaped(input);
}

}  // namespace deltascope

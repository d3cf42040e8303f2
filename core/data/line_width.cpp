#include "core/data/line_width.h"

#include <algorithm>
#include <cmath>

#include "core/base/text.h"

namespace deltascope {
namespace {

/// `ink` with `margin` rows and columns of paper around it.
InkMap withMargin(const InkMap& ink, Index margin) {
    InkMap padded = InkMap::Zero(ink.rows() + 2 * margin, ink.cols() + 2 * margin);
    padded.block(margin, margin, ink.rows(), ink.cols()) = ink;
    return padded;
}

/// Pixels that a line's edge may lie beyond the pen's reach, by rounding, without being a line of its own.
constexpr float beyondThePen = 2;

}  // namespace

float lineWidth(const InkMap& ink) {
    const InkMap padded = withMargin(ink, 1);
    const Index rows = padded.rows() - 1, columns = padded.cols() - 1;
    const auto here = padded.block(0, 0, rows, columns), right = padded.block(0, 1, rows, columns),
               below = padded.block(1, 0, rows, columns), beyond = padded.block(1, 1, rows, columns);
    // Half the differences along both pairs of edges of each square of four pixels.
    const float edges =
        (((right + beyond - here - below) / 2).square() + ((below + beyond - here - right) / 2).square())
            .sqrt()
            .sum();
    return edges > 0 ? 2 * ink.sum() / edges : 0;
}

InkMap widened(const InkMap& ink, float radius) {
    const Index margin = std::lround(radius), reach = margin + 1;
    const InkMap padded = withMargin(ink, margin + reach);
    InkMap result = InkMap::Zero(ink.rows() + 2 * margin, ink.cols() + 2 * margin);
    for (Index dy = -reach; dy <= reach; ++dy) {
        for (Index dx = -reach; dx <= reach; ++dx) {
            const float distance = std::hypot(static_cast<float>(dx), static_cast<float>(dy));
            const float share = std::clamp(radius + 1 - distance, 0.0F, 1.0F);
            if (share == 0) continue;
            result = result.max(share * padded.block(reach + dy, reach + dx, result.rows(), result.cols()));
        }
    }
    return result;
}

InkMap thinned(const InkMap& ink, float radius) {
    const Index margin = std::lround(radius), rows = ink.rows(), columns = ink.cols();
    // The paper, widened, leaves the ink's minimum; with paper around it the ink shrinks from outside, too.
    const InkMap paper = 1 - withMargin(ink, margin + 2);
    const InkMap thin = 1 - widened(paper, radius).block(2 * margin + 2, 2 * margin + 2, rows, columns);
    // What lies further from all that is left than the pen reached was a finer line.
    const Index reach = std::lround(radius + beyondThePen);
    const InkMap near = widened(thin, radius + beyondThePen).block(reach, reach, rows, columns);
    return thin.max(ink * (1 - near));
}

}  // namespace deltascope

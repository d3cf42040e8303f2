#include "core/data/digit_image.h"

#include <algorithm>
#include <cmath>

#include "core/data/ink.h"
#include "core/data/ink_pieces.h"
#include "core/data/resample.h"

namespace deltascope {
namespace {

/// Longer side of the picture in which lines are measured and widened: four pixels for each of the box's.
constexpr Index workingSide = 4 * digitBox;
/// Lines thinner than this many pixels of the 28x28 picture are widened to it.
constexpr float thinnestLine = 2.0F;

InkBox whole(const InkMap& ink) { return {0, 0, ink.cols(), ink.rows()}; }

/// `box` of `ink` with its longer side `longer`.
InkMap scaledTo(const InkMap& ink, const InkBox& box, Index longer) {
    return resampled(ink, box, static_cast<double>(box.longerSide()) / static_cast<double>(longer));
}

/// Mean width of the lines in pixels: a line of width w and length l has w l of ink and two edges of length
/// l, and the length of the edges is the sum of the gradient's magnitude.
float lineWidth(const InkMap& ink) {
    InkMap padded = InkMap::Zero(ink.rows() + 2, ink.cols() + 2);
    padded.block(1, 1, ink.rows(), ink.cols()) = ink;
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

/// Every line `radius` pixels wider on each side: the maximum over a disc with a soft rim. The map grows by
/// the radius, rounded, so that the ink still reaches its edges.
InkMap widened(const InkMap& ink, float radius) {
    const Index margin = std::lround(radius), reach = margin + 1;
    InkMap padded = InkMap::Zero(ink.rows() + 2 * (margin + reach), ink.cols() + 2 * (margin + reach));
    padded.block(margin + reach, margin + reach, ink.rows(), ink.cols()) = ink;
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

/// By how many pixels the lines are too thin on each side; negative where they are thick enough.
float missingWidth(const InkMap& ink) {
    const float perPixel = static_cast<float>(whole(ink).longerSide()) / static_cast<float>(digitBox);
    return (thinnestLine * perPixel - lineWidth(ink)) / 2;
}

/// The ink in a box of 20 pixels, thin lines made fit to be seen in it.
InkMap inDigitBox(InkMap ink, const InkBox& box) {
    if (box.longerSide() > workingSide) {
        ink = scaledTo(ink, box, workingSide);
    } else {
        ink = InkMap(ink.block(box.top, box.left, box.height(), box.width()));
    }
    stretchContrast(ink);
    if (missingWidth(ink) > 0) {
        ink = scaledTo(ink, whole(ink), workingSide);
        ink = widened(ink, std::max(missingWidth(ink), 0.0F));
    }
    InkMap small = scaledTo(ink, whole(ink), digitBox);
    stretchContrast(small);
    return small;
}

/// Where the digit's first row or column goes so that its centre of mass falls into pixel 14. Counted from 0
/// that is half a pixel past the exact middle; it is what MNIST does (its means lie evenly between 13.5
/// and 14.5).
Index centred(const Eigen::ArrayXf& ink) {
    const Eigen::ArrayXf positions =
        Eigen::ArrayXf::LinSpaced(ink.size(), 0, static_cast<float>(ink.size() - 1));
    const float mass = (ink * positions).sum() / ink.sum();
    const Index first = std::lround(static_cast<float>(digitSide) / 2 - mass);
    return std::clamp<Index>(first, 0, digitSide - ink.size());
}

Tensor<float> centredDigit(const InkMap& small) {
    Tensor<float> digit(Shape{1, digitSide, digitSide});
    Eigen::Map<InkMap> picture(digit.data(), digitSide, digitSide);
    picture.block(centred(small.rowwise().sum()), centred(small.colwise().sum().transpose()), small.rows(),
                  small.cols()) = small;
    return digit;
}

}  // namespace

Result<Tensor<float>> digitFromPicture(const GreyImage& picture) {
    auto ink = findInk(picture);
    if (!ink) return tl::unexpected(ink.error());
    const InkBox box = separateDigit(*ink);
    if (box.width() == 0) return failure("no ink found: nothing in the picture stands out from the paper");
    return centredDigit(inDigitBox(*std::move(ink), box));
}

Result<Tensor<float>> digitAsIs(const GreyImage& picture) {
    if (picture.width != digitSide || picture.height != digitSide) {
        return failure("the picture has ", picture.width, "x", picture.height, " pixels, expected ",
                       digitSide, "x", digitSide, " for a picture taken as it is");
    }
    return Tensor<float>(Shape{1, digitSide, digitSide}, picture.values);
}

}  // namespace deltascope

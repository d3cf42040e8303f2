#include "core/data/digit_image.h"

#include <algorithm>
#include <cmath>

#include "core/data/ink.h"
#include "core/data/ink_pieces.h"
#include "core/data/line_width.h"
#include "core/data/resample.h"

namespace deltascope {
namespace {

/// Longer side of the picture in which lines are measured and widened: four pixels for each of the box's.
constexpr Index workingSide = 4 * digitBox;
/// Lines thinner than this many pixels of the 28x28 picture are widened to it.
constexpr float thinnestLine = 2.0F;
/// Lines thicker than this are thinned to it: nine in ten of MNIST's lines are below 3.4, and the loops of a
/// small digit drawn with a thick pen become visible.
constexpr float thickestLine = 3.0F;
/// What counts as ink where a thinned digit ends.
constexpr float edgeInk = 0.25F;

InkBox whole(const InkMap& ink) { return {0, 0, ink.cols(), ink.rows()}; }

/// `box` of `ink` with its longer side `longer`.
InkMap scaledTo(const InkMap& ink, const InkBox& box, Index longer) {
    return resampled(ink, box, static_cast<double>(box.longerSide()) / static_cast<double>(longer));
}

/// By how many pixels the lines are too thin on each side; negative where they are thick enough.
float missingWidth(const InkMap& ink) {
    const float perPixel = static_cast<float>(whole(ink).longerSide()) / static_cast<float>(digitBox);
    return (thinnestLine * perPixel - lineWidth(ink)) / 2;
}

/// By how many pixels the lines are too thick on each side; negative where they are thin enough. What is
/// left is enlarged to the box of 20 again, and its lines with it.
float excessWidth(const InkMap& ink) {
    const auto side = static_cast<float>(whole(ink).longerSide()), box = static_cast<float>(digitBox);
    return (box * lineWidth(ink) - thickestLine * side) / (2 * (box - thickestLine));
}

/// Without the rows and columns at the rim that hold no ink; a map without any as it is.
InkMap croppedToInk(const InkMap& ink) {
    InkBox box{ink.cols(), ink.rows(), 0, 0};
    for (Index y = 0; y < ink.rows(); ++y) {
        for (Index x = 0; x < ink.cols(); ++x) {
            if (ink(y, x) < edgeInk) continue;
            box = {std::min(box.left, x), std::min(box.top, y), std::max(box.right, x + 1),
                   std::max(box.bottom, y + 1)};
        }
    }
    return box.width() > 0 ? InkMap(ink.block(box.top, box.left, box.height(), box.width())) : ink;
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
    } else if (excessWidth(ink) > 0) {
        ink = scaledTo(ink, whole(ink), workingSide);
        ink = croppedToInk(thinned(ink, std::max(excessWidth(ink), 0.0F)));
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

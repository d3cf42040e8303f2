#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/data/drawing.h"

namespace deltascope {

/// How a digit is put on the canvas: the same movement, drawn by another person with another pen elsewhere.
struct PenVariation {
    float extent = 0.6F;  ///< longer side of the ink, pen included, as a share of the canvas
    PenPoint place = {
        0.5F, 0.5F};  ///< where in the free room it lies: {0, 0} upper left corner, {1, 1} lower right
    float penWidth =
        defaultPenWidth;  ///< canvas units; limited to a quarter of `extent`, or it would be a blot
    float slant = 0;      ///< shear: x moves by this share of the height above the middle
    float rotation = 0;   ///< radians, clockwise as seen on the canvas
    float stretch = 1;    ///< width by this factor against the height

    bool operator==(const PenVariation&) const = default;
};

/// The drawing slanted, turned and stretched, then scaled and moved onto the canvas as `variation` says. A
/// drawing without points comes back as it is.
Drawing placed(const Drawing& drawing, const PenVariation& variation);

/// Any size from a quarter of the canvas to nearly all of it, any place, any pen: for training.
PenVariation randomPenVariation(Random& random);

/// As randomPenVariation(), but small and with a pen so thick that loops nearly close: what is hardest to
/// read.
PenVariation blottedPenVariation(Random& random);

/// One kind of drawing that accuracy is reported for.
struct NamedVariation {
    std::string name;
    PenVariation variation;
};

/// The kinds that evaluation reports: "centre", "corner", "large", "small", "thin pen", "thick pen", each
/// alone (all else ordinary), then the eight combinations such as "corner, small, thin pen", then "slanted
/// left" and "slanted right" (by 17 degrees).
const std::vector<NamedVariation>& evaluationVariations();

}  // namespace deltascope

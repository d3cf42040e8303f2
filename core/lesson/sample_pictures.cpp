#include "core/lesson/sample_pictures.h"

#include <cmath>

#include "core/data/digit_image.h"
#include "core/data/stroke_raster.h"
#include "core/data/synthetic_digits.h"

namespace deltascope {

Tensor<double> sampleDigit(std::uint64_t number) {
    constexpr std::uint64_t seed = 12;  // chosen by eye for digits that read well
    constexpr Index canvasSide = 280;   // what the drawing canvas is drawn at
    const auto digit = digitFromPicture(rasterize(syntheticDigit(seed, number).drawing, canvasSide));
    require(digit.has_value(), "synthetic digit ", number, " has no ink");
    Tensor<double> grid = digit->cast<double>().reshaped({digitSide, digitSide});
    for (double& value : grid.values()) value = std::round(9 * value);
    return grid;
}

Tensor<double> lecturePicture() {
    return {{5, 5}, {10, 10, 10, 50, 50, 10, 10, 10, 50, 50, 10, 20, 10,
                     50, 50, 10, 10, 10, 50, 50, 10, 10, 10, 50, 50}};
}

Tensor<double> impulsePicture() {
    Tensor<double> picture({5, 5});
    picture.at({2, 2}) = 1;
    return picture;
}

}  // namespace deltascope

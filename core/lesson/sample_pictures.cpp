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

Tensor<double> threeLights() {
    constexpr Index colours = 3;
    constexpr double radius = 8.5, distance = 5.5, bright = 9, third = 2.0943951023931953;  // 2 pi / 3
    const double middle = (digitSide - 1) / 2.0;
    Tensor<double> picture({colours, digitSide, digitSide});
    for (Index plane = 0; plane < colours; ++plane) {
        const double angle = static_cast<double>(plane) * third;
        const double row = middle - distance * std::cos(angle), column = middle + distance * std::sin(angle);
        for (Index i = 0; i < digitSide; ++i)
            for (Index j = 0; j < digitSide; ++j) {
                const bool isLit =
                    std::hypot(static_cast<double>(i) - row, static_cast<double>(j) - column) <= radius;
                picture.at({plane, i, j}) = isLit ? bright : 0;
            }
    }
    return picture;
}

Tensor<double> impulsePicture() {
    Tensor<double> picture({5, 5});
    picture.at({2, 2}) = 1;
    return picture;
}

}  // namespace deltascope

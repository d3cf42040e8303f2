#include "ui/pictures/picture_grid.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/pictures/picture_file.h"

namespace deltascope {
namespace {

constexpr int largestPictureSide = 28;

/// Transparent parts become white, as on paper.
QImage onWhite(const QImage& image) {
    QImage flat(image.size(), QImage::Format_RGB32);
    flat.fill(Qt::white);
    QPainter(&flat).drawImage(0, 0, image);
    return flat;
}

QSize fittedInto(const QSize& size, int mostSide) {
    if (size.width() <= mostSide && size.height() <= mostSide) return size;
    return size.scaled(mostSide, mostSide, Qt::KeepAspectRatio).expandedTo({1, 1});
}

/// Calls `visit(row, column, colour)` for every pixel.
template <typename Visit>
void forEachPixel(const QImage& image, Visit visit) {
    for (int row = 0; row < image.height(); ++row)
        for (int column = 0; column < image.width(); ++column)
            visit(Index{row}, Index{column}, image.pixel(column, row));
}

/// Whether there are colours to be seen: a grey JPEG's pixels are never quite grey.
bool isColoured(const QImage& image) {
    constexpr int leastSpread = 16;
    bool isIt = false;
    forEachPixel(image, [&](Index, Index, QRgb pixel) {
        const auto [low, high] = std::minmax({qRed(pixel), qGreen(pixel), qBlue(pixel)});
        isIt |= high - low >= leastSpread;
    });
    return isIt;
}

/// The value for `byte` of 255.
double valueOf(int byte, double largest) {
    const double value = largest * byte / 255;
    return largest > 1 ? std::round(value) : value;
}

/// The darkest value that pictures of this setting have.
double largestValue(const SettingSpec& spec) {
    const auto& standard = std::get<Tensor<double>>(spec.standard);
    return standard.empty() ? 1 : *std::max_element(standard.values().begin(), standard.values().end());
}

}  // namespace

Tensor<double> gridFromImage(const QImage& image, const PictureForm& form) {
    const QImage small = onWhite(image.scaled(fittedInto(image.size(), form.mostSide), Qt::IgnoreAspectRatio,
                                              Qt::SmoothTransformation));
    const Shape plane{small.height(), small.width()};
    if (form.inColour && isColoured(small)) {
        Tensor<double> light(plane.batchOf(3));
        forEachPixel(small, [&](Index row, Index column, QRgb pixel) {
            light.at({0, row, column}) = valueOf(qRed(pixel), form.largest);
            light.at({1, row, column}) = valueOf(qGreen(pixel), form.largest);
            light.at({2, row, column}) = valueOf(qBlue(pixel), form.largest);
        });
        return light;
    }
    Tensor<double> darkness(plane);
    forEachPixel(small.convertToFormat(QImage::Format_Grayscale8), [&](Index row, Index column, QRgb pixel) {
        darkness.at({row, column}) = valueOf(255 - qRed(pixel), form.largest);
    });
    return darkness;
}

Result<Tensor<double>> gridFromFile(const std::filesystem::path& path, const SettingSpec& spec) {
    if (!spec.isPicture) return failure(spec.id, ": takes no picture");
    const auto image = openPictureFile(path);
    if (!image) return tl::unexpected(image.error());
    const int side = std::min(largestPictureSide, static_cast<int>(spec.most));
    return gridFromImage(*image, {side, largestValue(spec), spec.planes == 3});
}

}  // namespace deltascope

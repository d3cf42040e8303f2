#pragma once

#include <QImage>
#include <filesystem>

#include "core/base/result.h"
#include "core/lesson/walkthrough.h"

namespace deltascope {

/// How an own picture becomes a grid of numbers.
struct PictureForm {
    int mostSide = 28;      ///< larger pictures are scaled down smoothly, keeping their proportions
    double largest = 9;     ///< values go from 0 to this, rounded to whole numbers if it is more than 1
    bool inColour = false;  ///< a coloured picture becomes three planes
};

/// A picture as rows x columns of darkness, white 0 to black `largest`; or, if it is coloured and may be, as
/// three planes of light, red, green and blue from dark 0 to bright `largest`. Transparent parts are white.
Tensor<double> gridFromImage(const QImage& image, const PictureForm& form);

/// A picture file as a value of the picture setting `spec`; an error names the file and what is wrong with
/// it, or the setting that takes no picture.
Result<Tensor<double>> gridFromFile(const std::filesystem::path& path, const SettingSpec& spec);

}  // namespace deltascope

#pragma once

#include <QImage>
#include <filesystem>

#include "core/base/result.h"
#include "core/data/grey_image.h"
#include "core/tensor/tensor.h"

namespace deltascope {

/// Reads a picture of any format that Qt knows, recognised by its content, turned upright as the camera says.
/// Errors name the file: missing, a folder, empty, not a picture, damaged, too large.
Result<QImage> openPictureFile(const std::filesystem::path& path);

/// Brightness 0 .. 1 of every pixel: luma (0.299 R + 0.587 G + 0.114 B), transparency over white. Grey bytes
/// come out as value / 255. An error if there is not enough memory.
Result<GreyImage> greyImage(const QImage& image);

/// The picture for the screen or a file.
QImage toImage(const GreyImage& picture);
/// What the network sees, dark ink on white; one pixel a value.
QImage toImage(const Tensor<float>& digit);

/// Saves as PNG, whole or not at all.
Result<void> savePng(const std::filesystem::path& path, const QImage& image);

}  // namespace deltascope

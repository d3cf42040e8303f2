#pragma once

#include <QImage>
#include <QString>

#include "core/base/result.h"
#include "core/tensor/tensor.h"

namespace deltascope {

/// A picture as a grid of darkness, white 0 to black `largest`: it looks on the stage as it does in the file.
/// Larger ones are scaled down smoothly until neither side has more than `mostSide` pixels, keeping their
/// proportions. Values are rounded to whole numbers where `largest` is more than 1.
Tensor<double> gridFromImage(const QImage& image, int mostSide, double largest);

/// The same from a file; an error names the file and what is wrong with it.
Result<Tensor<double>> gridFromFile(const QString& path, int mostSide, double largest);

}  // namespace deltascope

#include "ui/workspaces/lecture/picture_import.h"

#include <QFileInfo>
#include <QImageReader>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace deltascope {
namespace {

constexpr int mostFileSide = 20000;  // pixels: more is no picture that anyone wants here

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

}  // namespace

Tensor<double> gridFromImage(const QImage& image, int mostSide, double largest) {
    const QSize size = fittedInto(image.size(), mostSide);
    const QImage grey = onWhite(image)
                            .scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                            .convertToFormat(QImage::Format_Grayscale8);
    Tensor<double> grid({grey.height(), grey.width()});
    for (int row = 0; row < grey.height(); ++row)
        for (int column = 0; column < grey.width(); ++column) {
            const double darkness = largest * (255 - grey.constScanLine(row)[column]) / 255;
            grid.at({row, column}) = largest > 1 ? std::round(darkness) : darkness;
        }
    return grid;
}

Result<Tensor<double>> gridFromFile(const QString& path, int mostSide, double largest) {
    const std::string name = path.toStdString();
    if (!QFileInfo(path).isFile()) return failure(name, ": expected a picture file, found none");
    QImageReader reader(path);
    reader.setAutoTransform(true);
    const QSize size = reader.size();
    if (size.width() > mostFileSide || size.height() > mostFileSide) {
        return failure(name, ": ", size.width(), " × ", size.height(), " pixels, expected at most ",
                       mostFileSide, " on each side");
    }
    const QImage image = reader.read();
    if (image.isNull()) {
        return failure(name,
                       ": expected a picture (PNG, JPEG, BMP ...): ", reader.errorString().toStdString());
    }
    return gridFromImage(image, mostSide, largest);
}

}  // namespace deltascope

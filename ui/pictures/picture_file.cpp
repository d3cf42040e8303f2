#include "ui/pictures/picture_file.h"

#include <QBuffer>
#include <QFile>
#include <QImageReader>
#include <cmath>
#include <new>
#include <system_error>

#include "core/base/file.h"

namespace deltascope {
namespace {

namespace fs = std::filesystem;

/// Enough for a camera's 48 megapixels; what is larger would keep the window waiting.
constexpr int mostMegabytes = 256;
constexpr qint64 mostPixels = 64'000'000;  // as many as those megabytes hold at 4 bytes

Result<void> checkPlainFile(const fs::path& path) {
    std::error_code error;
    const auto status = fs::status(path, error);
    if (status.type() == fs::file_type::not_found) return failure(path.string(), ": no such file");
    if (error) return failure("cannot open ", path.string(), ": ", error.message());
    if (fs::is_directory(status)) return failure(path.string(), ": is a folder, expected a picture");
    // Reading from a pipe or a device could wait for ever.
    if (!fs::is_regular_file(status)) return failure(path.string(), ": is no plain file, expected a picture");
    if (fs::file_size(path, error) == 0) return failure(path.string(), ": is empty, expected a picture");
    return {};
}

float brightnessOf(QRgb pixel) { return brightness(qRed(pixel), qGreen(pixel), qBlue(pixel), qAlpha(pixel)); }

uchar byteOf(float share) {
    return static_cast<uchar>(std::lround(255 * std::min(1.0F, std::max(0.0F, share))));
}

}  // namespace

Result<QImage> openPictureFile(const fs::path& path) {
    if (auto plain = checkPlainFile(path); !plain) return tl::unexpected(plain.error());
    QFile file(QFile::decodeName(path.c_str()));
    if (!file.open(QIODevice::ReadOnly)) {
        return failure("cannot open ", path.string(), ": ", file.errorString().toStdString());
    }
    QImageReader::setAllocationLimit(mostMegabytes);
    QImageReader reader(&file);
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(true);
    if (!reader.canRead()) return failure(path.string(), ": is not a picture (PNG, JPEG, BMP, GIF ...)");
    const QSize size = reader.size();
    if (qint64{size.width()} * size.height() > mostPixels) {
        return failure(path.string(), ": ", size.width(), "x", size.height(), " pixels, expected at most ",
                       mostPixels / 1'000'000, " million");
    }
    const QImage image = reader.read();
    if (!image.isNull()) return image;
    const std::string pixels = size.isValid() ? joinText(size.width(), "x", size.height(), " pixels; ") : "";
    return failure(path.string(), ": a damaged picture, or one of more than ", mostMegabytes, " MB (", pixels,
                   reader.errorString().toStdString(), ")");
}

Result<GreyImage> greyImage(const QImage& image) {
    const QImage plain = image.convertToFormat(QImage::Format_ARGB32);
    if (plain.isNull()) return failure("not enough memory for this picture");
    GreyImage grey{plain.width(), plain.height(), {}};
    try {
        grey.values.reserve(static_cast<std::size_t>(grey.width * grey.height));
    } catch (const std::bad_alloc&) {
        return failure("not enough memory for this picture");
    }
    for (int y = 0; y < plain.height(); ++y) {
        const auto* line = reinterpret_cast<const QRgb*>(plain.constScanLine(y));
        for (int x = 0; x < plain.width(); ++x) grey.values.push_back(brightnessOf(line[x]));
    }
    return grey;
}

QImage toImage(const GreyImage& picture) {
    QImage image(static_cast<int>(picture.width), static_cast<int>(picture.height),
                 QImage::Format_Grayscale8);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) image.scanLine(y)[x] = byteOf(picture.at(x, y));
    }
    return image;
}

QImage toImage(const Tensor<float>& digit) {
    require(digit.shape().rank() == 3 && digit.shape()[0] == 1, "digit of shape ", digit.shape().text());
    GreyImage picture{digit.shape()[2], digit.shape()[1], {}};
    for (const float ink : digit.values()) picture.values.push_back(1 - ink);
    return toImage(picture);
}

Result<void> savePng(const fs::path& path, const QImage& image) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    if (!buffer.open(QIODevice::WriteOnly) || !image.save(&buffer, "PNG")) {
        return failure(path.string(), ": the picture could not be packed as PNG");
    }
    return writeFile(path, {bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

}  // namespace deltascope

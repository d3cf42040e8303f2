#include "app/commands/picture_file.h"

#include <QFile>
#include <QImage>
#include <QImageReader>
#include <system_error>

#include "core/data/digit_image.h"

namespace deltascope {
namespace {

namespace fs = std::filesystem;

/// What a picture may take in memory; Qt's own limit of 128 MB refuses a phone's largest photographs.
constexpr int megabytes = 512;

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

Result<QImage> decode(const fs::path& path) {
    QFile file(QFile::decodeName(path.c_str()));
    if (!file.open(QIODevice::ReadOnly)) {
        return failure("cannot open ", path.string(), ": ", file.errorString().toStdString());
    }
    QImageReader::setAllocationLimit(megabytes);
    QImageReader reader(&file);
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(true);
    if (!reader.canRead()) return failure(path.string(), ": is not a picture (PNG, JPEG, BMP, GIF ...)");
    const QSize size = reader.size();
    const QImage image = reader.read();
    if (!image.isNull()) return image;
    return failure(path.string(), ": a damaged picture, or one of more than ", megabytes, " MB (",
                   size.width(), "x", size.height(), " pixels; ", reader.errorString().toStdString(), ")");
}

/// The brightness of one pixel over white paper.
float brightness(QRgb pixel) {
    const int luma = 299 * qRed(pixel) + 587 * qGreen(pixel) + 114 * qBlue(pixel);
    const int alpha = qAlpha(pixel);
    if (alpha == 255) return static_cast<float>(luma) / 1000.0F / 255.0F;
    const auto blended = static_cast<float>(luma) / 1000.0F * static_cast<float>(alpha) / 255.0F;
    return (blended + static_cast<float>(255 - alpha)) / 255.0F;
}

}  // namespace

Result<GreyImage> readPicture(const fs::path& path) {
    if (auto plain = checkPlainFile(path); !plain) return tl::unexpected(plain.error());
    const auto decoded = decode(path);
    if (!decoded) return tl::unexpected(decoded.error());
    const QImage image = decoded->convertToFormat(QImage::Format_ARGB32);
    if (image.isNull()) return failure(path.string(), ": not enough memory for this picture");
    GreyImage grey{image.width(), image.height(), {}};
    grey.values.reserve(static_cast<std::size_t>(grey.width) * static_cast<std::size_t>(grey.height));
    for (int y = 0; y < image.height(); ++y) {
        const auto* line = reinterpret_cast<const QRgb*>(image.constScanLine(y));
        for (int x = 0; x < image.width(); ++x) grey.values.push_back(brightness(line[x]));
    }
    return grey;
}

Result<Tensor<float>> readDigit(const fs::path& path, bool asIs) {
    const auto picture = readPicture(path);
    if (!picture) return tl::unexpected(picture.error());
    auto digit = asIs ? digitAsIs(*picture) : digitFromPicture(*picture);
    if (!digit) return failure(path.string(), ": ", digit.error().message);
    return digit;
}

}  // namespace deltascope

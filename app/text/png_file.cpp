#include "app/text/png_file.h"

#include <png.h>

namespace deltascope {
namespace {

constexpr std::size_t mostPixels = std::size_t{1} << 26, bytesPerPixel = 4;

/// libpng's reader of one file, which frees what it holds.
struct PngReader {
    png_image image{};
    PngReader() { image.version = PNG_IMAGE_VERSION; }
    ~PngReader() { png_image_free(&image); }
    PngReader(const PngReader&) = delete;
};

GreyImage greyFrom(const std::vector<png_byte>& pixels, Index width, Index height) {
    GreyImage grey{width, height, {}};
    grey.values.reserve(pixels.size() / bytesPerPixel);
    for (std::size_t i = 0; i < pixels.size(); i += bytesPerPixel) {
        grey.values.push_back(brightness(pixels[i], pixels[i + 1], pixels[i + 2], pixels[i + 3]));
    }
    return grey;
}

}  // namespace

std::optional<GreyImage> readPng(const std::filesystem::path& path) {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(path, ignored)) return std::nullopt;  // a pipe could wait for ever
    PngReader reader;
    png_image& image = reader.image;
    if (!png_image_begin_read_from_file(&image, path.c_str())) return std::nullopt;
    if (image.format & PNG_FORMAT_FLAG_LINEAR)
        return std::nullopt;  // sixteen bits, which Qt rounds its own way
    const std::size_t count = std::size_t{image.width} * image.height;
    if (count > mostPixels) return std::nullopt;
    image.format = PNG_FORMAT_RGBA;
    std::vector<png_byte> pixels(count * bytesPerPixel);
    if (!png_image_finish_read(&image, nullptr, pixels.data(), 0, nullptr)) return std::nullopt;
    return greyFrom(pixels, image.width, image.height);
}

}  // namespace deltascope

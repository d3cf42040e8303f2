#include "core/data/labelled_drawings.h"

#include <algorithm>
#include <cmath>

#include "core/base/file.h"
#include "core/data/digit_image.h"

namespace deltascope {
namespace {

constexpr std::size_t pixels = static_cast<std::size_t>(digitSide * digitSide), record = pixels + 1;

Result<std::vector<std::uint8_t>> contentOf(const std::filesystem::path& file) {
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored)) return std::vector<std::uint8_t>{};
    auto bytes = readFile(file);
    if (bytes && bytes->size() % record != 0) {
        return failure(file.string(), ": ", bytes->size(), " bytes, expected a multiple of ", record,
                       " (a label and 28x28 pixels each)");
    }
    return bytes;
}

}  // namespace

Result<LabelledImages> readLabelledDrawings(const std::filesystem::path& file) {
    const auto bytes = contentOf(file);
    if (!bytes) return tl::unexpected(bytes.error());
    LabelledImages images{static_cast<Index>(bytes->size() / record), digitSide, digitSide, {}, {}};
    for (std::size_t at = 0; at < bytes->size(); at += record) {
        const std::uint8_t label = (*bytes)[at];
        if (label > 9) {
            return failure(file.string(), ": label ", int{label}, " at byte ", at, ", expected 0 to 9");
        }
        images.labels.push_back(label);
        const auto from = bytes->begin() + static_cast<std::ptrdiff_t>(at) + 1;
        images.pixels.insert(images.pixels.end(), from, from + static_cast<std::ptrdiff_t>(pixels));
    }
    return images;
}

Result<void> addLabelledDrawing(const std::filesystem::path& file, std::span<const float> picture,
                                int label) {
    require(picture.size() == pixels && label >= 0 && label <= 9, "a drawing of ", picture.size(),
            " pixels labelled ", label);
    const auto bytes = contentOf(file);
    if (!bytes) return tl::unexpected(bytes.error());
    std::string content(bytes->begin(), bytes->end());
    content.push_back(static_cast<char>(label));
    for (const float ink : picture)
        content.push_back(static_cast<char>(std::lround(std::clamp(ink, 0.0F, 1.0F) * 255)));
    std::error_code ignored;
    std::filesystem::create_directories(file.parent_path(), ignored);
    return writeFile(file, content);
}

}  // namespace deltascope

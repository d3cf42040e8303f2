#include "core/data/idx.h"

#include <algorithm>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/file.h"

namespace deltascope {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t imagesMagic = 0x00000803, labelsMagic = 0x00000801;

std::uint32_t bigEndian(const std::vector<std::uint8_t>& bytes, std::size_t at) {
    return std::uint32_t{bytes[at]} << 24 | std::uint32_t{bytes[at + 1]} << 16 |
           std::uint32_t{bytes[at + 2]} << 8 | std::uint32_t{bytes[at + 3]};
}

/// What an IDX file of unsigned bytes holds: as many sizes as its magic says, then their product in bytes.
struct IdxBytes {
    std::vector<std::size_t> sizes;
    std::vector<std::uint8_t> values;
};

std::string sizesText(const std::vector<std::size_t>& sizes) {
    std::ostringstream text;
    for (const std::size_t size : sizes) text << (&size == sizes.data() ? "" : "x") << size;
    return text.str();
}

/// Each size is compared with what is there before it is multiplied, so that no product can overflow.
bool fits(const std::vector<std::size_t>& sizes, std::size_t available) {
    std::size_t needed = 1;
    for (const std::size_t size : sizes) {
        if (size > available / needed) return false;
        needed *= size;
    }
    return needed == available;
}

Result<IdxBytes> parseIdx(const fs::path& path, std::vector<std::uint8_t> bytes, std::uint32_t magic,
                          std::string_view what) {
    const std::size_t axes = magic & 0xFFU, header = 4 * (1 + axes);
    if (bytes.size() < header) {
        return failure(path.string(), ": cut off in the header: ", bytes.size(), " bytes, expected at least ",
                       header, " for IDX ", what);
    }
    if (const std::uint32_t found = bigEndian(bytes, 0); found != magic) {
        return failure(path.string(), ": not IDX ", what, ": expected the number ", magic,
                       " in its first four bytes, got ", found);
    }
    IdxBytes idx;
    for (std::size_t axis = 1; axis <= axes; ++axis) idx.sizes.push_back(bigEndian(bytes, 4 * axis));
    if (std::ranges::count(idx.sizes, 0U) > 0) {
        return failure(path.string(), ": empty: its header says ", sizesText(idx.sizes), " ", what);
    }
    const std::size_t available = bytes.size() - header;
    if (!fits(idx.sizes, available)) {
        return failure(path.string(), ": cut off or too long: its header says ", sizesText(idx.sizes), " ",
                       what, " of one byte each, ", available, " bytes follow it");
    }
    bytes.erase(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(header));
    idx.values = std::move(bytes);
    return idx;
}

Result<IdxBytes> readIdxFile(const fs::path& path, std::uint32_t magic, std::string_view what) {
    auto bytes = readFile(path);
    if (!bytes) return tl::unexpected(bytes.error());
    return parseIdx(path, *std::move(bytes), magic, what);
}

Result<fs::path> findFile(const fs::path& folder, const std::string& part, const std::string& rest) {
    for (const char* separator : {"-", "."}) {
        for (const char* ending : {"", ".gz"}) {
            fs::path path = folder / (part + separator + rest + ending);
            std::error_code ignored;
            if (fs::exists(path, ignored)) return path;
        }
    }
    return failure(folder.string(), ": expected a file ", part, "-", rest, " or ", part, "-", rest,
                   ".gz in it");
}

}  // namespace

Result<LabelledImages> readIdx(const fs::path& imagesFile, const fs::path& labelsFile) {
    auto images = readIdxFile(imagesFile, imagesMagic, "pictures");
    if (!images) return tl::unexpected(images.error());
    auto labels = readIdxFile(labelsFile, labelsMagic, "labels");
    if (!labels) return tl::unexpected(labels.error());
    if (images->sizes[0] != labels->sizes[0]) {
        return failure(imagesFile.string(), " has ", images->sizes[0], " pictures, ", labelsFile.string(),
                       " has ", labels->sizes[0], " labels: expected as many");
    }
    const auto wrong = std::ranges::find_if(labels->values, [](std::uint8_t label) { return label > 9; });
    if (wrong != labels->values.end()) {
        return failure(labelsFile.string(), ": label number ", wrong - labels->values.begin() + 1, " is ",
                       int{*wrong}, ", expected 0 to 9");
    }
    const auto size = [&](std::size_t axis) { return static_cast<Index>(images->sizes[axis]); };
    return LabelledImages{size(0), size(1), size(2), std::move(images->values), std::move(labels->values)};
}

Result<LabelledImages> readMnist(const fs::path& folder, MnistPart part) {
    std::error_code ignored;
    if (!fs::is_directory(folder, ignored)) {
        return failure(folder.string(),
                       ": expected a folder with MNIST's files (train-images-idx3-ubyte.gz ...)");
    }
    const std::string prefix = part == MnistPart::training ? "train" : "t10k";
    const auto images = findFile(folder, prefix + "-images", "idx3-ubyte");
    if (!images) return tl::unexpected(images.error());
    const auto labels = findFile(folder, prefix + "-labels", "idx1-ubyte");
    if (!labels) return tl::unexpected(labels.error());
    return readIdx(*images, *labels);
}

}  // namespace deltascope

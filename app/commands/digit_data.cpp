#include "app/commands/digit_data.h"

#include "core/data/digit_image.h"

namespace deltascope {

Result<Examples> readMnistExamples(const std::filesystem::path& folder, MnistPart part,
                                   const Augmentation& augmentation) {
    auto images = readMnist(folder, part);
    if (!images) return tl::unexpected(images.error());
    if (images->height != digitSide || images->width != digitSide) {
        return failure(folder.string(), ": pictures of ", images->height, "x", images->width, ", expected ",
                       digitSide, "x", digitSide);
    }
    return imageExamples(std::make_shared<const LabelledImages>(std::move(*images)), augmentation);
}

Result<std::vector<PenDigit>> readStrokesBy(const std::filesystem::path& file, const Writers& writers) {
    const auto all = readPenStrokes(file);
    if (!all) return tl::unexpected(all.error());
    auto digits = byWriters(*all, static_cast<int>(writers.first), static_cast<int>(writers.last));
    if (!digits.empty()) return digits;
    return failure(file.string(), ": no digits by writers ", writers.first, " to ", writers.last);
}

}  // namespace deltascope

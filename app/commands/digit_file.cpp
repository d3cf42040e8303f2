#include "app/commands/digit_file.h"

#include "app/commands/picture.h"
#include "core/data/digit_image.h"

namespace deltascope {

Result<Tensor<float>> readDigit(const std::filesystem::path& path, bool asIs) {
    const auto picture = readPicture(path);
    if (!picture) return tl::unexpected(picture.error());
    auto digit = asIs ? digitAsIs(*picture) : digitFromPicture(*picture);
    if (!digit) return failure(path.string(), ": ", digit.error().message);
    return digit;
}

}  // namespace deltascope

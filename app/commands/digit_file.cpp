#include "app/commands/digit_file.h"

#include "core/data/digit_image.h"
#include "ui/workspaces/draw/picture_file.h"

namespace deltascope {

Result<Tensor<float>> readDigit(const std::filesystem::path& path, bool asIs) {
    const auto image = openPictureFile(path);
    if (!image) return tl::unexpected(image.error());
    auto digit = greyImage(*image).and_then(asIs ? digitAsIs : digitFromPicture);
    if (!digit) return failure(path.string(), ": ", digit.error().message);
    return digit;
}

}  // namespace deltascope
